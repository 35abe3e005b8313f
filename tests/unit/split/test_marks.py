"""Single lines of an article's head (jrl-formats.md 4)."""

import pytest

from jrld.split.marks import AFFILIATION, BYLINE, DATELINE, KICKER, LETTER, NOTE, RIGHTS, URL


@pytest.mark.parametrize(
    ("line", "agency", "day"),
    [
        ("MOSCOW (AP) - The", "AP", None),
        ("MOSCOW, Aug 19 (Reuters) - The", "Reuters", "Aug 19"),
        ("Moscow, Aug. 21 (Bloomberg)", "Bloomberg", "Aug. 21"),
        ("MOSCOW, Apr. 12, 1999 -- (Agence France Presse) The", "Agence France Presse", "Apr. 12, 1999"),
        ("MOSCOW. Nov 15 (Interfax) - The", "Interfax", "Nov 15"),
        ("CHELYABINSK, March 14 /ITAR-TASS/. The", "ITAR-TASS", "March 14"),
        ("ST. PETERSBURG, Russia (AP) -- The", "AP", None),
        ("MOSCOW, March 20 -- The", None, "March 20"),
        ("BATUMI, Georgia -- The", None, None),
        ("PENZA, Russia — The", None, None),
        ("MOSCOW (CBS.MW) -- The", None, None),
    ],
)
def test_datelines(line: str, agency: str | None, day: str | None) -> None:
    """Place, day and agency in every form seen; the agency or a dash behind capitals is what tells them."""
    match = DATELINE.match(line)
    assert match is not None
    assert match["agency"] == agency
    assert (match["when"] or match["day"] or "").strip(" ,.") == (day or "")


@pytest.mark.parametrize(
    "line", ["Moscow Times", "Russia in Review, Aug. 25 - Sept. 1, 2017", "The end - or not", "By Ivan Petrov (AP man)"]
)
def test_no_datelines(line: str) -> None:
    """A range of days in a title (Russia Matters' weekly review), a dash in a sentence."""
    assert DATELINE.match(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "[for personal use only]",
        "{for personal use only]",
        "[for personal use only;]",
        "[translated by RIA Novosti for personal use only]",
        "Copyright 1999 A Paper",
    ],
)
def test_rights(line: str) -> None:
    """The rights mark and its slips (3327, fas 1997)."""
    assert RIGHTS.match(line)


def test_bylines_and_affiliations() -> None:
    """`By`, `FROM … IN`, `Interview by`; and whose writers they are, on a line beneath."""
    for line in ("By Ivan Petrov", "FROM ANNA BLUNDY IN MOSCOW", "Interview by Ivan Petrov", "by A and B"):
        assert BYLINE.match(line), line
    for line in (
        "STAFF WRITER",
        "Times Staff Writer",
        "Washington Post Foreign Service",
        "Special to The Moscow Times",
    ):
        assert AFFILIATION.match(line), line
    for line in ("The writer was late", "Nobody", "A staff of oak and a hat that writers wear"):
        assert AFFILIATION.match(line) is None, line


def test_the_rest() -> None:
    """Kickers, editor's notes, addresses and mail header fields, alone on their lines."""
    assert all(KICKER.match(line) for line in ("Editorial", "Lead story", "book review", "No. 33", "OPINION"))
    assert KICKER.match("Editorial freedom at stake") is None
    assert all(NOTE.match(line) for line in ("[DJ: See also]", "DJ: See also", "[Note from David Johnson: x]"))
    assert URL.match("<http://a.example/b>") is not None
    assert URL.match("see http://a.example/b") is None
    assert LETTER.match(">From: a@b.example") is not None
    assert LETTER.match("from: a sentence") is None
