from django.urls import path

from dingen import views
from dingen.models import MEER

app_name = "dingen"
urlpatterns = [
    path("dingen/", views.programme_list, name="programme_list"),
    path(f"dingen/{MEER}/", views.more_list, name="more_list"),
    path("dingen/<slug:programme>/", views.programme_detail, name="programme_detail"),
    path("dingen/<slug:programme>/<slug:slug>/", views.ding_detail, name="ding_detail"),
]
