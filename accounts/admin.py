"""What a manager of the site sees of people. Nobody can set somebody's password or address here."""

from typing import Any

import django.contrib.auth.admin  # noqa: F401 - registers Group
from allauth.account import admin as _addresses  # noqa: F401 - registers EmailAddress
from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa import admin as _factors  # noqa: F401 - registers Authenticator
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.models import Group
from django.http import HttpRequest

from accounts.models import AuditEntry, Invitation, Membership, Organisation, User

# Log in once, by allauth, with its limits and its second factor.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
# What these packages offer is a way around the codes, or of no use.
admin.site.unregister([Group, EmailAddress, Authenticator])


class ReadOnly(admin.ModelAdmin[Any]):
    """A list to look at."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class MembershipInline(admin.TabularInline[Membership, User]):
    model = Membership
    extra = 0
    autocomplete_fields = ["organisation"]


@admin.register(User)
class UserAdmin(admin.ModelAdmin[User]):
    list_display = ["email", "name", "is_active", "is_staff", "last_login"]
    list_filter = ["is_active", "is_staff", "memberships__capacity"]
    search_fields = ["email", "name"]
    fields = [
        "email",
        "name",
        "language",
        "is_active",
        "is_staff",
        "is_superuser",
        "last_login",
        "created_at",
    ]
    inlines = [MembershipInline]

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        """Return what stays as it is: a changed address would be a way into somebody's account."""
        fixed = ["last_login", "created_at"]
        if obj:
            fixed.append("email")
        if not request.user.is_superuser:
            fixed += ["is_staff", "is_superuser"]
        return fixed

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False  # a person is erased from their own page; what they wrote stays


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin[Organisation]):
    list_display = ["name", "slug", "timezone", "individual"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Membership)
class MembershipAdmin(admin.ModelAdmin[Membership]):
    list_display = ["user", "organisation", "capacity"]
    list_filter = ["capacity", "organisation"]
    list_select_related = ["user", "organisation"]
    autocomplete_fields = ["user", "organisation"]


@admin.register(Invitation)
class InvitationAdmin(ReadOnly):
    list_display = ["email", "organisation", "created_at", "sent_at", "accepted_at", "withdrawn_at"]
    list_filter = ["organisation"]
    list_select_related = ["organisation"]
    search_fields = ["email"]
    exclude = ["token_hash"]


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnly):
    list_display = ["number", "at", "actor", "deed", "on", "result"]
    search_fields = ["actor", "deed", "on"]
