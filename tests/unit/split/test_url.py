"""Addresses of articles."""

import pytest

from jrld.split.url import clean_url


@pytest.mark.parametrize(
    ("printed", "clean"),
    [
        ("http://www.example.org/a/b.html", "http://www.example.org/a/b.html"),
        ("https://example.org/a?utm_source=x&id=3&utm_medium=y", "https://example.org/a?id=3"),
        (
            "http://r20.example.net/tn.jsp?f=001&url=https%3A%2F%2Fexample.org%2Fstory%3Fid%3D1",
            "https://example.org/story?id=1",
        ),
        ("ftp://example.org/a", None),
        ("javascript:alert(1)", None),
        ("http://[broken", None),
    ],
)
def test_addresses(printed: str, clean: str | None) -> None:
    """Tracking goes, a redirect's own target is taken, what is no web address is nothing."""
    assert clean_url(printed) == clean
