"""Dutch first, whatever the browser says; English for who chose it."""

import pytest


@pytest.mark.parametrize(
    ("cookie", "expected"),
    [("", 'lang="nl"'), ("en", 'lang="en"'), ("xx", 'lang="nl"')],
    ids=["none", "en", "xx"],
)
def test_visitor_gets_dutch_unless_the_cookie_says_otherwise(client, db, settings, cookie, expected):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = cookie

    page = client.get("/account/login/", headers={"accept-language": "en-GB,de"})

    assert expected in page.content.decode()


def test_person_gets_the_language_they_chose(as_, world, settings):
    world["participant"].language = "en"
    world["participant"].save()
    client = as_("participant")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "nl"

    page = client.get("/mijn/berichten/")

    assert page.headers["Content-Language"] == "en"
    assert 'lang="en"' in page.content.decode()
