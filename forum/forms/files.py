"""The files that come with a post, each looked at, and the words for who cannot see a picture."""

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy as _

from forum.models import FILES_A_POST, Picture, Upload
from lib import documents, images

ACCEPT = "image/jpeg,image/png,image/webp,application/pdf,.pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp"
MAX_ALT = 300


class SeveralFilesInput(forms.FileInput):
    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """Any number of files, as the browser sends them; FilesMixin looks at each."""

    widget = SeveralFilesInput(attrs={"accept": ACCEPT})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        return [file for file in data or [] if file]


class SeveralTextsInput(forms.TextInput):
    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        values = data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])
        return [" ".join(str(value).split()) for value in values]


class FilesMixin(forms.Form):
    """`files` and one `alt` for each picture among them, in the same order. Cleaned: a list of Upload."""

    files = SeveralFilesField(  # type: ignore[assignment]  # a form moves its fields out of the class
        label=_("Pictures and files"),
        help_text=_(
            "Pictures, PDF, Word, Excel, PowerPoint or OpenDocument. At most 5, together 12 MB. "
            "Where and when a picture was made is removed."
        ),
        required=False,
    )
    alt = forms.Field(
        label=_("What does the picture show?"),
        help_text=_("One sentence, for who cannot see it."),
        widget=SeveralTextsInput,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        sent = values.get("files") or []
        alts = values.get("alt") or []
        values["files"] = self.look_at(sent, alts)
        if any(len(alt) > MAX_ALT for alt in alts):
            self.add_error("alt", gettext("Keep it to 300 characters."))
        if sent and self.errors and "files" not in self.errors:
            self.add_error("files", gettext("Choose the files again: a browser does not keep them."))
        return values

    def look_at(self, sent: list[Any], alts: list[str]) -> list[Upload]:
        """Check each file; pictures are drawn anew, and take the descriptions in turn."""
        if len(sent) > FILES_A_POST:
            self.add_error("files", gettext("At most 5 files go with one message. Put the rest in a reply."))
            return []
        waiting = iter(alts)
        uploads = []
        for file in sent:
            drawn = documents.is_picture(file)
            alt = next(waiting, "") if drawn else ""
            if drawn and not alt:
                reason = gettext("Describe the picture for who cannot see it.")
                self.add_error("alt", f"{file.name}: {reason}")
            try:
                uploads.append(picture(file, alt) if drawn else documents.look_at(file, file.name))
            except images.Refused as refusal:
                self.add_error("files", f"{file.name}: {refusal}")
        return uploads

    @property
    def descriptions(self) -> list[str]:
        """What was typed about each picture, with room for the pictures that have nothing yet."""
        if not self.is_bound:
            return [""]
        typed = SeveralTextsInput().value_from_datadict(self.data, self.files, "alt")
        sent = self.files.getlist("files") if hasattr(self.files, "getlist") else []
        pictures = sum(documents.is_picture(file) for file in sent[:FILES_A_POST])
        rows = max(1, pictures, len([text for text in typed if text]))
        return (typed + [""] * FILES_A_POST)[: min(rows, FILES_A_POST)]


def picture(file: Any, alt: str) -> Picture:
    """Draw a picture anew. Raises images.Refused."""
    clean = images.clean(file)
    return Picture(clean=clean, name=documents.clean_name(file.name, clean.extension), alt=alt)
