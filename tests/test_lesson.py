"""A lesson as one person in one team does it: steps, level, the post at the end, the talk."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse
from django.utils import translation

from cohorts import actions
from cohorts.models import Progress, StepDone
from dingen.models import Ding
from forum.models import Draft, Post, Topic
from home.lessons import find
from tests.conftest import make_ding
from tests.forum import make_topic
from tests.teams import close as close_team, join

TICK = 'class="step-tick"'


@pytest.fixture(autouse=True)
def english(world):
    """The people of these tests read English; the words are those of the code."""
    for person in world.people.values():
        person.language = "en"
        person.save()
    with translation.override("en"):
        yield


def address(world, name="home:lesson_detail", ding=0, **values):
    slug = world.dingen[ding].slug
    return reverse(name, kwargs={"team": world.cohort.slug, "slug": slug, **values})


def lesson(client, world, ding=0, **headers):
    return client.get(address(world, ding=ding), headers=headers)


def page_of(client, world, ding=0):
    return lesson(client, world, ding).content.decode()


def press(client, world, step="stap-1", done="1", **headers):
    where = address(world, "cohorts:step_tick", key=step)
    return client.post(where, {"done": done}, follow=True, headers=headers)


def ticked(page):
    return re.findall(r'class="step is-done" id="stap-([a-z0-9-]+)"', page)


def form_of(page, action):
    """Return the fields of the form that goes to this address, as a browser sends them untouched."""
    form = re.search(rf'<form[^>]*action="{re.escape(action)}["?].*?</form>', page, re.DOTALL)
    assert form
    fields = {}
    for tag in re.findall(r"<input[^>]*>", form[0]):
        attributes = dict(re.findall(r'([a-z]+)="([^"]*)"', tag))
        fields[attributes["name"]] = attributes.get("value", "")
    return fields


# --- Text -------------------------------------------------------------------------------------
def test_the_lesson_shows_its_number_text_and_steps(as_, world):
    page = page_of(as_("participant"), world)

    assert page.count("<h1") == 1
    assert re.search(r"<h1><span[^>]*>1\.</span> Eerste ding</h1>", page)
    assert "<p>Daarom.</p>" in page
    assert page.count(TICK) == 2
    assert "Next:" in page
    assert "It takes about 15 minutes." in page


def test_a_free_choice_has_its_number_in_the_programme(as_, world):
    page = page_of(as_("participant"), world, ding=2)

    assert ">3.</span> Derde ding</h1>" in page
    assert "Free choice" in page


def test_a_ding_from_outside_the_programme_has_no_number(as_, world):
    world.dingen.append(make_ding("extra-ding", world.dingen[0].theme))

    assert "<h1>Extra ding</h1>" in page_of(as_("participant"), world, ding=3)


def test_the_team_keeps_the_text_it_began_with(as_, world):
    client = as_("participant")
    press(client, world)
    ding = world.dingen[0]
    newer = ding.revisions.create(number=2, source="Nieuw.", html="<p>Nieuwe tekst.</p>")
    Ding.objects.filter(pk=ding.pk).update(revision=newer)

    assert "Nieuwe tekst." not in page_of(client, world)
    assert ticked(page_of(client, world)) == ["stap-1"]

    world.cohort.plan.filter(ding=ding).update(revision=None)

    assert "Nieuwe tekst." in page_of(client, world)


def test_a_lesson_of_another_library_is_not_there(as_, world):
    world.dingen[0].owner = world.theirs
    world.dingen[0].save()
    world.cohort.plan.all().delete()

    assert lesson(as_("participant"), world).status_code == 404


def test_a_lesson_that_does_not_exist_is_not_there(as_, world):
    url = reverse("home:lesson_detail", kwargs={"team": world.cohort.slug, "slug": "nergens"})

    assert as_("participant").get(url).status_code == 404


def test_answers_are_hidden_until_they_are_opened(as_, world):
    revision = world.dingen[0].revision
    answers = [{"text": "Nooit", "correct": True, "why": "Dat is privé."}]
    revision.questions.create(position=1, question="Wanneer deel je dit?", answers=answers)

    mine, trainers = (page_of(as_(name), world) for name in ("participant", "trainer"))

    assert ("Nooit" in mine, "Dat is privé." in mine) == (True, False)  # until it is chosen: test_growth
    assert re.search(r"<details><summary>Nooit</summary>.*Dat is privé\..*?</details>", trainers, re.DOTALL)


# --- Steps ------------------------------------------------------------------------------------
def test_a_tick_fills_the_step_and_a_second_press_empties_it(as_, world):
    client = as_("participant")
    tick = address(world, "cohorts:step_tick", key="stap-1")
    fields = form_of(page_of(client, world), tick)

    page = client.post(tick, fields, follow=True).content.decode()

    assert ticked(page) == ["stap-1"]
    assert "1 of 2" in page

    page = client.post(tick, form_of(page, tick), follow=True).content.decode()

    assert ticked(page) == []
    assert not StepDone.objects.exists()


def test_htmx_gets_only_what_a_tick_changes(as_, world):
    press_with = {"hx-request": "true", "hx-target": "stappen"}

    response = press(as_("participant"), world, **press_with)

    part = lesson(as_("participant"), world, **press_with)
    page = part.content.decode()
    assert response.redirect_chain[-1][0].startswith(address(world))
    assert page.strip().startswith('<div id="stappen">')
    assert "<h1" not in page
    assert ticked(page) == ["stap-1"]
    assert {"HX-Request", "HX-Target"} <= {name.strip() for name in part.headers["Vary"].split(",")}


def test_a_boosted_visit_gets_the_whole_page(as_, world):
    page = lesson(as_("participant"), world, **{"hx-request": "true"}).content.decode()

    assert "<h1" in page


def test_a_level_shows_the_steps_up_to_it(as_, world):
    client = as_("participant")
    steps = [page_of(client, world).count(TICK)]
    where = address(world, "cohorts:level_set")
    for level in ("kennismaken", "uitdaging"):
        client.post(where, form_of(page_of(client, world), where) | {"level": level})
        steps.append(page_of(client, world).count(TICK))

    assert steps == [2, 1, 3]
    assert Progress.objects.get().level == "uitdaging"
    assert 'value="uitdaging" class="small" aria-pressed="true"' in page_of(client, world)


def test_the_higher_levels_are_announced(as_, world):
    client = as_("participant")
    assert "A next level has one more step." in page_of(client, world)
    client.post(address(world, "cohorts:level_set"), {"level": "kennismaken"})
    assert "The next levels have 2 more steps." in page_of(client, world)
    client.post(address(world, "cohorts:level_set"), {"level": "uitdaging"})
    assert "next level" not in page_of(client, world)


def test_who_is_stuck_asks_about_that_step(as_, world):
    client = as_("participant")
    page = page_of(client, world)
    ask = reverse("forum:topic_create", kwargs={"team": world.cohort.slug})
    link = f"{ask}?kind=question&amp;ding=eerste-ding&amp;step=stap-2"
    assert f'href="{link}"' in page

    question = client.get(link.replace("&amp;", "&")).content.decode()

    assert "I am stuck: Doe 2 van eerste-ding." in question


def test_a_ticked_step_folds_its_text(as_, world):
    step = world.dingen[0].revision.steps.get(key="stap-1")
    step.html, step.check_text = "<p>Doe dit eerst.</p>", "Je ziet een vinkje."
    step.save()
    client = as_("participant")
    assert "Je ziet een vinkje." in page_of(client, world)

    page = press(client, world).content.decode()

    assert '<details class="step-again">' in page
    assert "Je ziet een vinkje." not in page


# --- The end ----------------------------------------------------------------------------------
def test_the_post_goes_straight_from_the_lesson_into_the_forum(as_, world):
    client = as_("participant")
    share = reverse("forum:topic_create", kwargs={"team": world.cohort.slug})
    fields = form_of(page_of(client, world), share)

    response = client.post(share, fields | {"text": "Ik probeerde het aan de balie."}, follow=True)

    topic = Topic.objects.get()
    assert response.redirect_chain[-1][0] == address(world)
    assert (topic.title, topic.kind, topic.audience) == ("Eerste ding", "experience", "team")
    assert topic.ding == world.dingen[0]
    assert Post.objects.get().source == "Ik probeerde het aan de balie."
    assert Progress.objects.get().finished_at
    page = response.content.decode()
    assert "See your message" in page
    assert page.count("You called this Ding finished.") == 2
    assert re.search(r'<details class="fold no-print"><summary>Share something else', page)


def test_the_same_form_sent_twice_posts_once(as_, world):
    client = as_("participant")
    share = reverse("forum:topic_create", kwargs={"team": world.cohort.slug})
    fields = form_of(page_of(client, world), share) | {"text": "Eén keer."}

    client.post(share, fields)
    client.post(share, fields)

    assert Topic.objects.count() == 1


def test_who_was_logged_out_meanwhile_finds_the_text_back(as_, world):
    client = as_("participant")
    page = page_of(client, world)
    share = reverse("forum:topic_create", kwargs={"team": world.cohort.slug})
    save = reverse("forum:draft_save", kwargs={"team": world.cohort.slug})
    fields = form_of(page, share) | {"text": "Bijna kwijt"}
    client.post(save, fields)
    goes_to = re.search(rf'action="({re.escape(share)}[^"]*)"', page)[1].replace("&amp;", "&")
    client.logout()

    sent_away = client.post(goes_to, fields)
    after = parse_qs(urlsplit(sent_away.url).query)["next"][0]
    form = as_("participant").get(after).content.decode()

    assert "Bijna kwijt</textarea>" in form
    assert f'name="next" value="{address(world)}"' in form


def test_an_empty_post_is_asked_for_again_and_changes_nothing(as_, world):
    client = as_("participant")
    share = reverse("forum:topic_create", kwargs={"team": world.cohort.slug})

    response = client.post(share, form_of(page_of(client, world), share) | {"text": " "})

    assert response.status_code == 422
    assert not Topic.objects.exists()
    assert not Progress.objects.exists()


def test_what_was_typed_comes_back_with_the_lesson(as_, world):
    client = as_("participant")
    page = page_of(client, world)
    share = reverse("forum:topic_create", kwargs={"team": world.cohort.slug})
    save = reverse("forum:draft_save", kwargs={"team": world.cohort.slug})
    assert f'data-draft-url="{save}"' in page

    client.post(save, form_of(page, share) | {"text": "Halverwege een zin"})

    assert Draft.objects.get().text == "Halverwege een zin"
    page = page_of(client, world)
    assert "Halverwege een zin</textarea>" in page
    with_picture = re.search(rf'href="({re.escape(share)}\?kind=experience[^"]*)"', page)[1]
    form = client.get(with_picture.replace("&amp;", "&")).content.decode()
    assert "Halverwege een zin</textarea>" in form


def test_finished_without_a_post_and_open_again(as_, world):
    client = as_("participant")
    finish = address(world, "cohorts:ding_finish")
    page = client.post(finish, form_of(page_of(client, world), finish), follow=True).content.decode()

    assert Progress.objects.get().finished_at
    assert finish not in page

    page = client.post(address(world, "cohorts:ding_reopen"), follow=True).content.decode()

    assert not Progress.objects.get().finished_at
    assert finish in page


def test_a_tick_of_a_finished_ding_has_no_button_that_would_be_refused(as_, world):
    client = as_("participant")
    press(client, world)
    client.post(address(world, "cohorts:ding_finish"))

    page = page_of(client, world)

    assert ticked(page) == ["stap-1"]
    assert page.count(TICK) == 1


def test_the_trainer_and_a_closed_team_read_without_buttons(as_, world):
    page = page_of(as_("trainer"), world)
    assert TICK not in page
    assert "data-draft-url" not in page
    assert "Doe 1 van eerste-ding." in page

    close_team(world)
    page = page_of(as_("participant"), world)

    assert TICK not in page
    assert "data-draft-url" not in page
    assert "This team is closed." in page


# --- The team ---------------------------------------------------------------------------------
def test_how_far_the_team_is_shows_from_five_people_up(as_, world):
    for name in ("participant", "helper"):
        place = world.enrolments[name]
        actions.finish(enrolment=place, ding=world.dingen[0], by=place)
    join(world, "Vera Vier", "vera@example.org")
    assert "colleagues have finished" not in page_of(as_("participant"), world)

    join(world, "Vijf de Vijfde", "vijf@example.org")

    assert "2 of 5 colleagues have finished this Ding" in page_of(as_("participant"), world)


def test_the_talk_is_about_this_ding_and_for_this_reader(as_, world):
    make_topic(world, title="Over dit Ding", ding=world.dingen[0])
    make_topic(world, title="Over een ander", ding=world.dingen[1])
    make_topic(world, title="Voor de trainer", ding=world.dingen[0], audience="trainer")

    page = page_of(as_("other"), world)

    shown = [title for title in ("Over dit Ding", "Over een ander", "Voor de trainer") if title in page]
    assert shown == ["Over dit Ding"]
    assert "?ding=eerste-ding" in page


def test_previous_and_next_follow_the_plan(world):
    world.cohort.plan.create(ding=world.dingen[2], number=3, weight="can")
    place = world.enrolments["participant"]

    def around(ding):
        found = find(place, world.dingen[ding].slug)
        return [item and item.number for item in (found.neighbour(-1), found.neighbour(1))]

    assert [around(0), around(1), around(2)] == [[None, 2], [1, 3], [2, None]]

    world.cohort.plan.filter(number=3).delete()

    assert around(2) == [None, None]


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("participant", 12), ("trainer", 11)])
def test_the_lesson_asks_as_much_for_three_as_for_one(
    as_, world, name, queries, rows, django_assert_num_queries
):
    revision = world.dingen[0].revision
    for number in range(rows):
        make_topic(world, title=f"Bericht {number}", ding=world.dingen[0])
        revision.questions.create(position=number, question="Hoe?", answers=[])
        revision.links.create(position=number, title="Lees", url="https://example.org/")
        world.dingen[0].lineage.create(year=2006 + number, name="Weblog")
        place = world.enrolments["participant"]
        key = f"stap-{number + 1}"
        actions.tick(enrolment=place, ding=world.dingen[0], step_key=key, done=True, by=place)
    client = as_(name)

    with django_assert_num_queries(queries):
        lesson(client, world)
