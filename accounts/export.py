"""What this room knows about somebody, for the file they may ask for."""

from accounts.models import User


def export_person(user: User) -> dict[str, object]:
    """Return plain values: who they are, where they belong, who invited them."""
    return {
        "name": user.name,
        "email": user.email,
        "language": user.language,
        "created_at": user.created_at,
        "last_login": user.last_login,
        "memberships": [
            {"organisation": membership.organisation.name, "capacity": membership.capacity}
            for membership in user.memberships.select_related("organisation")
        ],
        "invitations": [
            {
                "organisation": letter.organisation.name,
                "sent_at": letter.sent_at,
                "accepted_at": letter.accepted_at,
            }
            for letter in user.invitations.select_related("organisation")
        ],
    }
