"""What a file is, told by its beginning and its name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jrld.mailbox.recognise import Form, recognise


@pytest.mark.parametrize(
    ("head", "name", "form"),
    [
        (b"\xef\xbb\xbfSubject: x\nFrom: a@b\n\nx", "a", Form.MESSAGE),
        (b"\r\nSubject: x\r\nFrom: a@b\r\n\r\nx", "a", Form.MESSAGE),
        (b"Received: from a\n\tby b\n  for c\nReturn-Path: <d>\n\nx", "a", Form.MESSAGE),
        (b">From a@b Mon Jan  2 15:04:05 2006\nSubject: x\nFrom: a@b\n\nx", "a", Form.MESSAGE),
        (b"From: <Saved by Blink>\nSubject: x\nMIME-Version: 1.0\n\nx", "page.mhtml", Form.MESSAGE),
        (b"Subject: x\nFrom: a@b\n" + b"X-Long: y\n" * 2000, "a", Form.MESSAGE),
        (b"Subject: x\n\nJohnson's Russia List", "a.txt", Form.TEXT),
        (b"Contents:\n1. AP: Putin\n2. RIA: More\n", "a.txt", Form.TEXT),
        (b"Date: x\nFrom: y\nwhich is prose\n\n", "a.txt", Form.TEXT),
        (b"garbage", "a.eml", Form.MESSAGE),
        (b"\xff\xfe<\0h\0t\0m\0l\0>\0", "a.html", Form.HTML),
        (b'<?xml version="1.0"?>\n<!-- saved -->\n<html>', "a", Form.HTML),
        (b"  <HTML><HEAD>", "a.php", Form.HTML),
        (b"\x89PNG\r\n\x1a\n\0\0", "a.png", Form.UNKNOWN),
        (b"%PDF-1.7\n", "a.pdf", Form.UNKNOWN),
        (b"Notes\n", "README", Form.UNKNOWN),
    ],
)
def test_recognises(head: bytes, name: str, form: Form) -> None:
    """What a file is, by its beginning first and its ending second."""
    assert recognise(head, name, is_named=False) is form


@given(st.binary(max_size=300), st.sampled_from(["a", "a.eml", "a.txt", "a.html", ".", ""]), st.booleans())
def test_any_beginning_is_recognised_as_something(head: bytes, name: str, is_named: bool) -> None:
    """No bytes make it fail."""
    assert recognise(head, name, is_named) in Form
