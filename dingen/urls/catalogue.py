from django.urls import path

from dingen.models import MEER
from dingen.views import catalogue, pictures

urlpatterns = [
    path("dingen/", catalogue.programme_list, name="programme_list"),
    path(f"dingen/{MEER}/", catalogue.more_list, name="more_list"),
    path("dingen/stamboom/", catalogue.lineage_list, name="lineage_list"),
    path("dingen/afbeeldingen/<slug:slug>/<str:name>", pictures.picture_detail, name="picture_detail"),
    path("dingen/<slug:programme>/", catalogue.programme_detail, name="programme_detail"),
    path("dingen/<slug:programme>/<slug:slug>/", catalogue.ding_detail, name="ding_detail"),
]
