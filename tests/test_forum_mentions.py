"""Names in a post: who is offered, who is marked, who is told."""

import re

import pytest

from accounts.models import User
from cohorts.models import Role
from forum import actions
from forum.models import Audience
from notifications.mail import compose
from notifications.models import Notification
from tests.forum import FORUM, make_reply, make_topic


def enrol(world, name, role=Role.PARTICIPANT):
    user = User.objects.create_user(f"p{User.objects.count()}@example.org", name=name)
    return world.cohort.enrolments.create(user=user, role=role)


def offered(client, typed, topic=None):
    response = client.get(f"{FORUM}{f'{topic.pk}/' if topic else ''}noemen/", {"q": typed})
    assert response.status_code in {200, 204}
    return re.findall(r'<li role="option" data-value="@([^"]+)">', response.content.decode())


def named_in(post):
    return sorted(str(mention.enrolment) for mention in post.mentions.all())


def told():
    """Who got which kind of message, each once."""
    return sorted((note.recipient.first_name, note.kind) for note in Notification.objects.all())


# --- who is offered -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("hu", ["Hugo Bakker"]),
        ("BAK", ["Hugo Bakker"]),
        ("rene", ["René Ångström"]),
        ("ång", ["René Ångström"]),
        ("ugo", []),
        ("de", []),  # oneself
        ("anna", []),
        ("mar", []),  # the MT
        ("ola", []),  # somebody of another team
        ("", ["Hugo Bakker", "Piet Jansen", "René Ångström", "Tineke Visser"]),
        ("<'\"%\x00", ["Hugo Bakker", "Piet Jansen", "René Ångström", "Tineke Visser"]),
    ],
)
def test_names_of_the_team_are_offered_by_the_beginning_of_any_word(world, as_, typed, names):
    enrol(world, "René Ångström")

    assert offered(as_("participant"), typed) == names


def test_only_readers_of_the_topic_are_offered(world, as_):
    group = make_topic(world, audience=Audience.GROUP)
    private = make_topic(world, audience=Audience.TRAINER)

    assert offered(as_("participant"), "", group) == ["Hugo Bakker", "Tineke Visser"]
    assert offered(as_("participant"), "", private) == ["Tineke Visser"]
    assert offered(as_("trainer"), "", private) == ["Anna de Vries"]
    assert as_("other").get(f"{FORUM}{group.pk}/noemen/").status_code == 404
    assert as_("mt").get(f"{FORUM}noemen/").status_code == 403


def test_who_left_is_not_offered(world, as_):
    gone = world.enrolments["other"]
    gone.left_at = gone.created_at
    gone.save()

    assert offered(as_("participant"), "piet") == []


def test_at_most_eight_and_a_name_that_is_markup_is_text(world, as_):
    for number in range(12):
        enrol(world, f"Zoë <b>Zet{number:02}</b>")

    page = as_("participant").get(f"{FORUM}noemen/?q=zo").content.decode()

    assert page.count("<li") == 8
    assert "<b>" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_the_offer(world, as_, django_assert_num_queries, count):
    for number in range(count):
        enrol(world, f"Zoë Zet{number}")
    topic = make_topic(world, audience=Audience.TEAM)
    client = as_("participant")

    with django_assert_num_queries(5):
        client.get(f"{FORUM}{topic.pk}/noemen/?q=zo")


# --- who is marked ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("@Hugo Bakker kijk je mee?", ["Hugo Bakker"]),
        ("Dank, @hugo bakker!", ["Hugo Bakker"]),
        ("(@Hugo Bakker)", ["Hugo Bakker"]),
        ("**@Hugo Bakker** en @Piet Jansen.", ["Hugo Bakker", "Piet Jansen"]),
        ("- @Hugo Bakker\n- @Hugo Bakker", ["Hugo Bakker"]),
        ("@Sinéad O'Brien", ["Sinéad O'Brien"]),
        ("@Sinéad O’Brien", ["Sinéad O'Brien"]),
        ("@Hugo", []),
        ("@Hugo Bakkers", []),
        ("@Hugo Bakker-Smit", []),
        ("mail@Hugo Bakker", []),
        ("`@Hugo Bakker`", []),
        ("```\n@Hugo Bakker\n```", []),
        ("> @Hugo Bakker\n\nZie boven.", []),
        ("[@Hugo Bakker](https://example.org)", []),
        ('[x](https://example.org "a>b @Hugo Bakker")', []),
        ("@Marit Smit en @Olaf Mulder", []),
    ],
)
def test_a_full_name_is_marked_outside_quotes_and_code(world, source, names):
    enrol(world, "Sinéad O'Brien")

    post = make_topic(world, source=source).posts.get()

    assert named_in(post) == names
    assert bool(re.search(r"<strong>@", post.html)) == bool(names)
    assert post.source == source


