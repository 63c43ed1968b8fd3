"""What keeps lessons fresh: remarks of readers, evaluations, links."""

from django.urls import URLPattern, path

from dingen.views import evaluations, links, remarks, reviews

DING = "dingen/<slug:programme>/<slug:slug>"
urlpatterns: list[URLPattern] = [
    path(f"{DING}/klopt-niet-meer/", remarks.remark_create, name="remark_create"),
    path(f"{DING}/mening/", evaluations.evaluation_save, name="evaluation_save"),
    path("redactie/meldingen/<int:remark_id>/afgehandeld/", remarks.remark_handle, name="remark_handle"),
    path("redactie/<slug:slug>/links/", links.links_check, name="links_check"),
    path("redactie/<slug:slug>/nagekeken/", reviews.ding_confirm, name="ding_confirm"),
]
