from django import forms
from django.utils.translation import gettext_lazy as _

from cohorts.models import Group


class GroupForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the group"),
        help_text=_("For example the subject of your idea. You can still choose another idea later."),
        max_length=Group._meta.get_field("name").max_length,
    )
