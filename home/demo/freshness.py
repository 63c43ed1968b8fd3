"""What the people of the demo say of the lessons: what they think, and what is not right any more."""

from typing import TYPE_CHECKING

from dingen.actions.evaluations import evaluate
from dingen.actions.remarks import report
from dingen.models import Ding, Remark
from home.demo import story

if TYPE_CHECKING:
    from home.demo.build import Demo


def speak(demo: "Demo") -> None:
    """Let people give their opinion, and a few report something; what they reported before goes first."""
    people = {place.user_id: name for name, place in demo.people.items()}
    Remark.objects.filter(sender__in=people).delete()
    dingen = {ding.slug: ding for ding in Ding.objects.published()}
    for slug, opinions in story.OPINIONS.items():
        for who, useful, doable, sentence in opinions:
            if place := demo.people.get(who):
                evaluate(ding=dingen[slug], useful=useful, doable=doable, sentence=sentence, by=place.user)
    for who, slug, text in story.REMARKS:
        if place := demo.people.get(who):
            report(ding=dingen[slug], revision=dingen[slug].revision, text=text, by=place.user)
