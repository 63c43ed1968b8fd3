from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.access import editor
from accounts.http import Request
from dingen.models import Ding
from home import editorial


@editor
def editorial_desk(request: Request) -> HttpResponse:
    """What the lessons ask of an editor; with `deel` all of one part, with `q` or `pagina` lessons only."""
    keeps = Ding.objects.editable_by(request.user)
    number = request.GET.get("pagina", "")
    if part := editorial.PARTS.get(request.GET.get("deel", "")):
        page = editorial.all_of(part, keeps, number)
        context = {"part": part, "page": page, "today": timezone.localdate()}
        if part.key == "links":
            context["unseen"] = editorial.unseen_links(keeps)[: editorial.A_PAGE]
        return render(request, "home/editorial_part.html", context)
    typed = request.GET.get("q", "")[:100].strip()
    context = {"typed": typed, "page": editorial.lessons(keeps, typed, number)}
    if not typed and not number:
        parts = editorial.desk(keeps)
        to_mend = sum(shown.total for shown in parts if shown.part.mends)
        context |= {"parts": parts, "to_mend": to_mend, "today": timezone.localdate()}
    return render(request, "home/editorial_desk.html", context)
