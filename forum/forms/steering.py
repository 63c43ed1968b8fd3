"""What the trainer fills in to put a topic where it belongs."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext, gettext_lazy as _

from cohorts.models import Enrolment
from dingen.models import Ding
from forum.actions import merge, move, split, widen
from forum.models import Audience, Topic, TopicKind
from forum.people import seat_of


class MoveForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=150)
    kind = forms.ChoiceField(
        label=_("What is it?"), choices=[(kind.value, capfirst(kind.label)) for kind in TopicKind]
    )
    ding = forms.ModelChoiceField(
        Ding.objects.none(), label=_("About which Ding?"), required=False, empty_label=_("About no Ding")
    )

    def __init__(self, data: QueryDict | None, *, topic: Topic) -> None:
        self.topic = topic
        super().__init__(data, initial={"title": topic.title, "kind": topic.kind, "ding": topic.ding})
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (kind.value, capfirst(kind.label)) for kind in TopicKind
        ]
        dingen = Ding.objects.readable().of(topic.cohort.organisation)
        self.fields["ding"].queryset = dingen  # type: ignore[attr-defined]

    def save(self, *, by: Enrolment) -> Topic:
        return move(topic=self.topic, by=by, **self.cleaned_data)


class SplitForm(forms.Form):
    """The replies that go, and the title of where they go."""

    title = forms.CharField(label=_("Title of the new topic"), max_length=150)
    posts = forms.MultipleChoiceField(
        label=_("Which messages go there?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one message.")},
    )

    def __init__(self, data: QueryDict | None, *, topic: Topic) -> None:
        self.topic = topic
        super().__init__(data)
        replies = topic.posts.filter(number__gt=1).select_related("author__user")
        self.fields["posts"].choices = [  # type: ignore[attr-defined]
            (str(post.number), f"{post.number}. {post.author}: {Truncator(post.source).words(20)}")
            for post in replies
        ]

    def save(self, *, by: Enrolment) -> Topic:
        numbers = {int(number) for number in self.cleaned_data["posts"]}
        return split(topic=self.topic, numbers=numbers, title=self.cleaned_data["title"], by=by)


class MergeForm(forms.Form):
    into = forms.ModelChoiceField(
        Topic.objects.none(),
        label=_("To which topic do these messages go?"),
        help_text=_("You see the topics that the same people read."),
        empty_label=_("Choose a topic"),
    )

    def __init__(self, data: QueryDict | None, *, topic: Topic, others: "QuerySet[Topic]") -> None:
        self.topic = topic
        super().__init__(data)
        self.fields["into"].queryset = others  # type: ignore[attr-defined]

    def save(self, *, by: Enrolment) -> Topic:
        return merge(topic=self.topic, into=self.cleaned_data["into"], by=by)


class WidenForm(forms.Form):
    audience = forms.ChoiceField(label=_("Who can read it?"), widget=forms.RadioSelect)

    def __init__(self, data: QueryDict | None, *, topic: Topic, by: Enrolment) -> None:
        self.topic, self.by = topic, by
        super().__init__(data)
        seat = seat_of(by)
        words: dict[str, Any] = {
            Audience.GROUP: gettext("my group %(group)s and the trainer")
            % {"group": seat.group if seat else ""},
            Audience.TEAM: gettext("the whole team %(team)s") % {"team": by.cohort.name},
        }
        self.fields["audience"].choices = [  # type: ignore[attr-defined]
            (audience, capfirst(words[audience])) for audience in topic.wider_audiences(by=by)
        ]

    def save(self) -> Topic:
        return widen(topic=self.topic, audience=self.cleaned_data["audience"], by=self.by)
