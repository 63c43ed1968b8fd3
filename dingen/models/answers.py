"""A good answer from a team, kept with the lesson for later teams, without names."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, gettext_lazy as _

from accounts.models import User
from dingen.models.catalogue import Ding
from lib import orm, text


class AnswerState(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    KEPT = "kept", _("kept with the lesson")
    WITHDRAWN = "withdrawn", _("not kept")


class KeptAnswerQuerySet(models.QuerySet["KeptAnswer"]):
    def editable_by(self, user: User) -> "KeptAnswerQuerySet":
        """Answers at the lessons that this editor keeps."""
        return self.filter(ding__in=Ding.objects.editable_by(user))

    def proposed(self) -> "KeptAnswerQuerySet":
        return self.filter(state=AnswerState.PROPOSED)

    def kept(self) -> "KeptAnswerQuerySet":
        return self.filter(state=AnswerState.KEPT)


class KeptAnswer(models.Model):
    """A question and its answer in words for everybody. It never says who asked or answered."""

    ding = models.ForeignKey(Ding, models.CASCADE, related_name="kept_answers")
    question = models.CharField(_("question"), max_length=200)
    source = models.TextField(_("answer"), max_length=text.POST)
    html = models.TextField(editable=False)
    state = models.CharField(max_length=10, choices=AnswerState, default=AnswerState.PROPOSED)
    about = models.CharField(max_length=60, unique=True)  # "post:12": each answer is proposed once
    proposed_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = orm.Manager.from_queryset(KeptAnswerQuerySet)()

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("kept answer")
        verbose_name_plural = _("kept answers")
        constraints = [
            models.CheckConstraint(name="keptanswer_state_is_known", condition=Q(state__in=AnswerState)),
            models.CheckConstraint(
                name="keptanswer_has_both", condition=~Q(question="") & ~Q(source="") & ~Q(about="")
            ),
        ]

    def __str__(self) -> str:
        return self.question

    @property
    def is_kept(self) -> bool:
        return self.state == AnswerState.KEPT

    def judge_refusal(self, *, by: User) -> str:
        """Say why this person does not decide about it; empty when they do."""
        if not KeptAnswer.objects.editable_by(by).filter(pk=self.pk).exists():
            return gettext("You do not keep this lesson.")
        return ""
