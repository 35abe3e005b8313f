"""How nouns of the model become values of columns, and back. Pure."""

import re
import zlib
from typing import Any

from jrld.model import Article, Issue, Mail

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def pack(content: bytes) -> tuple[bytes, str]:
    """Bytes as stored, and the name of how: "zlib", or "identity" where that saves nothing."""
    packed = zlib.compress(content, 6)
    return (packed, "zlib") if len(packed) < len(content) else (content, "identity")


def unpack(raw: bytes, encoding: str) -> bytes:
    return zlib.decompress(raw) if encoding == "zlib" else raw


def scrub(words: str | None) -> str | None:
    """Words about a message (a header, a reason) made storable: they must never hinder that it is kept."""
    return None if words is None else _UNSTORABLE.sub("\ufffd", words)


def headers(mail: Mail | None) -> dict[str, Any]:
    """The columns of a message that its mail fills."""
    if mail is None:
        return {}
    name, email = mail.senders[0] if mail.senders else ("", "")
    sender = f"{name} <{email}>" if name and email else name or email
    return {
        "message_id": scrub(mail.message_id),
        "subject": scrub(mail.subject),
        "sender": scrub(sender) or None,
        "sent_at": mail.date,
    }


def issue_columns(issue: Issue) -> dict[str, Any]:
    """The columns of an issue that it fills itself."""
    return {
        "digest": issue.digest,
        "format": issue.format,
        "ref": issue.ref,
        "label": issue.label,
        "year": issue.year,
        "number": issue.number,
        "date": issue.date,
        "verdict": issue.verdict.value,
        "warnings": [
            {"code": warning.code, "message": warning.message, "span": list(warning.span) if warning.span else None}
            for warning in issue.warnings
        ],
        "text": issue.text,
        "carrier": issue.carrier,
        "segments": [[segment.part.value, *segment.span, segment.position] for segment in issue.segments],
        "coverage": issue.coverage,
    }


def article_columns(article: Article) -> dict[str, Any]:
    """The columns that an article and its occurrence share."""
    return {
        "title": article.title,
        "authors": list(article.authors),
        "source": article.source,
        "published": article.published,
        "url": article.url,
        "kind": article.kind.value,
        "language": article.language,
    }


def occurrence_columns(article: Article) -> dict[str, Any]:
    """The columns of an occurrence that the article fills itself."""
    return {
        "position": article.position,
        "label": article.label,
        "ref": article.ref,
        **article_columns(article),
        "source_printed": article.source_printed,
        "span_start": article.span.start,
        "span_end": article.span.end,
        "body_start": article.body_span.start,
        "body_end": article.body_span.end,
        "excerpt": article.excerpt,
        "notes": list(article.notes),
        "rights": article.rights,
        "origins": article.origins,
    }
