"""What carriers did to the characters, undone; and what only looks like it, left alone."""

import time

import pytest

from jrld.text import clean, repair_quoted_printable, scrub
from jrld.text.repair import repair_mac_quotes, repair_mojibake

# --- scrub, clean ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "scrubbed"),
    [
        ("a\r\nb\rc\n", "a\nb\nc\n"),
        ("a\r\r\nb", "a\n\nb"),
        ("a\0b\x07\x1b[31m\x7f", "ab[31m"),
        ("a\tb  c \n", "a\tb  c \n"),
        ("a\x0bb\x0cc\u2028d\u2029e", "a\nb\nc\nd\ne"),
        ("Putin\x92s \x93so\x94 \x96 \x80", "Putin’s “so” – €"),
        ("a\x81b\x85", "a\ufffdb…"),
        ("\ud83d\ude00 \ud800 \udc00", "😀 \ufffd \ufffd"),
        ("Юра – “so”…", "Юра – “so”…"),
        ("", ""),
    ],
)
def test_scrub(text: str, scrubbed: str) -> None:
    """One line end, no controls, no lone surrogates; spaces, tabs and letters stay. Twice is as once."""
    assert scrub(text) == scrubbed
    assert scrub(scrubbed) == scrubbed


def test_clean_says_what_it_did() -> None:
    """Repairs are named, what is usual (CRLF) is not."""
    assert clean("\ufeffa\r\nb") == ("a\nb", ())
    assert clean("a\0b") == ("ab", ("text: NUL removed",))
    assert clean("It\x92s") == ("It’s", ("text: C1 controls read as windows-1252",))
    assert clean("Itâ€™s") == ("It’s", ("text: UTF-8 had been read as windows-1252, undone",))


# --- mojibake --------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["Putin’s “so” – and…", "£70 a day, ‘so’", "Åslund’s café", "Юра’s", "€"])
@pytest.mark.parametrize("charset", ["cp1252", "latin-1"])
def test_mojibake(text: str, charset: str) -> None:
    """UTF-8 read as windows-1252 or as latin-1 is read again."""
    handler = "surrogateescape"
    broken = "".join(
        bytes([octet]).decode(charset, handler) if octet not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else chr(octet)
        for octet in text.encode()
    )
    assert repair_mojibake(broken) == text


def test_mojibake_of_accents() -> None:
    """Three of `Ã©` and little else are evidence; one may be meant."""
    assert repair_mojibake("cafÃ©, OrlÃ©ans, naÃ¯ve") == "café, Orléans, naïve"
    assert repair_mojibake("The letter Ã© was shown") == "The letter Ã© was shown"


@pytest.mark.parametrize(
    "text",
    [
        "Åslund’s £70",
        "«Ещё» – “so”",
        "naïve coöperation",
        "Ünïcödé",
        "ÂB",
        "Ã",
        "â€",
        "100 € – 200 £",
        "½ × ¾",
        "日本語",
    ],
)
def test_what_is_no_mojibake(text: str) -> None:
    """Accents, quotes and signs as people write them stay."""
    assert repair_mojibake(text) == text


