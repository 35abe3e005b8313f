"""What went wrong between us and a mailbox, in words that say what to do. Never repeats a secret."""

import imaplib
import re
import socket
import ssl
from collections.abc import Collection, Mapping
from difflib import get_close_matches

_LONGEST = 200  # characters of what a server said
_SHOWN_FOLDERS = 10
_SHOWN_MESSAGES = 5
_UNTRUSTED = {18, 19, 20, 21}  # X509_V_ERR_…: self-signed, self-signed in the chain, unknown issuer, no chain to one
_OTHER_NAME = {62, 64}  # X509_V_ERR_HOSTNAME_MISMATCH, …_IP_ADDRESS_MISMATCH
_NOT_TLS = (
    "WRONG_VERSION_NUMBER",
    "RECORD_LAYER_FAILURE",
    "PACKET_LENGTH_TOO_LONG",
    "UNKNOWN_PROTOCOL",
    "HTTP_REQUEST",
)

GARBAGE = (ValueError, TypeError, LookupError, AttributeError, RecursionError, OverflowError)
"""What imapclient and imaplib raise of an answer that no working server gives."""


def quote(said: object, *secrets: str) -> str:
    """What a server said, as one printable line of at most 200 characters, with every secret replaced by `…`."""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    for secret in filter(None, secrets):
        text = text.replace(secret, "…")
    text = " ".join("".join(character if character.isprintable() else " " for character in text).split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def explain(error: BaseException, seconds: float, *secrets: str) -> str:
    """The sentence for an error of the connection (not for a server's NO). `seconds`: the deadline that was set."""
    if isinstance(error, ssl.SSLError):
        return _explain_tls(error)
    if isinstance(error, socket.gaierror):
        return f"the name of the server is not known ({quote(error.strerror or error)})"
    if isinstance(error, TimeoutError):
        return f"no answer within {seconds:g} s"
    if isinstance(error, ConnectionRefusedError):
        return "connection refused: nothing listens there"
    if isinstance(error, OSError):
        return f"the connection failed ({quote(error.strerror or error)})"
    if isinstance(error, imaplib.IMAP4.abort):
        return _explain_abort(quote(error, *secrets))
    if isinstance(error, imaplib.IMAP4.error):
        return f"the server answered: {quote(_unwrap(str(error)), *secrets)}"
    return f"the server's answer makes no sense ({type(error).__name__}: {quote(error, *secrets)})"


def _explain_tls(error: ssl.SSLError) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        said = quote(error.verify_message or error)
        if error.verify_code in _UNTRUSTED:
            return (
                f"its certificate is not trusted ({said}); if you trust its authority, name that one's PEM file: tls_ca"
            )
        if error.verify_code in _OTHER_NAME:
            return f"its certificate is not for this name ({said})"
        return f"its certificate is not accepted ({said})"
    if error.reason in _NOT_TLS:
        return "it does not speak TLS on this port; if it does so after STARTTLS, write tls: starttls"
    return f"TLS failed ({quote(error.reason or error)})"


def _explain_abort(said: str) -> str:
    if "EOF" in said or "unterminated line" in said:
        return "the server closed the connection"
    if "unexpected response" in said:
        return f"the server's answer makes no sense ({said})"
    return f"the server ended the connection: {said}"


def _unwrap(said: str) -> str:
    """The text of a NO, as imapclient and imaplib word one: `select failed: …`, `SEARCH command error: BAD [b'…']`."""
    found = re.fullmatch(r"\w+ failed: (.+)|\w+ command error: (?:NO|BAD) \[b?(['\"])(.+)\2\]", said, re.DOTALL)
    return (found[1] or found[3]) if found else said


def explain_missing(missing: Mapping[str, str]) -> str:
    """That messages were not to be had, and why the first of them; the reasons by what names the message."""
    shown = [f"{name}: {reason}" for name, reason in list(missing.items())[:_SHOWN_MESSAGES]]
    more = f"; and {len(missing) - len(shown)} more" if len(missing) > len(shown) else ""
    return f"{len(missing)} of the messages cannot be had: {'; '.join(shown)}{more}"


def explain_no_folder(folder: str, there: Collection[str]) -> str:
    """That there is no such folder, and some of those there are, the ones of similar names first."""
    near = get_close_matches(folder, there, n=3, cutoff=0.5)
    shown = [*near, *sorted(name for name in there if name not in near)][:_SHOWN_FOLDERS]
    more = f" and {len(there) - len(shown)} more" if len(there) > len(shown) else ""
    return f"there is no such folder; there are: {', '.join(shown) or 'none'}{more}"
