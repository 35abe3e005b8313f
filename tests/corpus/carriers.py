"""A made-up issue as the raw bytes of a mail, in each way in which JRL travels: RFC 5322, 2045-2049, 3676."""

import random
from base64 import encodebytes
from binascii import b2a_qp
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from email.header import Header
from email.utils import format_datetime
from hashlib import sha256
from itertools import pairwise
from unicodedata import combining, normalize

from .layout import Style, show_piece
from .markup import show_html
from .names import pick
from .prose import set_quotes
from .truth import TrueIssue

Headers = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Entity:
    """A MIME entity: its own headers, and its body as it travels. Lines end in a line feed until all is written."""

    headers: tuple[tuple[str, str], ...]
    body: bytes

    def write(self) -> bytes:
        return b"".join(f"{name}: {value}\n".encode() for name, value in self.headers) + b"\n" + self.body


# --- text and its encodings ----------------------------------------------------------------------


def _to_ascii(text: str) -> str:
    """As a mailer of the 1990s leaves it: straight quotes, no accents, a question mark for a pound sign."""
    plain = "".join(c for c in normalize("NFKD", set_quotes(text, "plain")) if not combining(c))
    return plain.encode("ascii", "replace").decode()


def _is_encodable(text: str, charset: str) -> bool:
    try:
        text.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def _typed(subtype: str, charset: str, encoding: str, body: bytes, extra: str = "") -> Entity:
    kind = f"text/{subtype}; charset={charset}{extra}"
    return Entity((("Content-Type", kind), ("Content-Transfer-Encoding", encoding)), body)


def make_qp(text: str, charset: str = "utf-8", subtype: str = "plain") -> Entity:
    return _typed(subtype, charset, "quoted-printable", b2a_qp(text.encode(charset), istext=True))


def make_base64(text: str, charset: str = "utf-8", subtype: str = "plain") -> Entity:
    return _typed(subtype, charset, "base64", encodebytes(text.replace("\n", "\r\n").encode(charset)))


def make_7bit(text: str) -> Entity:
    if not _is_encodable(text, "cp1252"):
        return make_base64(text)
    return _typed("plain", "us-ascii", "7bit", _to_ascii(text).encode())


def make_mislabelled(text: str, subtype: str = "plain") -> Entity:
    """Windows-1252 that says it is ISO-8859-1; text that is neither travels as UTF-8."""
    if not _is_encodable(text, "cp1252"):
        return _typed(subtype, "utf-8", "8bit", text.encode())
    return _typed(subtype, '"iso-8859-1"', "8bit", text.encode("cp1252"))


def make_undecoded(text: str) -> Entity:
    """Quoted-printable that somebody passed on as plain text: Medvedev=92s."""
    if not _is_encodable(text, "cp1252"):
        return make_base64(text)
    codes = (c if c.isascii() else f"={c.encode('cp1252')[0]:02X}" for c in text)
    return _typed("plain", "us-ascii", "7bit", "".join(codes).encode())


def make_koi8(text: str) -> Entity:
    kept = "".join(c if _is_encodable(c, "koi8-r") else _to_ascii(c) for c in set_quotes(text, "plain"))
    return _typed("plain", "koi8-r", "8bit", kept.encode("koi8-r"))


def make_flowed(issue: TrueIssue) -> Entity:
    """RFC 3676: a line that ends in a space goes on in the next."""
    lines = []
    for piece in issue.pieces:
        end = " \n" if piece.style in (Style.PARAGRAPH, Style.ENTRY) else "\n"
        text = show_piece(piece, issue.wrapping).rstrip("\n")
        rows = [row.rstrip() for row in text.split("\n")]
        stuffed = [f" {row}" if row.startswith((" ", ">", "From ")) else row for row in rows]
        lines.append(end.join(stuffed) + "\n" * (1 + piece.gap))
    return _typed("plain", "utf-8", "8bit", "".join(lines).encode(), "; format=flowed")


def make_html(issue: TrueIssue, style: str | None = None) -> Entity:
    text = show_html(issue, style)
    return make_mislabelled(text, "html") if issue.year < 2006 else make_qp(text, "utf-8", "html")


def join_parts(subtype: str, parts: Sequence[Entity], boundary: str, preamble: str = "") -> Entity:
    body = preamble.encode() + b"".join(f"--{boundary}\n".encode() + part.write() + b"\n" for part in parts)
    kind = f'multipart/{subtype}; boundary="{boundary}"'
    return Entity((("Content-Type", kind),), body + f"--{boundary}--\n".encode())


