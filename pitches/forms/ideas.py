"""What people type on the wall of ideas."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cohorts.models import Enrolment
from pitches.forms.plan import LongText
from pitches.models import Idea, Join
from pitches.models.ideas import MAX_TEXT


class IdeaForm(forms.ModelForm[Idea]):
    text = LongText(
        label=_("Tell a little more"),
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What goes wrong now, who gains by it, what would you do? A few sentences will do."),
    )
    joining = forms.BooleanField(label=_("I want to work on it myself"), required=False, initial=True)

    class Meta:
        model = Idea
        fields = ["title", "text"]
        help_texts = {"title": _("So that colleagues know at once what it is about.")}
        labels = {"title": _("Your idea in a few words")}

    def __init__(self, *args: Any, may_join: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_join:
            del self.fields["joining"]


class CommentForm(forms.Form):
    text = LongText(label=_("Your comment"), max_length=MAX_TEXT, widget=forms.Textarea(attrs={"rows": 3}))


class HideForm(forms.Form):
    because = forms.CharField(
        label=_("Why do you hide it?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Who wrote it reads this."),
    )


class GroupOfIdeaForm(forms.Form):
    """The name and the helper of the group that an idea becomes."""

    name = forms.CharField(label=_("Name of the group"), max_length=80)
    helper = forms.ModelChoiceField(
        Enrolment.objects.none(),
        label=_("Who is the helper?"),
        help_text=_("The one whom others ask first. You can change it later."),
        widget=forms.RadioSelect,
        empty_label=None,
    )

    def __init__(self, data: QueryDict | None = None, *, idea: Idea) -> None:
        super().__init__(data, initial={"name": idea.title})
        waiting = Join.objects.waiting().filter(idea=idea).values("enrolment")
        people = Enrolment.objects.filter(pk__in=waiting).by_name()
        self.fields["helper"].queryset = people  # type: ignore[attr-defined]
