"""Ideas and what came of them, over all teams."""

from django.urls import path

from pitches.views import showcase

urlpatterns = [
    path("etalage/", showcase.showcase, name="showcase"),
    path("etalage/<slug:organisation>/", showcase.showcase_public, name="showcase_public"),
    path("etalage/<slug:organisation>/<int:pitch_id>/", showcase.showcase_idea, name="showcase_idea"),
    path(
        "teams/<slug:team>/pitches/<int:pitch_id>/etalage/",
        showcase.showcase_consent,
        name="showcase_consent",
    ),
]
