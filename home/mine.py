"""All that the site holds about one person, from every room, and when it may forget them."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.export import export_person
from accounts.models import User
from cohorts.badges import badges
from cohorts.models import Certificate, Enrolment, Progress, SelfAssessment, State
from dingen.models import Remark
from forum.models import Draft, Post, PostEdit, Quote, Reaction, Report
from home.mine_pilot import decided_and_piloted
from notifications.models import MailChoice
from pitches.models import (
    Decision,
    Idea,
    IdeaComment,
    Join,
    Pilot,
    PulseCheck,
    Section,
    SectionComment,
    SectionVersion,
    SlidePdf,
    Support,
    Tip,
    Turnout,
)


def export(user: User) -> dict[str, Any]:
    """Return everything as plain values, but never what they voted."""
    return {
        "person": export_person(user),
        "messages": [
            {
                "text": told.text,
                "told_at": told.created_at,
                "read_at": told.read_at,
                "mailed_at": told.mailed_at,
            }
            for told in user.notifications.all()
        ],
        "no_mail_about": rows(user.mutes.order_by("kind", "thread"), "kind", "thread"),
        "no_mail_from": rows(user.aways.order_by("pk"), "place", "until"),
        "overview_by_mail": rows(MailChoice.objects.filter(user=user), "rhythm", "days", "hour"),
        "evaluations": rows(
            user.evaluations.all(), "ding__title", "useful", "doable", "sentence", "created_at"
        ),
        "remarks": rows(
            Remark.objects.filter(sender=user).order_by("pk"),
            "ding__title",
            "text",
            "created_at",
            "handled_at",
        ),
        "teams": [
            team(place) for place in user.enrolments.select_related("cohort__organisation").order_by("pk")
        ],
    }


def team(place: Enrolment) -> dict[str, Any]:
    """One team: what this person did, wrote and decided there."""
    seat = getattr(place, "seat", None)
    return {
        "team": place.cohort.name,
        "organisation": place.cohort.organisation.name,
        "role": place.role,
        "joined_at": place.created_at,
        "left_at": place.left_at,
        "last_active_at": place.active_at,
        "pause": {"since": place.paused_on, "until": place.paused_until} if place.paused_on else None,
        "group": {"name": seat.group.name, "helper": seat.helper} if seat else None,
        "progress": [progress(row) for row in place.progress.select_related("ding").order_by("started_at")],
        "self_assessments": rows(
            SelfAssessment.objects.filter(enrolment=place).order_by("pk"), "moment", "statement", "score"
        ),
        "certificate": rows(
            Certificate.objects.filter(enrolment=place),
            "code",
            "kind",
            "name",
            "programme",
            "minutes",
            "dingen",
            "made_on",
        ),
        "questions_answered": answers(place),
        "themes_that_are_round": [badge.theme.title for badge in badges(place) if badge.is_round]
        if place.is_participant
        else [],
        "nudges": rows(place.nudges.kept().order_by("pk"), "week", "text", "state", "settled_at"),
        **talk(place),
        **ideas(place),
    }


def answers(place: Enrolment) -> list[dict[str, Any]]:
    """What somebody answered to the questions of lessons, in words."""
    found = place.check_answers.select_related("question__revision__ding").order_by("pk")
    return [
        {
            "ding": one.question.revision.ding.title,
            "question": one.question.question,
            "answer": one.question.answers[one.choice]["text"],
        }
        for one in found
        if one.choice < len(one.question.answers)
    ]


def progress(row: Progress) -> dict[str, Any]:
    return {
        "ding": row.ding.title,
        "level": row.level,
        "started_at": row.started_at,
        "finished_at": row.finished_at,
        "set_aside_at": row.set_aside_at,
        "known_before": row.known,
        "shown": row.shown,
        "steps": rows(row.steps_done.order_by("pk"), "step_key", "done_at"),
    }


def talk(place: Enrolment) -> dict[str, Any]:
    """What somebody wrote in the forum, also what was taken back or hidden, and the traces they left."""
    posts = Post.objects.filter(author=place).order_by("pk")
    edits = PostEdit.objects.filter(edited_by=place).order_by("pk")
    return {
        "posts": [post(one) for one in posts.select_related("topic__ding").prefetch_related("attachments")],
        "earlier_texts": rows(edits, "post__topic__title", "source", "created_at"),
        "drafts": rows(Draft.objects.filter(enrolment=place), "place", "title", "text", "updated_at"),
        "reactions": rows(Reaction.objects.filter(enrolment=place), "post__topic__title", "kind"),
        "thanks": rows(place.topics.exclude(thanks="").order_by("pk"), "title", "thanks"),
        "quotes": rows(
            Quote.objects.filter(post__author=place).order_by("pk"), "sentence", "named", "allowed_at"
        ),
        "follows": rows(place.follows.order_by("pk"), "topic__title", "muted"),
        "reports": rows(
            Report.objects.filter(reported_by=place), "post__topic__title", "reason", "created_at"
        ),
    }


def post(one: Post) -> dict[str, Any]:
    return {
        "topic": one.topic.title,
        "kind": one.topic.kind,
        "readers": one.topic.audience,
        "ding": str(one.topic.ding or ""),
        "text": one.source,
        "created_at": one.created_at,
        "edited_at": one.edited_at,
        "hidden_at": one.hidden_at,
        "hidden_because": one.hidden_reason,
        "pictures": rows(one.attachments.order_by("pk"), "name", "alt"),
    }


def ideas(place: Enrolment) -> dict[str, Any]:
    """What somebody did for a plan, a decision or a pilot, and in which votes they took part."""
    plan = Section.objects.filter(edited_by=place).order_by("pk")
    earlier = SectionVersion.objects.filter(edited_by=place).order_by("pk")
    decisions = Decision.objects.filter(decided_by=place)
    pulses = PulseCheck.objects.filter(answered_by=place)
    return {
        "ideas": rows(
            Idea.objects.filter(author=place),
            *("title", "text", "group__name", "created_at", "withdrawn_at", "hidden_at", "hidden_because"),
        ),
        "idea_comments": rows(
            IdeaComment.objects.filter(author=place), "idea__title", "text", "created_at", "hidden_because"
        ),
        "ideas_backed": rows(Support.objects.filter(enrolment=place).order_by("pk"), "idea__title"),
        "idea_joined": rows(Join.objects.filter(enrolment=place), "idea__title"),
        "plan": rows(plan, "pitch__group__name", "kind", "source", "edited_at"),
        "earlier_plan": rows(earlier, "section__kind", "source", "more", "created_at"),
        "plan_comments": rows(
            SectionComment.objects.filter(author=place), "section__kind", "text", "created_at"
        ),
        "slides_as_pdf": rows(SlidePdf.objects.filter(by=place), "pitch__title", "name", "created_at"),
        "tips": rows(Tip.objects.filter(author=place), "pitch__title", "kind", "text", "created_at"),
        # That somebody took part is known, and no time with it; what they chose is in no file.
        "took_part_in_votes": rows(Turnout.objects.filter(enrolment=place), "ballot__electorate"),
        "decisions": rows(decisions, "pitch__title", "amount", "hours", "reason", "decided_at"),
        "pilots": rows(Pilot.objects.filter(owner=place), "decision__pitch__title", "state"),
        "pulses": rows(pulses, "day", "pulse", "sentence", "answered_at"),
        **{name: rows(*found) for name, found in decided_and_piloted(place).items()},
    }


def rows(found: QuerySet[Any], *fields: str) -> list[dict[str, Any]]:
    """Return these columns of these rows; a name after __ stands for what it points to."""
    return [
        {name.replace("__", "_"): value for name, value in zip(fields, row, strict=True)}
        for row in found.values_list(*fields)
    ]


def erase_refusal(user: User) -> str:
    """Say why somebody cannot be erased now: a running team is never left without a trainer."""
    for place in user.enrolments.trainers().filter(cohort__state=State.RUNNING).select_related("cohort"):
        if not place.cohort.enrolments.trainers().exclude(pk=place.pk).exists():
            reason = _("You are the only trainer of %(team)s. Add another trainer first, or close the team.")
            return reason % {"team": place.cohort}
    return ""
