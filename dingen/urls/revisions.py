"""The way of a text to the readers, its history, its pictures; a lesson begins and retires."""

from django.urls import path

from dingen.views import lessons, pictures, publishing, revisions

LESSON = "redactie/<slug:slug>/"

urlpatterns = [
    path("redactie/nieuw/", lessons.ding_create, name="ding_create"),
    path(f"{LESSON}kopie/", lessons.ding_copy, name="ding_copy"),
    path(f"{LESSON}van-vroeger/", lessons.ding_retire, name="ding_retire"),
    path(f"{LESSON}weer-actueel/", lessons.ding_unretire, name="ding_unretire"),
    path(f"{LESSON}publiceren/", publishing.copy_publish, name="copy_publish"),
    path(f"{LESSON}plannen/", publishing.copy_schedule, name="copy_schedule"),
    path(f"{LESSON}terugnemen/", publishing.copy_take_back, name="copy_take_back"),
    path(f"{LESSON}weggooien/", publishing.copy_discard, name="copy_discard"),
    path(f"{LESSON}verschil/", publishing.copy_difference, name="copy_difference"),
    path(f"{LESSON}versies/", revisions.revision_list, name="revision_list"),
    path(f"{LESSON}versies/<int:number>/", revisions.revision_detail, name="revision_detail"),
    path(f"{LESSON}versies/<int:number>/terugzetten/", revisions.revision_restore, name="revision_restore"),
    path(f"{LESSON}origineel/", revisions.origin_detail, name="origin_detail"),
    path(f"{LESSON}afbeeldingen/", pictures.picture_list, name="picture_list"),
    path(f"{LESSON}afbeeldingen/<str:name>/", pictures.picture_edit, name="picture_edit"),
    path(f"{LESSON}afbeeldingen/<str:name>/weghalen/", pictures.picture_remove, name="picture_remove"),
]
