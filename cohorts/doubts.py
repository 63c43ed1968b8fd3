"""What may be a typing error in an address: it can exist, and yet probably is not meant."""

from collections import Counter
from collections.abc import Collection, Iterable

from django.utils.translation import gettext as _
from rapidfuzz.distance import OSA

WELL_KNOWN = frozenset(
    {
        "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "hotmail.nl", "live.com", "live.nl",
        "msn.com", "icloud.com", "me.com", "yahoo.com", "yahoo.nl", "mail.com", "ymail.com", "gmx.com",
        "gmx.net", "proton.me", "protonmail.com", "kpnmail.nl", "kpnplanet.nl", "planet.nl", "ziggo.nl",
        "xs4all.nl", "home.nl", "upcmail.nl", "casema.nl", "chello.nl", "quicknet.nl", "hetnet.nl",
        "tele2.nl", "online.nl", "solcon.nl", "caiway.nl", "telfort.nl",
    }
)  # fmt: skip
ENDINGS = {"con": "com", "cmo": "com", "ocm": "com", "comm": "com", "nll": "nl", "ln": "nl"}
SHARED = frozenset(
    {"info", "balie", "contact", "receptie", "administratie", "bibliotheek", "post", "noreply"}
)
SHORT = 9  # characters; in a short domain two other letters make another name
HABIT = 3  # so many people with a domain make it one of the list


def habits(emails: Iterable[str]) -> set[str]:
    """Return the domains that several of these addresses have."""
    return {domain for domain, n in Counter(map(domain_of, emails)).items() if domain and n >= HABIT}


def domain_of(email: str) -> str:
    return email.rpartition("@")[2]


def doubt(email: str, ours: Collection[str] = ()) -> str:
    """Say why an address is probably a mistake; empty when it looks fine. `ours`: domains of the library."""
    local, _at, domain = email.rpartition("@")
    if meant := better(domain, ours):
        return _("Do you mean %(email)s?") % {"email": f"{local}@{meant}"}
    if local in SHARED:
        return _("This looks like a shared mailbox. Everybody needs an address of their own.")
    return ""


def better(domain: str, ours: Collection[str] = ()) -> str:
    """Return the domain that was probably meant; empty when this one is fine."""
    known = WELL_KNOWN | set(ours)
    if domain in known:
        return ""
    name, _dot, ending = domain.rpartition(".")
    if ending in ENDINGS:
        return f"{name}.{ENDINGS[ending]}"
    apart = 1 if len(domain) < SHORT else 2
    near = [(OSA.distance(domain, one, score_cutoff=apart), one) for one in known]
    distance, closest = min(near)
    return closest if distance <= apart else ""
