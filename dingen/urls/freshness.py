"""What keeps lessons fresh: remarks of readers, evaluations, links."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
