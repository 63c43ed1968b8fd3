"""The first line of a desk."""

from django.utils.translation import gettext as _, ngettext

from home.facts import Facts


def greeting(facts: Facts) -> str:
    """Say how it stands, to the person, in one line."""
    name = facts.enrolment.user.first_name
    if not (facts.enrolment.is_participant and facts.is_learning and facts.musts):
        return _("Hello %(name)s") % {"name": name}
    left = len(facts.musts) - facts.musts_done
    if not left:
        return _("Well done, %(name)s. All must-do's are finished.") % {"name": name}
    if not facts.progress:
        return _("Welcome, %(name)s. Good that you take part.") % {"name": name}
    return ngettext(
        "Keep going, %(name)s. One must-do to go.",
        "Keep going, %(name)s. %(left)d must-do's to go.",
        left,
    ) % {"name": name, "left": left}
