"""The agreement, the vote and the closing meeting."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
