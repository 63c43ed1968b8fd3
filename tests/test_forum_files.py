"""Files with a post: several at once, each looked at, and only for who may read the words."""

import pytest
from django.utils import timezone

from forum import actions
from forum.models import Attachment, Post
from lib.documents import Document
from tests.forum import FORUM, NONCE, make_reply, make_topic, png, png_picture
from tests.office import open_xml, pdf, upload

GIF = b"GIF89a=1;alert(1)//"


def send(client, topic, **values):
    data = {"text": "Kijk maar.", "nonce": NONCE}
    return client.post(f"{topic.get_absolute_url()}reageer/", data | values)


def document(name="verslag.pdf"):
    return Document(data=pdf(), extension="pdf", name=name)


def words(answer):
    return " ".join(answer.content.decode().split())


def test_pictures_and_documents_go_together_each_picture_with_its_own_words(world, as_):
    topic = make_topic(world)
    files = [
        png(name="kast.png"),
        upload(pdf(), "plan.exe"),
        png(name="balie.png"),
        upload(open_xml(), "a.png"),
    ]

    answer = send(as_("participant"), topic, files=files, alt=["Een kast", "  Een balie "])

    assert answer.status_code == 302
    kept = Post.objects.get(number=2).attachments.values_list("name", "alt", "content_type")
    assert list(kept) == [
        ("kast.jpg", "Een kast", "image/jpeg"),
        ("plan.pdf", "", "application/octet-stream"),
        ("balie.jpg", "Een balie", "image/jpeg"),
        ("a.docx", "", "application/octet-stream"),
    ]
    page = words(as_("helper").get(topic.get_absolute_url()))
    assert "plan.pdf</a> <small" in page
    assert "PDF, " in page
    assert "Word, " in page
    assert page.count('<img src="/teams/lindenhof/forum/bijlage/') == 2


def test_a_document_is_saved_and_never_shown_by_the_browser(world, as_):
    topic = make_topic(world, uploads=[document("<b>plan</b>.pdf")])
    file = topic.posts.get().attachments.get()

    answer = as_("helper").get(file.get_absolute_url())

    assert b"".join(answer.streaming_content) == pdf()
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "&lt;b&gt;plan" in words(as_("helper").get(topic.get_absolute_url()))


def test_a_document_is_for_who_reads_the_post(world, as_):
    topic = make_topic(world, audience="group", uploads=[document("geheim plan.pdf")])
    address = topic.posts.get().attachments.get().get_absolute_url()

    for name in ("other", "mt", "outsider", "admin"):
        assert as_(name).get(address).status_code == 404
        assert "geheim plan" not in words(as_(name).get(FORUM))
    world.enrolments["participant"].left_at = timezone.now()
    world.enrolments["participant"].save()
    assert as_("participant").get(address).status_code == 404


def test_a_document_goes_with_the_words(world, as_):
    post = make_reply(world, make_topic(world), uploads=[document("geheim plan.pdf")])
    actions.withdraw(post=post, by=world.enrolments["helper"])

    assert as_("participant").get(post.attachments.get().get_absolute_url()).status_code == 404
    assert "geheim plan" not in words(as_("participant").get(post.get_absolute_url()))


@pytest.mark.parametrize(
    ("files", "alt", "sentences"),
    [
        (lambda: [upload(b"<svg onload='x()'/>", "a.png")], ["x"], ["a.png: Dit soort bestand"]),
        (lambda: [upload(GIF, "b.gif"), upload(b"<p>" + pdf(), "c.pdf")], [], ["b.gif:", "c.pdf:"]),
        (lambda: [upload(open_xml("docx", ("word/vbaProject.bin", "x")), "m.docx")], [], ["m.docx: In dit"]),
        (lambda: [upload(b"", "leeg.pdf")], [], ["leeg.pdf: Dit bestand is leeg"]),
        (lambda: [png(name="a.png"), png(name="b.png")], ["Kast"], ["b.png: Beschrijf", "nog een keer"]),
        (lambda: [upload(pdf(), f"{n}.pdf") for n in range(6)], [], ["hooguit 5 bestanden"]),
        (lambda: [png()], ["x" * 301], ["300 tekens"]),
    ],
)  # fmt: skip
def test_whatever_is_wrong_is_said_of_each_file_and_the_text_stays(world, as_, files, alt, sentences):
    topic = make_topic(world)

    answer = send(as_("participant"), topic, files=files(), alt=alt)

    assert answer.status_code == 422
    page = words(answer)
    assert [any(part in page for part in sentence.split("|")) for sentence in sentences] == [True] * len(
        sentences
    )
    assert "Kijk maar." in page
    assert all(f'value="{text}"' in page for text in alt)
    assert (topic.posts.count(), Attachment.objects.count()) == (1, 0)


def test_who_sends_two_pictures_without_script_gets_two_fields_back(world, as_):
    page = words(send(as_("participant"), make_topic(world), files=[png(), png(name="b.png")], alt=""))

    assert page.count('<input type="text" name="alt" id=') == 2


def test_documents_count_for_the_room_of_a_person(world, as_, monkeypatch):
    monkeypatch.setattr("forum.models.posts.BYTES_A_PERSON", len(pdf()) * 2)
    topic = make_topic(world, uploads=[document()])

    answer = send(as_("participant"), topic, files=[upload(pdf(), "b.pdf"), upload(pdf(), "c.pdf")])

    assert answer.status_code == 422
    assert "100 MB" in words(answer)
    assert Attachment.objects.count() == 1
    assert send(as_("participant"), topic, files=[upload(pdf(), "b.pdf")]).status_code == 302


@pytest.mark.parametrize("count", [1, 3])
def test_more_files_ask_no_more_of_the_database(world, as_, count, django_assert_num_queries):
    topic = make_topic(world, uploads=[document(f"{n}.pdf") for n in range(count)] + [png_picture()] * count)
    client = as_("helper")
    client.get(topic.get_absolute_url())

    with django_assert_num_queries(11):
        page = words(client.get(topic.get_absolute_url()))

    assert page.count('nowrap">PDF, ') == count
