"""The tree of parts: what belongs to which, whatever is missing or broken."""

import pytest

from jrld.errors import MessageError
from jrld.mime.entity import Entity, read_entity
from jrld.mime.limits import DEEPEST, MOST_ENTITIES, Budget


def read(raw: bytes) -> Entity:
    return read_entity(raw, 0, len(raw), Budget())


def multipart(boundary: str, *parts: bytes, subtype: str = "mixed", end: bytes = b"\n") -> bytes:
    """A multipart of these parts, each with its header."""
    mark = b"--" + boundary.encode()
    head = f'Content-Type: multipart/{subtype}; boundary="{boundary}"'.encode() + end + end
    return head + b"".join(mark + end + part + end for part in parts) + mark + b"--" + end


def bodies(entity: Entity) -> list[bytes]:
    return [child.body for child in entity.children]


def test_parts() -> None:
    """Each part is its bytes without the line end that is the boundary's; preamble and epilogue are no parts."""
    for end in (b"\n", b"\r\n"):
        raw = multipart(
            "b", end + b"one", end + b"two" + end, b"Content-Type: text/html" + end + end + b"three", end=end
        )
        raw = raw.replace(b"--b", b"preamble" + end + b"--b", 1) + b"epilogue" + end
        entity = read(raw)
        assert bodies(entity) == [b"one", b"two" + end, b"three"]
        assert [child.is_html for child in entity.children] == [False, False, True]
        assert list(entity.iter_defects()) == []


@pytest.mark.parametrize(
    "boundary",
    ["b", "-", "--", "'()+_,-./:=?", "b b", "=_alt_290713", "x" * 70, "a.*[b]", "\u00e9".encode().decode("latin-1")],
)
def test_boundaries(boundary: str) -> None:
    """Any characters, none of them special to a pattern; longer lines that only begin with it are text."""
    mark = f"--{boundary}".encode("latin-1")
    body = b"one\n" + mark + b"x\n x" + mark + b"\n" + mark + b"---"
    raw = f'Content-Type: multipart/mixed; boundary="{boundary}"\n\n'.encode("latin-1")
    raw += mark + b"\n\n" + body + b"\n" + mark + b" \t\n\ntwo\n" + mark + b"--\n"
    assert bodies(read(raw)) == [body, b"two"]


@pytest.mark.parametrize(
    "kind",
    [
        b"multipart/mixed; boundary=b",
        b'Multipart/MIXED; charset=x; BOUNDARY = "b"',
        b"multipart/mixed;\n\tboundary=b",
        b'multipart/mixed; boundary*0="b"',
        b"multipart/mixed; boundary*=us-ascii''b",
        b'multipart/mixed; name="a;boundary=c"; boundary="b"',
        b"multipart/mixed; boundary=b; boundary=c",
    ],
)
def test_ways_to_declare_a_boundary(kind: bytes) -> None:
    """Quoted or not, in any case, folded, in pieces and encoded (RFC 2231); the first of two counts."""
    assert bodies(read(b"Content-Type: " + kind + b"\n\n--b\n\none\n--b--\n")) == [b"one"]


def test_boundary_in_pieces() -> None:
    """RFC 2231 cuts long values: the pieces are joined in the order of their numbers."""
    kind = b'Content-Type: multipart/mixed; boundary*1="cd"; boundary*0="ab"; boundary*2*=%65'
    assert bodies(read(kind + b"\n\n--abcde\n\none\n--abcde--\n")) == [b"one"]


def test_nested() -> None:
    """An outer boundary ends inner multiparts that were not closed."""
    inner = b'Content-Type: multipart/alternative; boundary="i"\n\n--i\n\none\n--i\n\ntwo'
    entity = read(multipart("o", inner, b"\nthree"))
    assert bodies(entity.children[0]) == [b"one", b"two"]
    assert entity.children[1].body == b"three"
    assert list(entity.iter_defects()) == ["mime: a multipart is not closed"]


def test_cut_off() -> None:
    """A mail that ends in the middle keeps its last part."""
    assert bodies(read(multipart("b", b"\none", b"\ntwo").removesuffix(b"\n--b--\n"))) == [b"one", b"two"]


def test_parts_behind_the_end() -> None:
    """Where the closing boundary comes too early, the parts behind it are parts all the same."""
    raw = multipart("b", b"\none") + b"--b\n\ntwo\n--b--\n"
    assert bodies(read(raw)) == [b"one", b"two"]


