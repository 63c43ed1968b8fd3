"""Every page of the demo: axe finds nothing in light and dark, the HTML is valid, the policy holds."""

from io import StringIO

import html5lib
import pytest
from django.conf import settings
from django.core.management import call_command

from accounts.models import User
from home.demo.build import build
from tests.browser.pages import PAGES, links_on, resolve

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("stage", PAGES)
def test_pages_are_accessible_and_valid(stage, visit, client):
    call_command("import_catalogue", settings.BASE_DIR / "fixtures" / "catalogue", stdout=StringIO())
    build(stage)
    for person, paths in PAGES[stage].items():
        user = User.objects.get(email=f"{person}@example.org") if person else None
        visitor, links = visit(user), []
        for path in paths:
            address = resolve(path, links)
            visitor.go(address)
            visitor.axe()
            links += links_on(visitor.page)
            html5lib.HTMLParser(strict=True).parse(visitor.page.request.get(visitor.site + address).text())
        visitor.context.close()
