"""HTML as tags and character data: the tokenizer of the HTML Standard (13.2.5), as far as text needs it.

One pass, no tree, no recursion, no lookups: linear in the page's length whatever the page does. The
parsers at hand are not: closing tags that match nothing cost libxml2 the depth of the page each
(1.8 MB take it 75 s), and Python's html.parser rescans what is unterminated.
"""

import html
import re
from collections.abc import Iterator
from typing import NamedTuple


class Tag(NamedTuple):
    name: str  # lower case
    closing: bool
    attributes: dict[str, str]


# A name is followed by space, `/` or `>`: so `<someone@example.org>`, which browsers swallow, stays text.
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:_-]*)(?=[\s>]|/(?!/))")
_OPENS = re.compile(r"<(?=[A-Za-z/!?])")
_SPACE = re.compile(r"[\s/]*")
_ATTRIBUTE = re.compile(r"""([^\s/>][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"'][^\s>]*))?)?""")
_WANTED = frozenset(("style", "hidden", "name", "id", "href", "start", "value"))

# Elements whose content is no markup, and is not shown in the page.
_RAW = {
    name: re.compile(rf"</{name}(?=[\s/>])", re.I)
    for name in ("script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes")
}

_REFERENCE = re.compile(r"&(?:#[xX]?[0-9A-Fa-f]{1,8}|[A-Za-z][A-Za-z0-9]{1,31});")
_HUGE_REFERENCE = re.compile(r"&#(?:[xX][0-9A-Fa-f]{7,}|[0-9]{8,});?")


def read_tokens(page: str) -> Iterator[str | Tag]:
    """The page's tags, and the character data between them as written (see `unescape`).

    Comments, declarations and the content of scripts, styles and the title are left out. What is
    opened and never closed (a comment, a script, a quoted value) does not swallow the rest.
    """
    at = 0
    absent: set[str] = set()  # ends that do not come any more: looked for once
    while at < len(page):
        opens = _OPENS.search(page, at)
        if opens is None:
            yield page[at:]
            return
        if opens.start() > at:
            yield page[at : opens.start()]
        at = opens.start()
        found = _TAG.match(page, at)
        if found:
            at, attributes = _read_attributes(page, found.end())
            tag = Tag(found[2].lower(), bool(found[1]), attributes)
            yield tag
            if tag.name in _RAW and not tag.closing:
                at = _skip_raw(page, at, tag.name, absent)
            continue
        end = _find_end_of_nothing(page, at, absent)
        if end == at:  # it only looked like markup
            yield page[at]
            end += 1
        at = end


def unescape(data: str) -> str:
    """Character data with its character references resolved (`&rsquo;`, `&#146;`, `&nbsp;`)."""
    if "&" not in data:
        return data
    return html.unescape(_HUGE_REFERENCE.sub("\ufffd", data))


def _read_attributes(page: str, at: int) -> tuple[int, dict[str, str]]:
    """Where the tag ends, and those of its attributes that anybody wants; the first of a name counts."""
    attributes: dict[str, str] = {}
    while True:
        space = _SPACE.match(page, at)
        at = space.end() if space else at
        found = _ATTRIBUTE.match(page, at)
        if found is None:
            return at + 1, attributes  # at the `>`, or past the end
        at = found.end()
        name = found[1].lower() if len(found[1]) < 8 else ""
        if name in _WANTED and name not in attributes:
            # No `&` without `;` here: `?a=1&copy=2` is a query, not a sign (13.2.5.73).
            attributes[name] = _REFERENCE.sub(lambda m: unescape(m[0]), found[2] or found[3] or found[4] or "")


def _find_end_of_nothing(page: str, at: int, absent: set[str]) -> int:
    """Where the comment, declaration or bogus tag at `at` ends; `at` when it is none."""
    if page.startswith("<!--", at):
        end = _find(page, "-->", at + 2, absent)
        if end >= 0:
            return end + 3
    if page[at + 1 : at + 2].isalpha():
        return at
    end = _find(page, ">", at, absent)
    return end + 1 if end >= 0 else at


def _skip_raw(page: str, at: int, name: str, absent: set[str]) -> int:
    if name in absent:
        return at
    end = _RAW[name].search(page, at)
    if end is None:
        absent.add(name)
        return at
    return end.start()


def _find(page: str, end: str, at: int, absent: set[str]) -> int:
    if end in absent:
        return -1
    found = page.find(end, at)
    if found < 0:
        absent.add(end)
    return found
