"""Johnson's Russia List, one article's page of the list's web archive (`archives/7131-16.php`).

Furniture (picture texts, the community line, navigation), now and then `#8 - JRL 2006-10 - JRL Home`, then one article
laid out as in an issue, then `Top    Next`. Captures often lack the number line (jrl-formats.md 1).
"""

import re
from datetime import date

from jrld.formats import Format
from jrld.model import Article, Issue, IssueWarning, Mail, Part, Reading, Segment, Span, Verdict
from jrld.split.article import read_article
from jrld.split.contents import find_contents
from jrld.split.lines import RETURN, iter_lines, line_start, read_line
from jrld.split.masthead import Identity, read_label

_COMMUNITY = re.compile(r"Excerpts from the JRL E-Mail Community")
_NUMBER = re.compile(
    r"^[ \t]*#(?P<item>\d{1,3}[a-z]?)[ \t]*-[ \t]*JRL[ \t]+(?P<label>\d{4}(?:-#?\d{1,3})?)\b[^\n]*$", re.MULTILINE
)
_BARS = re.compile(
    r"\|[ \t]*JRL[ \t]+(?P<label>\d{4}(?:-#?\d{1,3})?)-(?P<item>\d{1,3}[a-z]?)[ \t]*(?:\||$)", re.MULTILINE
)
_NAVIGATION = re.compile(
    r"^[ \t|]*(?:JRL home\b|support\b|back to the top|top\b[ \t]{2,}next|return to)", re.IGNORECASE
)
# HTML shows `Top    Next` with one blank, which in the midst of an issue would prove nothing
_FOOT = re.compile(r"^[ \t\xa0]{0,9}(?:top[ \t\xa0]{1,9}next(?: article)?|» read more)[ \t\xa0]{0,9}$", re.M | re.I)
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
    number = _find_number(text)
    label = _settle_label(number["label"]) if number else None
    year, issue_number = read_label(label)
    identity = Identity(label, year, issue_number, None, None, ())
    item = number["item"] if number else "1"
    start = _find_start(text, number)
    section = Span(start, _find_end(text, start))
    ref = f"{identity.ref(text)}-{item}"
    article = read_article(text, section, 1, item, None, ref, *_estimate_date(year, issue_number))
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
        verdict=_judge(article),
        warnings=tuple(warnings),
        text=text,
        segments=_lay_out(article.span, len(text), bool(article.body)),
        articles=(article,) if article.body else (),
        carrier=reading.carrier,
    )


def _find_number(text: str) -> re.Match[str] | None:
    """`#8 - JRL 2006-10 - JRL Home` above the article, or the `JRL 2011-175-18` of a line of bars beneath its title."""
    return _NUMBER.search(text, 0, _REACH) or _BARS.search(text, 0, _REACH)


def _settle_label(printed: str) -> str:
    """`2006-10` -> `2006-#10`; `7131` stays."""
    year, hyphen, number = printed.replace("#", "").partition("-")
    return f"{year}-#{int(number)}" if hyphen else year


def _estimate_date(year: int | None, number: int | None) -> tuple[date | None, int]:
    """(latest, days before it) of an issue of which only the number is known: enough for a dateline's year.

    At every pace seen, one to three a day, the first thirty numbers were printed by the end of February.
    """
    if year is None or number is None:
        return None, 0
    return (date(year, 2, 28), 80) if number <= 30 else (date(year, 12, 31), 364)


def _judge(article: Article) -> Verdict:
    if not article.body:
        return Verdict.UNRECOGNISED
    return Verdict.COMPLETE if article.title else Verdict.PARTIAL


def _find_start(text: str, number: re.Match[str] | None) -> int:
    """The first line of the article: below the number line, or below the community line and any navigation."""
    community = _COMMUNITY.search(text, 0, _REACH)
    begin = 0
    if number and number.re is _NUMBER:
        begin = number.end() + 1
    elif community:
        begin = read_line(text, community.end()).end + 1
    for line in iter_lines(text, begin):
        if line.text and not _NAVIGATION.match(line.text):
            return line.start
    return len(text)


def _find_end(text: str, start: int) -> int:
    """Above the navigation at the foot: `Top    Next`, `Back to the Top    Next Article`, `Return to Top`."""
    window = max(start, len(text) - 3_000)
    feet = [match.start() for sign in (RETURN, _FOOT) if (match := sign.search(text, window))]
    return line_start(text, min(feet)) if feet else len(text)


def _lay_out(article: Span, length: int, is_found: bool) -> tuple[Segment, ...]:
    spans = (
        (Part.MASTHEAD, Span(0, article.start), None),
        (Part.ARTICLE, article, 1) if is_found else (Part.OTHER, article, None),
        (Part.FURNITURE, Span(article.end, length), None),
    )
    return tuple(Segment(part, span, position) for part, span, position in spans if span.start < span.end)


FORMAT = Format("jrl_page", "jrl", recognise, dissect, most=lambda _: 0.6)
