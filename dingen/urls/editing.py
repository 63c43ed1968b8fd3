"""Where editors write."""

from django.urls import path

from dingen.views import editing

urlpatterns = [
    path("redactie/<slug:slug>/", editing.ding_edit, name="ding_edit"),
    path("redactie/<slug:slug>/bewaar/", editing.copy_save, name="copy_save"),
    path("redactie/<slug:slug>/voorbeeld/", editing.copy_preview, name="copy_preview"),
]
