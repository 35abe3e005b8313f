"""Johnson's Russia List, one article's page of the list's web archive (`archives/7131-16.php`).

Furniture (picture texts, the community line, navigation), now and then `#8 - JRL 2006-10 - JRL Home`, then one article
laid out as in an issue, then `Top    Next`. Captures often lack the number line (jrl-formats.md 1).
"""

import re
from hashlib import sha256

from jrld.formats import Format
from jrld.model import Issue, IssueWarning, Mail, Part, Reading, Segment, Span, Verdict
from jrld.split.article import read_article
from jrld.split.contents import find_contents
from jrld.split.lines import RETURN, iter_lines, line_start
from jrld.split.masthead import Identity, read_label

_COMMUNITY = re.compile(r"Excerpts from the JRL E-Mail Community")
_NUMBER = re.compile(
    r"^[ \t]*#(?P<item>\d{1,3}[a-z]?)[ \t]*-[ \t]*JRL[ \t]+(?P<label>\d{4}(?:-#?\d{1,3})?)\b[^\n]*$", re.MULTILINE
)
_NAVIGATION = re.compile(
    r"^[ \t|]*(?:JRL home\b|support\b|back to the top|top\b[ \t]{2,}next|return to)", re.IGNORECASE
)
_REACH = 6_000


def recognise(mail: Mail, reading: Reading) -> float:
    """The community line of the archive's pages, with no numbered contents beneath it."""
    match = _COMMUNITY.search(reading.text, 0, _REACH)
    if match is None:
        return 0.0
    contents = find_contents(reading.text[match.end() :])
    return 0.2 if contents and len(contents.entries) >= 4 else 0.6


def dissect(mail: Mail, reading: Reading) -> Issue:
    """The page as an issue of one article; its ref is the article's own (`2006-10-8`)."""
    text = reading.text
    number = _NUMBER.search(text, 0, _REACH)
    start = _find_start(text, number)
    label = number["label"] if number else None
    if label and not label.isdigit():
        label = "{}-#{}".format(*label.replace("#", "").split("-"))
    year, issue_number = read_label(label)
    identity = Identity(label, year, issue_number, None, None, ())
    base = identity.ref(text) if label else "x" + sha256(text.encode()).hexdigest()[:12]
    article = read_article(
        text, Span(start, _find_end(text, start)), 1, number["item"] if number else None, None, base, identity
    )
    warnings = []
    if label is None:
        warnings.append(IssueWarning("no-number", "the page does not say of which issue it is a part"))
    if not article.body:
        warnings.append(IssueWarning("empty-body", "the page has no text", article.span))
    return Issue(
        digest="jrl",
        format="jrl_page",
        ref=article.ref,
        label=label,
        year=year,
        number=issue_number,
        date=None,
        verdict=Verdict.COMPLETE
        if article.body and article.title
        else Verdict.PARTIAL
        if article.body
        else Verdict.UNRECOGNISED,
        warnings=tuple(warnings),
        text=text,
        segments=_lay_out(article.span, len(text)),
        articles=(article,) if article.body else (),
        carrier=reading.carrier,
    )


def _find_start(text: str, number: re.Match[str] | None) -> int:
    """The first line of the article: below the number line, or below the community line and any navigation."""
    community = _COMMUNITY.search(text, 0, _REACH)
    begin = number.end() + 1 if number else (text.find("\n", community.end()) + 1 if community else 0)
    for line in iter_lines(text, max(begin, 0)):
        if line.text and not _NAVIGATION.match(line.text):
            return line.start
    return len(text)


def _find_end(text: str, start: int) -> int:
    """Above the navigation at the foot: `Top    Next`, `Back to the Top    Next Article`, `Return to Top`."""
    foot = list(RETURN.finditer(text, max(start, len(text) - 3_000)))
    return line_start(text, foot[0].start()) if foot else len(text)


def _lay_out(article: Span, length: int) -> tuple[Segment, ...]:
    spans = (
        (Part.MASTHEAD, Span(0, article.start), None),
        (Part.ARTICLE, article, 1),
        (Part.FURNITURE, Span(article.end, length), None),
    )
    return tuple(Segment(part, span, position) for part, span, position in spans if span.start < span.end)


FORMAT = Format("jrl_page", "jrl", recognise, dissect)
