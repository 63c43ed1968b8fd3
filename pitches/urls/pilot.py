"""What becomes of the idea."""

from django.urls import path

from pitches.views import pilot, pilot_work

PILOT = "teams/<slug:team>/pilot/"

urlpatterns = [
    path(PILOT, pilot.pilot_detail, name="pilot_detail"),
    path(PILOT + "trekker/", pilot.owner_set, name="owner_set"),
    path(PILOT + "afronden/", pilot.pilot_end, name="pilot_end"),
    path(PILOT + "<int:day>-dagen/", pilot.pulse_answer, name="pulse_answer"),
    path(PILOT + "mijlpaal/", pilot_work.milestone_create, name="milestone_create"),
    path(PILOT + "mijlpaal/<int:milestone_id>/", pilot_work.milestone_act, name="milestone_act"),
    path(PILOT + "besteed/", pilot_work.spending_create, name="spending_create"),
    path(PILOT + "besteed/<int:spending_id>/", pilot_work.spending_remove, name="spending_remove"),
    path(PILOT + "nieuws/", pilot_work.update_create, name="update_create"),
    path(PILOT + "nieuws/<int:update_id>/", pilot_work.update_remove, name="update_remove"),
    path(PILOT + "foto/<int:picture_id>/", pilot_work.pilot_picture, name="pilot_picture"),
    path(PILOT + "tip/", pilot_work.pilot_tip_create, name="pilot_tip_create"),
    path(PILOT + "tip/<int:pilot_tip_id>/", pilot_work.pilot_tip_answer, name="pilot_tip_answer"),
]