# --- headers -------------------------------------------------------------------------------------

EDITOR_1997 = "David Johnson <davidjohnson@erols.com>"
EDITOR_2004 = "David Johnson <davidjohnson@starpower.net>"
FOOTER = """
_______________________________________________
OS mailing list
LISTS: os@lists.example.org
https://lists.example.org/mailman/listinfo/os
"""
STUB = "This message is in HTML. Please view it in a mail program that shows HTML, or in your browser:\nhttp://mail.example/view\n"


def _encode_header(text: str) -> str:
    return text if text.isascii() else Header(text, "utf-8", maxlinelen=200).encode()


def make_headers(issue: TrueIssue, rng: random.Random, subject: str, sender: str | None = None) -> Headers:
    """The headers of one sending: another `rng`, another hour and another Message-ID."""
    zone = timezone(timedelta(hours=-5 if issue.date.month in (11, 12, 1, 2, 3) else -4))
    noon = datetime(issue.date.year, issue.date.month, issue.date.day, 10, tzinfo=zone)
    sent = noon + timedelta(seconds=int(rng.random() * 8 * 3600))
    mark = f"{sent:%Y%m%d%H%M%S}.{int(rng.random() * 16**10):010x}"
    editor = sender or (EDITOR_1997 if issue.year < 2004 else EDITOR_2004)
    return [
        ("Return-Path", f"<{editor.split('<')[1]}"),
        *_trace(sent, mark[-10:]),
        ("Message-ID", f"<{mark}@mail.example.net>"),
        ("Date", format_datetime(sent)),
        ("From", editor),
        ("To", "recipient, list, suppressed:;"),
        ("Subject", _encode_header(subject)),
    ]


def _trace(sent: datetime, mark: str) -> Headers:
    """What servers write above a mail on its way, as the years have it: hops, then signatures and their verdicts."""
    hops = ("imap.example.org", "mx.example.org", "relay.example.net", "mail.example.net", "editor.example.com")
    fields = [
        (
            "Received",
            f"from {origin} ({origin} [192.0.2.{n}])\n\tby {host} with ESMTP id {mark}{n}\n"
            f"\tfor <reader@example.org>; {format_datetime(sent + timedelta(seconds=40 - 10 * n))}",
        )
        for n, (host, origin) in enumerate(pairwise(hops))
    ]
    signature = "\n\t".join(sha256(f"{mark}{n}".encode()).hexdigest() for n in range(4))
    if sent.year >= 2008:
        fields += [
            (
                "Received-SPF",
                "pass (mx.example.org: domain of list@example.net designates 192.0.2.2 as permitted sender)",
            ),
            ("Authentication-Results", "mx.example.org;\n\tspf=pass smtp.mailfrom=list@example.net;\n\tdkim=pass"),
            ("DKIM-Signature", f"v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.net; s=k1;\n\tb={signature}"),
        ]
    if sent.year >= 2018:
        fields += [
            ("ARC-Seal", f"i=1; a=rsa-sha256; t=1; cv=none; d=example.org; s=arc;\n\tb={signature}"),
            ("ARC-Message-Signature", f"i=1; a=rsa-sha256; d=example.org; s=arc;\n\tb={signature}"),
            ("ARC-Authentication-Results", "i=1; mx.example.org;\n\tspf=pass;\n\tdkim=pass header.i=@example.net"),
        ]
    return fields


def write_message(headers: Headers, entity: Entity) -> bytes:
    return Entity((*headers, ("MIME-Version", "1.0"), *entity.headers), entity.body).write()


# --- transports ----------------------------------------------------------------------------------


def _boundary(rng: random.Random) -> str:
    return f"----=_Part_{int(rng.random() * 10**8):08}.{int(rng.random() * 10**8):08}"


def _alternative(issue: TrueIssue, rng: random.Random) -> Entity:
    return join_parts("alternative", (make_qp(issue.text), make_html(issue)), _boundary(rng))


def _stub(issue: TrueIssue, rng: random.Random) -> Entity:
    return join_parts("alternative", (make_7bit(STUB), make_html(issue, "campaign")), _boundary(rng))


