"""Answers that are kept with a lesson; before the slugs of lessons."""

from django.urls import path

from dingen.views import answers

urlpatterns = [
    path("redactie/antwoorden/", answers.answer_list, name="answer_list"),
    path("redactie/antwoorden/<int:answer_id>/", answers.answer_edit, name="answer_edit"),
]
