"""Content-Transfer-Encodings undone: RFC 2045, section 6, and uuencode. Whatever is broken is survived."""

import re
from binascii import Error, a2b_base64, a2b_qp, a2b_uu

_AS_IT_IS = ("", "7bit", "8bit", "binary", "7bits", "8bits", "none")
_UU = ("uuencode", "xuuencode", "uue", "xuue")

_BASE64_LINE = re.compile(rb"[A-Za-z0-9+/]+={0,2}")
_BASE64_START = re.compile(rb"\s*[A-Za-z0-9+/]{60,76}\r?\n")  # RFC 2045 allows 76 characters
_UU_BEGIN = re.compile(rb"^begin [0-7]{3,4} [^\n]*\n", re.M)
_SURELY_BASE64 = 40  # bytes of a line; shorter, it can be a word of a footer


def decode_transfer(body: bytes, encoding: str) -> tuple[bytes, tuple[str, ...]]:
    """`body` without its transfer encoding, and what was guessed. Never raises.

    `encoding` in lower case, letters and digits only.
    """
    if encoding == "quotedprintable":
        return a2b_qp(body), ()
    if encoding == "base64":
        return _decode_base64(body)
    if encoding in _UU:
        return _decode_uu(body)
    if encoding not in _AS_IT_IS:
        return body, (f"transfer: encoding {encoding[:40]} is not known, read as it is",)
    guess = _guess_base64(body) if not encoding else None
    return (body, ()) if guess is None else (guess, ("transfer: base64 was not declared",))


def _decode_base64(body: bytes) -> tuple[bytes, tuple[str, ...]]:
    """Base64, and behind it what list servers append in the clear."""
    lines = [line.strip() for line in body.split(b"\n")]
    size = _count_base64_lines(lines)
    rest = lines[size:]
    if any(len(line) >= _SURELY_BASE64 and _BASE64_LINE.fullmatch(line) for line in rest):
        return _join_blocks(b"".join(lines)), ("transfer: base64 with other characters in it",)
    decoded = _join_blocks(b"".join(lines[:size]))
    if not any(rest):
        return decoded, ()
    return decoded + b"\n" + b"\n".join(rest), ("transfer: text that is not base64 in a base64 part, kept",)


def _count_base64_lines(lines: list[bytes]) -> int:
    """How many lines from the first are base64. After the end of a block, only what is surely another one is."""
    width = ended = 0
    for count, line in enumerate(lines):
        if not line:
            continue
        short = len(line) < _SURELY_BASE64 and not line.endswith(b"=")
        if not _BASE64_LINE.fullmatch(line) or (ended and short):
            return count
        width = width or len(line)
        ended = line.endswith(b"=") or len(line) < width
    return len(lines)


def _join_blocks(text: bytes) -> bytes:
    """Base64 decoded, each block up to its padding by itself; an incomplete end is completed."""
    blocks = []
    for block in text.split(b"="):
        letters = re.sub(rb"[^A-Za-z0-9+/]", b"", block)
        letters = letters[:-1] if len(letters) % 4 == 1 else letters
        blocks.append(a2b_base64(letters + b"=" * (-len(letters) % 4)))
    return b"".join(blocks)


def _guess_base64(body: bytes) -> bytes | None:
    """What `body` decodes to, when it is evidently base64 and the result evidently text."""
    if not _BASE64_START.match(body):
        return None
    lines = body.split()
    if len(lines) < 3 or any(len(line) != len(lines[0]) for line in lines[:-1]):
        return None
    if not all(_BASE64_LINE.fullmatch(line) for line in lines):
        return None
    decoded = _join_blocks(b"".join(lines))
    try:
        words = decoded.decode("utf-8").split()
    except UnicodeDecodeError:
        return None
    return decoded if len(words) > len(lines) and b"\0" not in decoded else None


def _decode_uu(body: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The encoded data with what stands around it; from the first line that is none, as it is."""
    begin = _UU_BEGIN.search(body)
    if begin is None:
        return body, ("transfer: no uuencoded data, read as it is",)
    out = [body[: begin.start()]]
    lines = body[begin.end() :].split(b"\n")
    for at, line in enumerate(lines):
        if line.strip() == b"end":
            return b"".join([*out, b"\n".join(lines[at + 1 :])]), ()
        data = _decode_uu_line(line)
        if data is None:
            return b"".join([*out, b"\n".join(lines[at:])]), ("transfer: uuencoded data is damaged",)
        out.append(data)
    return b"".join(out), ("transfer: uuencoded data has no end",)


def _decode_uu_line(line: bytes) -> bytes | None:
    if not line.strip():
        return b""
    for data in (line, line[: (((line[0] - 32) & 63) * 4 + 5) // 3]):  # some encoders write more than they say
        try:
            return a2b_uu(data)
        except Error:
            continue
    return None
