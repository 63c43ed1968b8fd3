"""What people fill in. Whatever is wrong, the form shows again what was typed."""

from forum.forms.steering import MergeForm, MoveForm, SplitForm, WidenForm
from forum.forms.writing import DraftForm, DropForm, EditForm, ReasonForm, ReplyForm, TopicForm

__all__ = [
    "DraftForm",
    "DropForm",
    "EditForm",
    "MergeForm",
    "MoveForm",
    "ReasonForm",
    "ReplyForm",
    "SplitForm",
    "TopicForm",
    "WidenForm",
]
