"""What a reader tells the editors."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from dingen.actions.remarks import report
from dingen.models import Ding, Remark, Revision


class RemarkForm(forms.Form):
    text = forms.CharField(
        label=_("What is not right any more?"),
        help_text=_("Say which step or sentence it is about, and what you see instead."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write down what is not right.")},
    )

    def __init__(self, *args: Any, ding: Ding, revision: Revision | None, **kwargs: Any) -> None:
        self.ding, self.revision = ding, revision
        super().__init__(*args, **kwargs)

    def save(self, *, by: User) -> Remark:
        """Raises Refused for who reported a lot already."""
        return report(ding=self.ding, revision=self.revision, text=self.cleaned_data["text"], by=by)
