"""One site with a forum, in a process of its own: it fills its database, and does what it is asked.

bench.forum starts it. A line in is a list in JSON, a line out its answer.
"""

import json
import sys
from time import perf_counter

import django
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

FORUM = "/teams/mijn-team/forum/"
REPLY = "posting a reply"
TRANSACTION = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")  # no questions


class Pages:
    """What a participant of one team does, in a site with little or much."""

    def __init__(self) -> None:
        self.client, self.neighbour, self.said = Client(), Client(), 0

    def start(self) -> None:
        from accounts.models import User
        from forum.models import Draft, Topic

        self.drafts = Draft
        self.client.force_login(User.objects.get(email="mijn-1@example.org"))
        self.neighbour.force_login(User.objects.get(email="nul-1@example.org"))
        topic = Topic.objects.get(title="Het lange gesprek")
        self.topic, self.draft = FORUM + f"{topic.pk}/", f"topic:{topic.pk}"
        self.writer = topic.cohort.enrolments.get(user__email="mijn-1@example.org")
        last_full_page = topic.posts_count // 50
        self.paths = {
            "topic list": FORUM,
            "topic, page 1": self.topic,
            "topic, page 200": f"{self.topic}?pagina={min(200, last_full_page)}",
            "search: common word": "/zoeken/?soort=forum&q=collega",
            "search: rare word": "/zoeken/?soort=forum&q=zeldzaamheid",
            "unread count": f"{FORUM}?toon=nieuw",
            "board": "/teams/mijn-team/",
            "help desk questions": f"{FORUM}?toon=vragen",
            "logbook": "/teams/mijn-team/logboek/",
        }

    def do(self, name: str, data: dict[str, object] | None = None) -> float:
        """Do one thing as a browser does; return the milliseconds. Raises AssertionError when it fails."""
        reply = name == REPLY
        data = data or (self.written() if reply else {})
        started = perf_counter()
        if reply:
            answer = self.client.post(f"{self.topic}reageer/", data)
        else:
            client = self.neighbour if name.startswith("search") else self.client
            answer = client.get(self.paths[name])
        spent = (perf_counter() - started) * 1000
        self.said += reply
        assert answer.status_code == (302 if reply else 200), f"{name}: {answer.status_code}"
        return spent

    def written(self) -> dict[str, object]:
        """Return a reply whose text was kept while typing."""
        text = f"Dank je, collega: reactie {self.said}."
        version = self.drafts.at(self.draft, by=self.writer).version
        draft = self.drafts.keep(by=self.writer, place=self.draft, title="", text=text, version=version)
        return {"text": text, "version": draft.version, "nonce": f"bench{self.said:016}"}

    def queries(self, name: str) -> int:
        """Return how many questions it asks of the database, after once to warm up."""
        self.do(name)
        data = self.written() if name == REPLY else None
        with CaptureQueriesContext(connection) as queries:
            self.do(name, data)
        return len([one for one in queries.captured_queries if not one["sql"].startswith(TRANSACTION)])


def main() -> None:
    django.setup()
    from bench.forum_fill import fill

    pages = Pages()
    for line in sys.stdin:
        match json.loads(line):
            case ["fill", teams, posts]:
                call_command("prepare", verbosity=0, stdout=sys.stderr)
                answer = fill(teams, posts)
                pages.start()
            case ["pages"]:
                answer = [*pages.paths, REPLY]
            case ["queries", name]:
                answer = [pages.queries(name)]
            case ["time", name]:
                answer = [pages.do(name)]
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
