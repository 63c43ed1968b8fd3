"""Where editors write: working copy, revisions, pictures."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