@pytest.mark.parametrize(
    "kind", [b"multipart/mixed", b"multipart/alternative; boundary=", b'multipart/mixed; boundary="a"']
)
def test_no_boundary(kind: bytes) -> None:
    """Without its boundary, or with one that does not come, a multipart is the text that it holds."""
    entity = read(b"Content-Type: " + kind + b"\n\nOnly text.\n")
    assert (entity.is_text, entity.body) == (True, b"Only text.\n")
    assert entity.defects == ("mime: a multipart without its boundary, read as text",)


@pytest.mark.parametrize("kind", [b"multipart/mixed", b'multipart/mixed; boundary="a"'])
def test_guessed_boundary(kind: bytes) -> None:
    """Where the body evidently has parts, their boundary is taken from it."""
    raw = b"Content-Type: " + kind + b"\n\n--=_x1\r\nContent-Type: text/html\r\n\r\none\r\n--=_x1--\r\n"
    entity = read(raw)
    assert bodies(entity) == [b"one"]
    assert entity.defects == ("mime: a multipart's boundary had to be guessed",)


def test_empty_multipart() -> None:
    """A multipart that is only its closing boundary, or nothing at all, has no parts and does not fail."""
    for raw in (b"--b--\n", b"--b--", b"", b"\n"):
        assert read(b"Content-Type: multipart/mixed; boundary=b\n\n" + raw).children == ()


def test_digest_members_are_messages() -> None:
    """In multipart/digest, a part that says nothing else is a message (RFC 2046, section 5.1.5)."""
    entity = read(multipart("b", b"\nSubject: x\n\none", b"Content-Type: text/plain\n\ntwo", subtype="digest"))
    assert [child.is_message for child in entity.children] == [True, False]


@pytest.mark.parametrize(
    ("head", "is_text", "is_html", "is_message", "is_attached"),
    [
        (b"", True, False, False, False),
        (b"Content-Type: text/html", True, True, False, False),
        (b"Content-Type: text", True, False, False, False),
        (b"Content-Type: nonsense; charset=x", True, False, False, False),
        (b"Content-Type: text/x-unheard-of", True, False, False, False),
        (b"Content-Type: text/calendar", False, False, False, False),
        (b"Content-Type: application/pdf", False, False, False, False),
        (b"Content-Type: text/plain; name=issue.txt", True, False, False, False),
        (b"Content-Type: text/plain\nContent-Disposition: inline; filename=a.txt", True, False, False, False),
        (b"Content-Type: text/plain\nContent-Disposition: attachment", True, False, False, True),
        (b"Content-Type: text/plain\nContent-Disposition: unheard-of", True, False, False, True),
        (b"Content-Type: message/rfc822", False, False, True, False),
        (b"Content-Type: application/octet-stream; name=a.eml", False, False, True, True),
        (b"Content-Type: application/octet-stream\nContent-Disposition: x; filename=a.HTM", True, True, False, True),
        (b"Content-Type: application/octet-stream; name=a.exe", False, False, False, True),
    ],
    ids=lambda value: value.decode() if isinstance(value, bytes) else "",
)  # fmt: skip
def test_what_a_part_is(head: bytes, is_text: bool, is_html: bool, is_message: bool, is_attached: bool) -> None:
    """A text with a name is no attachment for that; a file of no type is what its name says."""
    entity = read(head + b"\n\nbody\n")
    assert (entity.is_text, entity.is_html) == (is_text, is_html)
    assert (entity.is_message, entity.is_attached) == (is_message, is_attached)


def nest(depth: int) -> bytes:
    return b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (k, k) for k in range(depth)) + b"\nx"


def test_depth_is_bounded() -> None:
    """Mails have a handful of levels; thousands are an attack on whoever recurses."""
    entity = read(nest(DEEPEST))
    while entity.children:
        entity = entity.children[0]
    assert entity.body == b"x"
    for depth in (DEEPEST + 1, 1_200, 50_000):
        with pytest.raises(MessageError) as error:
            read(nest(depth))
        assert error.value.code == "nesting"


def test_number_of_parts_is_bounded() -> None:
    """Too many parts are refused before they are all looked at: on one level, and on several together."""
    head = b"Content-Type: multipart/mixed; boundary=b\n\n"
    assert len(read(head + b"--b\n\nx\n" * (MOST_ENTITIES - 1)).children) == MOST_ENTITIES - 1
    level = b"--o\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * (MOST_ENTITIES // 10)
    for raw in (
        head + b"--b\n\nx\n" * 20_000,
        b"Content-Type: multipart/mixed; boundary=o\n\n" + level * 11,
        head + b"--b\n" * 1_000_000,
    ):
        with pytest.raises(MessageError) as error:
            read(raw)
        assert error.value.code == "parts"
