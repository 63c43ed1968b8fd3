"""The wall of ideas."""

from django.urls import path

from pitches.views import idea_groups, ideas

WALL = "teams/<slug:team>/ideeen/"
IDEA = WALL + "<int:idea_id>/"

urlpatterns = [
    path(WALL, ideas.idea_list, name="idea_list"),
    path(WALL + "nieuw/", ideas.idea_create, name="idea_create"),
    path(IDEA, ideas.idea_detail, name="idea_detail"),
    path(IDEA + "wijzigen/", ideas.idea_edit, name="idea_edit"),
    path(IDEA + "steun/", ideas.idea_support, name="idea_support"),
    path(IDEA + "meedoen/", ideas.idea_join, name="idea_join"),
    path(IDEA + "intrekken/", ideas.idea_withdraw, name="idea_withdraw"),
    path(IDEA + "verbergen/", ideas.idea_hide, name="idea_hide"),
    path(IDEA + "tonen/", ideas.idea_show, name="idea_show"),
    path(IDEA + "reacties/", ideas.comment_create, name="idea_comment"),
    path(IDEA + "reacties/<int:comment_id>/weg/", ideas.comment_remove, name="idea_comment_remove"),
    path(IDEA + "groep/", idea_groups.idea_group, name="idea_group"),
    path(IDEA + "nemen/", idea_groups.idea_take, name="idea_take"),
    path(IDEA + "teruggeven/", idea_groups.idea_release, name="idea_release"),
]
