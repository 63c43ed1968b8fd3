"""What becomes of the idea."""

from django.urls import path

from pitches.views import pilot

PILOT = "teams/<slug:team>/pilot/"

urlpatterns = [
    path(PILOT, pilot.pilot_detail, name="pilot_detail"),
    path(PILOT + "trekker/", pilot.owner_set, name="owner_set"),
    path(PILOT + "afronden/", pilot.pilot_end, name="pilot_end"),
    path(PILOT + "<int:day>-dagen/", pilot.pulse_answer, name="pulse_answer"),
]
