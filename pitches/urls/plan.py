"""The plan and the dossiers."""

from django.urls import path, register_converter

from pitches.urls.sections import SectionConverter
from pitches.views import deadline, dossier, plan, sections, slides

register_converter(SectionConverter, "section")

GROUP = "teams/<slug:team>/groepen/<int:group_id>/"
PITCHES = "teams/<slug:team>/pitches/"

urlpatterns = [
    path(GROUP, plan.plan_detail, name="plan_detail"),
    path(GROUP + "titel/", plan.pitch_edit, name="pitch_edit"),
    path(GROUP + "inleveren/", plan.pitch_hand_in, name="pitch_hand_in"),
    path(GROUP + "heropenen/", plan.pitch_reopen, name="pitch_reopen"),
    path(GROUP + "<section:kind>/", sections.section_edit, name="section_edit"),
    path(GROUP + "<section:kind>/eerder/", sections.section_history, name="section_history"),
    path(GROUP + "<section:kind>/reacties/", sections.section_talk, name="section_talk"),
    path(
        GROUP + "<section:kind>/reacties/<int:comment_id>/terug/",
        sections.comment_take_back,
        name="section_comment_take_back",
    ),
    path(GROUP + "te-laat/", plan.pitch_allow_late, name="pitch_allow_late"),
    path(GROUP + "pdf/", slides.pdf_put, name="slides_pdf"),
    path(GROUP + "pdf/weg/", slides.pdf_drop, name="slides_pdf_drop"),
    path(PITCHES + "inleveren/", deadline.deadline_set, name="deadline_set"),
    path(PITCHES + "<int:pitch_id>/dia/<int:slide>/", slides.slide_show, name="slide_show"),
    path(PITCHES + "<int:pitch_id>/dia/<int:slide>/spreker/", slides.slide_speaker, name="slide_speaker"),
    path(PITCHES + "<int:pitch_id>/dia/<int:slide>/beeld/", slides.slide_picture, name="slide_picture"),
    path(PITCHES + "<int:pitch_id>/dia/pdf/", slides.pdf_detail, name="slides_file"),
    path(PITCHES, dossier.pitch_list, name="pitch_list"),
    path(PITCHES + "<int:pitch_id>/", dossier.pitch_detail, name="pitch_detail"),
    path(PITCHES + "<int:pitch_id>/pdf/", dossier.pitch_pdf, name="pitch_pdf"),
    path(PITCHES + "<int:pitch_id>/plaats/", dossier.pitch_place, name="pitch_place"),
    path(PITCHES + "<int:pitch_id>/tips/<int:tip_id>/", dossier.tip_answer, name="tip_answer"),
]
