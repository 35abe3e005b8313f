"""Text of a mail in a page: nothing in it is invisible, and nothing turns the reading direction of its neighbours."""

import re
import unicodedata
from urllib.parse import urlsplit

from markupsafe import Markup, escape

# Controls but tab and line feed, format characters (directions, zero widths, tags), line and paragraph separators,
# surrogates, and the letters that have no shape (Hangul fillers, the joiner of graphemes, Khmer inherent vowels).
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5"
    "\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufeff\uffa0\ufff0-\ufffb\U000110bd"
    "\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)


def reveal(value: object) -> object:
    """A value for the page; in a string, what nobody would see becomes its number: `‹U+202E›`."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return _HIDDEN.sub(lambda match: f"‹{_number(match[0])}›", value)
    return value


def mark(text: str) -> Markup:
    """The issue's own characters, every one of them; what nobody would see carries its number and is isolated."""
    return Markup(_HIDDEN.sub(_mark, str(escape(text))))  # noqa: S704  escaped on this line


def _mark(match: re.Match[str]) -> str:
    character = match[0]
    name = unicodedata.name(character, "a control character")
    return f'<bdi title="{name}" data-is="{_number(character)}">{character}</bdi>'


def _number(character: str) -> str:
    return f"U+{ord(character):04X}"


def is_address(url: str) -> bool:
    """Whether a link may lead there: the web, without anything hidden in it. `javascript:` and the like may not."""
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and url.isprintable() and " " not in url
    except ValueError:
        return False
