"""Johnson's Russia List, an issue: the mails of every era, and web captures of whole issues."""

import re

from jrld.formats import Format
from jrld.model import Issue, Mail, Reading
from jrld.split.dissect import dissect
from jrld.split.lines import NUMBER_MARK
from jrld.split.masthead import NAME, find_head

_SUBJECT = re.compile(r"(?:#\d|\bJRL\b|Johnson[’'´`]?s\s+Russia\s+List)", re.IGNORECASE)
_PAGE = re.compile(r"Excerpts from the JRL E-Mail Community", re.IGNORECASE)


def recognise(mail: Mail, reading: Reading) -> float:
    """By the list's name in subject, sender or head; surer with a head that carries a number or a date."""
    top = reading.text[:12_000]
    named = NAME.search(mail.subject) is not None or any(
        "johnson" in sender.email.casefold() for sender in mail.senders
    )
    printed = NAME.search(top) is not None
    if not (named or printed):
        return 0.0
    sure = 0.4 if named else 0.1
    if find_head(reading.text) is not None:
        sure += 0.3
    if NUMBER_MARK.search(reading.text):
        sure += 0.2
    if _PAGE.search(top) and not named:
        sure = min(sure, 0.3)  # an article's page, unless a numbered contents list says otherwise
    return min(sure, 1.0)


def _dissect(mail: Mail, reading: Reading) -> Issue:
    return dissect("jrl", "jrl", mail, reading)


FORMAT = Format("jrl", "jrl", recognise, _dissect)
