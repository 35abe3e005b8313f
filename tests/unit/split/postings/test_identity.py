"""Which issue a digest of postings is."""

from datetime import date

import pytest

from jrld.model import Mail
from jrld.split.postings.identity import Identity, is_masthead, read_identity


def read(masthead: str = "", subject: str = "", closing: str | None = None, sent_on: date | None = None) -> Identity:
    text = f"{masthead}\n\nText.\n"
    return read_identity(Mail(subject=subject, sent_on=sent_on), text, len(text), closing)


@pytest.mark.parametrize(
    ("line", "ref", "label"),
    [
        ("Hazards-Forum Digest  Friday 4 April 2003  Volume 22 : Issue 67", "22-67", "Volume 22 : Issue 67"),
        ("Weirs Digest, Vol 40, Issue 7", "40-7", "Vol 40, Issue 7"),
        ("[Weirs] Weirs digest, Vol 1 #2 - 5 msgs", "1-2", "Vol 1 #2"),
        ("clocks-digest V2 #144", "2-144", "V2 #144"),
        ("clocks-digest   Wednesday, July 2 1997   Volume 02 : Number 144", "2-144", "Volume 02 : Number 144"),
        ("Hazards DIGEST 22.67", "22-67", "22.67"),
        ("LOOMS Digest - 3 Jan 1995 to 4 Jan 1995 (#1995-3)", "1995-3", "1995-3"),
    ],
)
def test_numbers_as_printed(line: str, ref: str, label: str) -> None:
    """In the masthead, in the subject, in the last line: the same number, the same ref."""
    found = [read(masthead=line), read(subject=line), read(closing=f"End of {line}")]
    assert [(identity.ref, identity.label) for identity in found] == [(ref, label)] * 3
    assert all(identity.is_named for identity in found)


def test_only_a_years_numbers_are_numbers() -> None:
    """Issue 67 of volume 22 is not the 67th of its year; `(#1995-3)` is the third."""
    volume, year = read("Foo Digest 4 April 2003 Volume 22 : Issue 67"), read(subject="FOO Digest (#1995-3)")
    assert (volume.year, volume.number, volume.date) == (2003, None, date(2003, 4, 4))
    assert (year.year, year.number) == (1995, 3)


def test_an_unnumbered_digest_is_named_by_its_day() -> None:
    """The masthead's day, else the mail's; without either, the text itself, and always the same."""
    assert read("Foo Digest  Friday 4 April 2003", sent_on=date(2003, 4, 6)).ref == "20030404"
    assert read(subject="the week's letters", sent_on=date(2003, 4, 6)).ref == "20030406"
    nameless = read()
    assert nameless.ref == read().ref
    assert nameless.ref.startswith("x")
    assert [warning.code for warning in nameless.warnings] == ["no-number", "no-date"]
    assert not nameless.is_named


def test_masthead_and_subject_in_conflict() -> None:
    """The masthead is the digest's own, the subject may be a forwarder's."""
    identity = read("Foo Digest  4 April 2003  Volume 22 : Issue 67", subject="Fwd: Foo Digest, Vol 22, Issue 66")
    assert identity.ref == "22-67"
    assert [warning.code for warning in identity.warnings] == ["number-conflict"]


def test_a_masthead_is_no_sentence() -> None:
    """A line that names a digest in passing goes on behind its number."""
    assert is_masthead("RISKS-LIST: Risks-Forum Digest  Friday 4 April 2003  Volume 22 : Issue 67")
    assert not is_masthead("In Foo Digest of 4 April 2003, Volume 22 : Issue 67 I was asked for the make.")
    assert not is_masthead("Weirs Digest, Vol 40, Issue 7")
    assert not is_masthead("Volume 22 : Issue 67, 4 April 2003")