def test_the_longest_name_wins_also_of_who_may_not_read(world):
    enrol(world, "Hugo")
    enrol(world, "Piet")
    marit = enrol(world, "Piet Jansen-Smit", Role.MT)

    post = make_topic(world, source="@Hugo Bakker en @Piet Jansen-Smit").posts.get()

    assert named_in(post) == ["Hugo Bakker"]
    assert "@Piet Jansen-Smit</p>" in post.html
    assert not Notification.objects.filter(recipient=marit.user).exists()


def test_two_people_with_one_name_are_both_told(world):
    twin = enrol(world, "Hugo Bakker")

    make_topic(world, source="@Hugo Bakker")

    assert set(Notification.objects.values_list("recipient", flat=True)) == {
        twin.user_id,
        world["helper"].pk,
    }


def test_hostile_names_stay_text(world):
    enrol(world, "<img src=x onerror=alert(1)>")
    enrol(world, "(.*)+$ [a")

    html = make_topic(world, source="@<img src=x onerror=alert(1)> @(.*)+$ [a @Hugo Bakker").posts.get().html

    assert "<img" not in html
    assert "<strong>@Hugo Bakker</strong>" in html


# --- who is told --------------------------------------------------------------------


def test_who_is_named_is_told_once_and_gets_no_second_message(world):
    topic = make_topic(world, kind="question", by="participant")
    make_reply(world, topic, by="other", source="Ik volg.")
    Notification.objects.all().delete()

    make_reply(world, topic, source="@Anna de Vries, @Piet Jansen en ik, @Hugo Bakker: @Anna de Vries.")

    assert told() == [("Anna", "mention"), ("Piet", "mention")]


def test_a_helper_who_is_called_hears_the_question_alone(world):
    make_topic(world, kind="question", source="@Hugo Bakker of @Piet Jansen, weet jij dit?")

    assert told() == [("Hugo", "question"), ("Piet", "mention")]


def test_an_announcement_that_names_somebody(world):
    make_topic(world, by="trainer", kind="announcement", source="@Anna de Vries vertelt.")

    assert told() == [("Anna", "mention"), ("Hugo", "announcement"), ("Piet", "announcement")]


def test_a_change_tells_only_who_was_not_named_before(world):
    post = make_topic(world, source="@Hugo Bakker").posts.get()
    by = world.enrolments["participant"]

    for source in ("Niemand.", "@Hugo Bakker", "@Hugo Bakker en @Piet Jansen"):
        post = actions.edit_post(post=post, by=by, source=source)

    assert named_in(post) == ["Hugo Bakker", "Piet Jansen"]
    assert told() == [("Hugo", "mention"), ("Piet", "mention")]
    assert post.html.count("<strong>@") == 2


@pytest.mark.parametrize("audience", [Audience.GROUP, Audience.TRAINER])
def test_who_may_not_read_is_never_told(world, audience):
    source = "@Piet Jansen, @Marit Smit, @Olaf Mulder, @Ada Bos"
    topic = make_topic(world, audience=audience, source=source)
    reply = make_reply(world, topic, by="participant", source=source)
    actions.edit_post(post=reply, by=world.enrolments["participant"], source=source + "!")

    assert told() == []
    assert "<strong>" not in reply.html


def test_a_former_member_is_not_told(world):
    gone = world.enrolments["other"]
    gone.left_at = gone.created_at
    gone.save()

    assert named_in(make_topic(world, source="@Piet Jansen").posts.get()) == []
    assert told() == []


@pytest.mark.parametrize("kind", ["mention", "answer", "reply", "question"])
def test_the_mail_leads_to_the_post_and_to_the_reply_box(world, kind):
    topic = make_topic(world, kind="question")
    make_reply(world, topic, by="helper", source="Weet jij het, @Piet Jansen?")
    make_reply(world, topic, by="trainer", source="Ik ook.")
    note = Notification.objects.filter(kind=kind).earliest("pk")

    mail = compose(note)

    address = f"{topic.get_absolute_url()}?pagina=laatste#reageer"
    for part in (mail.body, str(mail.alternatives[0].content)):
        assert address in part
        assert note.path in part


def test_the_page_offers_names_and_says_nothing_of_who_is_no_reader(world, as_):
    topic = make_topic(world, audience=Audience.GROUP, source="@Piet Jansen")

    page = as_("participant").get(topic.get_absolute_url()).content.decode()

    assert f'data-suggest-url="{FORUM}{topic.pk}/noemen/"' in page
    assert f'data-suggest-url="{FORUM}noemen/"' in as_("participant").get(FORUM + "nieuw/").content.decode()
