"""A good answer is kept with the Ding: a trainer offers it, an editor words it, readers find it."""

import pytest

from accounts.models import Capacity
from dingen.actions.answers import keep, propose, withdraw
from dingen.models import AnswerState, Ding, KeptAnswer
from forum.actions import solve
from forum.models import Topic
from lib.refusal import Refused
from tests.forum import make_reply, make_topic

LIST = "/redactie/antwoorden/"
CATALOGUE = "/dingen/meer/eerste-ding/"
LESSON = "/teams/lindenhof/dingen/eerste-ding/"
WORDS = {"question": "Hoe deel ik mijn scherm?", "source": "Druk op **Delen**."}


def solved(world, **fields):
    topic = make_topic(world, kind="question", ding=world.dingen[0], title="Scherm delen, Hugo?", **fields)
    post = make_reply(world, topic, source="Anna, druk op Delen.")
    return solve(topic=topic, post=post, by=world.enrolments["participant"])


def offered(world, about="post:1", ding=None, **words):
    return propose(ding=ding or world.dingen[0], about=about, by=world["trainer"], **WORDS | words)


def editor_of(world, organisation, name="other"):
    world[name].memberships.create(organisation=organisation, capacity=Capacity.EDITOR)
    return world[name]


def read(response):
    return response.content.decode()


# --- The trainer offers it -----------------------------------------------------------------------
def test_the_trainer_offers_an_answer_in_words_without_names(as_, world):
    topic = solved(world)
    client = as_("trainer")
    form = read(client.get(f"{topic.get_absolute_url()}bewaren/"))

    assert "Scherm delen, Hugo?" in form
    assert "Anna, druk op Delen." in form

    response = client.post(f"{topic.get_absolute_url()}bewaren/", WORDS)

    assert response.url == topic.get_absolute_url()
    answer = KeptAnswer.objects.get()
    assert (answer.question, answer.source, answer.state) == (*WORDS.values(), AnswerState.PROPOSED)
    assert (answer.ding, answer.proposed_by) == (world.dingen[0], world["trainer"])
    assert answer.about == f"post:{topic.solved_by.pk}"
    assert "Anna" not in answer.html
    assert "Hoe deel ik" not in read(client.get(LESSON))


def test_an_answer_is_offered_once_and_the_words_are_not_lost(as_, world):
    address = f"{solved(world).get_absolute_url()}bewaren/"
    client = as_("trainer")
    client.post(address, WORDS)
    again = client.post(address, {"question": "Nog eens?", "source": "Andere woorden."})

    assert again.status_code == 422
    assert "Andere woorden." in read(again)
    assert KeptAnswer.objects.get().question == WORDS["question"]


def test_the_button_is_there_for_the_trainer_only(as_, world):
    address = solved(world).get_absolute_url()
    seen = {name: "bewaren/" in read(as_(name).get(address)) for name in ("participant", "helper", "trainer")}

    assert seen == {"participant": False, "helper": False, "trainer": True}


@pytest.mark.parametrize("how", ["group", "no ding", "open", "hidden"])
def test_what_cannot_be_kept_is_not_offered(as_, world, how):
    topic = solved(world)
    change = {
        "group": {"audience": "group", "group": world.groups[0]},
        "no ding": {"ding": None},
        "open": {"solved_by": None},
        "hidden": {"hidden_at": topic.created_at},
    }[how]
    Topic.objects.update(**change)
    client = as_("trainer")

    assert client.post(f"{topic.get_absolute_url()}bewaren/", WORDS).status_code == 302
    assert not KeptAnswer.objects.exists()
    assert "bewaren/" not in read(client.get(topic.get_absolute_url()))


@pytest.mark.parametrize(
    "words", [{"question": " "}, {"source": "\n"}, {"question": "x" * 201}, {"source": "x" * 20_001}]
)
def test_words_that_do_not_fit_are_refused(world, words):
    with pytest.raises(Refused):
        offered(world, **words)


# --- The editor keeps it -------------------------------------------------------------------------
def test_an_editor_words_it_anew_and_readers_find_it(as_, world):
    answer = offered(world)
    editor_of(world, world.ours)
    client = as_("other")

    assert WORDS["question"] in read(client.get(LIST))

    better = {"question": "Hoe deel je <je> scherm?", "source": "Kies **Delen**."}
    assert client.post(f"{LIST}{answer.pk}/", better).url == LIST
    for page in (CATALOGUE, LESSON):
        shown = read(client.get(page, follow=True))
        assert "Eerder gevraagd" in shown
        assert "<summary>Hoe deel je &lt;je&gt; scherm?</summary><p>Kies <strong>Delen</strong>.</p>" in shown

    client.post(f"{LIST}{answer.pk}/", {"act": "withdraw"})

    assert "Eerder gevraagd" not in read(client.get(LESSON))


def test_kept_answers_stand_in_the_order_of_offering_and_cost_no_query(
    as_, world, django_assert_max_num_queries
):
    client = as_("participant")
    for number in (1, 2, 3):
        answer = offered(world, about=f"post:{number}", question=f"Vraag {number}?")
        keep(answer=answer, question=answer.question, source=answer.source, by=world["admin"])
    with django_assert_max_num_queries(12):
        page = read(client.get(LESSON))

    assert [page.index(f"Vraag {number}?") for number in (1, 2, 3)] == sorted(
        page.index(f"Vraag {number}?") for number in (1, 2, 3)
    )


def test_an_editor_of_another_library_neither_sees_nor_keeps_it(as_, world):
    Ding.objects.filter(pk=world.dingen[0].pk).update(owner=world.ours)
    answer = offered(world)
    user = editor_of(world, world.theirs, "outsider")
    client = as_("outsider")

    assert WORDS["question"] not in read(client.get(LIST))
    assert client.get(f"{LIST}{answer.pk}/").status_code == 404
    with pytest.raises(Refused):
        keep(answer=answer, by=user, **WORDS)
    with pytest.raises(Refused):
        withdraw(answer=answer, by=user)


def test_the_answer_stays_when_who_offered_it_goes(world):
    answer = offered(world)
    editor = world["trainer"]
    KeptAnswer.objects.filter(proposed_by=editor).update(proposed_by=None)

    assert keep(answer=answer, by=world["admin"], **WORDS).proposed_by is None


def test_the_list_asks_the_same_number_of_questions(as_, world, django_assert_max_num_queries):
    client = as_("admin")
    for number in range(3):
        offered(world, about=f"post:{number}")
    with django_assert_max_num_queries(8):
        assert client.get(LIST).status_code == 200
