"""What carriers did to the characters, undone where the evidence is sure.

Every pattern here matches in one pass: no repetition meets another that can match the same text.
"""

import re
from contextlib import suppress

# Windows-1252's upper half without the characters that are the same in latin-1.
_CP1252_C1 = {0x80 + i: bytes([0x80 + i]).decode("cp1252", "replace") for i in range(32)}

_DIRT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_INVISIBLE = re.compile("\xad")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SCRUBBED: dict[int, str | None] = {
    **dict.fromkeys((*range(0x09), *range(0x0E, 0x20), 0x7F)),
    **dict.fromkeys((0x0B, 0x0C, 0x2028, 0x2029), "\n"),  # the other ends of line that str.splitlines knows
    **_CP1252_C1,
}


def scrub(text: str) -> str:
    """`text` with line ends as `\\n` and nothing that Postgres, a terminal or `splitlines` chokes on.

    NUL and other control characters go (tab stays), C1 controls become what windows-1252 has in their
    place (`\\x92` is `’`), lone surrogates become U+FFFD. Spaces stay as they are.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not _DIRT.search(text):
        return text
    if _SURROGATE.search(text):  # pairs join, lone ones are replaced
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text.translate(_SCRUBBED)


def clean(text: str) -> tuple[str, tuple[str, ...]]:
    """`text` scrubbed, without byte order mark, mojibake undone; and what was repaired, in words."""
    defects = []
    repaired = repair_mojibake(text)
    if repaired != text:
        defects.append("text: UTF-8 had been read as windows-1252, undone")
    quoted = repair_mac_quotes(repaired)
    if quoted != repaired:
        defects.append("text: windows-1252 had been read as MacRoman, its quotes and dashes undone")
        repaired = quoted
    if _INVISIBLE.search(repaired):
        defects.append("text: soft hyphens removed")
        repaired = _INVISIBLE.sub("", repaired)
    if "\0" in repaired:
        defects.append("text: NUL removed")
    if re.search("[\x80-\x9f]", repaired):
        defects.append("text: C1 controls read as windows-1252")
    return scrub(repaired).removeprefix("\ufeff"), tuple(defects)


# --- UTF-8 that somebody read as windows-1252 ----------------------------------------------------

_BYTE_OF = {chr(byte): byte for byte in range(0x80, 0x100)} | {
    char: byte for byte, char in _CP1252_C1.items() if char != "\ufffd"
}


def _class_of(first: int, last: int) -> str:
    """A regular expression's class of the characters that stand for the bytes first to last."""
    return "[" + "".join(re.escape(char) for char, byte in _BYTE_OF.items() if first <= byte <= last) + "]"


_FOLLOWS = _class_of(0x80, 0xBF)
_MOJIBAKE = re.compile(
    f"{_class_of(0xC2, 0xDF)}{_FOLLOWS}|{_class_of(0xE0, 0xEF)}{_FOLLOWS}{{2}}|{_class_of(0xF0, 0xF4)}{_FOLLOWS}{{3}}"
)
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


def repair_mojibake(text: str) -> str:
    """`text` with `â€™` as `’`, when it is evident: a sequence of three, or three of two and little else.

    A single `Ã©` may be meant; `â€™` never is.
    """
    if text.isascii():
        return text
    found = [match[0] for match in _MOJIBAKE.finditer(text)]
    if not any(len(sequence) > 2 for sequence in found):
        others = len(_NOT_ASCII.findall(text)) - 2 * len(found)
        if len(found) < 3 or others > len(found):
            return text
    return _MOJIBAKE.sub(_read_as_utf8, text)


def _read_as_utf8(sequence: re.Match[str]) -> str:
    try:
        return bytes(_BYTE_OF[char] for char in sequence[0]).decode("utf-8")
    except UnicodeDecodeError:
        return sequence[0]


# --- windows-1252 that somebody read as MacRoman -------------------------------------------------

_MAC = {"í": "’", "ì": "“", "î": "”", "ë": "‘", "ñ": "–", "ó": "—", "Ö": "…"}
_MAC_APOSTROPHE = re.compile(r"(?<=[A-Za-z])í(?=(?:s|t|re|ve|ll|d|m)\b)")
# Each character only where its letter cannot stand in a word: names keep their own.
_MAC_QUOTES = re.compile(
    r"(?<=[A-Za-z])í(?=(?:s|t|re|ve|ll|d|m)\b)|(?<=s)í(?=\s)|(?<![^\W_])ì(?=\S)|(?<=[\w.,!?…’])î(?![^\W_])"
    r"|(?<![^\W_])ë(?=[A-Z])|(?<=\s)[ñó](?=\s)|(?<=\w)Ö(?=[\s”î])"
)


