from accounts.tokens import digest
from cohorts.models import JoinLink
from tests.access.rows import BAD, GONE, LOGIN, MOVED, NO, OK, Row

EXPECTED = {
    "cohorts:open_edition": [
        Row(LOGIN, GONE, NO, NO, OK, NO, GONE),
        Row(LOGIN, GONE, NO, NO, BAD, NO, GONE, "POST", {"most": 3}),
    ],
    # The team of the table is no open edition.
    "cohorts:open_edition_poster": Row(LOGIN, GONE, NO, NO, GONE, NO, GONE),
    "cohorts:open_edition_qr": Row(LOGIN, GONE, NO, NO, GONE, NO, GONE),
    "cohorts:open_edition_act": [
        Row(LOGIN, GONE, NO, NO, MOVED, NO, GONE, "POST", {"deed": "open"}),
        Row(LOGIN, GONE, NO, NO, BAD, NO, GONE, "POST", {"deed": "x"}),
        Row(LOGIN, GONE, NO, NO, GONE, NO, GONE, "POST", {"deed": "renew"}),
    ],
    "cohorts:alone_end": Row(LOGIN, GONE, GONE, GONE, NO, NO, GONE),
    "cohorts:alone_start": Row(LOGIN, MOVED, MOVED, MOVED, MOVED, MOVED, MOVED, "POST"),
    # The link of another library's open edition: whoever has it may join, and is asked first.
    "cohorts:join": Row(OK, OK, OK, OK, OK, OK, OK),
}


def address(world) -> dict:
    open_one = type(world.cohort).objects.create(
        organisation=world.theirs,
        programme=world.programme,
        name="Open",
        slug="open-editie",
        kind="open",
        state="running",
        stage=2,
        starts_on=world.cohort.starts_on,
        ends_on=world.cohort.ends_on,
    )
    link = JoinLink(cohort=open_one)
    link.start()
    link.save()
    assert digest(link.token) == link.token_hash
    return {"programme": world.programme.slug, "join_secret": link.token}
