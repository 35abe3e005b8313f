"""The header block above a posting."""

import pytest

from jrld.split.postings.block import find_block, find_first_line

MAILMAN = (
    "Message: 3\nDate: Mon, 18 Sep 2023 04:14:55 +0000\nFrom: A Reader\n\t<a@example.org>\nSubject: On\n roads\n"
    "Message-ID:\n\t<x@example.org>\n\t\nContent-Type: text/plain\n\nText: of the body.\n"
)


def test_fields_are_unfolded() -> None:
    """Folded lines belong to their field, one of blanks only to the identifier above it; an empty line ends all."""
    block = find_block(MAILMAN, 0)
    assert block is not None
    assert block.fields["subject"] == "On roads"
    assert block.fields["from"] == "A Reader <a@example.org>"
    assert block.fields["content-type"] == "text/plain"
    assert MAILMAN[block.end :] == "Text: of the body.\n"


@pytest.mark.parametrize(
    "text",
    [
        "Note: the difference was spent on ink.\n\n",
        "Subject: alone\n\n",
        "From: alone\nTo: me\n\n",
        "Just text\nFrom: a\nDate: b\n",
        "Message: to the world\nNote: x\n\n",
        "",
    ],
)
def test_other_lines_are_no_block(text: str) -> None:
    """Two of From, Date and Subject are asked for, from the first line on."""
    assert find_block(text, 0) is None


def test_a_number_makes_one_field_enough() -> None:
    """`Message: 2` is Mailman's own; what is beneath it may lack a subject and a date."""
    block = find_block("Message: 2\nFrom: a@example.org\n\nText.\n", 0)
    assert block is not None
    assert not block.is_footer


def test_a_footer_is_told_by_its_subject() -> None:
    """`Subject: Digest Footer` and nothing else."""
    footer, letter = (find_block(text, 0) for text in ("Subject: Digest Footer\n\n", "Subject: My footer\nFrom: a\n\n"))
    assert footer is not None
    assert footer.is_footer
    assert letter is not None
    assert not letter.is_footer


def test_a_body_may_follow_at_once() -> None:
    """Without an empty line the first line that is no field is the body's."""
    text = "From: a\nSubject: b\nText at once.\n"
    block = find_block(text, 0)
    assert block is not None
    assert text[block.end :] == "Text at once.\n"


def test_the_first_of_a_name_counts() -> None:
    """A second subject, folded, changes nothing."""
    block = find_block("From: a\nSubject: b\nSubject: c\n d\n\n", 0)
    assert block is not None
    assert block.fields["subject"] == "b"


def test_a_block_ends_at_its_limit() -> None:
    """A message's text ends where its carrier says, even in the midst of its header."""
    text = "From: a\nSubject: b\nDate: c\n"
    block = find_block(text, 0, text.index("Date"))
    assert block is not None
    assert set(block.fields) == {"from", "subject"}
    assert block.end == text.index("Date")


def test_a_desert_of_blank_lines_is_not_crossed() -> None:
    """A few blank lines may stand below a separator, not any number."""
    line = find_first_line("\n \n\nText\n", 0)
    assert line is not None
    assert line.text == "Text"
    assert find_first_line("\n" * 50 + "Text\n", 0) is None
