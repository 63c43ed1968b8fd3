from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.http import Request
from accounts.models import Capacity
from dingen.models import Programme
from home.places import capacities, letters, places
from home.turn import turn
from lib.access import public
from pitches.models.showcase import libraries_with_public_ideas


@public("the front door: what this is, and where to log in")
def front_page(request: Request) -> HttpResponse:
    """My desk for who is signed in, with the way to every team; else what this is."""
    if not request.user.is_authenticated:
        return welcome(request)
    mine = places(request.user)
    open_letters, is_more = letters(request.user), capacities(request.user)
    makes_teams, manages = Capacity.TRAINER in is_more, Capacity.MANAGER in is_more
    stays = open_letters or makes_teams or manages or request.user.is_staff
    if len(mine) == 1 and not stays:
        return redirect(mine[0].cohort)
    context = {
        "running": [(facts, turn(facts)) for facts in mine if not facts.cohort.is_closed],
        "closed": [facts for facts in mine if facts.cohort.is_closed],
        "letters": open_letters,
        "makes_teams": makes_teams,
        "manages": manages,
    }
    return render(request, "home/front_page.html", context)


def welcome(request: HttpRequest) -> HttpResponse:
    programmes = Programme.objects.visible_to(request.user).with_size()
    context = {"programmes": programmes, "libraries": libraries_with_public_ideas()}
    return render(request, "home/welcome.html", context)
