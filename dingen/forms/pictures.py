"""A picture for a lesson, and the words for who cannot see it."""

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy as _

from dingen.models import LessonPicture
from lib import images

ACCEPT = "image/jpeg,image/png,image/webp"


class AltForm(forms.ModelForm[LessonPicture]):
    class Meta:
        model = LessonPicture
        fields = ("alt",)
        labels = {"alt": _("What does the picture show?")}
        help_texts = {
            "alt": _(
                "This is read aloud to who cannot see it. Say what matters in the lesson, in a sentence."
            )
        }


class PictureForm(forms.Form):
    """The picture is checked and drawn anew here; `cleaned_data["clean"]` is what is kept."""

    picture = forms.FileField(
        label=_("Picture (JPEG, PNG or WebP, at most 10 MB)"),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )
    alt = forms.CharField(
        label=AltForm.Meta.labels["alt"], help_text=AltForm.Meta.help_texts["alt"], max_length=300
    )

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        file = values.get("picture")
        if file:
            try:
                values["clean"] = images.clean(file)
            except images.Refused as refusal:
                self.add_error("picture", str(refusal))
        if self.errors and "picture" in self.files and "picture" not in self.errors:
            self.add_error("picture", gettext("Choose the picture again: a browser does not keep it."))
        return values
