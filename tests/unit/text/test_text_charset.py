"""Which characters some bytes are: labels as browsers take them, and bytes that contradict theirs."""

import pytest

from jrld.text import decode, find_declared_charset

RUSSIAN = "Шагающие люди вышли из дома и пошли к реке"
ENGLISH = "The Duma’s “cloakroom” – it wins"


@pytest.mark.parametrize(
    ("text", "charset", "label"),
    [
        (ENGLISH, "cp1252", "iso-8859-1"),
        (ENGLISH, "cp1252", "ISO_8859-1"),
        (ENGLISH, "cp1252", "latin1"),
        (ENGLISH, "cp1252", "windows-1252"),
        (ENGLISH, "utf-8", "utf-8"),
        (ENGLISH, "utf-8", "UTF8"),
        (ENGLISH, "utf-8-sig", "utf-8"),
        (ENGLISH, "utf-16", "utf-16"),
        (ENGLISH, "utf-16-le", "utf-16le"),
        (ENGLISH, "utf-16-be", "utf-16be"),
        (ENGLISH, "utf-7", "utf-7"),
        ("Žižek, Wałęsa", "iso8859-2", "iso-8859-2"),
        ("Žižek, Wałęsa", "cp1250", "windows-1250"),
        ("Ağrı, İzmir", "cp1254", "iso-8859-9"),
        ("Ελλάδα", "iso8859-7", "iso-8859-7"),
        (RUSSIAN, "koi8-r", "KOI8-R"),
        (RUSSIAN, "koi8-u", "koi8-u"),
        (RUSSIAN, "cp1251", "windows-1251"),
        (RUSSIAN, "cp1251", "cp1251"),
        (RUSSIAN, "iso8859-5", "iso-8859-5"),
        (RUSSIAN, "cp866", "ibm866"),
        (RUSSIAN, "mac-cyrillic", "x-mac-cyrillic"),
        ("朱镕基", "gbk", "gb2312"),
        ("朱镕基", "gb18030", "gb18030"),
        ("北方領土", "iso2022_jp", "iso-2022-jp"),
        ("北方領土", "cp932", "shift_jis"),
        ("北方領土", "euc_jp", "euc-jp"),
        ("한국", "cp949", "euc-kr"),
        ("臺灣", "big5", "big5"),
        ("你好", "hz", "hz-gb-2312"),
    ],
)
def test_declared(text: str, charset: str, label: str) -> None:
    """A label that can be true is believed, as browsers mean it: latin-1 is windows-1252, gb2312 is gb18030."""
    assert decode(text.encode(charset), label) == (text, ())


@pytest.mark.parametrize(
    ("text", "charset", "label"),
    [
        (ENGLISH, "cp1252", None),
        (ENGLISH, "cp1252", "us-ascii"),
        (ENGLISH, "cp1252", "utf-8"),
        (ENGLISH, "cp1252", "no-such-charset"),
        (ENGLISH, "utf-8", None),
        (ENGLISH, "utf-8", "us-ascii"),
        (ENGLISH, "utf-8", "iso-8859-1"),
        ("café", "utf-8", "windows-1252"),
        (RUSSIAN, "utf-8", "koi8-r"),
        (RUSSIAN, "utf-8", "windows-1251"),
        (RUSSIAN, "koi8-r", None),
        (RUSSIAN, "koi8-r", "iso-8859-1"),
        (RUSSIAN, "koi8-r", "us-ascii"),
        (RUSSIAN, "koi8-r", "windows-1251"),
        (RUSSIAN, "koi8-r", "utf-8"),
        (RUSSIAN, "cp1251", None),
        (RUSSIAN, "cp1251", "iso-8859-1"),
        (RUSSIAN, "cp1251", "koi8-r"),
        (RUSSIAN, "cp1251", "koi8-u"),
        (RUSSIAN, "cp1251", "utf-8"),
        (RUSSIAN.upper(), "koi8-r", None),
        (RUSSIAN.upper(), "cp1251", None),
        ("Новости Полтавы", "cp1251", None),
        ("Новости Полтавы", "koi8-r", None),
    ],
)
def test_contradicted(text: str, charset: str, label: str | None) -> None:
    """A label that the bytes contradict is not believed, and that is said once."""
    found, defects = decode(text.encode(charset), label)
    assert found == text
    assert len(defects) == 1
    assert defects[0].startswith("charset: ")
    assert (label or "no charset given") in defects[0]


