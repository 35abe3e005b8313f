"""Where an issue ends and the farewell begins: the list's own trailer, a campaign's footer, a mailing list's."""

import re

from jrld.split.lines import is_rule, line_start

_REACH = 8_000  # characters from the end of the text
_SIGNS = (
    r"web page for (?:CDI|JRL|Johnson)",
    r"archive for Johnson",
    r"CDI Russia Weekly:?[ \t]*http",
    r"Johnson[’']?s Russia List (?:archive|home ?page)",
    r"this (?:e-?mail|message|newsletter) was sent (?:to|by)",
    r"(?:safe)?unsubscribe\b",
    r"to (?:subscribe|unsubscribe|be removed)",
    r"you (?:are|have) receiv(?:ing|ed) this",
    r"forward (?:this )?email",
    r"manage your (?:subscription|preferences)",
    r"update (?:profile|your preferences)",
    r"email marketing by",
    r"trusted email from",
    r"try it free today",
    r"_{20,}[ \t]*\n[^\n]{0,200}(?:mailing list|maillist)",
    r"David Johnson[ \t]*\n[^\n]{0,120}(?:phone|e-?mail|@)",
    r"David Johnson,? (?:home|work) phone",
    r"support (?:for )?(?:the )?(?:Johnson[’']s Russia List|JRL)\b",
    r"JRL (?:is|home ?page)\b",
)
_FIRST = re.compile(r"^[ \t]*(?:" + "|".join(_SIGNS) + ")", re.IGNORECASE | re.MULTILINE)


def find_trailer(text: str, begin: int) -> int | None:
    """Where the trailer begins in `text[begin:]` (the last section), its rule above it included; None without one."""
    window = max(begin, len(text) - _REACH)
    match = _FIRST.search(text, window)
    if match is None:
        return None
    at = line_start(text, match.start())
    while at > window:
        start = max(line_start(text, at - 1), window)
        line = text[start : at - 1].strip()
        if line and not is_rule(line):
            break
        at = start
    return at
