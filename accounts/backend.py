"""Who is signed in, with what every page asks about them, in the query that fetches them anyway."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Exists, OuterRef

from accounts.models import Capacity, Membership, User


class Backend(AuthenticationBackend):  # type: ignore[misc]
    """allauth's own, that also knows at once who is an editor: the menu of every page asks that."""

    def get_user(self, user_id: Any) -> User | None:
        keeps_lessons = Membership.objects.filter(user=OuterRef("pk"), capacity=Capacity.EDITOR)
        user = User.objects.annotate(keeps_lessons=Exists(keeps_lessons)).filter(pk=user_id).first()
        if not user or not self.user_can_authenticate(user):
            return None
        user.is_editor = user.keeps_lessons or (user.is_superuser and user.is_staff)
        return user
