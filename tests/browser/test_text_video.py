"""A reader presses the card of a video: only then another site is asked for anything."""

import pytest

from lib import text

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_video_loads_after_a_click_and_the_way_back_is_there(world, visit, javascript):
    ding = world.dingen[0]
    ding.revision.html = text.render("[Kijk zelf](https://youtu.be/dQw4w9WgXcQ?t=90)", lesson=True)
    ding.revision.save(update_fields=["html"])
    reader = visit(javascript=javascript)
    asked = []
    reader.context.route(
        lambda url: not url.startswith(reader.site),
        lambda route: (asked.append(route.request), route.fulfill(body="speler", content_type="text/html")),
    )

    reader.go(ding.get_absolute_url())
    reader.page.wait_for_load_state("networkidle")
    assert asked == []

    reader.press("Kijk zelf")
    reader.sees("Video bij YouTube")
    reader.page.frame_locator("iframe").get_by_text("speler").wait_for()
    (request,) = asked
    assert request.url == "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?rel=0&start=90"
    assert request.all_headers().get("referer") == reader.site + "/"  # our origin, not the page

    reader.page.get_by_role("link", name="Terug naar waar je was").last.click()
    reader.page.wait_for_url("**" + ding.get_absolute_url())
    assert len(asked) == 1
