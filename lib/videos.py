"""Videos on other sites: which links we know, and where each may be seen (docs/adr/0008).

No Django in here: the child of lib.text imports it too.
"""

import re
from dataclasses import dataclass

LONGEST_LINK = 500  # characters
MARKS = re.ASCII | re.IGNORECASE


@dataclass(frozen=True)
class Site:
    """A site with videos. In its addresses, {number}, {secret} and {start} are filled in."""

    key: str  # in our own address: /video/<key>/<number>/
    name: str
    number: re.Pattern[str]
    links: tuple[re.Pattern[str], ...]
    frame_origin: str  # the one origin that the page with the video may load
    frame: str
    page: str


YOUTUBE = Site(
    key="youtube",
    name="YouTube",
    number=re.compile(r"(?P<number>[\w-]{11})", re.ASCII),
    links=(
        re.compile(r"https?://youtu\.be/(?P<number>[\w-]{11})/?(?:[?#].*)?", MARKS),
        re.compile(
            r"https?://(?:www\.|m\.)?youtube\.com/watch/?\?(?:[^#]*&)?v=(?P<number>[\w-]{11})(?:[&#].*)?",
            MARKS,
        ),
        re.compile(
            r"https?://(?:www\.|m\.)?youtube(?:-nocookie)?\.com/(?:shorts|embed|live)/(?P<number>[\w-]{11})/?(?:[?#].*)?",
            MARKS,
        ),
    ),
    frame_origin="https://www.youtube-nocookie.com",
    frame="https://www.youtube-nocookie.com/embed/{number}?rel=0&start={start}",
    page="https://www.youtube.com/watch?v={number}&t={start}s",
)
VIMEO = Site(
    key="vimeo",
    name="Vimeo",
    number=re.compile(r"(?P<number>\d{5,12})(?:-(?P<secret>[0-9a-f]{6,20}))?", re.ASCII),
    links=(
        re.compile(
            r"https?://(?:www\.)?vimeo\.com/(?P<number>\d{5,12})(?:/(?P<secret>[0-9a-f]{6,20}))?/?(?:[?#].*)?",
            MARKS,
        ),
        re.compile(
            r"https?://player\.vimeo\.com/video/(?P<number>\d{5,12})/?(?:\?(?:[^#]*&)?h=(?P<secret>[0-9a-f]{6,20}))?(?:[?&#].*)?",
            MARKS,
        ),
    ),
    frame_origin="https://player.vimeo.com",
    frame="https://player.vimeo.com/video/{number}?h={secret}&dnt=1#t={start}s",
    page="https://vimeo.com/{number}/{secret}#t={start}s",
)
SITES = {site.key: site for site in (YOUTUBE, VIMEO)}
START = re.compile(r"[?&#](?:t|start)=(?:(\d{1,2})h)?(?:(\d{1,3})m)?(?:(\d{1,5})s?)?(?=[&#]|$)", re.ASCII)


@dataclass(frozen=True)
class Video:
    """One video of one site. secret: part of the link of a Vimeo video that is not listed; start: seconds."""

    site: Site
    number: str
    secret: str = ""
    start: int = 0

    @property
    def path(self) -> str:
        """The address of our own page with this video."""
        number = f"{self.number}-{self.secret}" if self.secret else self.number
        return f"/video/{self.site.key}/{number}/" + (f"?t={self.start}" if self.start else "")

    @property
    def frame_url(self) -> str:
        return self.site.frame.format(number=self.number, secret=self.secret, start=self.start)

    @property
    def page_url(self) -> str:
        return self.site.page.format(number=self.number, secret=self.secret, start=self.start)


def find(url: str) -> Video | None:
    """Return the video that a link leads to; None when we do not know the link."""
    if len(url) > LONGEST_LINK:
        return None
    for site in SITES.values():
        for link in site.links:
            if found := link.fullmatch(url):
                parts = found.groupdict()
                return Video(site, parts["number"], (parts.get("secret") or "").lower(), start(url))
    return None


def known(key: str, number: str, seconds: str = "") -> Video | None:
    """Return the video of an address of ours; None when it cannot be one."""
    site = SITES.get(key)
    found = site.number.fullmatch(number) if site else None
    if not site or not found:
        return None
    parts = found.groupdict()
    return Video(site, parts["number"], parts.get("secret") or "", start(f"?t={seconds}"))


def start(url: str) -> int:
    """Return the second at which a link starts: ?t=90, ?t=1m30s, #t=90s, ?start=90."""
    found = START.search(url)
    hours, minutes, seconds = (int(part or 0) for part in found.groups()) if found else (0, 0, 0)
    return hours * 3600 + minutes * 60 + seconds
