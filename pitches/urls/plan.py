"""The plan, the dossiers, the decision and the pilot."""

from django.urls import path, register_converter

from pitches.urls.sections import SectionConverter
from pitches.views import dossier, mt, pilot, plan

register_converter(SectionConverter, "section")

GROUP = "teams/<slug:team>/groepen/<int:group_id>/"
PITCHES = "teams/<slug:team>/pitches/"
MT = "teams/<slug:team>/mt/"
PILOT = "teams/<slug:team>/pilot/"

urlpatterns = [
    path(GROUP, plan.plan_detail, name="plan_detail"),
    path(GROUP + "titel/", plan.pitch_edit, name="pitch_edit"),
    path(GROUP + "inleveren/", plan.pitch_hand_in, name="pitch_hand_in"),
    path(GROUP + "heropenen/", plan.pitch_reopen, name="pitch_reopen"),
    path(GROUP + "<section:kind>/", plan.section_edit, name="section_edit"),
    path(GROUP + "<section:kind>/eerder/", plan.section_history, name="section_history"),
    path(PITCHES, dossier.pitch_list, name="pitch_list"),
    path(PITCHES + "<int:pitch_id>/", dossier.pitch_detail, name="pitch_detail"),
    path(PITCHES + "<int:pitch_id>/plaats/", dossier.pitch_place, name="pitch_place"),
    path(PITCHES + "<int:pitch_id>/tips/<int:tip_id>/", dossier.tip_answer, name="tip_answer"),
    path(MT, mt.mt_desk, name="mt_desk"),
    path(MT + "besluit/", mt.decision_create, name="decision_create"),
    path("teams/<slug:team>/besluit/", mt.decision_detail, name="decision_detail"),
    path(PILOT, pilot.pilot_detail, name="pilot_detail"),
    path(PILOT + "trekker/", pilot.owner_set, name="owner_set"),
    path(PILOT + "afronden/", pilot.pilot_end, name="pilot_end"),
    path(PILOT + "<int:day>-dagen/", pilot.pulse_answer, name="pulse_answer"),
]
