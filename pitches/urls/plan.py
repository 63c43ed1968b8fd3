"""The plan, the dossiers, the decision and the pilot."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
