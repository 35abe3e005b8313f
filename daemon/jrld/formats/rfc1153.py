"""Plain digests of mailing lists: RFC 1153, and what Mailman, LISTSERV, Majordomo and moderators by hand make of it.

A preamble with masthead and contents, a row of 70 hyphens, then postings between rows of 30, and `End of Foo Digest`.
"""

import re

from jrld.formats import Format
from jrld.model import Issue, Mail, Reading
from jrld.split.postings import Layout, dissect, has_postings, recognise

LAYOUT = Layout(
    separators=(
        re.compile(r"^(?:-{27,33}|-{60,80})[ \t]{0,99}$", re.MULTILINE),  # 30 and 70, and those who cannot count
        re.compile(r"^-{3,200}[ \t]{0,99}$", re.MULTILINE),  # cut short by those who send it on
    ),
    lead="---",
    closing=re.compile(
        r"^[ \t]{0,9}End of\b[^\n]{0,120}?\b(?:digest|issue|vol(?:ume)?)\b[^\n]{0,120}$", re.IGNORECASE | re.MULTILINE
    ),
    closing_lead=re.compile(r"\n[ \t]{0,9}end of", re.IGNORECASE),
)

_REPLY = re.compile(r"\s*(?:re|aw|sv|antw|odp)\s*(?:\[\d+\])?:", re.IGNORECASE)


def _recognise(mail: Mail, reading: Reading) -> float:
    """Hyphens above a mail's header alone are no digest; its name, its contents and its last line make it one."""
    seen = recognise(LAYOUT, mail, reading)
    if not seen.postings:
        return 0.5 if seen.is_named and seen.is_announced and "---" in reading.text else 0.0
    sure = 0.1 + 0.4 * seen.is_named + 0.3 * seen.is_closed + 0.15 * seen.is_announced
    is_alone = seen.postings == 1 and not (seen.is_closed or seen.is_announced)
    return min(sure, 0.4) if is_alone or _REPLY.match(mail.subject) else sure  # in answers, the contents must agree


def _glance(reading: Reading) -> float:
    """As sure as name, last line and contents can make it."""
    return 0.95 if has_postings(LAYOUT, reading.text) else 0.5


def _dissect(mail: Mail, reading: Reading) -> Issue:
    return dissect("digest", "rfc1153", LAYOUT, mail, reading)


FORMAT = Format("rfc1153", "digest", _recognise, _dissect, most=_glance)
