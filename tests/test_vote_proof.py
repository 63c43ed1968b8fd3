"""What somebody changes behind the application's back shows in the minutes and by a command."""

from hashlib import sha256
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.models import AuditEntry
from lib import pdf
from pitches.actions.ballot import cast, close, reveal
from pitches.models import Ballot
from tests.meeting import (
    text,
    the_people,  # noqa: F401 - a fixture
    the_pitches,  # noqa: F401 - a fixture
)
from tests.pitching import address as url
from tests.voting import opened


def vote(world, pitches, people, **terms):
    """Three votes: two for the second pitch, one for the first; shown."""
    ballot = opened(world, **terms)
    cast(ballot=ballot, choices=[pitches[1]], by=people["participant"])
    cast(ballot=ballot, choices=[pitches[1]], by=people["helper"])
    cast(ballot=ballot, choices=[pitches[0]], by=people["other"])
    trainer = people["trainer"]
    return reveal(ballot=close(ballot=ballot, by=trainer), by=trainer)


@pytest.fixture
def shown(world, pitches, people):
    return vote(world, pitches, people)


def meddle(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        assert cursor.rowcount > 0


def check():
    out = StringIO()
    try:
        call_command("check_votes", stdout=out, stderr=out)
    except CommandError as error:
        return f"{out.getvalue()}{error}"
    return out.getvalue()


def test_untouched_votes_are_correct(as_, world, shown):
    page = text(as_("mt").get(url(world, "ballot_minutes")))
    assert "We telden net opnieuw" in page
    assert check() == "All 1 closed votes are as they were.\n"


@pytest.mark.parametrize(
    ("sql", "sentence"),
    [
        ("UPDATE pitches_vote SET choices = '010000' WHERE choices = '020000'", "De stemmen zijn anders"),
        ("DELETE FROM pitches_vote WHERE choices = '010000'", "De stemmen zijn anders"),
        ("UPDATE pitches_agreement SET quorum = 1", "na de stemming veranderd"),
        (
            "UPDATE pitches_ballot SET winner_id = (SELECT min(pitch_id) FROM pitches_option)",
            "na de stemming",
        ),
        ("UPDATE pitches_ballot SET invited = 99", "na de stemming veranderd"),
        ("UPDATE pitches_turnout SET on_paper = true", "na de stemming veranderd"),
        ("UPDATE pitches_voter SET own_id = NULL WHERE own_id IS NOT NULL", "na de stemming veranderd"),
    ],
)
def test_row_changed_by_hand_shows(as_, world, shown, sql, sentence):
    meddle(sql)
    page = text(as_("participant").get(url(world, "ballot_minutes")))
    assert sentence in page
    assert "We telden net opnieuw" not in page
    assert "Ballot" in check()


def test_votes_and_checksum_changed_together_show_by_the_book(as_, world, shown):
    meddle("UPDATE pitches_vote SET choices = '010000' WHERE choices = '020000'")
    shown = Ballot.objects.get()
    meddle("UPDATE pitches_ballot SET checksum = %s", shown.sum_of(shown.papers()))
    assert "in het boek van stemmingen" in text(as_("mt").get(url(world, "ballot_minutes")))
    assert "in the book" in check() or "in het boek" in check()


def test_book_changed_as_well_breaks_its_chain(shown):
    meddle("UPDATE accounts_auditentry SET result = 'x' WHERE deed = 'ballot.closed'")
    assert "The audit book does not fit" in check()


def test_vote_by_name_changed_by_hand_shows(world, pitches, people):
    vote(world, pitches, people, secret=False)
    meddle("UPDATE pitches_signedvote SET choices = '010000' WHERE choices = '020000'")
    assert "1 problems in 1 votes." in check()


def test_closed_vote_is_checked_before_the_result_too(world, pitches, people):
    ballot = opened(world)
    cast(ballot=ballot, choices=[pitches[1]], by=people["participant"])
    close(ballot=ballot, by=people["trainer"])
    assert check() == "All 1 closed votes are as they were.\n"
    meddle("UPDATE pitches_vote SET choices = '010000'")
    assert "1 problems" in check()


def test_anybody_can_count_and_check_by_hand(as_, world, shown):
    """The text is the list, and its SHA-256 is the checksum in the minutes and in the audit book."""
    answer = as_("other").get(url(world, "ballot_list", ballot_id=shown.pk))
    lines = answer.content.decode().splitlines()
    assert sorted(line.split()[1] for line in lines) == ["010000", "020000", "020000"]
    assert sha256(answer.content).hexdigest() == shown.checksum
    assert AuditEntry.objects.get(deed="ballot.closed").result == shown.checksum
    assert shown.checksum in text(as_("other").get(url(world, "ballot_minutes")))


def test_list_of_a_vote_that_was_not_shown_does_not_exist(as_, world, pitches, people):
    ballot = opened(world)
    cast(ballot=ballot, choices=[pitches[1]], by=people["participant"])
    close(ballot=ballot, by=people["trainer"])
    assert as_("trainer").get(url(world, "ballot_list", ballot_id=ballot.pk)).status_code == 404


def test_lot_can_be_drawn_again_by_anybody(as_, world, pitches, people):
    ballot = opened(world, tie_rule="lot")
    cast(ballot=ballot, choices=[pitches[1]], by=people["participant"])
    cast(ballot=ballot, choices=[pitches[0]], by=people["other"])
    trainer = people["trainer"]
    ballot = close(ballot=ballot, by=trainer)
    seed = ballot.lot_seed
    assert len(seed) == 64  # drawn before anybody counted
    ballot = reveal(ballot=ballot, by=trainer)
    assert ballot.lot_seed == seed
    page = text(as_("mt").get(url(world, "ballot_minutes")))
    for number in (1, 2):
        assert f"printf &#x27;{seed}:{number}&#x27; | sha256sum".replace("&#x27;", "'") in page
        assert sha256(f"{seed}:{number}".encode()).hexdigest() in page


def test_minutes_name_the_roll_and_not_who_voted(as_, world, pitches, people):
    ballot = opened(world)
    cast(ballot=ballot, choices=[pitches[1]], by=people["participant"])
    reveal(ballot=close(ballot=ballot, by=people["trainer"]), by=people["trainer"])
    page = text(as_("mt").get(url(world, "ballot_minutes")))
    assert all(f"<li>{name}</li>" in page for name in ("Anna de Vries", "Hugo Bakker", "Piet Jansen"))
    assert "Er stemde maar 1 mens." in page
    assert "Iedereen koos hetzelfde" in page


def test_minutes_are_a_pdf_to_keep(as_, world, shown, monkeypatch):
    drawn = []
    monkeypatch.setattr(pdf, "draw", lambda html: drawn.append(html) or b"%PDF-1.7")
    answer = as_("mt").get(url(world, "ballot_minutes_pdf"))
    assert (answer["Content-Type"], answer.content) == ("application/pdf", b"%PDF-1.7")
    for words in (shown.checksum, shown.seal, "Anna de Vries", "De stemming is geheim.", "3 van 3 gestemd"):
        assert words in drawn[0]
