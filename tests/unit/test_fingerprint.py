"""The normal form: what it forgives, what it does not, and that no text makes it slow."""

import textwrap
import time
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jrld.fingerprint import SHORT, VERSION, normalise, read_fingerprint
from jrld.model import Article, Issue, Kind, Span, Verdict

# The vector published with the study that the normal form comes from.
VECTOR = ("MOSCOW (AP) -- The Kremlin isn?t “ready” to sign the 1,250-page treaty, a spokes-\nman said Tuesday.  ") * 6
LONG = " ".join(f"word{n}" for n in range(SHORT))
WORDS = st.lists(
    st.sampled_from(["harbour", "gas", "winter", "“treaty”", "Élan", "ёлка", "1,250", "don’t", "chess", "—", "opera"]),
    min_size=40,
)

ARTICLE = Article(1, "1", "7131-1", "A title", (), None, None, None, Kind.PRESS, LONG, Span(0, 1), Span(0, 1))
ISSUE = Issue("jrl", "jrl", "7131", None, 2003, 131, date(2003, 4, 4), Verdict.COMPLETE, (), "", (), ())


def exact(body: str, title: str | None = "A title", ref: str = "7131", digest: str = "jrl") -> bytes:
    """The digest of an article with this body in an issue with this ref."""
    article = replace(ARTICLE, body=body, title=title)
    return read_fingerprint(article, replace(ISSUE, ref=ref, digest=digest)).exact


def test_published_vector() -> None:
    """Guards the stored digests: other normal forms or hashes would make every known article new."""
    fingerprint = read_fingerprint(replace(ARTICLE, body=VECTOR), ISSUE)
    assert normalise(VECTOR)[:16] == (
        "moscow ap the kremlin isnt ready to sign the 1 250 page treaty a spokesman said".split()  # noqa: SIM905 - reads as text
    )
    assert fingerprint.exact.hex() == "f9a607f2fc7238a53cdf24afd7c64cfd"
    assert (fingerprint.version, fingerprint.tokens) == (VERSION, 102)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“Don’t” – ‘he’ said…", "dont he said"),
        ("\x93Don\x92t\x94 \x96 he said\x85", "dont he said"),
        ("â€œDonâ€™tâ€\x9d â€“ he saidâ€¦", "dont he said"),
        ("â\x80\x9cDonâ\x80\x99tâ\x80\x9d he said", "dont he said"),
        ("Don?t, don\ufffdt, don`t, don´t? No", "dont dont dont dont no"),
        ("Why? Because", "why because"),
        ("Gorbačëv, GORBACEV, Stra\u00dfe, ﬁne, ½", "gorbacev gorbacev strasse fine 1 2"),
        ("co\u00adop\u200berate", "cooperate"),
        ("a spokes-\nman of 1990-\n91", "a spokesman of 1990 91"),
        ("> > a spokes-\n> > man", "a spokesman"),
        ("the =\nend=20of x=3Dy", "the end of x y"),
        ("see http://a.example/b?c=d, www.a.example and (ann@a.example) now", "see and now"),
        ('<p>one<br>two <a href="x">th</a>ree</p><style>p {x}</style>four', "one two three four"),
        ("one<script>a < b</script>two", "onetwo"),
        ("five <six and seven> eight < nine", "five six and seven eight nine"),
        (
            "AT&amp;T &quot;ok&quot; &#8220;fine&#8221; R&D; &" + "#" + "9" * 5000 + ";",
            "at t ok fine r d " + "9" * 5000,
        ),
        ("<script>never ends", "never ends"),
        ("snake_case", "snake case"),
        ("", ""),
    ],
)
def test_normal_form(text: str, words: str) -> None:
    """Guards each repair of 8.1's list on its own, and that it does not eat its neighbours."""
    assert normalise(text) == words.split()


def test_furniture_lines_go() -> None:
    """Guards that a copyright line makes no new article."""
    assert normalise("Body text.\nCopyright 2003 Sample Times\n© The Sample\n[…]\nRead more: here") == ["body", "text"]


def test_furniture_needs_a_short_line() -> None:
    """Guards an unwrapped paragraph that begins like furniture: it is text."""
    paragraph = "Copyright law " + "is a matter of debate in the chamber " * 3
    assert normalise(paragraph)[:3] == ["copyright", "law", "is"]


@given(WORDS, st.integers(20, 90))
def test_wrapping_makes_no_difference(words: list[str], width: int) -> None:
    """Guards that one text hard-wrapped, quoted or on one line is one article."""
    text = " ".join(words)
    lines = textwrap.wrap(text, width, break_on_hyphens=False)
    assert normalise("\n".join(lines)) == normalise(text) == normalise("\n".join(f"> {line}" for line in lines))


@given(st.text())
def test_any_text_has_a_normal_form(text: str) -> None:
    """Guards against input that raises, and words that are more than letters and digits in lower case."""
    for word in normalise(text):
        assert word.isalnum()
        assert word == word.casefold()


def test_title_is_not_part_of_a_long_text() -> None:
    """Guards that a new headline, issue or digest makes no new article."""
    assert exact(LONG) == exact(LONG, title="Another") == exact(LONG, ref="7132") == exact(LONG, digest="other")


def test_any_word_is_part_of_a_long_text() -> None:
    """Guards that texts which differ in one number stay two: a false merge is worse than a missed duplicate."""
    assert exact(LONG) != exact(LONG.replace("word7", "word8", 1))


@pytest.mark.parametrize("body", ["", "No comment.", " ".join(LONG.split()[1:])])
def test_short_text_is_one_with_its_issue(body: str) -> None:
    """Guards that two lines, or none, are the same piece only when the same issue is sent again."""
    assert exact(body) == exact(body)
    assert exact(body) not in {exact(body, title="Another"), exact(body, ref="7132"), exact(body, digest="other")}


def test_short_text_cannot_pass_for_a_long_one() -> None:
    """Guards the two kinds of digest against each other: ref and title are no words of a body."""
    short = " ".join(LONG.split()[2:])
    assert exact(short, title="word1", ref="word0", digest="jrl") != exact(f"jrl word0 word1 {short}")


@pytest.mark.parametrize(
    "unit",
    [
        "\u0301\u0327",  # NFKD of a run of marks is quadratic in CPython
        "\u0f73",
        "<",
        "<a ",
        "<script>",
        "&#1",
        "a@",
        "a",
        "> ",
        "a-\n",
        "=\n",
        "a?",
        "a'",
        "www.",
        "http://",
        "â€",
        "\ufdfa",
    ],
)
def test_hostile_text_costs_linear_time(unit: str) -> None:
    """Guards against an expression that runs away: at a million characters anything quadratic takes minutes."""
    text = "a" + unit * (1_000_000 // len(unit))
    start = time.process_time()
    normalise(text)
    assert time.process_time() - start < 10
