from accounts.models import Invitation
from accounts.tokens import digest
from tests.access.rows import BAD, GONE, INVALID, LOGIN, MOVED, NO, OK, Row

TOKEN = "t" * 32
NONCE = {"nonce": "n" * 24}

EXPECTED = {
    "cohorts:cohort_create": [
        Row(LOGIN, NO, NO, NO, OK, NO, NO),
        Row(LOGIN, NO, NO, NO, INVALID, NO, NO, "POST", {"name": ""}),
    ],
    "cohorts:cohort_edit": Row(LOGIN, GONE, NO, NO, OK, NO, GONE),
    "cohorts:plan_edit": [
        Row(LOGIN, GONE, NO, NO, OK, NO, GONE),
        Row(LOGIN, GONE, NO, NO, INVALID, NO, GONE, "POST", {"ding-eerste-ding": "perhaps"}),
    ],
    "cohorts:cohort_start": Row(LOGIN, GONE, NO, NO, MOVED, NO, GONE, "POST"),
    "cohorts:cohort_close": Row(LOGIN, GONE, NO, NO, OK, NO, GONE),
    "cohorts:member_list": Row(LOGIN, GONE, OK, OK, OK, OK, GONE),
    "cohorts:member_invite": [
        Row(LOGIN, GONE, NO, NO, INVALID, NO, GONE, "POST", {"people": ""}),
        Row(LOGIN, GONE, NO, NO, BAD, NO, GONE, "POST", {"form-TOTAL_FORMS": 0, "role": "boss"}),
    ],
    "cohorts:invitation_resend": Row(LOGIN, GONE, NO, NO, MOVED, NO, GONE, "POST"),
    "cohorts:invitation_withdraw": Row(LOGIN, GONE, NO, NO, MOVED, NO, GONE, "POST"),
    "cohorts:member_remove": Row(LOGIN, GONE, NO, NO, OK, NO, GONE),
    "cohorts:progress": Row(LOGIN, GONE, OK, OK, OK, OK, GONE),
    "cohorts:group_list": Row(LOGIN, GONE, OK, OK, OK, NO, GONE),
    "cohorts:group_create": [
        Row(LOGIN, GONE, INVALID, INVALID, INVALID, NO, GONE, "POST", {"name": ""}),
        Row(LOGIN, GONE, MOVED, MOVED, MOVED, NO, GONE, "POST", {"name": "Nieuw", **NONCE}),
    ],
    "cohorts:seat_take": Row(LOGIN, GONE, MOVED, MOVED, MOVED, NO, GONE, "POST"),
    "cohorts:seat_leave": Row(LOGIN, GONE, MOVED, MOVED, MOVED, NO, GONE, "POST"),
    "cohorts:helper_set": Row(LOGIN, GONE, MOVED, MOVED, MOVED, NO, GONE, "POST"),
    "cohorts:step_tick": [
        Row(LOGIN, GONE, MOVED, MOVED, NO, NO, GONE, "POST", {"done": "1"}),
        Row(LOGIN, GONE, BAD, BAD, NO, NO, GONE, "POST", {"done": "yes"}),
    ],
    "cohorts:ding_finish": [
        Row(LOGIN, GONE, MOVED, MOVED, NO, NO, GONE, "POST"),
        Row(LOGIN, GONE, BAD, BAD, NO, NO, GONE, "POST", {"level": "expert"}),
    ],
    "cohorts:ding_reopen": Row(LOGIN, GONE, MOVED, MOVED, NO, NO, GONE, "POST"),
    "cohorts:level_set": [
        Row(LOGIN, GONE, MOVED, MOVED, NO, NO, GONE, "POST", {"level": "uitdaging"}),
        Row(LOGIN, GONE, BAD, BAD, NO, NO, GONE, "POST"),
    ],
    # Olaf holds the letter; whoever is signed in as somebody else must log out first.
    "cohorts:invitation_detail": Row(OK, OK, NO, NO, NO, NO, NO),
}


def address(world) -> dict:
    trainer, member = world["trainer"], world.enrolments["other"]
    letter = Invitation.objects.create(
        user=world["outsider"],
        email=world["outsider"].email,
        organisation=world.ours,
        invited_by=trainer,
        token_hash=digest(TOKEN),
        expires_at="2999-01-01T00:00Z",
    )
    place = world.cohort.invitations.create(invitation=letter, role="participant")
    return {
        "slug": world.dingen[0].slug,
        "key": "stap-1",
        "letter_id": place.pk,
        "member_id": member.pk,
        "seat_id": member.seat.pk,
        "group_id": world.groups[0].pk,
        "secret": TOKEN,
    }
