from django.urls import URLPattern

app_name = "dingen"
urlpatterns: list[URLPattern] = []
