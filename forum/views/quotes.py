"""One post, one sentence: may it go along in the outcome of the team?"""

from django import forms
from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import Truncator
from django.utils.translation import gettext, gettext_lazy as _

from cohorts.access import Request, enrolled
from cohorts.models import Enrolment
from forum import actions
from forum.access import post_of
from forum.models import Post, Quote
from forum.models.quotes import LONGEST, quote_refusal, words_of
from lib.refusal import Refused


class QuoteForm(forms.Form):
    sentence = forms.CharField(
        label=_("The sentence"),
        help_text=_("Word for word from the post, at most 200 characters."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    named = forms.BooleanField(
        label=_("With my name"), help_text=_("Without this it says “a participant”."), required=False
    )


@enrolled()
def quote_edit(request: Request, enrolment: Enrolment, topic_id: int, number: int) -> HttpResponse:
    """The author gives a sentence or takes it back; the trainer asks for one."""
    post = post_of(enrolment, topic_id, number)
    mine = post.author_id == enrolment.pk
    if not mine and not enrolment.is_trainer:
        raise PermissionDenied
    quote: Quote | None = getattr(post, "quote", None)
    form = QuoteForm(request.POST or None, initial=suggestion(post, quote))
    if not mine:
        del form.fields["named"]
    if request.method == "POST":
        if request.POST.get("act") not in {"yes", "no"}:
            raise BadRequest("No such deed.")
        try:
            if said := act(request, enrolment, post, form, mine):
                messages.success(request, said)
                return redirect(post)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {
        "post": post,
        "form": form,
        "mine": mine,
        "quote": quote,
        "refusal": quote_refusal(post, by=enrolment),
    }
    return render(request, "forum/quote_edit.html", context, status=422 if form.errors else 200)


def act(request: Request, enrolment: Enrolment, post: Post, form: QuoteForm, mine: bool) -> str:
    """Do what was pressed; return what to say, empty when the form is not right."""
    if request.POST["act"] == "no":
        actions.drop_quote(post=post, by=enrolment)
        return gettext("This sentence does not go along.")
    if not form.is_valid():
        return ""
    sentence = form.cleaned_data["sentence"]
    if mine:
        actions.give_quote(post=post, sentence=sentence, named=form.cleaned_data["named"], by=enrolment)
        return gettext("Thank you. This sentence may go along in the outcome.")
    actions.ask_quote(post=post, sentence=sentence, by=enrolment)
    return gettext("%(name)s is asked. It goes along only with a yes.") % {"name": post.author}


def suggestion(post: Post, quote: Quote | None) -> dict[str, object]:
    if quote:
        return {"sentence": quote.sentence, "named": quote.named}
    words = words_of(post)
    first = words.partition(". ")[0] + ("." if ". " in words else "")
    return {"sentence": first if len(first) <= LONGEST else Truncator(words).chars(LONGEST, truncate="")}
