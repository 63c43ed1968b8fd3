"""The news of one person as an Atom feed, behind an address that only they know."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext

from accounts.models import Purpose, SecretAddress, User
from notifications.models import Kind

NEWEST = 50


def renew(user: User) -> str:
    """Give somebody a new address for their feed, which ends the old one; return it, kept nowhere else."""
    return address(SecretAddress.objects.renew(user, Purpose.FEED))


def address(token: str) -> str:
    return settings.SITE_URL + reverse("notifications:feed", args=[token])


def owner_of(token: str) -> User | None:
    """Return whose feed this address is; None for an old or made-up one, or for who is gone."""
    owner: User | None = SecretAddress.objects.owner_of(token, Purpose.FEED)
    return owner


def atom(user: User, token: str) -> str:
    """Return the newest messages of the inbox as Atom 1.0, in the language of the reader.

    An entry holds the line of the inbox and an address; who opens that logs in.
    """
    with translation.override(user.language):
        feed = Atom1Feed(
            title=gettext("News from your teams"),
            link=settings.SITE_URL + reverse("notifications:notification_list"),
            description="",
            feed_url=address(token),
            language=user.language,
        )
        for one in user.notifications.exclude(kind=Kind.INVITATION)[:NEWEST]:
            feed.add_item(
                title=one.text,
                link=settings.SITE_URL + one.path,
                description="",
                unique_id=f"tag:{settings.SITE_HOST},2026:news:{one.pk}",
                pubdate=one.created_at,
                updateddate=one.created_at,
            )
        return str(feed.writeString("utf-8"))
