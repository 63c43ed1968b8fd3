"""The language of search: what is the same word, what is marked, what was meant."""

import pytest
from django.utils.html import escape
from hypothesis import given, strategies as st

from lib import fulltext
from lib.fulltext import Query, Sought

SAME = [
    ("boek", "boeken"),
    ("bibliotheek", "bibliotheken"),
    ("wachtwoord", "wachtwoorden"),
    ("podcast", "podcasts"),
    ("delen", "deelt"),
    ("delen", "gedeeld"),
    ("vinden", "vindt"),
    ("lezen", "leest"),
    ("luisteren", "luistert"),
    ("tekenen", "tekent"),
    ("schrijven", "schrijft"),
    ("brief", "brieven"),
    ("weg", "wegen"),
    ("digitaal", "digitale"),
    ("filmpje", "filmpjes"),
    ("foto", "foto's"),
    ("foto", "foto’s"),
    ("fotos", "foto"),
    ("pagina", "paginas"),
    ("idee", "ideeën"),
    ("ideeen", "ideeën"),
    ("kopie", "kopieën"),
    ("café", "CAFE"),
    ("café", "cafe\u0301s"),
]
OTHER = [
    ("boek", "boot"),
    ("foto", "fotograferen"),
    ("kaart", "taart"),
    ("gas", "ga"),
    ("kant", "kan"),
    ("talent", "talen"),
]


@pytest.mark.parametrize(("one", "two"), SAME)
def test_these_are_the_same_word_to_us(one, two):
    assert not set(fulltext.forms(one)).isdisjoint(fulltext.forms(two))


@pytest.mark.parametrize(("one", "two"), OTHER)
def test_these_are_other_words(one, two):
    assert set(fulltext.forms(one)).isdisjoint(fulltext.forms(two))


def test_a_stored_text_holds_each_word_and_its_stems():
    assert fulltext.tokens("Een café met QR-codes!") == ("een cafe caf met qr codes code qrcodes qrcode")


@pytest.mark.parametrize("rubbish", ["", "  ", "\x00", "👍🏽", "…", "''’’", "_", "---"])
def test_what_has_no_words_has_no_words(rubbish):
    assert fulltext.tokens(rubbish) == ""
    assert not Query.of(rubbish)


def test_a_word_is_stored_in_small_pieces_of_a_reasonable_size():
    assert fulltext.tokens("a" * 10_000) == "a" * fulltext.LONGEST
    many = " ".join(f"woord{number}" for number in range(60_000))
    assert len(fulltext.tokens(many).encode()) <= fulltext.LARGEST + 4 * 5 * fulltext.LONGEST


@given(st.text(max_size=300))
def test_whatever_is_stored_is_letters_and_digits(text):
    assert all(
        token.isalnum() and len(token) <= fulltext.LONGEST
        for token in fulltext.tokens(text).split(" ")
        if token
    )


@given(st.text(max_size=300))
def test_marking_changes_nothing_but_the_marks(text):
    marked = Query.of(f"{text[:20]} de").marked(text)

    assert marked.replace("<mark>", "").replace("</mark>", "") == escape(text)


def test_html_is_read_as_people_read_it():
    page = '<h2>Kop</h2>\n<p>Een foto<em>camera</em> &amp; <img src="/x" alt="een balie"> meer<br>tekst</p>'

    assert fulltext.readable(page) == "Kop Een fotocamera & een balie meer tekst"


def test_at_most_eight_words_count_and_empty_ones_do_not():
    typed = "een twee twee DRIE vier vijf zes zeven acht negen tien"

    assert Query.of(typed).words == ("twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen")
    assert Query.of("hoe maak ik een podcast").words == ("maak", "podcast")
    assert Query.of("hoe dan").words == ("dan",)
    assert Query.of("wat is dit").words == ("wat", "is", "dit")


def test_e_mail_is_one_word_and_a_qr_code_two():
    assert Query.of("e-mail").words == ("e-mail",)
    assert Query.of("QR-code").words == ("qr", "code")


def test_the_last_word_may_be_half_typed_and_a_letter_is_a_beginning():
    assert [(one.word, one.begins) for one in Query.of("b podcast mak").sought] == [
        ("b", True),
        ("podcast", False),
        ("mak", True),
    ]


@pytest.mark.parametrize(
    ("typed", "text", "marked"),
    [
        ("boek", "Boeken en het boek", "<mark>Boeken</mark> en het <mark>boek</mark>"),
        ("boeken", "Een boek, een boot", "Een <mark>boek</mark>, een boot"),
        ("b", "Bij de balie", "<mark>Bij</mark> de <mark>balie</mark>"),
        ("CAFE", "Het café.", "Het <mark>café</mark>."),
        ("fotos", "Een foto's foto", "Een <mark>foto&#x27;s</mark> <mark>foto</mark>"),
        ("email", "Je e-mail, of mail", "Je <mark>e-mail</mark>, of mail"),
        ("code", "Een QR-code", "Een QR-<mark>code</mark>"),
        ("boek film", "Boekenkast en film", "Boekenkast en <mark>film</mark>"),
        ("script", "<script>x</script>", "&lt;<mark>script</mark>&gt;x&lt;/<mark>script</mark>&gt;"),
        ("niets", "a < b", "a &lt; b"),
    ],
)
def test_the_words_that_were_found_are_marked(typed, text, marked):
    assert Query.of(typed).marked(text) == marked


def test_an_excerpt_is_cut_between_words():
    excerpt = Query.of("noten").around(f"{'aap ' * 60}noot {'mies ' * 60}")

    assert excerpt.startswith("… aap aap")
    assert excerpt.endswith("mies mies …")
    assert "<mark>noot</mark>" in excerpt
    assert len(excerpt) < 230


KNOWN = ["podcast", "podcasts", "wachtwoord", "privacy", "fotocamera", "foto's", "maken", "café", "delen"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("podcats", "podcast"),  # two letters swapped
        ("podcst", "podcast"),
        ("wachtwoort", "wachtwoord"),
        ("privacie", "privacy"),
        ("camera", "fotocamera"),
        ("makrn", "maken"),
        ("cafee", "café"),
        ("fotps", "foto's"),
        ("mkkkn", ""),
        ("dlen", "delen"),
        ("den", ""),  # too short to guess
        ("podcast", ""),
        ("podca", ""),  # the beginning of a known word
        ("fietsen", ""),
        ("xyzzyxyzzy", ""),
    ],
)
def test_a_mistyped_word_gets_the_nearest_known_one(typed, meant):
    assert fulltext.nearest(Sought(typed, begins=True), KNOWN) == meant


def test_a_word_in_the_middle_is_whole():
    assert fulltext.nearest(Sought("podca", begins=False), KNOWN) == "podcast"


def test_only_the_mistyped_word_is_replaced():
    better = {"podcats": "podcast", "e-mial": "e-mail"}

    assert fulltext.retyped("Een PODCATS over e-mial!", better) == "Een podcast over e-mail!"
