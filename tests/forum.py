"""What the tests of the forum make: topics, and a picture."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from forum.actions import open_topic


def make_topic(world, by="participant", **fields):
    """A topic by somebody of the cast; a conversation for the whole team unless said otherwise."""
    defaults = {"title": "Koffie", "source": "Wie drinkt er mee?", "kind": "talk"}
    return open_topic(by=world.enrolments[by], **defaults | fields)


def png(width=40, height=30, name="kast.png"):
    """A real picture as a browser sends it."""
    buffer = BytesIO()
    Image.new("RGB", (width, height), "navy").save(buffer, "PNG")
    return SimpleUploadedFile(name, buffer.getvalue(), content_type="image/png")
