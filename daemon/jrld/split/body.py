"""The body of an article as paragraphs: a view on its span, hard-wrapped lines joined, nothing else changed."""

import re
from itertools import compress, islice

# Empty lines, or a line end before an indented line: either begins a paragraph
_BREAK = re.compile(r"\n[ \t\xa0]*(?:\n[ \t\xa0]*)+|\n(?=(?:\t|[ \xa0]{3,})\S)")
_LINE_END = re.compile(r"\n(?<=[^\n]\n)(?=[^\n])")  # within a paragraph
# What few lines have: blanks at an end, a quotation's sign, an opening's dash, a word that was cut in two; and more
# empty lines than one
_ODD = re.compile(r"\n(?:[^\S\n]|>|(?<!\n\n)(?:--|–|—) |\n\n|(?<=[^\S\n]\n)|(?<=\w-\n)\w|(?<=--\n))")
_WRAPPED_WORD = re.compile(r"(?<=\w)(--?)\n(?=\w)")
_OPENED = re.compile(
    r"^([^\n]{3,60})\n(?=[ \t]*(?:--|–|—) \S)"
)  # a dateline on a line of its own, the text behind `--`
_DASHES = ("-", "–", "—")
_SPACES = re.compile(r"[ \t\xa0]{2,}")
_WRAP_AT = 45  # a paragraph whose longest line is shorter is verse, a list or a table
_LONG = 0.55  # of the longest line: lines that end earlier were ended on purpose


def read_body(printed: str) -> str:
    """`printed` (a body's span) as paragraphs separated by one empty line.

    Reversible: the words stand in the span in the same order; only line ends and runs of blanks differ.
    """
    printed = printed.strip()
    is_odd = _ODD.search("\n" + printed) is not None
    if not is_odd and _is_wrapped_throughout(printed.split("\n")):  # as most bodies are
        return _close_up(_LINE_END.sub(" ", printed))
    return "\n\n".join([joined for block in _BREAK.split(printed) if (joined := _join(block, is_odd))])


def _join(block: str, is_odd: bool) -> str:
    """One paragraph, its lines joined where a margin broke them."""
    if "\n" not in block:
        return _close_up(block).strip()
    if is_odd and (block[0] == ">" or "\t" in block or "\xa0" in block or _ODD.search(block)):
        return _join_odd(block)
    return _close_up(block.replace("\n", " ")).strip() if _is_wrapped(block.split("\n")) else block.rstrip()


def _join_odd(block: str) -> str:
    """A paragraph that may open with a dateline, be a quotation, or have blanks and cut words at the ends of lines."""
    printed = block.split("\n")
    if printed[1].startswith(_DASHES) and (opened := _OPENED.match(block)):
        printed[:2] = [f"{opened[1]} {printed[1]}"]
    is_ragged = "\t" in block or "\xa0" in block or " \n" in block or "\n " in block
    lines = [line.strip() for line in printed] if is_ragged else printed
    if not _is_wrapped(lines) or block[0] == ">" or "\n>" in block:
        return "\n".join([line.rstrip() for line in printed]).strip("\n")  # a quotation's lines stay its lines
    return _close_up(_WRAPPED_WORD.sub(r"\1", "\n".join(lines)).replace("\n", " ")).strip()


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
    return min(filter(None, compress(lengths, islice(lengths, 1, None))), default=least) >= least
