"""From bytes and markup to the text that is split. Pure: strings in, strings out.

charset     which characters some bytes are
repair      what carriers did to the characters: line ends, controls, mojibake, left-over quoted-printable
plain       what mailers did to the lines: `format=flowed`, `> ` quoting, `>From `
markup      HTML as tags and character data
html        HTML as the text that a browser would show
"""

from jrld.text.charset import decode, find_declared_charset
from jrld.text.html import find_title, read_html
from jrld.text.plain import strip_from_escapes, unflow, unquote
from jrld.text.repair import clean, repair_quoted_printable, scrub

__all__ = [
    "clean",
    "decode",
    "find_declared_charset",
    "find_title",
    "read_html",
    "repair_quoted_printable",
    "scrub",
    "strip_from_escapes",
    "unflow",
    "unquote",
]
