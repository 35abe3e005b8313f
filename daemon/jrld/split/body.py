"""The body of an article as paragraphs: a view on its span, hard-wrapped lines joined, nothing else changed."""

import re
from itertools import compress

_PARAGRAPHS = re.compile(r"\n[ \t\xa0]*(?:\n[ \t\xa0]*)+")
_INDENTED = re.compile(r"\n(?=(?:\t|[ \xa0]{3,})\S)")
_WRAPPED_WORD = re.compile(r"(?<=\w)(--?)\n(?=\w)")
_OPENED = re.compile(
    r"^([^\n]{3,60})\n(?=[ \t]*(?:--|–|—) \S)"
)  # a dateline on a line of its own, the text behind `--`
_DASHES = ("-", "–", "—")
_SPACES = re.compile(r"[ \t\xa0]{2,}")
_WRAP_AT = 45  # a paragraph whose longest line is shorter is verse, a list or a table
_LONG = 0.55  # of the longest line: lines that end earlier were ended on purpose
# What few bodies hold: a line that begins or ends with a blank, a quotation, an opening's dash, a word that was cut in
# two; or two empty lines
_ODD = re.compile(r"\n(?:[^\S\n]|>|(?<!\n\n)(?:--|–|—) |\n\n|(?<=[^\S\n]\n)|(?<=\w-\n)\w|(?<=--\n))")
_LINE_END = re.compile(r"\n(?<=[^\n]\n)(?=[^\n])")  # within a paragraph


def read_body(printed: str) -> str:
    """`printed` (a body's span) as paragraphs separated by one empty line.

    Reversible: the words stand in the span in the same order; only line ends and runs of blanks differ.
    """
    printed = printed.strip()
    if not _ODD.search("\n" + printed) and _is_wrapped_throughout(printed.split("\n")):  # as most bodies are
        return _close_up(_LINE_END.sub(" ", printed))
    has_tabs = "\t" in printed or "\xa0" in printed  # a single sign is found ten times faster than two in a row
    is_indented = "\n " in printed or (has_tabs and ("\n\t" in printed or "\n\xa0" in printed))
    if is_indented or "\n\n\n" in printed:  # an indented line begins a paragraph
        blocks = [part for block in _PARAGRAPHS.split(printed) for part in _INDENTED.split(block)]
    else:
        blocks = printed.split("\n\n")
    is_even = not (is_indented or has_tabs or " \n" in printed or "  " in printed)  # asked once: most bodies are
    return "\n\n".join([joined for block in blocks if (joined := _join(block, is_even))])


def _join(block: str, is_even: bool) -> str:
    """One paragraph, its lines joined where a margin broke them; in an even body no blank stands beside another blank
    or a line end."""
    if "\n" not in block:
        return block.strip() if is_even else _close_up(block).strip()
    printed = block.split("\n")
    if printed[1].startswith(_DASHES) and (opened := _OPENED.match(block)):
        printed[:2] = [f"{opened[1]} {printed[1]}"]
    is_ragged = not is_even and (" \n" in block or "\n " in block or "\t" in block or "\xa0" in block)
    lines = [line.strip() for line in printed] if is_ragged else printed
    if not _is_wrapped(lines) or (">" in block and (block.startswith(">") or "\n>" in block)):
        return "\n".join([line.rstrip() for line in printed]).strip("\n")  # a quotation's lines stay its lines
    if "-\n" in block or is_ragged:
        lines = _WRAPPED_WORD.sub(r"\1", "\n".join(lines)).split("\n")
    joined = " ".join(lines)
    return joined if is_even else _close_up(joined).strip()


def _close_up(line: str) -> str:
    """Runs of blanks become one space."""
    has_runs = "  " in line or "\t" in line or "\xa0" in line
    return _SPACES.sub(" ", line) if has_runs else line


def _is_wrapped(lines: list[str]) -> bool:
    """Lines were broken by a margin: they are long, and all but the last come near the longest."""
    lengths = list(map(len, lines))
    longest = max(lengths)
    return longest >= _WRAP_AT and min(lengths[:-1], default=longest) >= _LONG * longest


def _is_wrapped_throughout(lines: list[str]) -> bool:
    """Whether each paragraph of a body is wrapped, or one line: then the shortest line that another one follows is long
    beside the longest of all."""
    lengths = list(map(len, lines))
    least = max(_WRAP_AT, _LONG * max(lengths))
    return min(filter(None, compress(lengths, lengths[1:])), default=least) >= least