def _forward_block(issue: TrueIssue, rng: random.Random) -> str:
    fields = dict(make_headers(issue, rng, issue.subject))
    return pick(
        rng,
        (
            "-----Original Message-----\nFrom: {From}\nSent: {Date}\nTo: {To}\nSubject: {Subject}\n\n",
            "---------- Forwarded message ----------\nFrom: {From}\nDate: {Date}\nSubject: {Subject}\nTo: {To}\n\n",
            "Begin forwarded message:\n\nFrom: {From}\nDate: {Date}\nTo: {To}\nSubject: {Subject}\n\n",
        ),
    ).format_map({**fields, "Subject": issue.subject})


def _forward(issue: TrueIssue, rng: random.Random) -> Entity:
    return make_qp(f"FYI\n\n{_forward_block(issue, rng)}{issue.text}")


def _forward_quoted(issue: TrueIssue, rng: random.Random) -> Entity:
    lines = (_forward_block(issue, rng) + issue.text).splitlines()
    return make_qp("Worth a look.\n\n" + "".join(f"> {line}".rstrip() + "\n" for line in lines))


def _attach(issue: TrueIssue, rng: random.Random) -> Entity:
    inner = write_message(make_headers(issue, rng, issue.subject), make_qp(issue.text))
    attached = Entity((("Content-Type", "message/rfc822"), ("Content-Disposition", "attachment")), inner)
    return join_parts("mixed", (make_7bit("See attached.\n"), attached), _boundary(rng))


def _footer_part(issue: TrueIssue, rng: random.Random) -> Entity:
    return join_parts("mixed", (make_mislabelled(issue.text), make_7bit(FOOTER)), _boundary(rng))


Carrier = Callable[[TrueIssue, random.Random], Entity]
_CARRIERS: dict[str, Carrier] = {
    "7bit": lambda issue, _: make_7bit(issue.text),
    "8bit-mislabelled": lambda issue, _: make_mislabelled(issue.text),
    "utf8-8bit": lambda issue, _: _typed("plain", "utf-8", "8bit", issue.text.encode()),
    "utf8-qp": lambda issue, _: make_qp(issue.text),
    "utf8-base64": lambda issue, _: make_base64(issue.text),
    "undecoded-qp": lambda issue, _: make_undecoded(issue.text),
    "koi8-r": lambda issue, _: make_koi8(issue.text),
    "flowed": lambda issue, _: make_flowed(issue),
    "html": lambda issue, _: make_html(issue),
    "html-word": lambda issue, _: make_html(issue, "word"),
    "alternative": _alternative,
    "alternative-stub": _stub,
    "forward": _forward,
    "forward-quoted": _forward_quoted,
    "forward-attached": _attach,
    "list-post": lambda issue, _: make_mislabelled(issue.text + FOOTER),
    "list-footer-part": _footer_part,
}
TRANSPORTS = tuple(_CARRIERS)
_PREFIXES = {
    "forward": "Fwd: ",
    "forward-quoted": "FW: ",
    "forward-attached": "Fwd: [OS] ",
    "list-post": "[OS] ",
    "list-footer-part": "[OS] ",
}
_READER = "A Reader <reader@example.org>"


def make_mail(issue: TrueIssue, transport: str = "utf8-qp", seed: int = 0, *, crlf: bool | None = None) -> bytes:
    """The issue as a raw message; another `seed` is another sending of it. `crlf`: None leaves it to the seed.

    What a charset cannot carry is written as a mailer would write it: without accents in ASCII, else as UTF-8.
    """
    rng = random.Random(f"mail {seed} {transport} {issue.ref}")
    entity = _CARRIERS[transport](issue, rng)
    sender = _READER if transport.startswith("forward") else None
    headers = make_headers(issue, rng, _PREFIXES.get(transport, "") + issue.subject, sender)
    if transport.startswith("list"):
        headers.append(("List-Id", "<os.lists.example.org>"))
    raw = write_message(headers, entity)
    return raw.replace(b"\n", b"\r\n") if (rng.random() < 0.5 if crlf is None else crlf) else raw


def make_mbox(mails: Sequence[bytes]) -> bytes:
    """A mailbox file, mboxo: lines of a body that begin `From ` get a `>`."""
    out = []
    for mail in mails:
        lines = mail.replace(b"\r\n", b"\n").split(b"\n")
        quoted = [b">" + line if line.startswith(b"From ") else line for line in lines]
        out.append(b"From davidjohnson@erols.com Thu Jan  1 00:00:00 1998\n" + b"\n".join(quoted) + b"\n\n")
    return b"".join(out)
