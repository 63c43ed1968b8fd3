import json

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy as _

from accounts.models import User
from dingen.models.catalogue import Ding
from dingen.models.working_copy import WorkingCopy
from lib import files, orm
from lib.images import CleanPicture


class LessonPictureQuerySet(models.QuerySet["LessonPicture"]):
    def visible_to(self, reader: User | AnonymousUser) -> "LessonPictureQuerySet":
        """Pictures of lessons that this person may read, or edits."""
        readable = Q(ding__in=Ding.objects.visible_to(reader))
        if isinstance(reader, User):
            readable |= Q(ding__in=Ding.objects.editable_by(reader))
        return self.filter(readable)


class LessonPicture(models.Model):
    """A picture that a lesson shows. Markdown names it as `afbeeldingen/<name>`; the alt stands there."""

    ding = models.ForeignKey(Ding, models.CASCADE, related_name="pictures")
    name = models.CharField(max_length=80)  # balie.webp: small letters, digits, hyphens
    stored_as = models.CharField(max_length=80, unique=True)
    content_type = models.CharField(max_length=60)
    size = models.PositiveIntegerField()  # bytes
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    alt = models.CharField(_("description of the picture"), max_length=300)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = orm.Manager.from_queryset(LessonPictureQuerySet)()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["ding", "name"], name="lessonpicture_name_once_in_a_lesson"),
            models.CheckConstraint(
                name="lessonpicture_has_a_description",
                condition=~Q(alt=""),
                violation_error_message=_("Describe the picture for who cannot see it."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("dingen:picture_detail", kwargs={"slug": self.ding.slug, "name": self.name})

    @property
    def address(self) -> str:
        """How the Markdown of the lesson names it."""
        return f"afbeeldingen/{self.name}"

    @property
    def markdown(self) -> str:
        """The line to put in a text: the description, which is read aloud, and the address."""
        words = self.alt.replace("\\", "").replace("[", "(").replace("]", ")")
        return f"![{words}]({self.address})"

    def remove_refusal(self) -> str:
        """Say why this picture cannot go: a text shows it. Earlier texts count: they can be restored."""
        copy = WorkingCopy.objects.filter(ding=self.ding_id).first()
        if copy and self.address in json.dumps(copy.content, ensure_ascii=False):
            return gettext("The text that is being written shows this picture. Take it out there first.")
        texts = ("source", "without_account", "share", "work", "steps__source")
        shown = Q(*((f"{name}__contains", self.address) for name in texts), _connector=Q.OR)
        if found := self.ding.revisions.filter(shown).first():
            return gettext("Version %(number)d shows this picture, so it stays.") % {"number": found.number}
        return ""

    @staticmethod
    def kept(clean: CleanPicture) -> dict[str, str | int]:
        """Put the file on disk; return what a row says of it."""
        return {
            "stored_as": files.store(clean.data, clean.extension),
            "content_type": clean.content_type,
            "size": len(clean.data),
            "width": clean.width,
            "height": clean.height,
        }
