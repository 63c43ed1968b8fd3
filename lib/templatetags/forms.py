"""What every form needs."""

import secrets

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def nonce_field() -> SafeString:
    """Return a hidden field with a fresh one-time key; accounts.once spends it."""
    return format_html('<input type="hidden" name="nonce" value="{}">', secrets.token_urlsafe(18))
