"""Johnson's Russia List, an issue: the mails of every era, and web captures of whole issues."""

import re
from itertools import islice

from jrld.formats import Format
from jrld.model import Issue, Mail, Reading
from jrld.split.dissect import dissect
from jrld.split.lines import find_numbers
from jrld.split.masthead import NAME, find_head, is_own_subject

_REPLY = re.compile(r"\s*(?:re|aw|sv|antw|odp)\s*(?:\[\d+\])?:", re.IGNORECASE)
# The community line of the archive's pages; its hyphen first, which few lines have, so that the search is a fast one
_PAGE = re.compile(r"-(?<=Excerpts from the JRL E-)Mail Community", re.IGNORECASE)
_EDITOR = "davidjohnson@"
_REACH = 12_000

# Sureness. From `jrld.split.STRONG` (0.5) on, a text without any article is still an issue, if an unreadable one.
_OWN = 0.6  # the list's own subject, or a masthead with a number or a date
_REPLIED = 0.4  # the same in an answer, which quotes little of it mostly
_MENTIONED = 0.2  # the name somewhere at the top, and items numbered as the list numbers them


def recognise(mail: Mail, reading: Reading) -> float:
    """By subject and masthead; by the name, which replies and newsletters mention too, only beside numbered items."""
    top = reading.text[:_REACH]
    is_headed = find_head(reading.text) is not None
    is_own = is_own_subject(mail.subject)
    is_named = NAME.search(mail.subject) or any(address.casefold().startswith(_EDITOR) for _, address in mail.senders)
    sure = 0.0
    if is_headed or is_own:
        sure = _OWN + 0.3 * (is_headed and is_own)
    elif (is_named or NAME.search(top)) and _is_numbered(reading.text):
        sure = _OWN if is_named else _MENTIONED
    if _REPLY.match(mail.subject):
        sure = min(sure, _REPLIED)
    if _PAGE.search(top):
        sure = min(sure, 0.3)  # an article's page, unless a numbered contents list says otherwise
    return sure


def _is_numbered(text: str) -> bool:
    return len(list(islice(find_numbers(text), 2))) == 2


def _dissect(mail: Mail, reading: Reading) -> Issue:
    return dissect("jrl", "jrl", mail, reading)


FORMAT = Format("jrl", "jrl", recognise, _dissect)
