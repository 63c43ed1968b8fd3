"""What a new topic starts from."""

from tests.forum import make_topic

NEW = "/teams/lindenhof/forum/nieuw/?kind=question&ding=eerste-ding&step="


def test_i_am_stuck_takes_the_step_from_the_text_of_the_team(world, as_):
    ding = world.dingen[0]
    world.cohort.plan.filter(ding=ding).update(revision=ding.revision)
    newer = ding.revisions.create(number=2, source="Nieuw", html="<p>Nieuw</p>")
    for key, title in (("stap-1", "Heel anders."), ("stap-9", "Een nieuwe stap.")):
        newer.steps.create(key=key, position=int(key[-1]), level="doen", minutes=5, title=title)
    ding.revision = newer
    ding.save()
    client = as_("participant")

    assert 'value="Ik loop vast: Doe 1 van eerste-ding."' in client.get(NEW + "stap-1").content.decode()
    assert "Een nieuwe stap." not in client.get(NEW + "stap-9").content.decode()


def test_without_an_older_text_the_step_is_of_the_published_one(world, as_):
    make_topic(world)

    page = as_("participant").get(NEW.replace("eerste", "tweede") + "stap-3").content.decode()

    assert 'value="Ik loop vast: Doe 3 van tweede-ding."' in page
