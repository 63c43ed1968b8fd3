"""What the log-in page asks of the demo."""

from django import template

from home.demo import cast

register = template.Library()


@register.simple_tag
def demo_parts() -> list[cast.Part]:
    return cast.parts()
