"""The plan and the dossiers."""

from django.urls import path, register_converter

from pitches.urls.sections import SectionConverter
from pitches.views import dossier, plan

register_converter(SectionConverter, "section")

GROUP = "teams/<slug:team>/groepen/<int:group_id>/"
PITCHES = "teams/<slug:team>/pitches/"

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
]
