"""What the tests of the forum make and read: topics, replies, pictures and pages."""

import re
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from forum.actions import open_topic, reply
from forum.models import Picture
from lib.images import CleanPicture
from notifications.models import Notification

FORUM = "/teams/lindenhof/forum/"
NONCE = "n" * 20


def make_topic(world, by="participant", picture=None, **fields):
    """A topic by somebody of the cast; a conversation for the whole team unless said otherwise."""
    defaults = {"title": "Koffie", "source": "Wie drinkt er mee?", "kind": "talk"}
    if picture:
        defaults["uploads"] = [picture]
    return open_topic(by=world.enrolments[by], **defaults | fields)


def make_reply(world, topic, by="helper", source="Ik ook.", picture=None, **fields):
    if picture:
        fields["uploads"] = [picture]
    return reply(topic=topic, by=world.enrolments[by], source=source, **fields)


def png(width=40, height=30, name="kast.png"):
    """A real picture as a browser sends it."""
    return SimpleUploadedFile(name, png_bytes(width, height), content_type="image/png")


def png_bytes(width=40, height=30):
    buffer = BytesIO()
    Image.new("RGB", (width, height), "navy").save(buffer, "PNG")
    return buffer.getvalue()


def png_picture(alt="Een kast met boeken"):
    """A picture that went through the check already; the check has its own tests."""
    return Picture(clean=CleanPicture(png_bytes(), "image/png", "png", 40, 30), name="kast.png", alt=alt)


def new(client, query="", **fields):
    """Send the form of a new topic, as a browser does."""
    data = {"kind": "talk", "title": "Koffie", "text": "Wie drinkt er mee?", "nonce": NONCE}
    return client.post(f"{FORUM}nieuw/{query}", {**data, **fields})


def words(response):
    """The page as a reader sees it: the tags gone, the spaces as one."""
    text = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", text).replace("&#x27;", "'")


def row_titles(response):
    """The titles in a list of topics, from top to bottom."""
    return re.findall(r'class="row-title"><a [^>]*>([^<]+)</a>', response.content.decode())


def told(kind):
    """Who got which message: {(name, path)}."""
    return {(note.recipient.first_name, note.path) for note in Notification.objects.filter(kind=kind)}


def names(kind):
    """The first names of who got such a message, sorted."""
    return sorted(name for name, _path in told(kind))
