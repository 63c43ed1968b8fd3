"""Who gets what on the pages of somebody's own learning: theirs alone."""

from cohorts.actions import make_certificate
from cohorts.agenda import renew
from cohorts.models import Statement
from tests.access.rows import BAD, GONE, INVALID, LOGIN, MOVED, NO, OK, Row

# In the order of PEOPLE: anonymous, outsider, participant, helper, trainer, mt, admin.
EXPECTED = {
    "cohorts:pause": [
        Row(LOGIN, GONE, OK, OK, NO, NO, GONE),
        Row(LOGIN, GONE, MOVED, MOVED, NO, NO, GONE, "POST", {"act": "pause", "until": ""}),
        Row(LOGIN, GONE, MOVED, MOVED, NO, NO, GONE, "POST", {"act": "back"}),
        Row(LOGIN, GONE, INVALID, INVALID, NO, NO, GONE, "POST", {"act": "pause", "until": "soon"}),
    ],
    "cohorts:ding_aside": [
        Row(LOGIN, GONE, MOVED, MOVED, NO, NO, GONE, "POST", {"aside": "1"}),
        Row(LOGIN, GONE, BAD, BAD, NO, NO, GONE, "POST", {"aside": "perhaps"}),
    ],
    "cohorts:ding_known": [
        Row(LOGIN, GONE, OK, OK, NO, NO, GONE),
        Row(LOGIN, GONE, MOVED, MOVED, NO, NO, GONE, "POST", {"shown": "Een screencast."}),
        Row(LOGIN, GONE, INVALID, INVALID, NO, NO, GONE, "POST", {"shown": ""}),
    ],
    "cohorts:growth": Row(LOGIN, GONE, OK, OK, NO, NO, GONE),
    "cohorts:measure": [
        Row(LOGIN, GONE, OK, OK, NO, NO, GONE),
        Row(LOGIN, GONE, MOVED, MOVED, NO, NO, GONE, "POST", dict.fromkeys(Statement.values, "3")),
        Row(LOGIN, GONE, INVALID, INVALID, NO, NO, GONE, "POST", {"able": "6"}),
    ],
    "cohorts:check_answer": [
        Row(LOGIN, GONE, MOVED, MOVED, NO, NO, GONE, "POST", {"choice": "0"}),
        Row(LOGIN, GONE, BAD, BAD, NO, NO, GONE, "POST", {"choice": "first"}),
    ],
    "cohorts:my_agenda": [
        Row(LOGIN, OK, OK, OK, OK, OK, OK),
        Row(LOGIN, OK, OK, OK, OK, OK, OK, "POST", {"act": "renew"}),
        Row(LOGIN, MOVED, MOVED, MOVED, MOVED, MOVED, MOVED, "POST", {"act": "stop"}),
    ],
    "cohorts:agenda": Row(*(OK,) * 7),
    "cohorts:certificate": [
        Row(LOGIN, GONE, OK, OK, NO, NO, GONE),
        Row(LOGIN, GONE, MOVED, MOVED, NO, NO, GONE, "POST", {"nonce": "c" * 20}),
        Row(LOGIN, GONE, BAD, BAD, NO, NO, GONE, "POST"),
    ],
    # It is Piet's, who plays no part in this table.
    "cohorts:certificate_pdf": Row(LOGIN, *[GONE] * 6),
    "cohorts:certificate_withdraw": [
        Row(LOGIN, *[GONE] * 6),
        Row(LOGIN, *[GONE] * 6, "POST"),
    ],
    "cohorts:certificate_check": Row(*(OK,) * 7),
}


def address(world) -> dict:
    asked = world.dingen[0].revision.questions.create(
        position=9, question="Wat doe je eerst?", answers=[{"text": "Vragen", "correct": True, "why": ""}]
    )
    calendar = renew(world["other"]).rpartition("/")[2].removesuffix(".ics")
    place = world.enrolments["other"]
    place.progress.get_or_create(ding=world.dingen[2], defaults={"finished_at": "2999-01-01T00:00Z"})
    paper = make_certificate(enrolment=place, by=place)
    return {
        "code": paper.code,
        "certificate_id": paper.pk,
        "slug": world.dingen[0].slug,
        "moment": "end",
        "question_id": asked.pk,
        "agenda_token": calendar,
    }
