"""The MT among itself: the chair, declarations of interest, and its own vote outside the meeting."""

from django.db import transaction
from django.urls import reverse

from accounts import audit
from cohorts.models import Cohort, Enrolment, Role
from lib.refusal import check
from notifications.models import Kind
from notifications.notify import notify
from pitches import proof
from pitches.actions.ballot import agree, open_ballot
from pitches.models import Agreement, Ballot, Chair, Declaration, Electorate, Interest, Pitch, Vote, Voter
from pitches.models.standing import Standing


@transaction.atomic
def set_chair(*, cohort: Cohort, enrolment: Enrolment, by: Enrolment) -> Chair:
    """Make a member of the MT its chair, in place of who was. Raises Refused."""
    _hold(cohort)
    check(Chair.set_refusal(cohort, enrolment, by=by))
    chair: Chair = Chair.objects.update_or_create(cohort=cohort, defaults={"enrolment": enrolment})[0]
    for known in (cohort, by.cohort):
        Chair.forget(known)
    audit.record(by=by.user, deed="mt.chair_set", on=f"team:{cohort.pk}", result=f"user:{enrolment.user_id}")
    return chair


@transaction.atomic
def declare(*, interests: dict[Pitch, str], by: Enrolment) -> Declaration:
    """Note what a member of the MT has to do with the pitches; an empty dict says: nothing.

    When it was agreed that who has an interest does not vote, it takes them off the roll of an
    open vote. Raises Refused once they voted or the MT decided.
    """
    _hold(by.cohort)
    ballot = Ballot.objects.locked().filter(cohort=by.cohort, electorate=Electorate.MT, state="open").first()
    check(Declaration.refusal(by))
    declaration: Declaration = Declaration.objects.update_or_create(enrolment=by)[0]
    declaration.interests.all().delete()
    Interest.objects.bulk_create(
        Interest(declaration=declaration, pitch=pitch, what=what) for pitch, what in interests.items()
    )
    if ballot and interests and ballot.agreement.interested_out:
        _take_off_the_roll(ballot, by)
    result = ",".join(f"pitch:{pitch.pk}" for pitch in interests) or "none"
    audit.record(by=by.user, deed="mt.interest_declared", on=f"team:{by.cohort_id}", result=result)
    return declaration


def _take_off_the_roll(ballot: Ballot, voter: Enrolment) -> None:
    """Let somebody step back from an open vote; a blank paper goes with them."""
    gone, _rows = Voter.objects.filter(ballot=ballot, enrolment=voter).delete()
    if not gone:
        return
    if ballot.agreement.secret:
        ballot.votes.filter(receipt=Vote.some_blank(ballot.pk)).delete()
    ballot.invited -= 1
    ballot.save(update_fields=["invited"])


@transaction.atomic
def open_at_desk(*, cohort: Cohort, by: Enrolment) -> Ballot:
    """Open the vote of the MT outside the closing meeting and tell who may vote. Raises Refused."""
    _hold(cohort)
    check(Standing(cohort).ballot_refusal(by=by))
    card = Agreement.current(cohort, Electorate.MT)
    if card.pk is None:
        card = agree(cohort=cohort, electorate=Electorate.MT, terms={}, by=by)
    ballot = open_ballot(agreement=card, by=by, in_hall=False)
    _call(ballot, [person for person in ballot.still_to_vote() if person.pk != by.pk], act="open")
    return ballot


@transaction.atomic
def remind(*, ballot: Ballot, by: Enrolment | None) -> int:
    """Mail who may vote and has not; return to how many. Once a day, whoever asks and however often.

    `by` is None for the one reminder that the site sends of its own accord. Raises Refused.
    """
    ballot = Ballot.objects.locked().select_related("agreement", "cohort__organisation").get(pk=ballot.pk)
    today = ballot.cohort.today
    check(ballot.remind_refusal(by=by, today=today))
    ballot.reminded_on = today
    ballot.save(update_fields=["reminded_on"])
    people = ballot.still_to_vote()
    _call(ballot, people, act="again", day=f":{today.isoformat()}")
    return len(people)


@transaction.atomic
def choose_of_equals(*, ballot: Ballot, pitch: Pitch, reason: str, by: Enrolment) -> Ballot:
    """Let the chair decide a tie, with a reason. Raises Refused."""
    ballot = Ballot.objects.locked().select_related("agreement", "cohort").get(pk=ballot.pk)
    check(ballot.tie_refusal(by=by) or ballot.equals_refusal(pitch, reason))
    ballot.winner, ballot.tie_reason = pitch, reason.strip()
    ballot.seal = proof.seal(ballot)
    ballot.save(update_fields=["winner", "tie_reason", "seal"])
    audit.record(by=by.user, deed="ballot.tie_decided", on=f"ballot:{ballot.pk}", result=ballot.seal)
    others = ballot.cohort.enrolments.present().exclude(role=Role.PARTICIPANT).exclude(pk=by.pk)
    _call(ballot, list(others.select_related("user")), act="result")
    return ballot


def _hold(cohort: Cohort) -> None:
    """Let one deed at a time change what the MT agrees, declares or decides in a team."""
    Cohort.objects.select_for_update(no_key=True).get(pk=cohort.pk)


def _call(ballot: Ballot, people: list[Enrolment], *, act: str, day: str = "") -> None:
    cohort = ballot.cohort
    notify(
        [person.user for person in people if not person.left_at],
        Kind.MT_VOTE,
        about=f"ballot:{ballot.pk}{day}" if act in {"open", "again"} else f"{act}:{ballot.pk}",
        path=reverse("pitches:mt_ballot", kwargs={"team": cohort.slug}),
        team=cohort.name,
        act=act,
    )
