"""Transfer encodings, as declared and as they are."""

import time
from base64 import b64encode, encodebytes
from binascii import b2a_uu

import pytest

from jrld.mime.transfer import decode_transfer

TEXT = "Дума приняла закон.\nThe Duma's cloakroom wins immunity.\n".encode() * 4
FOOTER = b"_____________\nOS mailing list\nhttps://lists.example/os\n"


def encode_uu(data: bytes) -> bytes:
    rows = [b2a_uu(data[at : at + 45]) for at in range(0, len(data), 45)]
    return b"begin 644 issue.txt\n" + b"".join(rows) + b"`\nend\n"


@pytest.mark.parametrize("encoding", ["", "7bit", "8bit", "binary"])
def test_as_it_is(encoding: str) -> None:
    """What is not encoded is not touched."""
    assert decode_transfer(TEXT, encoding) == (TEXT, ())


def test_unknown_encoding() -> None:
    """An encoding that does not exist costs nothing but a word."""
    assert decode_transfer(TEXT, "xgzip64") == (TEXT, ("transfer: encoding xgzip64 is not known, read as it is",))


def test_quoted_printable() -> None:
    """Escapes, soft line breaks with and without CR, and escapes that are none."""
    assert decode_transfer(b"caf=C3=A9 =\nau=\r\n lait", "quotedprintable")[0] == "café au lait".encode()
    assert decode_transfer(b"a=ZZ=", "quotedprintable")[0] == b"a=ZZ"


def test_base64() -> None:
    """Lines of any length, with blanks around, and a missing padding."""
    for body in (encodebytes(TEXT), b64encode(TEXT), encodebytes(TEXT).replace(b"\n", b" \r\n\r\n")):
        assert decode_transfer(body, "base64") == (TEXT, ())
    for cut in range(1, 4):
        decoded, _ = decode_transfer(encodebytes(TEXT).rstrip(b"\n=")[:-cut], "base64")
        assert TEXT.startswith(decoded)
        assert len(decoded) > len(TEXT) - 5


@pytest.mark.parametrize("text", [TEXT, TEXT + b"x", TEXT + b"xy"], ids=["whole", "one", "two"])
def test_footer_behind_base64(text: bytes) -> None:
    """List servers append their footer in the clear: both are read, whether or not the base64 ended in padding."""
    for footer in (FOOTER, b"Regards\n" + FOOTER):
        decoded, defects = decode_transfer(encodebytes(text) + footer, "base64")
        assert decoded.rstrip() == text + b"\n" + footer.rstrip()
        assert defects == ("transfer: text that is not base64 in a base64 part, kept",)


def test_two_blocks_of_base64() -> None:
    """A footer that was encoded by itself and appended."""
    decoded, defects = decode_transfer(encodebytes(TEXT + b"x") + encodebytes(FOOTER), "base64")
    assert (decoded, defects) == (TEXT + b"x" + FOOTER, ())


def test_damaged_base64() -> None:
    """Characters that are none of it, in the middle, are passed over: what follows is still decoded."""
    lines = encodebytes(TEXT).split(b"\n")
    lines[1] = lines[1][:20] + b"!" + lines[1][20:]
    assert decode_transfer(b"\n".join(lines), "base64") == (TEXT, ("transfer: base64 with other characters in it",))


def test_base64_that_is_text() -> None:
    """A part that only says that it is encoded is read as it is."""
    decoded, defects = decode_transfer(TEXT, "base64")
    assert decoded.strip() == TEXT.strip()
    assert defects


def test_undeclared_base64() -> None:
    """Base64 without its label is seen for what it is; words, numbers and a long line of letters are not."""
    assert decode_transfer(encodebytes(TEXT), "") == (TEXT, ("transfer: base64 was not declared",))
    for text in (b"a" * 76 + b"\n" + b"b" * 76 + b"\nc\n", b"word\n" * 40, b"A" * 3_000_000, encodebytes(b"\0" * 400)):
        assert decode_transfer(text, "") == (text, ())


def test_uuencode() -> None:
    """What stands before and after the encoded file stays."""
    body = b"A note before.\n" + encode_uu(TEXT) + b"A note after.\n"
    assert decode_transfer(body, "xuuencode") == (b"A note before.\n" + TEXT + b"A note after.\n", ())
    padded = encode_uu(TEXT).replace(b"\nM", b" \nM")  # some encoders write more than they say
    assert decode_transfer(padded, "uuencode") == (TEXT, ())


def test_damaged_uuencode() -> None:
    """Without a beginning it is text; after a line that cannot be decoded, the rest stays as it is."""
    assert decode_transfer(TEXT, "uue")[0] == TEXT
    body = encode_uu(b"x" * 45) + b""
    decoded, defects = decode_transfer(body.replace(b"`\nend\n", b"\xff\xff\nmore\n"), "uue")
    assert decoded == b"x" * 45 + b"\xff\xff\nmore\n"
    assert defects == ("transfer: uuencoded data is damaged",)


@pytest.mark.parametrize("encoding", ["base64", "quotedprintable", "uuencode", ""])
@pytest.mark.parametrize("body", [b"=\n", b"=", b"A=\n", b"M" + b"a" * 60 + b"\n", b"begin 644 x\n", b" ", b"\n"])
def test_linear(encoding: str, body: bytes) -> None:
    """Two megabytes of what is hard to decode."""
    start = time.process_time()
    decode_transfer(body * (2_000_000 // len(body)), encoding)
    assert time.process_time() - start < 10
