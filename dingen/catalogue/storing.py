"""From plain values to the tables: only what differs is written."""

from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from dingen.actions.revisions import store_lesson
from dingen.catalogue.document import CatalogueError, Problem
from dingen.catalogue.reading import read_catalogue
from dingen.models import MEER, Ding, LessonPicture, Programme, ProgrammeItem, Theme
from dingen.texts import Catalogue, Lesson, PictureFile, ProgrammeText, ThemeText
from lib import files, images, text
from lib.images import CleanPicture


@dataclass
class Report:
    """The slugs of what an import made, changed and gave a new text."""

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    revised: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return _("%(new)d new, %(changed)d changed, of which %(revised)d with a new text.") % {
            "new": len(self.new),
            "changed": len(self.changed),
            "revised": len(self.revised),
        }


@transaction.atomic
def import_catalogue(folder: Path, *, by: User | None = None) -> Report:
    """Bring the shared lessons in line with a folder. All of it, or nothing: raises CatalogueError.

    The same folder twice changes nothing. Lessons that are not in the folder stay as they are.
    """
    catalogue = read_catalogue(Path(folder), known=Ding.objects.values_list("slug", flat=True))
    refuse_owned(catalogue)
    report = Report()
    store_themes(catalogue.themes)
    store_lessons(catalogue.lessons, by, report)
    store_pictures(catalogue.pictures, report)
    for position, programme in enumerate(catalogue.programmes):
        store_programme(programme, position, report)
    put_on_shelves()
    return report


def refuse_owned(catalogue: Catalogue) -> None:
    """A folder of shared lessons never takes over a lesson or programme of one organisation."""
    lessons = Ding.objects.exclude(owner=None).filter(slug__in=[one.slug for one in catalogue.lessons])
    programmes = Programme.objects.exclude(owner=None).filter(
        slug__in=[one.slug for one in catalogue.programmes]
    )
    reason = _("This slug belongs to an organisation of its own.")
    problems = [Problem(f"dingen/{one.slug}.md", 2, "slug", reason) for one in lessons]
    problems += [Problem(f"programmes/{one.slug}.md", 2, "slug", reason) for one in programmes]
    if problems:
        raise CatalogueError(problems)


def store_themes(themes: tuple[ThemeText, ...]) -> None:
    for position, theme in enumerate(themes):
        Theme.objects.update_or_create(slug=theme.slug, defaults={"title": theme.title, "position": position})


def store_lessons(lessons: tuple[Lesson, ...], by: User | None, report: Report) -> None:
    themes = {theme.slug: theme for theme in Theme.objects.all()}
    stored = {ding.slug: ding for ding in Ding.objects.whole()}
    changed = [lesson for lesson in lessons if not is_stored(lesson, stored.get(lesson.slug))]
    for lesson in changed:
        ding = stored.get(lesson.slug)
        (report.changed if ding else report.new).append(lesson.slug)
        row = ding or Ding(slug=lesson.slug)
        if store_lesson(ding=row, lesson=lesson, theme=themes[lesson.theme], by=by) and ding:
            report.revised.append(lesson.slug)
        stored[lesson.slug] = row
    for lesson in changed:  # only now every successor is there
        successor = stored[lesson.successor] if lesson.successor else None
        Ding.objects.filter(slug=lesson.slug).update(successor=successor)


def store_pictures(pictures: dict[str, tuple[PictureFile, ...]], report: Report) -> None:
    """Bring the pictures of lessons in line with their files; one that an older text shows stays.

    Each is looked at before the first is kept, so that nothing is half there. Raises CatalogueError.
    """
    dingen = {ding.slug: ding for ding in Ding.objects.filter(slug__in=pictures).prefetch_related("pictures")}
    new: list[tuple[Ding, PictureFile, CleanPicture]] = []
    problems = []
    for slug, files_of in pictures.items():
        stored = {picture.name: picture for picture in dingen[slug].pictures.all()}
        for picture in files_of:
            known = stored.get(picture.name)
            if known and known.alt == picture.alt and files.read(known.stored_as) == picture.data:
                continue
            try:
                new.append((dingen[slug], picture, images.keep(picture.data)))
            except images.Refused as refusal:
                problems.append(Problem(f"dingen/{slug}.md", 1, f"pictures.{picture.name}", str(refusal)))
    if problems:
        raise CatalogueError(problems)
    for ding, picture, clean in new:
        store_picture(ding, picture, clean)
        if ding.slug not in report.new + report.changed:
            report.changed.append(ding.slug)


def store_picture(ding: Ding, picture: PictureFile, clean: CleanPicture) -> None:
    """Keep a picture under the name that its text uses; the file it replaces goes after the commit."""
    old = ding.pictures.filter(name=picture.name).first()
    columns = {"alt": picture.alt, **LessonPicture.kept(clean)}
    ding.pictures.update_or_create(name=picture.name, defaults=columns)
    if old:
        transaction.on_commit(partial(files.remove, old.stored_as))


def is_stored(lesson: Lesson, ding: Ding | None) -> bool:
    return bool(ding and ding.revision and Lesson.of(ding) == lesson)


def store_programme(programme: ProgrammeText, position: int, report: Report) -> None:
    stored = Programme.objects.filter(slug=programme.slug).prefetch_related("items__ding").first()
    if stored and ProgrammeText.of(stored) == programme and stored.position == position:
        return
    (report.changed if stored else report.new).append(programme.slug)
    row, _new = Programme.objects.update_or_create(
        slug=programme.slug,
        defaults={
            "title": programme.title,
            "summary": programme.summary,
            "source": programme.body,
            "html": text.render(programme.body, limit=text.LESSON, lesson=True) if programme.body else "",
            "position": position,
        },
    )
    row.items.all().delete()
    dingen = {ding.slug: ding for ding in Ding.objects.filter(slug__in=programme.items)}
    ProgrammeItem.objects.bulk_create(
        ProgrammeItem(programme=row, ding=dingen[slug], number=number)
        for number, slug in enumerate(programme.items, 1)
    )


def put_on_shelves() -> None:
    """Give every Ding the address of the first programme that has it."""
    items = ProgrammeItem.objects.order_by("-programme__position", "-programme__slug")
    shelves = dict(items.values_list("ding_id", "programme__slug"))
    for ding in Ding.objects.all():
        shelf = shelves.get(ding.pk, MEER)
        if ding.shelf != shelf:
            ding.shelf = shelf
            ding.save(update_fields=["shelf"])
