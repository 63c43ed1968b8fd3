"""The agreement, the vote and the closing meeting."""

from django.urls import path

from pitches.models import Electorate
from pitches.views import agreement, ballot, closing, minutes, papers, screen

HALL = "teams/<slug:team>/slot"

urlpatterns = [
    path(f"{HALL}/afspraken/", agreement.agreement_edit, name="agreement_edit"),
    path(
        f"{HALL}/afspraken/mt/",
        agreement.agreement_edit,
        {"electorate": Electorate.MT},
        name="agreement_edit_mt",
    ),
    path(f"{HALL}/", closing.closing_control, name="closing_control"),
    path(f"{HALL}/doen/", closing.closing_act, name="closing_act"),
    path(f"{HALL}/stand/", closing.closing_poll, name="closing_poll"),
    path(f"{HALL}/scherm/", screen.closing_screen, name="closing_screen"),
    path(f"{HALL}/qr.svg", screen.closing_qr, name="closing_qr"),
    path(f"{HALL}/mee/", closing.closing_phone, name="closing_phone"),
    path(f"{HALL}/mee/stem/", ballot.ballot_vote, name="ballot_vote"),
    path(f"{HALL}/mee/tip/<int:pitch_id>/", closing.tip_create, name="tip_create"),
    path(f"{HALL}/papier/", papers.paper_desk, name="paper_desk"),
    path(f"{HALL}/papier/doen/", papers.paper_act, name="paper_act"),
    path(f"{HALL}/papier/tellen/", papers.paper_count, name="paper_count"),
    path(f"{HALL}/verslag/", minutes.ballot_minutes, name="ballot_minutes"),
    path(f"{HALL}/verslag/pdf/", minutes.ballot_minutes_pdf, name="ballot_minutes_pdf"),
    path(f"{HALL}/verslag/<int:ballot_id>/stemmen.txt", minutes.ballot_list, name="ballot_list"),
    path("s/<str:code>/", closing.closing_code, name="closing_code"),
]
