"""Raw bytes as a Mail. Pure; time and memory are linear in the bytes, whatever they are.

limits      what a message may cost
fields      the header fields as bytes, and their parameters
entity      the tree of parts, as ranges of the raw bytes
transfer    base64, quoted-printable, uuencode
words       encoded words in header fields
head        subject, senders, date, …: the only use of mail-parser
part        the text of one part
readings    which parts make up the message's text, and in which order they are worth reading
digest      the messages of a multipart/digest in a row, as one more reading
"""

import re
from codecs import BOM_UTF8

from jrld.errors import MessageError
from jrld.mime.digest import Enclosed, read_digest
from jrld.mime.entity import Entity, read_entity
from jrld.mime.fields import read_fields, skip_leading
from jrld.mime.head import read_head, read_name
from jrld.mime.limits import Budget, bound_defects
from jrld.mime.part import read_page, read_part, read_plain
from jrld.mime.readings import iter_messages, iter_texts, keep_written, read_readings
from jrld.mime.transfer import decode_transfer
from jrld.model import Mail, Media

__all__ = ["parse", "parse_head"]

_CONTENT = re.compile(rb"[^\0 \t\r\n]")


def parse(raw: bytes, media: Media = Media.MESSAGE) -> Mail:
    """The mail, or the saved page, that `raw` is.

    Raises MessageError, and nothing else: `empty`; `no-text`, nothing in it can be read as text; `nesting`, `parts`,
    `too-large`, it has more than any issue has; `mime`, its header cannot be read.
    """
    if not _CONTENT.search(raw):
        raise MessageError("empty", "there is nothing in it")
    budget = Budget()
    mail = _read_whole(raw, budget, 0).mail if media is Media.MESSAGE else _read_page(raw, media, budget)
    if not mail.readings and not mail.inner:
        raise MessageError("no-text", "nothing in it can be read as text")
    return mail


def parse_head(raw: bytes, media: Media = Media.MESSAGE) -> Mail:
    """Only what the header says, so that a message that cannot be read can be named. Raises MessageError (`mime`)."""
    if media is not Media.MESSAGE:
        return Mail()
    fields, _ = read_fields(raw, skip_leading(raw, 0, len(raw)), len(raw))
    head = read_head(fields, None)
    return Mail(head.message_id, head.subject, head.senders, head.sent_on, head.date, head.list_id)


def _read_page(raw: bytes, media: Media, budget: Budget) -> Mail:
    """A page that somebody saved. Its title is its subject; it has no sender."""
    budget.spend_text(len(raw))
    if media is Media.HTML:
        title, reading, defects = read_page(raw, None, budget)
    else:
        title, (reading, defects) = None, read_plain(raw, None, budget)
    return Mail(subject=title or "", readings=keep_written([reading]), defects=bound_defects(defects))


def _read_whole(raw: bytes, budget: Budget, depth: int) -> Enclosed:
    raw = raw.removeprefix(BOM_UTF8)
    raw = raw if b"\n" in raw else raw.replace(b"\r", b"\n")  # lines of the old Macintosh
    return _read_message(raw, 0, len(raw), budget, depth)


def _read_message(raw: bytes, start: int, end: int, budget: Budget, depth: int) -> Enclosed:
    """The message that is `raw[start:end]`, with those attached to it; it may be without any text."""
    entity = read_entity(raw, skip_leading(raw, start, end), end, budget, depth)
    head = read_head(entity.fields, entity.charset)
    readings = read_readings(entity, budget)
    enclosed = {part: _read_attached(part, budget, depth + 1) for part in iter_messages(entity)}
    digest = read_digest(entity, readings.plain, readings.parts, enclosed, budget)
    inner, more = _keep_inner(entity, [found.mail for found in enclosed.values()], budget)
    mail = Mail(
        message_id=head.message_id,
        subject=head.subject,
        senders=head.senders,
        sent_on=head.sent_on,
        date=head.date,
        list_id=head.list_id,
        readings=(digest, *readings.ways) if digest else readings.ways,
        inner=inner,
        defects=bound_defects([*head.defects, *entity.iter_defects(), *readings.defects, *more]),
    )
    return Enclosed(mail, entity)


def _keep_inner(entity: Entity, mails: list[Mail], budget: Budget) -> tuple[tuple[Mail, ...], list[str]]:
    """The attached messages, and the attached texts as pages; those that say nothing are left out."""
    defects = []
    if any(True for _ in iter_texts(entity, attached=False)):  # else they are the mail's own readings
        for part in iter_texts(entity, attached=True):
            if part.end - part.start <= budget.text:
                mails.append(_read_file(part, budget))
            else:
                defects.append("mime: an attached text is too large to be read")
    written = tuple(mail for mail in mails if mail.readings or mail.inner)
    if len(written) < len(mails):
        defects.append("mime: there is no text in an attachment")
    return written, defects


def _read_attached(part: Entity, budget: Budget, depth: int) -> Enclosed:
    """An attached message; many are encoded, though RFC 2046 (section 5.2.1) forbids it."""
    if part.encoding not in ("base64", "quotedprintable"):
        return _read_message(part.raw, part.start, part.end, budget, depth)
    budget.spend_encoded(part.end - part.start)
    raw, _ = decode_transfer(part.body, part.encoding)
    return _read_whole(raw, budget, depth)


def _read_file(part: Entity, budget: Budget) -> Mail:
    """An attached text, as if it had been saved and were imported: its name is its subject."""
    reading, defects = read_part(part, budget)
    return Mail(subject=read_name(part.name), readings=keep_written([reading]), defects=bound_defects(defects))
