"""What mailers did to the lines of a plain text, undone."""

import re

_FROM_ESCAPE = re.compile(r"^>From ", re.M)


def strip_from_escapes(text: str) -> str:
    """`text` with the mbox escape `>From ` as `From ` (RFC 4155, appendix A), and no other `>` touched."""
    return _FROM_ESCAPE.sub("From ", text)


def unflow(text: str, delsp: bool = False) -> str:
    """`text` of a `format=flowed` part with its paragraphs joined (RFC 3676, section 4).

    A line that ends in a space goes on in the next of the same quote depth; `delsp` drops that space.
    Space-stuffing is undone, the signature line `-- ` stands alone, quotes keep their `>`. By the letter of the
    RFC an empty line could end a paragraph that flows into it, and be lost: here it stays.
    """
    paragraphs: list[str] = []
    run: list[str] = []
    depth = 0

    def flush() -> None:
        if run:
            paragraphs.append((">" * depth + " " if depth else "") + "".join(run))
            run.clear()

    for line in text.split("\n"):
        content = line.lstrip(">")
        level = len(line) - len(content)
        content = content.removeprefix(" ")
        if level != depth or content in ("", "-- "):
            flush()
        depth = level
        flows = content.endswith(" ") and content != "-- " and not content.isspace()
        run.append(content[:-1] if flows and delsp else content)
        if not flows:
            flush()
    flush()
    return "\n".join(paragraphs)


# --- quoting -------------------------------------------------------------------------------------

_QUOTE = re.compile(r" ?> ?")
_ENOUGH_QUOTED = 8  # lines: shorter is a quotation, not an issue re-posted
_UNQUOTED_COSTS = 4  # so that four lines in five of a run are quoted
_MOST_LEVELS = 8


def unquote(text: str) -> str:
    """`text` without the `> ` of an issue that somebody re-posted; unchanged when it is none.

    The run of lines of which at least 80 % are quoted must be most of the text. Level by level, so
    `> > ` goes too. What stands before and after the run, and the unquoted lines in it, stay.
    """
    for _ in range(_MOST_LEVELS):
        if text.count(">") < _ENOUGH_QUOTED:
            break
        lines = text.split("\n")
        start, end = _find_quoted_run(lines)
        if start == end:
            break
        lines[start:end] = [_QUOTE.sub("", line, count=1) if _QUOTE.match(line) else line for line in lines[start:end]]
        text = "\n".join(lines)
    return text


def _find_quoted_run(lines: list[str]) -> tuple[int, int]:
    """The lines [start, end) that are quoted as a whole: the run of the highest score; (0, 0) if none."""
    best = score = start = 0
    run = (0, 0)
    for at, line in enumerate(lines):
        if _QUOTE.match(line):
            score += 1
        elif line and not line.isspace():
            score -= _UNQUOTED_COSTS
        if score <= 0:
            score, start = 0, at + 1
        elif score > best:
            best, run = score, (start, at + 1)
    quoted = sum(bool(_QUOTE.match(line)) for line in lines[slice(*run)])
    written = sum(bool(line.strip()) for line in lines)
    return run if quoted >= _ENOUGH_QUOTED and 2 * quoted >= written else (0, 0)
