"""Teams being set up and letters, for the tests of cohorts."""

from cohorts import actions
from cohorts.models import CohortInvitation, Enrolment, State

PEOPLE = [
    ("Bram de Boer", "bram@example.org"),
    ("Chantal Kok", "chantal@example.org"),
    ("Zoë van 't Hof", "zoe@example.org"),
]


def draft(world, **fields):
    """A team of Tineke that is being set up, and her place in it."""
    start = world.cohort.today
    values = {
        "name": "Najaar",
        "goal": "Samen leren.",
        "starts_on": start,
        "ends_on": start.replace(year=2099),
    }
    cohort = actions.create_cohort(
        by=world["trainer"], organisation=world.ours, programme=world.programme, **values | fields
    )
    return cohort, cohort.enrolments.get()


def invite(world, people=PEOPLE, *, cohort=None, role="participant", by=None):
    by = by or world.enrolments["trainer"]
    guests = [actions.Person(*person) for person in people]
    return actions.invite(cohort=cohort or world.cohort, people=guests, role=role, by=by)


def letter(world, email="bram@example.org", **kwargs) -> CohortInvitation:
    """The invitation of one new person to the running team."""
    invite(world, [("Bram de Boer", email)], **kwargs)
    return CohortInvitation.objects.get(invitation__email=email)


def close(world):
    world.cohort.state = State.CLOSED
    world.cohort.save()


def join(world, name, email, role="participant") -> Enrolment:
    """Somebody who is in the running team."""
    user = type(world["trainer"]).objects.create_user(email, name=name)
    return world.cohort.enrolments.create(user=user, role=role)


def preview(browser, cohort, text, role="participant"):
    return browser.post(f"{cohort.members_url}uitnodigen/", {"people": text, "role": role})


def lines(*people, role="participant", skip=()):
    data = {"nonce": "n" * 24} | {"form-TOTAL_FORMS": len(people), "form-INITIAL_FORMS": 0, "role": role}
    for number, (name, email) in enumerate(people):
        data |= {f"form-{number}-name": name, f"form-{number}-email": email}
    return data | {f"form-{number}-skip": "on" for number in skip}
