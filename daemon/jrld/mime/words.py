"""Encoded words in header fields (RFC 2047): `=?koi8-r?B?8NLJ18XU?=`, by the charset ladder."""

import re
from base64 import b64encode
from binascii import a2b_qp

from jrld.mime.transfer import decode_transfer
from jrld.text import decode

_WORD = re.compile(r"=\?([^?\s*]{1,60})(?:\*[^?\s]{0,20})?\?([bBqQ])\?([^?]*)\?=")
_CHUNK = 10  # characters: with four bytes each an encoded word stays under RFC 2047's 75


def decode_words(value: str) -> str:
    """`value` with its encoded words decoded."""
    return "".join(before + text for before, text in _read_words(value))


def recode_words(value: str) -> str:
    """`value` with its encoded words as valid ones of UTF-8: the structure around them stays what it was."""
    return "".join(before + _encode(text) for before, text in _read_words(value))


def _encode(text: str) -> str:
    chunks = (text[at : at + _CHUNK] for at in range(0, len(text), _CHUNK))
    return " ".join(f"=?utf-8?B?{b64encode(chunk.encode('utf-8', 'replace')).decode()}?=" for chunk in chunks)


def _read_words(value: str) -> list[tuple[str, str]]:
    """Pairs of what stands before encoded words, and their text; at last what follows them, and nothing.

    White space between neighbours is none. Of one charset, their bytes are joined before they are decoded, since
    mailers split characters.
    """
    found: list[tuple[str, str, bytes]] = []  # before, charset, bytes
    at = 0
    for word in _WORD.finditer(value):
        before, charset, octets = value[at : word.start()], word[1].lower(), _read_octets(word[2], word[3])
        at = word.end()
        if found and not before.strip():
            if found[-1][1] == charset:
                octets = found[-1][2] + octets
                before = found.pop()[0]
            else:
                before = ""
        found.append((before, charset, octets))
    return [(before, decode(octets, charset)[0]) for before, charset, octets in found] + [(value[at:], "")]


def _read_octets(encoding: str, text: str) -> bytes:
    octets = text.encode("utf-8", "replace")
    return a2b_qp(octets, header=True) if encoding in "qQ" else decode_transfer(octets, "base64")[0]
