"""Messages that were forwarded in one: RFC 934, as MH and Emacs do it.

Any line that begins with a hyphen separates (`------- Message 2`), an empty line and a header block stand beneath it;
lines of a message that begin so are given `- ` before them.
"""

import re

from jrld.formats import Format
from jrld.model import Issue, Mail, Reading
from jrld.split.postings import Layout, dissect, find_separators, recognise

LAYOUT = Layout(
    separators=(re.compile(r"^(?!- )-{1,99}[ \t]{0,9}[^-\s][^\n]{0,200}(?=\n[ \t]{0,99}\n)", re.MULTILINE),),
    lead="-",
    closing=re.compile(r"^-{2,99} ?End\b[^\n]{0,120}$", re.IGNORECASE | re.MULTILINE),
    closing_lead=re.compile(r"\n--"),
    has_closing=False,
    stuffing=re.compile(r"^- (?=-)", re.MULTILINE),
)


def _recognise(mail: Mail, reading: Reading) -> float:
    """One message forwarded so is no digest, two are."""
    if next(find_separators(LAYOUT, reading.text), None) is None:
        return 0.0
    seen = recognise(LAYOUT, mail, reading)
    return 0.5 + 0.2 * seen.is_closed if seen.postings > 1 else 0.0


def _dissect(mail: Mail, reading: Reading) -> Issue:
    return dissect("digest", "rfc934", LAYOUT, mail, reading)


FORMAT = Format("rfc934", "digest", _recognise, _dissect, most=lambda _: 0.7)
