"""What is not the same in two lessons, for who wants to read it: history, review, two editors at once."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from difflib import SequenceMatcher

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dingen.diff import Change, Comparer, Fields, moved, paired, verdict
from dingen.models import Level, Theme
from dingen.texts import NOTHING_YET, Lesson, LessonText, LinkText, QuestionText, StepText


def between_lessons(old: Lesson, new: Lesson) -> list[Change]:
    """Return what differs in the facts and in the text, in the order of the page."""
    comparer = Comparer()
    themes = dict(Theme.objects.values_list("slug", "title")) if old.theme != new.theme else {}
    rows = comparer.rows(_facts(old, themes), _facts(new, themes))
    facts = [Change(_("About this lesson"), verdict(old, new), rows)] if rows else []
    return facts + list(_text(old.text, new.text, comparer))


def between_texts(old: LessonText | None, new: LessonText) -> list[Change]:
    """Return what differs between two versions; all of it is new without an older one."""
    return list(_text(old or NOTHING_YET, new, Comparer()))


def _text(old: LessonText, new: LessonText, comparer: Comparer) -> Iterator[Change]:
    yield from _block(_("Text"), old.body, new.body, comparer)
    yield from _steps(old.steps, new.steps, comparer)
    yield from _block(_("Without a private account"), old.without_account, new.without_account, comparer)
    yield from _questions(old.questions, new.questions, comparer)
    yield from _block(_("Share"), old.share, new.share, comparer)
    yield from _block(_("Think on"), old.work, new.work, comparer)
    yield from _links(old.links, new.links, comparer)


def _block(title: str, old: str, new: str, comparer: Comparer) -> Iterator[Change]:
    if old != new:
        rows = comparer.rows({"": old}, {"": new})
        yield Change(title, verdict(old or None, new or None), rows)


def _steps(old: Sequence[StepText], new: Sequence[StepText], comparer: Comparer) -> Iterator[Change]:
    """Steps are the same when their keys are, wherever they stand."""
    others = _moved([step.key for step in old], [step.key for step in new])
    for was, now in paired(old, new, [lambda step: step.key]):
        title = _("Step: %(title)s") % {"title": (now or was).title}  # type: ignore[union-attr]
        rows = comparer.rows(_step(was), _step(now))
        if rows:
            yield Change(title, verdict(was, now), rows)
        if now and was and now.key in others:
            yield Change(title, moved(), ())


def _questions(
    old: Sequence[QuestionText], new: Sequence[QuestionText], comparer: Comparer
) -> Iterator[Change]:
    keys: list[Callable[[QuestionText], object]] = [lambda one: one, lambda one: one.question]
    keys.append(lambda one: tuple(answer.text for answer in one.answers))
    for was, now in paired(old, new, keys):
        title = _("Question: %(title)s") % {"title": (now or was).question}  # type: ignore[union-attr]
        if rows := comparer.rows(_question(was), _question(now)):
            yield Change(title, verdict(was, now), rows)


def _links(old: Sequence[LinkText], new: Sequence[LinkText], comparer: Comparer) -> Iterator[Change]:
    keys: list[Callable[[LinkText], object]] = [lambda link: link, lambda link: link.url]
    keys.append(lambda link: link.title)
    for was, now in paired(old, new, keys):
        title = _("Link: %(title)s") % {"title": (now or was).title}  # type: ignore[union-attr]
        if rows := comparer.rows(_link(was), _link(now)):
            yield Change(title, verdict(was, now), rows)


def _moved(old: list[str], new: list[str]) -> set[str]:
    """The keys that are in both, but not in the order of the longest row that stayed."""
    before = [key for key in old if key in new]
    after = [key for key in new if key in old]
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    stayed = {key for a, _b, size in matcher.get_matching_blocks() for key in before[a : a + size]}
    return set(after) - stayed


def _step(step: StepText | None) -> Fields:
    if step is None:
        return {}
    return {
        _("Title"): step.title,
        _("Level"): str(Level(step.level).label) if step.level in Level else step.level,
        _("Minutes"): str(step.minutes),
        _("Text"): step.text,
        _("Did it work?"): step.check,
    }


def _question(one: QuestionText | None) -> Fields:
    if one is None:
        return {}
    said = {True: _("right"), False: _("wrong")}
    answers = [f"{answer.text} ({said[answer.correct]}). {answer.why}" for answer in one.answers]
    return {_("Question"): one.question, _("Answers"): "\n".join(answers)}


def _link(link: LinkText | None) -> Fields:
    if link is None:
        return {}
    return {
        _("Title"): link.title,
        _("Address"): link.url,
        _("Language"): link.language,
        _("Why"): link.why,
    }


def _facts(lesson: Lesson, themes: dict[str, str]) -> Fields:
    said = {True: _("Yes"), False: _("No")}
    return {
        _("Title"): lesson.title,
        _("Summary"): lesson.summary,
        _("Theme"): themes.get(lesson.theme, lesson.theme),
        _("Icon"): lesson.icon,
        _("Tools"): ", ".join(lesson.tools),
        _("Can be done on a phone"): said[lesson.phone],
        _("Asks for sound"): said[lesson.sound],
        _("To hand in"): lesson.hand_in,
        _("Last checked"): _day(lesson.reviewed_on),
        _("Review before"): _day(lesson.review_by),
        _("Grew out of"): "\n".join(f"{old.year} {old.name}. {old.note}".strip() for old in lesson.lineage),
    }


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else ""
