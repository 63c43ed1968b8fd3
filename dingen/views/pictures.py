from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from dingen.access import reader
from dingen.models import LessonPicture
from lib import files


@reader
def picture_detail(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """A picture of a lesson, for who may read or edit that lesson."""
    picture = get_object_or_404(LessonPicture.objects.visible_to(request.user), ding__slug=slug, name=name)
    return files.serve(picture.stored_as, content_type=picture.content_type, name=picture.name)  # type: ignore[return-value]
