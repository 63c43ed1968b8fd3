"""What people fill in. Whatever is wrong, the form shows again what was typed."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy as _

from cohorts.models import Enrolment
from forum.actions import edit_post, open_topic, reply
from forum.forms.files import FilesMixin
from forum.models import MAX_DRAFT, MAX_POST, Audience, Draft, Post, Topic, TopicKind
from forum.people import seat_of
from forum.rendering import prepare
from forum.start import Start
from lib import text

MAX_VERSION = 1_000_000_000
PLACE = r"^[a-z0-9:_-]{1,200}\Z"


class WritingField(forms.CharField):
    """A text in Markdown. The browser never cuts it off: too long is said, and the text stays."""

    widget = forms.Textarea(attrs={"rows": 8})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.max_length = MAX_POST  # after the start, so that it counts for the reader and cuts nothing

    def to_python(self, value: Any) -> str:
        return str(super().to_python(text.clean(value or "")))

    def validate(self, value: Any) -> None:
        super().validate(value)
        if reason := text.refusal(value):
            raise ValidationError(reason)
        prepare(value)


class PostForm(FilesMixin, forms.Form):
    """A post with, if somebody likes, a few pictures and documents."""

    text = WritingField(label=_("Your text"), error_messages={"required": _("Write something first.")})
    place = forms.RegexField(PLACE, widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(min_value=0, max_value=MAX_VERSION, widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, enrolment: Enrolment, place: str, **kwargs: Any) -> None:
        self.enrolment = enrolment
        super().__init__(*args, **kwargs)
        sent = Draft(enrolment=enrolment, place=place, version=0)  # what is typed is in the form itself
        self.draft = sent if self.is_bound else Draft.at(place, by=enrolment)
        self.initial.update(place=place, version=self.draft.version, text=self.draft.text)

    def drop_draft(self) -> None:
        """What is posted is no draft any more."""
        if version := self.cleaned_data.get("version"):
            Draft.drop(by=self.enrolment, place=self.draft.place, version=version)


class ReplyForm(PostForm):
    def save(self, topic: Topic) -> Post:
        values = self.cleaned_data
        post = reply(topic=topic, by=self.enrolment, source=values["text"], uploads=values["files"])
        self.drop_draft()
        return post


class TopicForm(PostForm):
    """A new topic: what kind, what title, for whom."""

    kind = forms.ChoiceField(label=_("What do you want?"), choices=TopicKind)
    title = forms.CharField(
        label=_("Title"),
        max_length=150,
        required=False,
        help_text=_("Say what it is about, so that a colleague recognises it."),
    )
    audience = forms.ChoiceField(label=_("Who can read it?"), choices=Audience, required=False)
    ding = forms.CharField(widget=forms.HiddenInput, required=False)
    step = forms.CharField(widget=forms.HiddenInput, required=False)
    next = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, enrolment: Enrolment, start: Start, **kwargs: Any) -> None:
        self.start = start
        super().__init__(*args, enrolment=enrolment, place=start.place, **kwargs)
        self.initial.update(
            kind="" if start.chooses_kind else start.kind,
            ding=start.ding.slug if start.ding else "",
            step=start.step.key if start.step else "",
            next=start.next,
            audience=Audience.TEAM,
            title=self.draft.title or start.title,
        )
        self.fields["title"].widget.attrs.pop("maxlength", None)
        self.fields["text"].label = gettext("Your question") if self.asks else gettext("Your text")

    @property
    def asks(self) -> bool:
        return not self.start.chooses_kind and self.start.kind == TopicKind.QUESTION

    @property
    def needs_title(self) -> bool:
        """An experience about a Ding is called after the Ding."""
        return not (self.start.ding and self.start.kind == TopicKind.EXPERIENCE)

    def clean_title(self) -> str:
        title = " ".join(self.cleaned_data["title"].split())
        if not title and self.needs_title:
            raise ValidationError(gettext("Give it a title."))
        return title

    def clean_kind(self) -> str:
        """In a programme of one there is only one kind: one's own notes."""
        return str(self.start.kind if self.enrolment.cohort.is_alone else self.cleaned_data["kind"])

    def clean_audience(self) -> str:
        audience = self.cleaned_data["audience"] or Audience.TEAM
        if audience not in self.audiences():
            raise ValidationError(gettext("Choose who can read it."))
        return str(audience)

    def audiences(self) -> list[str]:
        """The readers this person can choose from."""
        if self.enrolment.is_trainer or self.enrolment.cohort.is_alone:
            return [Audience.TEAM]
        group = [Audience.GROUP] if seat_of(self.enrolment) else []
        return [Audience.TEAM, *group, Audience.TRAINER]

    def save(self) -> Topic:
        values = self.cleaned_data
        topic = open_topic(
            by=self.enrolment,
            title=values["title"],
            source=values["text"],
            kind=values["kind"],
            audience=values["audience"],
            ding=self.start.ding,
            step_key=self.start.step.key if self.start.step else "",
            uploads=values["files"],
        )
        self.drop_draft()
        return topic


class EditForm(forms.Form):
    """One's own words again; the opening post has the title of the topic too."""

    title = forms.CharField(label=_("Title"), max_length=150)
    text = WritingField(label=_("Your text"), error_messages={"required": _("Write something first.")})
    place = forms.RegexField(PLACE, widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(min_value=0, max_value=MAX_VERSION, widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, post: Post, by: Enrolment, **kwargs: Any) -> None:
        self.post, self.by = post, by
        self.draft = Draft.at(f"edit:{post.pk}", by=by)
        super().__init__(*args, **kwargs)
        self.initial.update(
            title=self.draft.title or post.topic.title,
            text=self.draft.text or post.source,
            place=self.draft.place,
            version=self.draft.version,
        )
        if not post.opens_the_topic:
            del self.fields["title"]

    def save(self) -> Post:
        values = self.cleaned_data
        title = values.get("title", "")
        post = edit_post(post=self.post, by=self.by, source=values["text"], title=title)
        Draft.drop(by=self.by, place=self.draft.place, version=values.get("version") or 0)
        return post


class ReasonForm(forms.Form):
    """One sentence why."""

    reason = forms.CharField(label=_("Why?"), max_length=200, widget=forms.Textarea(attrs={"rows": 3}))


class DraftForm(forms.Form):
    """What the page sends every few seconds while somebody writes."""

    place = forms.RegexField(PLACE)
    title = forms.CharField(required=False, strip=False)
    text = forms.CharField(required=False, strip=False, max_length=MAX_DRAFT)
    version = forms.IntegerField(min_value=0, max_value=MAX_VERSION)

    def clean_title(self) -> str:
        return str(self.cleaned_data["title"][:150])

    def save(self, *, by: Enrolment) -> Draft:
        """Raises StaleDraft when there is a newer text."""
        return Draft.keep(by=by, **self.cleaned_data)


class DropForm(forms.Form):
    """What somebody throws away, and which version of it they saw."""

    place = forms.RegexField(PLACE)
    version = forms.IntegerField(min_value=0, max_value=MAX_VERSION)
