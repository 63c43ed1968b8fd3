"""The desk of the MT: dossiers, declarations, its own vote, the decision."""

from django.urls import path

from pitches.views import mt, mt_ballot

MT = "teams/<slug:team>/mt/"

urlpatterns = [
    path(MT, mt.mt_desk, name="mt_desk"),
    path(MT + "besluit/", mt.decision_create, name="decision_create"),
    path(MT + "belang/", mt_ballot.interest_declare, name="interest_declare"),
    path(MT + "voorzitter/", mt_ballot.chair_set, name="chair_set"),
    path(MT + "stemming/", mt_ballot.mt_ballot, name="mt_ballot"),
    path(MT + "stemming/doen/", mt_ballot.mt_ballot_act, name="mt_ballot_act"),
    path(MT + "stemming/stem/", mt_ballot.mt_vote, name="mt_vote"),
    path(MT + "stemming/knoop/", mt_ballot.mt_tie, name="mt_tie"),
    path("teams/<slug:team>/besluit/", mt.decision_detail, name="decision_detail"),
    path("teams/<slug:team>/besluit/pdf/", mt.decision_pdf, name="decision_pdf"),
]
