"""The fields of a lesson that are there once."""

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy as _

from dingen.forms.fields import Choice, Day, Line, Tools, Words
from dingen.icons import ICONS


class LessonForm(forms.Form):
    use_required_attribute = False

    title = Line(label=_("Title"), needed=True)
    summary = Line(
        label=_("Summary"),
        needed=True,
        help_text=_("One sentence that says what somebody learns."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    theme = Choice(label=_("Theme"))
    icon = Choice(label=_("Icon"))
    tools = Tools(label=_("What you need"), help_text=_("With commas between them: computer, paper."))
    phone = forms.BooleanField(label=_("can be done on a phone"), required=False)
    sound = forms.BooleanField(label=_("asks for sound"), required=False)
    hand_in = Line(label=_("What somebody hands in"))
    reviewed_on = Day(label=_("Last checked on"))
    review_by = Day(label=_("Check again before"))
    body = Words(
        label=_("Text of the lesson"),
        rows=18,
        needed=True,
        help_text=_("A heading begins with ##. What people do stands in the steps."),
    )
    without_account = Words(label=_("How you do this Ding without a private account"), rows=6)
    share = Words(label=_("Share with your team"), rows=5)
    work = Words(label=_("Think on about your work"), rows=5)

    def __init__(self, *args: Any, themes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].choices = [("", gettext("Choose a theme")), *themes]  # type: ignore[attr-defined]
        own = self.initial["icon"]  # a lesson keeps an icon that is not in our list
        icons = ICONS if own in ICONS or not own else {own: own} | ICONS
        self.fields["icon"].choices = [("", gettext("Choose an icon")), *icons.items()]  # type: ignore[attr-defined]
