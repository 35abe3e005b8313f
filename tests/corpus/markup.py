"""An issue as HTML, in the ways that mail programs and campaign services write it."""

import html
import re
from collections.abc import Callable, Iterator
from itertools import groupby
from zlib import crc32

from jrld.model import Part

from .layout import Piece, Style
from .truth import TrueIssue

_URL = re.compile(r"https?://\S+")
_NAMED = str.maketrans({"’": "&rsquo;", "‘": "&lsquo;", "“": "&ldquo;", "”": "&rdquo;", "–": "&ndash;"})


def show_html(issue: TrueIssue, style: str | None = None) -> str:
    """The issue as an HTML document; `style` is one of STYLES, else the habit of the issue's era."""
    return STYLES[style or issue.html](issue)


def _escape(text: str) -> str:
    return html.escape(text, quote=False)


def _link(text: str, redirect: str = "") -> str:
    """Escaped, with addresses as links: through `redirect`, where a service counts clicks."""
    out, at = [], 0
    for match in _URL.finditer(text):
        target = f"{redirect}{crc32(match[0].encode()):x}" if redirect else match[0]
        out += [_escape(text[at : match.start()]), f'<a href="{html.escape(target)}">{_escape(match[0])}</a>']
        at = match.end()
    return "".join([*out, _escape(text[at:])])


def _keep_spaces(text: str) -> str:
    """Lines as they stand: runs of spaces as no-break spaces, line ends as breaks."""
    return "<br>\n".join(_escape(line).replace("  ", "&nbsp; ") for line in text.split("\n"))


def _group(issue: TrueIssue) -> Iterator[list[Piece]]:
    """Masthead, contents, each article with what stands before it, trailer."""

    def key(piece: Piece) -> tuple[str, int]:
        if piece.part in (Part.ARTICLE, Part.SEPARATOR, Part.FURNITURE):
            return "article", piece.position or 0
        return ("contents" if piece.part is Part.NOTE else str(piece.part.value)), 0

    for _, pieces in groupby(issue.pieces, key):
        yield list(pieces)


def _rows(pieces: list[Piece]) -> str:
    """The contents of 2003: a table of topic, number, title, and source with author."""
    cells = (piece.text.split("\t") for piece in pieces)
    rows = ("".join(f"<td>{_escape(cell).replace(chr(10), '<br>')}</td>" for cell in row) for row in cells)
    return '<table border="1">\n' + "\n".join(f"<tr>{row}</tr>" for row in rows) + "\n</table>"


def _show_all(pieces: list[Piece], show: Callable[[Piece], str]) -> str:
    out = []
    for is_row, group in groupby(pieces, lambda piece: piece.style is Style.ROW):
        run = list(group)
        out += [_rows(run)] if is_row else [show(piece) for piece in run]
    return "\n".join(out)


def _name(piece: Piece) -> str:
    return f'<a name="{piece.anchor}"></a>' if piece.anchor else ""


# --- plain: <p> and <br>, as a mail program writes it --------------------------------------------


def _show_plain(piece: Piece) -> str:
    if piece.style is Style.PARAGRAPH:
        return f"<p>{_link(piece.text)}</p>"
    if piece.style is Style.VERBATIM:
        return f"<pre>{_escape(piece.text)}</pre>"
    return _name(piece) + _link(piece.text) + "<br>" * (1 + piece.gap)


def _write_plain(issue: TrueIssue) -> str:
    body = "\n".join(_show_all(group, _show_plain) for group in _group(issue))
    return f"<html>\n<head><title>{_escape(issue.subject)}</title></head>\n<body>\n{body}\n</body>\n</html>\n"


# --- divs: every line its own <div>, as web mail writes it ---------------------------------------


def _show_div(piece: Piece) -> str:
    text = _keep_spaces(piece.text) if piece.style is Style.VERBATIM else _link(piece.text) or "<br>"
    if piece.style is Style.ENTRY and piece.target:
        text = f'<span style="font-size:12pt">{text}</span>'
    return f'<div dir="ltr">{_name(piece)}{text}</div>' + "<div><br></div>" * piece.gap


def _write_divs(issue: TrueIssue) -> str:
    body = "\n".join(_show_all(group, _show_div) for group in _group(issue))
    return f'<html><body><div class="gmail_default">{body}</div></body></html>\n'


# --- word: a class and a font on everything, named entities --------------------------------------


def _show_word(piece: Piece) -> str:
    text = _keep_spaces(piece.text) if piece.style is Style.VERBATIM else _link(piece.text) or "&nbsp;"
    font = '<span style="font-size:11.0pt;font-family:&quot;Calibri&quot;,sans-serif">'
    empty = '\n<p class="MsoNormal"><o:p>&nbsp;</o:p></p>'
    text = f"{_name(piece)}{font}{text.translate(_NAMED)}<o:p></o:p></span>"
    return f'<p class="MsoNormal">{text}</p>' + empty * piece.gap


def _write_word(issue: TrueIssue) -> str:
    body = "\n".join(_show_all(group, _show_word) for group in _group(issue))
    head = "<head><style><!-- p.MsoNormal {margin:0in; font-size:11.0pt;} --></style></head>"
    opening = f'<html xmlns:o="urn:schemas-microsoft-com:office:office">{head}'
    return f'{opening}\n<body lang="EN-US">{body}</body></html>\n'


# --- campaign: tables in tables, links through a redirect, a hidden first line, a pixel ----------

_REDIRECT = "http://r20.rs6.example/tn.jsp?f=001&c="


def _show_campaign(piece: Piece) -> str:
    text = _link(piece.text, _REDIRECT).translate(_NAMED)
    if piece.style is Style.PARAGRAPH:
        return f'<p style="margin-top: 0px; margin-bottom: 12px;">{text}</p>'
    if piece.style is Style.VERBATIM:
        return f"<div>{_keep_spaces(piece.text).translate(_NAMED)}</div><br />"
    if piece.target:
        text = f'<a href="{piece.target}" style="color: #0000ff;">{text}</a>'
    elif piece.part is Part.ARTICLE and text:
        text = f'<span style="font-family: Arial, sans-serif;"><b>{text}</b></span>'
    return _name(piece) + text + "<br />" * (1 + piece.gap)


_BLOCK = """<table width="100%" border="0" cellspacing="0" cellpadding="5"><tr><td valign="top" rowspan="1" colspan="1">
<table class="MainText" width="100%"><tr><td style="font-size: 12pt;" align="left">
{}
</td></tr></table>
</td></tr></table>"""


def _write_campaign(issue: TrueIssue) -> str:
    groups = list(_group(issue))
    blocks = [_BLOCK.format(_show_all(group, _show_campaign)) for group in groups]
    blocks[1] = f'<a name="contents"></a>\n{blocks[1]}'
    head = '<style type="text/css">.MainText { font-family: Arial; } /* #1 */</style>'
    hidden = '<div style="display:none;font-size:1px;max-height:0px;overflow:hidden">News and analysis since 1996</div>'
    pixel = '<img src="http://r20.rs6.example/on.jsp?t=1" width="1" height="1" alt="" />'
    return "\n".join(
        (
            '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1.dtd">',
            f'<html><head><title>{_escape(issue.subject)}</title>{head}</head><body topmargin="0">{hidden}',
            '<div align="center"><table bgcolor="#ffffff" width="600"><tr><td>',
            *blocks,
            f"</td></tr></table></div>{pixel}</body></html>",
            "",
        )
    )


STYLES: dict[str, Callable[[TrueIssue], str]] = {
    "plain": _write_plain,
    "divs": _write_divs,
    "word": _write_word,
    "campaign": _write_campaign,
}