@pytest.mark.parametrize(
    "text",
    [
        "Déjà vu à Orléans, où l'été est brûlant",
        "Größe, Übermut, Straße, Äußerung",
        "Åslund, Skåne, Malmö och Öresund",
        "“One” – ‘two’ — three… £70 €80",
        "A line…”\n“Another—”",
        "São Paulo, Córdoba, ¿qué?",
    ],
)
@pytest.mark.parametrize("label", [None, "us-ascii", "iso-8859-1", "utf-8"])
def test_western_is_not_taken_for_russian(text: str, label: str | None) -> None:
    """French, German and smart quotes in windows-1252 are no Cyrillic, whatever the label."""
    assert decode(text.encode("cp1252"), label)[0] == text


@pytest.mark.parametrize("label", [None, "utf-8", "us-ascii", "iso-8859-1", "koi8-r"])
@pytest.mark.parametrize("text", [RUSSIAN, "Åslund’s “so” – and on"])
def test_utf8_with_a_broken_byte(text: str, label: str | None) -> None:
    """UTF-8 that was cut, or into which a byte of windows-1252 was pasted, is UTF-8 still, but for that byte."""
    pasted, defects = decode(text.encode() + b" It\x92s.", label)
    assert pasted == f"{text} It’s."
    assert defects
    cut, _ = decode(text.encode() + "ж".encode()[:1], label)
    assert cut.startswith(text)


@pytest.mark.parametrize("label", [None, "utf-8", "koi8-r", "utf-16", "no-such-charset", "", "x" * 1_000])
def test_ascii_needs_no_charset(label: str | None) -> None:
    """Plain English is what it is under every label, and nothing had to be guessed."""
    assert decode(b"The Duma votes; 20 = 20.", label) == ("The Duma votes; 20 = 20.", ())


@pytest.mark.parametrize(
    "label", ["zlib", "base64", "idna", "punycode", "rot13", "undefined", "mbcs", "unicode_escape", "\0", "é"]
)
def test_codecs_that_are_no_charsets(label: str) -> None:
    """Python knows codecs that are slow, or no charset at all: a label never reaches them."""
    assert decode(b"caf\xe9 \\u0041", label)[0] == "café \\u0041"


@pytest.mark.parametrize(
    ("payload", "label", "text"),
    [
        (b"abc\x81", "windows-1252", "abc\ufffd"),
        ("北方領土".encode("iso2022_jp") + b" \x1b$B\x30", "iso-2022-jp", "北方領土 \ufffd"),
        (b"+AOk", "utf-7", "é"),
        (b"a\xff\xfe", "utf-16", "aÿþ"),
    ],
)
def test_what_no_charset_explains(payload: bytes, label: str, text: str) -> None:
    """It is replaced, never raised."""
    assert decode(payload, label)[0] == text


def test_label_in_a_defect_is_harmless() -> None:
    """A label is quoted in part, in characters that a log can show."""
    (defect,) = decode(b"caf\xe9", "x\n\x1b[31m" + "y" * 100)[1]
    assert defect == "charset: labelled x??[31m" + "y" * 33 + ", read as cp1252"


@pytest.mark.parametrize(
    ("page", "charset"),
    [
        (b'<meta charset="koi8-r">', "koi8-r"),
        (b"<meta charset = koi8-r>", "koi8-r"),
        (b'<META HTTP-EQUIV="Content-Type" CONTENT="text/html; CHARSET=windows-1251">', "windows-1251"),
        (b'<?xml version="1.0" encoding="iso-8859-5"?>', "iso-8859-5"),
        (b"<html><body>no charset here</body>", None),
        (b" " * 10_000 + b"<meta charset=koi8-r>", None),
        (b"", None),
    ],
)
def test_declared_by_the_page(page: bytes, charset: str | None) -> None:
    """Near the start, with or without quotes, or in the XML declaration."""
    assert find_declared_charset(page) == charset