# --- quoted-printable ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "decoded"),
    [
        ("Medvedev=92s plan, Putin=92s answer", "Medvedev’s plan, Putin’s answer"),
        ("He said =93so=94 and =93no=94.", "He said “so” and “no”."),
        ("Putin=E2=80=99s =E2=80=9Cso=E2=80=9D", "Putin’s “so”"),
        ("a caf=E9 and a caf=C3=A9 =96 it=92s", "a café and a café – it’s"),
        ("costs =A370 or =A380.", "costs £70 or £80."),
        ("Jos=E9 met Jos=E9, and =C5slund", "José met José, and Åslund"),
        ("no doubt?=94 she said, =93not at=85=94 he=92s", "no doubt?” she said, “not at…” he’s"),
        ("one=20\ntwo=20\nthree", "one \ntwo \nthree"),
        (
            "A line that an encoder broke in the middle of a word, since it had seventy-s=\nix characters, "
            "and the next one as well, for the same reason: it was too lo=\nng by far.",
            "A line that an encoder broke in the middle of a word, since it had seventy-six characters, "
            "and the next one as well, for the same reason: it was too long by far.",
        ),
        ("It=92s 2+2=3D4, isn=92t it", "It’s 2+2=4, isn’t it"),
    ],
)
def test_undecoded(text: str, decoded: str) -> None:
    """Evident quoted-printable is decoded, UTF-8 as well as windows-1252."""
    assert repair_quoted_printable(text) == (decoded, ("text: quoted-printable had not been decoded, done",))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "One=92s not enough.",
        "if a=20 and b=30 then c=40",
        "x=AB\ny=CD\nz=EF",
        "http://a.example/?id=92&x=93&y=E9 and http://b.example/?q=E2=80=99",
        "http://a.example/page=\nhttp://b.example/page=\n",
        "==============\n====\n",
        "x = 10\ny = 20\nname=value\nMedvedev=92s and Putin=92s",
        "width=100 height=200 SIZE=20\nCOLOR=FF",
    ],
)
def test_what_is_no_quoted_printable(text: str) -> None:
    """Equations, rules, queries and settings have equals signs too."""
    assert repair_quoted_printable(text) == (text, ())


def test_addresses_keep_their_queries() -> None:
    """In an address only =3D is decoded: `id=92` is what it was."""
    text = "Putin=92s and Medvedev=92s: http://a.example/?id=3D92&n=93 and www.b.example/x=E9, =93so=94"
    decoded, _ = repair_quoted_printable(text)
    assert decoded == "Putin’s and Medvedev’s: http://a.example/?id=92&n=93 and www.b.example/x=E9, “so”"


@pytest.mark.parametrize(
    ("before", "word"),
    [
        (1, "<=93so=94"),
        (1, '"=93so=94'),
        (0, "http://a.example/<=93so=94"),
        (0, "http://a.example/ =93so=94"),
        (0, "really?=94 =93so=94"),
    ],
)
def test_an_address_ends_where_its_word_does(before: int, word: str) -> None:
    """Guards the look back: what follows a blank, a bracket or a mere question mark is in no address."""
    text = "http://a.example/ " * before + word + " It=92s, he=92s"
    decoded, _ = repair_quoted_printable(text)
    assert decoded == text.replace("=92", "’").replace("=93", "“").replace("=94", "”")


def test_an_address_that_an_encoder_broke() -> None:
    """Guards the short cut for texts without addresses: here there is one only once the lines are joined."""
    text = "It=92s Putin=92s: http:=\n//a.example/id=3D92"
    assert repair_quoted_printable(text)[0] == "It’s Putin’s: http://a.example/id=92"


@pytest.mark.parametrize("before", ["", "http://a.example/ doubt? "])
@pytest.mark.parametrize("repeated", ["=20\n", "It=92s ", "a=92a", "?x=92a", "<<<?=20\n", "?????a=92a"])
def test_a_megabyte_of_escapes(before: str, repeated: str) -> None:
    """Guards the time for a text of nothing but escapes, of which a mail may hold 8 MB: it was 4 to 9 s a MB.

    CPU time, and several times what it takes, for machines that are slow.
    """
    text = before + repeated * (500_000 // len(repeated))
    started = time.process_time()
    repair_quoted_printable(text)
    assert time.process_time() - started < 1.5


# --- windows-1252 read as MacRoman ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("damaged", "mended"),
    [
        ("Americaís plan and Putinís men", "America’s plan and Putin’s men"),
        ("ìWe canít,î said Putinís aide Schˆnfeld ñ and left", "“We can’t,” said Putin’s aide Schönfeld – and left"),
        ("Americaís Ángel García, Putinís man – and café", "America’s Ángel García, Putin’s man – and café"),
        ("Putinís only one", "Putinís only one"),
        ("García's plan, and Díaz's", "García's plan, and Díaz's"),
    ],
)
def test_quotes_of_a_macintosh(damaged: str, mended: str) -> None:
    """Guards issue 5539: two such apostrophes are evidence; letters and dashes that are right stay."""
    assert repair_mac_quotes(damaged) == mended
