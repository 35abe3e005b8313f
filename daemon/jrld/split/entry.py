"""The grammar of one entry of the contents: `SOURCE: AUTHOR, TITLE. SUBTITLE. (remark) – host/path`.

Every part may be missing, and the signs between them slip (jrl-formats.md 3.2). What cannot be told stays in the title:
the head of the article decides later.
"""

import re

from jrld.model import Entry, Span
from jrld.split.lead import take_lead
from jrld.split.names import find_source, find_source_prefix, read_persons

_HOST = r"[\w-]{1,60}(?:\.[\w-]{1,60}){1,4}"
_URL_TAIL = re.compile(
    rf"(?:[–—-]|\s)\s?[<(\[]?((?:https?://|www\.)\S{{3,500}}|{_HOST}/\S{{0,500}})$"
    r"|[–—]\s?((?:[\w-]{1,60}\.){1,4}(?:com|org|net|info|ru|su|ua|am|ge|eu|uk|de|io|me|gov|edu|tv))$"
)
_BRACKETS = tuple("()[]{}")
_EMPTY = ("[]", "[ ]", "()", "<>", " -", " --", "–]")  # what carriers leave of a link
_LABEL_TAIL = re.compile(
    r"[.\s]\s?((?:Russian )?(?:Video|Audio|PDF|Links?|(?:Full )?(?:Text|Transcript)))\s?:$", re.IGNORECASE
)
_LABEL_HEAD = re.compile(
    r"[\[(]((?:video|audio|pdf|photos?|text|excerpts?|transcript|infographics?)\b[^\[\]()]{0,40})[\])]\s?",
    re.IGNORECASE,
)
_PART = re.compile(r"part (?:\d{1,2}|[IVX]{1,4}|one|two|three)", re.IGNORECASE)
_LONGEST_REMARK = 400  # characters
_SHORTENED = ("Inc.", "Jr.", "Sr.", "Co.", "Ltd.", "etc.")
_ABBREVIATION = re.compile(r"(?:\b\w\.){2,}$|\b(?:Inc|Jr|Sr|Co|Ltd|etc)\.$")


def read_entry(label: str, printed: str, span: Span) -> Entry:
    """One entry from its text as printed, unwrapped, its number already off."""
    text, url, remarks = _take_tail(printed)
    lead, title = take_lead(text)
    if head := _LABEL_HEAD.match(title):
        remarks, title = [head[1], *remarks], title[head.end() :]
    if title.endswith(",") and not lead.authors and (persons := read_persons(title.rstrip(" ,"))):
        lead, title = lead._replace(authors=persons), ""  # cut off behind its authors
    if lead.remark:
        remarks = [lead.remark, *remarks]
    remark, source_printed = "; ".join(remarks) or None, _find_printed(text, lead.source)
    return Entry(label, printed, span, lead.source, lead.authors, settle_title(title), remark, url, source_printed)


def _find_printed(text: str, source: str | None) -> str | None:
    """How the entry names its source: `Guardian` where that is The Guardian (UK)."""
    if source is None:
        return None
    before = text.partition(":")[0].partition(";")[0].strip()
    if before == source or ((known := find_source(before)) and known.name == source):
        return before
    prefix = find_source_prefix(text)
    return text[: prefix[1]].strip(" ,.:;") if prefix and prefix[0].name == source else source


def settle_title(title: str) -> str | None:
    """A title without the full stop that ends it; that of an abbreviation stays."""
    title = title.strip(" \t–—")
    if title.endswith(".") and not title.endswith("..") and not _is_abbreviated(title):
        title = title[:-1].rstrip()
    return title or None


def _is_abbreviated(title: str) -> bool:
    may_be = title[-3:-2] == "." or title.endswith(_SHORTENED)  # which few titles are
    return may_be and _ABBREVIATION.search(title[-12:]) is not None


def take_remarks(text: str) -> tuple[str, list[str]]:
    """`TITLE. (re X) [PDF]` -> the title and its remarks, in their order; at most four."""
    remarks: list[str] = []
    while len(remarks) < 4 and (start := _find_remark(text)):
        remarks.insert(0, text[start + 1 :].rstrip(" .,")[:-1].strip())
        text = text[:start].rstrip()
    return text, remarks


def _take_tail(text: str) -> tuple[str, str | None, list[str]]:
    """What stands behind the title: an address, remarks, and what a carrier left of a link. In any order."""
    url: str | None = None
    remarks: list[str] = []
    for _ in range(4):
        before = text = _trim(text)
        if url is None and (match := _find_url(text)):
            url = _read_url(match[1] or match[2])
            text = _trim(text[: len(text) - len(text[-600:]) + match.start()])
        if text.endswith(":") and (match := _LABEL_TAIL.search(text[-40:])):
            remarks.insert(0, match[1])
            text = _trim(text[: len(text) - len(text[-40:]) + match.start()])
        text, found = take_remarks(text)
        remarks = found + remarks
        if text == before:
            break
    return text, url, remarks


def _find_url(text: str) -> re.Match[str] | None:
    """The address at the end, of which few words at an end have the signs."""
    last = text[-600:].rpartition(" ")[2]
    return _URL_TAIL.search(text[-600:]) if "/" in last or "." in last[:-1] else None


def _trim(text: str) -> str:
    while True:
        text = text.rstrip(" –—\\")
        if not text.endswith(_EMPTY):
            return text
        text = text[: -next(len(rest) for rest in _EMPTY if text.endswith(rest))]


def _read_url(printed: str) -> str:
    url = printed.rstrip(".,;")
    for opening, closing in ("()", "<>", "[]"):
        if url.endswith(closing) and opening not in url:
            url = url[:-1]
    return url if url.startswith("http") else "http://" + url


def _find_remark(text: str) -> int:
    """Where the remark at the end of `text` begins; 0 where there is none.

    No remarks are `[...]`, words left out, `(part 2)`, and `(RDS)` behind the words that it stands for.
    """
    end = len(text.rstrip(" .,"))
    if not text[:end].endswith(_BRACKETS):
        return 0
    depth = 0
    for at in range(end - 1, max(end - _LONGEST_REMARK, 2), -1):
        if text[at] in ")]}":
            depth += 1
        elif text[at] in "([{":
            depth -= 1
        if depth == 0:
            break
    else:
        return 0
    inner = text[at + 1 : end - 1].strip()
    if at == end - 1 or len(inner) < 3 or inner.startswith(("...", "…")) or _PART.fullmatch(inner):
        return 0
    if _is_acronym(inner, text[:at]):
        return 0
    return at


def _is_acronym(inner: str, before: str) -> bool:
    words = re.split(r"[\s-]+", before.strip())[-len(inner) :]
    return inner.isupper() and len(inner) <= 8 and "".join(word[:1] for word in words).upper() == inner
