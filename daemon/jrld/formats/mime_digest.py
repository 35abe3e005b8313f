"""MIME digests: `multipart/digest` (RFC 2046, section 5.1.5), alone or between masthead, contents and footer.

The carrier shows where each message begins; nothing has to be looked for.
"""

from jrld.formats import Format
from jrld.model import Issue, Mail, Reading
from jrld.split.postings import Layout, dissect

LAYOUT = Layout()
CARRIER = "digest"


def _recognise(mail: Mail, reading: Reading) -> float:
    """Certain: the carrier says so."""
    return 1.0 if reading.carrier == CARRIER else 0.0


def _dissect(mail: Mail, reading: Reading) -> Issue:
    return dissect("digest", "mime_digest", LAYOUT, mail, reading)


FORMAT = Format("mime_digest", "digest", _recognise, _dissect)