# What a text has that was not read so: quotes and dashes, and letters that stand for characters hardly any text has.
_NATURAL = re.compile(r"[a-z][éèêàâäáãåçüúùôõø]|[éèêàâäáãåçüúùôõø][a-z]|[‘’“”–—]")


def repair_mac_quotes(text: str) -> str:
    """`text` with `Americaís` as `America’s` (issue 5539), when such apostrophes are there more than once.

    The other letters are read back, too (`Schˆnfeld`), unless some of them are plainly right as they stand.
    """
    if "í" not in text or len(_MAC_APOSTROPHE.findall(text)) < _ENOUGH_EVIDENCE:
        return text
    if not _NATURAL.search(text):
        with suppress(UnicodeError):  # it may hold what neither of the two has
            return text.encode("mac_roman").decode("cp1252")
    return _MAC_QUOTES.sub(lambda match: _MAC[match[0]], text)


# --- quoted-printable that nobody decoded --------------------------------------------------------

_ESCAPES = re.compile(r"(?:=[0-9A-F]{2})+")
_SOFT_BREAK = re.compile(r"(?<=[^=\n])=[ \t]?\n")
_LITERAL_EQUALS = re.compile(r"=(?![0-9A-F]{2}|[ \t]?\n|=)")
# What nobody writes by hand: UTF-8 sequences, a high byte within a word, an accented letter that ends one, a quotation
# mark or an accented capital that opens one, a pound sign before an amount, a space at the end of a line.
_EVIDENCE = re.compile(
    r"=E[0-9A-F](?:=[89AB][0-9A-F]){2}|=[CD][0-9A-F]=[89AB][0-9A-F]"
    r"|(?<=[A-Za-z])=[89A-F][0-9A-F](?=[a-z])|(?<=[a-z])=[EF][0-9A-F](?=[\s.,;:])"
    r"|(?<=[\s\"(])=(?:9[13](?=[A-Za-z])|[CD][0-9A-F](?=[a-z])|A3(?=\d))|=20\n"
)
_ENOUGH_EVIDENCE = 2
_LONG_LINE = 60  # encoders break lines at 73 to 76 characters
_LOOK_BACK = 200
_QUERY = re.compile(r"[\w.%=&;+-]+")  # not after the question mark in `doubt?=94`


def repair_quoted_printable(text: str) -> tuple[str, tuple[str, ...]]:
    """`text` decoded as quoted-printable (RFC 2045, 6.7) if it evidently still is; and that it was.

    Two sure signs are asked for, and that the equals signs that are none of its own be fewer. In an
    address (`?id=92`) only `=3D` is decoded.
    """
    if text.count("=") < _ENOUGH_EVIDENCE:
        return text, ()
    has_addresses = _may_have_address(text)
    signs = sum(not (has_addresses and _is_in_address(match)) for match in _EVIDENCE.finditer(text))
    signs += sum(_ends_long_line(match) for match in _SOFT_BREAK.finditer(text))
    if signs < _ENOUGH_EVIDENCE or len(_LITERAL_EQUALS.findall(text)) > signs:
        return text, ()
    joined = _SOFT_BREAK.sub("", text)
    read = _read_outside_addresses if _may_have_address(joined) else _read_escapes
    return scrub(_ESCAPES.sub(read, joined)), ("text: quoted-printable had not been decoded, done",)


def _is_in_address(match: re.Match[str]) -> bool:
    """Does the word that leads to `match` look like a URL, or its query?

    Asked of every escape there is, so most have to be done with early.
    """
    text, start = match.string, match.start()
    if not start or text[start - 1].isspace():
        return False
    word = text[max(0, start - _LOOK_BACK) : start].rsplit(None, 1)[-1]
    if not _may_have_address(word):
        return False
    word = word[max(word.rfind(bracket) for bracket in '<>"') + 1 :]
    _, mark, query = word.rpartition("?")
    return "://" in word or word.startswith("www.") or bool(mark and _QUERY.fullmatch(query))


def _may_have_address(text: str) -> bool:
    return "://" in text or "?" in text or "www." in text


def _ends_long_line(soft_break: re.Match[str]) -> bool:
    before = soft_break.string[max(0, soft_break.start() - _LONG_LINE) : soft_break.start()]
    return len(before) == _LONG_LINE and "\n" not in before


def _read_outside_addresses(escapes: re.Match[str]) -> str:
    return escapes[0].replace("=3D", "=") if _is_in_address(escapes) else _read_escapes(escapes)


def _read_escapes(escapes: re.Match[str]) -> str:
    """The characters of a run such as `=E2=80=99` (UTF-8) or `=92` (windows-1252)."""
    octets = bytes.fromhex(escapes[0].replace("=", ""))
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError:
        return octets.decode("cp1252", "replace")
