"""Parts of a lesson that come in rows. The order of the page is the order of the lesson."""

import re
from collections.abc import Iterator
from typing import Any, ClassVar, NamedTuple

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext, gettext_lazy as _

from dingen.forms.fields import Choice, Line, Number, Words
from dingen.models import Level
from lib.refusal import Refused

MOST_ROWS = 60  # of one kind: a form has at most 2,000 fields
LEAST_ANSWERS, MOST_ANSWERS = 3, 8
TOKEN = re.compile(r"[a-z0-9]{1,16}")
LANGUAGES = {"nl": _("Dutch"), "en": _("English"), "de": _("German"), "fr": _("French")}

TITLES = {"steps": _("Steps"), "questions": _("Questions"), "links": _("Links"), "lineage": _("Lineage")}
ONE = {"steps": _("Step"), "questions": _("Question"), "links": _("Link"), "lineage": _("Lineage")}


class Fault(NamedTuple):
    """Something that is wrong: the part of the page, the id of the field, its name, and a sentence."""

    part: str
    anchor: str
    label: str
    reason: str


class Row(forms.Form):
    """One row; `token` names it in the form, wherever it moves, and `template` draws its fields."""

    use_required_attribute = False
    token = "__new__"  # noqa: S105 - no secret
    template = ""
    called = ""  # the field that names the row

    @property
    def name_of_row(self) -> str:
        """How somebody recognises it while it is closed."""
        return self[self.called].value() or gettext("Not filled in yet")

    @property
    def is_open(self) -> bool:
        """Whether it shows its fields: when there is something to do in it."""
        return bool(self.errors) or not self[self.called].value()

    def value(self, name: str, default: Any = "") -> Any:
        """What was filled in, or the default while that makes no sense."""
        return self.cleaned_data.get(name) or default


class StepForm(Row):
    template = "dingen/editing/row_step.html"
    called = "title"
    key = Line(label=_("Key"), widget=forms.HiddenInput)
    title = Line(label=_("What somebody does"), needed=True)
    level = Choice(label=_("Level"), choices=Level, initial=Level.DOEN)
    minutes = Number(label=_("Minutes"))
    text = Words(label=_("How"), rows=5)
    check = Line(label=_("Did it work?"), help_text=_("How somebody sees that it worked."))

    @property
    def level_name(self) -> str:
        value = self["level"].value()
        return str(Level(value).label) if value in Level else ""


class AnswerPart:
    """The three fields of one answer, for the template."""

    def __init__(self, form: "QuestionForm", number: int) -> None:
        self.number = number
        self.text, self.correct, self.why = (
            form[f"answers-{number}-{name}"] for name in ("text", "correct", "why")
        )

    @property
    def is_blank(self) -> bool:
        return not (self.text.value() or self.why.value() or self.correct.value())


class QuestionForm(Row):
    template = "dingen/editing/row_question.html"
    called = "question"
    question = Line(label=_("Question"), needed=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sent = [n for n in range(1, MOST_ROWS) if self.add_prefix(f"answers-{n}-text") in self.data]
        filled = max([LEAST_ANSWERS, *(n for n in sent if self.data[self.add_prefix(f"answers-{n}-text")])])
        self.places = range(1, max(min(filled + 1, MOST_ANSWERS), *sent, 0) + 1)
        for number in self.places:
            self.fields[f"answers-{number}-text"] = Line(
                needed=True, label=gettext("Answer %(number)d") % {"number": number}
            )
            self.fields[f"answers-{number}-correct"] = forms.BooleanField(
                label=gettext("This one is right"), required=False
            )
            self.fields[f"answers-{number}-why"] = Line(label=gettext("Why, or why not"))

    @property
    def answers(self) -> list[AnswerPart]:
        """The answers, and one place that is free."""
        return [AnswerPart(self, number) for number in self.places]


class LinkForm(Row):
    template = "dingen/editing/row_link.html"
    called = "title"
    title = Line(label=_("Name of the page"), needed=True)
    url = Line(
        label=_("Address"),
        needed=True,
        widget=forms.TextInput(attrs={"inputmode": "url", "placeholder": "https://"}),
    )
    language = Choice(label=_("Language"))
    why = Line(label=_("Why somebody would open it"))
    outcome = ""  # what the last check found, when the address does not work

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = self.data.get(self.add_prefix("language"), "nl")
        other = {} if given in LANGUAGES or not re.fullmatch(r"[a-z-]{2,5}", given) else {given: given}
        self.fields["language"].choices = list((LANGUAGES | other).items())  # type: ignore[attr-defined]


class AncestorForm(Row):
    template = "dingen/editing/row_ancestor.html"
    called = "name"
    year = Number(label=_("Year"))
    name = Line(label=_("Name"), needed=True)
    note = Line(label=_("Note"))


class Rows:
    """The rows of one kind in a form that was sent; `name` holds the tokens in their order."""

    SORTS: ClassVar[dict[str, type[Row]]] = {
        "steps": StepForm,
        "questions": QuestionForm,
        "links": LinkForm,
        "lineage": AncestorForm,
    }

    def __init__(self, name: str, data: MultiValueDict[str, str]) -> None:
        self.name, self.data = name, data
        tokens = dict.fromkeys(token for token in data.getlist(name) if TOKEN.fullmatch(token))
        self.forms = [self._form(token) for token in tokens]
        self.reasons: list[str] = []  # what is wrong with all of them together

    def __iter__(self) -> Iterator[Row]:
        return iter(self.forms)

    def __len__(self) -> int:
        return len(self.forms)

    @property
    def most(self) -> int:
        return MOST_ROWS

    @property
    def can_move(self) -> bool:
        return self.name != "lineage"  # years have their own order

    @property
    def faults(self) -> list[Fault]:
        """What is wrong here, each with the field to mend."""
        found = [
            Fault(self.name, f"id_{self.name}", str(TITLES[self.name]), reason) for reason in self.reasons
        ]
        for number, form in enumerate(self.forms, 1):
            start = f"{ONE[self.name]} {number}"
            found += [
                Fault(self.name, field.id_for_label, f"{start}, {field.label}", str(reason))
                for field in form
                for reason in field.errors
            ]
            found += [
                Fault(self.name, f"{self.name}-{number}", start, str(reason))
                for reason in form.non_field_errors()
            ]
        return found

    @property
    def blank(self) -> Row:
        """A row to make new ones of in the browser."""
        return self.SORTS[self.name](MultiValueDict(), prefix=f"{self.name}-__new__")

    def change(self, verb: str, token: str) -> str:
        """Move, remove or add a row; return the place on the page to go on. Raises Refused when full."""
        place = next((n for n, form in enumerate(self.forms) if form.token == token), None)
        if verb == "add":
            if len(self.forms) >= MOST_ROWS:
                raise Refused(gettext("At most %(most)d rows fit here.") % {"most": MOST_ROWS})
            self.forms.append(self._form("new"))
            return f"{self.name}-{len(self.forms)}"
        if place is None:
            return self.name
        form = self.forms.pop(place)
        if verb == "remove":
            return self.name
        to = min(max(place + (-1 if verb == "up" else 1), 0), len(self.forms))
        self.forms.insert(to, form)
        return f"{self.name}-{to + 1}"

    def _form(self, token: str) -> Row:
        form = self.SORTS[self.name](self.data, prefix=f"{self.name}-{token}")
        form.token = token
        return form
