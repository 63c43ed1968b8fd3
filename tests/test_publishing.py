"""From the working copy to the readers: rules and deeds."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import AuditEntry
from dingen.actions import publish_revision
from dingen.actions.lessons import retire
from dingen.actions.publishing import (
    Unready,
    catch_up,
    discard,
    publish,
    schedule,
    submit,
    take_back,
)
from dingen.actions.revisions import store_lesson
from dingen.actions.working_copies import open_copy, save_copy
from dingen.models import CopyState, Ding, LinkState, Status, WorkingCopy
from dingen.texts import Ancestor, Lesson, LinkText
from dingen.upkeep import publish_scheduled
from lib.refusal import Refused
from tests.keeping import a_lesson, an_editor, lesson_of, make_editor, write  # noqa: F401 - fixtures


def fresh(ding) -> Ding:
    return Ding.objects.get(pk=ding.pk)


# --- Publish --------------------------------------------------------------------------


def test_publishing_gives_readers_the_text_and_ends_the_copy(ding, eefje):
    write(ding, eefje, title="Een betere titel", lineage=(Ancestor(2006, "Weblog", "Zo begon het."),))

    revision = publish(ding=ding, by=eefje, change="Beter begin")

    ding = fresh(ding)
    assert ding.revision == revision
    assert (revision.number, revision.author, revision.change) == (2, eefje, "Beter begin")
    assert revision.html == "<h2>Nieuw</h2>\n<p>Beter.</p>"
    assert (ding.title, ding.status) == ("Een betere titel", Status.PUBLISHED)
    assert [(old.year, old.name, old.note) for old in ding.lineage.all()] == [
        (2006, "Weblog", "Zo begon het.")
    ]
    assert [step.key for step in revision.steps.all()] == ["stap-1", "stap-2", "stap-3"]
    assert not WorkingCopy.objects.exists()
    assert list(AuditEntry.objects.values_list("actor", "deed", "on")) == [
        (f"user:{eefje.pk}", "ding.published", f"ding:{ding.pk}")
    ]


def test_a_change_of_the_facts_alone_makes_no_new_version(ding, eefje):
    write(ding, eefje, body=ding.revision.source, title="Alleen de titel")

    publish(ding=ding, by=eefje, change="")

    assert (fresh(ding).title, fresh(ding).revision) == ("Alleen de titel", ding.revision)


def test_a_link_that_stays_keeps_what_the_last_check_said(ding, eefje):
    checked = timezone.now() - timedelta(days=2)
    ding.revision.links.create(
        position=1, title="Uit", url="https://example.org/uit", state=LinkState.DEAD, checked_at=checked,
        failures=3, outcome="Niet gevonden (404).",
    )  # fmt: skip
    lesson = lesson_of(ding)
    links = (
        LinkText("Nieuw", "https://example.org/nieuw", "nl", ""),
        LinkText("Uitleg", "https://example.org/uit", "nl", "Beter."),
    )
    open_copy(ding=ding, by=eefje)
    save_copy(ding=ding, lesson=replace(lesson, text=replace(lesson.text, links=links)), version=1, by=eefje)

    revision = publish(ding=ding, by=eefje)

    fields = ("url", "state", "checked_at", "failures", "outcome")
    assert list(revision.links.values_list(*fields)) == [
        ("https://example.org/nieuw", "unknown", None, 0, ""),
        ("https://example.org/uit", "dead", checked, 3, "Niet gevonden (404)."),
    ]


def test_a_lesson_with_faults_is_not_published(ding, eefje):
    write(ding, eefje, body="", title="")

    with pytest.raises(Unready) as caught:
        publish(ding=ding, by=eefje)

    assert [problem.field for problem in caught.value.problems] == ["title", "body"]
    assert fresh(ding).revision == ding.revision
    assert WorkingCopy.objects.get().state == CopyState.EDITING


def test_nothing_to_publish_without_a_copy_or_without_a_change(ding, eefje):
    with pytest.raises(Refused, match="Niemand schrijft aan deze les"):
        publish(ding=ding, by=eefje)
    open_copy(ding=ding, by=eefje)
    with pytest.raises(Refused, match="Er is nog niets veranderd"):
        publish(ding=ding, by=eefje)


def test_what_was_published_meanwhile_is_not_written_over(ding, eefje):
    write(ding, eefje)
    publish_revision(ding=ding, words=replace(lesson_of(ding).text, body="Van een ander."), by=None)

    with pytest.raises(Refused, match="veranderd nadat jij begon"):
        publish(ding=ding, by=eefje)

    assert fresh(ding).revision.source == "Van een ander."
    assert WorkingCopy.objects.get().content["text"]["body"] == "## Nieuw\n\nBeter."


def test_an_import_that_only_changes_the_title_is_not_written_over_either(ding, eefje):
    write(ding, eefje)
    imported = replace(lesson_of(ding), title="Uit een map")
    assert store_lesson(ding=fresh(ding), lesson=imported, theme=ding.theme, by=None) is False

    with pytest.raises(Refused, match="veranderd nadat jij begon"):
        publish(ding=ding, by=eefje)

    assert fresh(ding).title == "Uit een map"


def test_a_text_that_changed_after_somebody_looked_is_not_published(ding, eefje):
    seen = write(ding, eefje).version
    write(ding, eefje, body="Nog een zin.")

    with pytest.raises(Refused, match="intussen in deze tekst geschreven"):
        publish(ding=ding, by=eefje, version=seen)

    assert fresh(ding).revision == ding.revision


def test_an_editor_of_another_library_does_not_publish_what_is_ours(ding, eefje, world):
    Ding.objects.filter(pk=ding.pk).update(owner=world.ours)
    write(ding, eefje)
    olga = make_editor(world.theirs, "Olga Prins")

    for deed in (
        lambda: publish(ding=ding, by=olga),
        lambda: submit(ding=ding, version=None, by=olga),
        lambda: discard(ding=ding, by=olga),
    ):
        with pytest.raises(Refused, match="Je houdt deze les niet bij"):
            deed()

    assert fresh(ding).revision == ding.revision
    assert WorkingCopy.objects.get().state == CopyState.EDITING


def test_a_retired_lesson_stays_retired_when_its_text_is_mended(ding, eefje, world):
    retire(ding=ding, successor=world.dingen[1], by=eefje)
    write(ding, eefje)

    publish(ding=ding, by=eefje)

    assert (fresh(ding).status, fresh(ding).successor) == (Status.RETIRED, world.dingen[1])
    assert fresh(ding).revision.number == 2


def test_a_team_keeps_its_ticks_as_steps_have_keys(world, ding, eefje):
    progress = world.enrolments["participant"].progress.create(ding=ding)
    progress.steps_done.create(step_key="stap-1")
    write(ding, eefje)

    publish(ding=ding, by=eefje)

    assert list(progress.steps_done.values_list("step_key", flat=True)) == ["stap-1"]


# --- Catch up -------------------------------------------------------------------------


def test_catching_up_lays_the_text_on_what_readers_see_now(ding, eefje):
    copy = write(ding, eefje)
    theirs = publish_revision(ding=ding, words=replace(lesson_of(ding).text, body="Ander."), by=None)

    with pytest.raises(Refused, match="intussen nog een keer gepubliceerd"):
        catch_up(ding=ding, seen=ding.revision.pk, by=eefje)
    catch_up(ding=ding, seen=theirs.pk, by=eefje)

    now = WorkingCopy.objects.get()
    assert (now.base, now.version, now.content) == (theirs, copy.version + 1, copy.content)
    assert publish(ding=ding, by=eefje).number == 3
    assert list(ding.revisions.values_list("source", flat=True)) == [
        "## Nieuw\n\nBeter.",
        "Ander.",
        ding.revision.source,
    ]


def test_catching_up_with_nothing_is_refused(ding, eefje):
    write(ding, eefje)

    with pytest.raises(Refused, match="geen nieuwere tekst"):
        catch_up(ding=ding, seen=ding.revision.pk, by=eefje)


# --- Review and discard ---------------------------------------------------------------


def test_a_text_goes_to_review_and_back(ding, eefje):
    copy = write(ding, eefje)

    submit(ding=ding, version=copy.version, by=eefje)
    assert WorkingCopy.objects.get().state == CopyState.REVIEW
    with pytest.raises(Refused, match="wordt al nagekeken"):
        submit(ding=ding, version=copy.version, by=eefje)
    take_back(ding=ding, by=eefje)
    assert WorkingCopy.objects.get().state == CopyState.EDITING
    with pytest.raises(Refused, match="wordt niet nagekeken"):
        take_back(ding=ding, by=eefje)


def test_a_text_with_faults_does_not_go_to_review(ding, eefje):
    write(ding, eefje, body="")

    with pytest.raises(Unready):
        submit(ding=ding, version=None, by=eefje)


def test_discarding_leaves_what_readers_see(ding, eefje):
    write(ding, eefje)

    assert discard(ding=ding, by=eefje) is False

    assert fresh(ding).revision == ding.revision
    assert not WorkingCopy.objects.exists()


# --- On a date ------------------------------------------------------------------------


def make_due(ding, eefje, **fields):
    copy = write(ding, eefje, **fields)
    schedule(
        ding=ding, at=timezone.now() + timedelta(hours=1), change="Op tijd", version=copy.version, by=eefje
    )
    WorkingCopy.objects.update(publish_at=timezone.now() - timedelta(minutes=1))


def test_a_scheduled_text_waits_for_its_moment(ding, eefje):
    copy = write(ding, eefje)
    at = timezone.now() + timedelta(hours=1)
    schedule(ding=ding, at=at, change="Op tijd", version=copy.version, by=eefje)

    assert publish_scheduled() == 0

    assert WorkingCopy.objects.get().publish_at == at
    assert fresh(ding).revision == ding.revision


def test_the_clock_publishes_once(ding, eefje):
    make_due(ding, eefje)

    assert [publish_scheduled(), publish_scheduled()] == [1, 0]

    revision = fresh(ding).revision
    assert (revision.number, revision.author, revision.change) == (2, eefje, "Op tijd")
    assert not WorkingCopy.objects.exists()


def test_the_tick_publishes_what_is_due(ding, eefje, capsys):
    make_due(ding, eefje)

    call_command("tick")

    assert "lessons published: 1" in capsys.readouterr().out
    assert fresh(ding).revision.number == 2


def test_a_moment_that_has_passed_is_refused(ding, eefje):
    write(ding, eefje)

    with pytest.raises(Refused, match="moment dat nog komt"):
        schedule(ding=ding, at=timezone.now(), change="", version=None, by=eefje)


def test_taking_the_date_away_stops_the_clock(ding, eefje):
    make_due(ding, eefje)

    take_back(ding=ding, by=eefje)

    assert publish_scheduled() == 0
    assert (WorkingCopy.objects.get().state, WorkingCopy.objects.get().publish_at) == ("editing", None)


def test_a_due_text_with_a_fault_goes_back_to_its_editors(ding, eefje):
    make_due(ding, eefje)
    copy = WorkingCopy.objects.get()
    content = replace(Lesson.from_plain(copy.content), title="").plain()
    WorkingCopy.objects.update(content=content)

    assert publish_scheduled() == 0

    copy.refresh_from_db()
    assert (copy.state, copy.publish_at) == (CopyState.EDITING, None)
    assert fresh(ding).revision == ding.revision
    assert AuditEntry.objects.get().deed == "ding.publication_failed"


def test_one_text_that_cannot_go_out_does_not_hold_up_the_others(world, eefje):
    first, second = world.dingen[:2]
    make_due(first, eefje)
    publish_revision(ding=first, words=replace(lesson_of(first).text, body="Ander."), by=None)
    make_due(second, eefje)

    assert publish_scheduled() == 1

    assert fresh(first).revision.source == "Ander."
    assert fresh(second).revision.source == "## Nieuw\n\nBeter."


def test_a_text_of_somebody_who_is_gone_goes_out(ding, eefje):
    make_due(ding, eefje)
    eefje.delete()

    assert publish_scheduled() == 1

    assert fresh(ding).revision.author is None
