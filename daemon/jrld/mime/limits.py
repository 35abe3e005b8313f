"""What one message may cost, whoever wrote it. Beyond, it is quarantined whole: nothing is cut off in silence."""

from dataclasses import dataclass

from jrld.errors import MessageError

DEEPEST = 32  # entities within entities; each level may look at all bytes once
MOST_ENTITIES = 5_000  # parts and attached messages, all levels together
MOST_TEXT = 8_000_000  # bytes of text parts; issues have a tenth of that at most
MOST_TAGS = 400_000  # in HTML; an issue that a word processor made has a tenth of that
MOST_DIGEST = 16_000_000  # characters of digests put together from their messages, digests in digests once a level
MOST_ENCODED = 40_000_000  # bytes of attached messages that have to be decoded first
MOST_DEFECTS = 50
LONGEST_DEFECT = 200


@dataclass(slots=True)
class Budget:
    """What is left of the allowance of one message, and of all that is attached to it."""

    entities: int = MOST_ENTITIES
    text: int = MOST_TEXT
    tags: int = MOST_TAGS
    encoded: int = MOST_ENCODED
    digest: int = MOST_DIGEST

    def spend_entity(self, depth: int) -> None:
        """Raises MessageError `nesting` or `parts`."""
        if depth > DEEPEST:
            raise MessageError("nesting", f"parts within parts, more than {DEEPEST} deep")
        self.check_entities(1)
        self.entities -= 1

    def check_entities(self, more: int) -> None:
        """Raises MessageError `parts` when `more` of them are more than are left."""
        if more > self.entities:
            raise MessageError("parts", f"more than {MOST_ENTITIES:,} parts")

    def spend_text(self, size: int) -> None:
        """Raises MessageError `too-large`. `size` is in bytes."""
        self.text -= size
        if self.text < 0:
            raise MessageError("too-large", f"more than {MOST_TEXT:,} bytes of text")

    def spend_page(self, page: str) -> None:
        """Raises MessageError `too-large` for HTML that takes too long: what costs is the tag, not the byte."""
        self.tags -= page.count("<")
        if self.tags < 0:
            raise MessageError("too-large", f"more than {MOST_TAGS:,} tags of HTML")

    def spend_encoded(self, size: int) -> None:
        """Raises MessageError `too-large`. `size` is in bytes."""
        self.encoded -= size
        if self.encoded < 0:
            raise MessageError("too-large", f"more than {MOST_ENCODED:,} bytes of encoded messages")

    def spend_digest(self, size: int) -> None:
        """Raises MessageError `too-large`. `size` is in characters."""
        self.digest -= size
        if self.digest < 0:
            raise MessageError("too-large", f"more than {MOST_DIGEST:,} characters of digests")


def bound_defects(defects: list[str]) -> tuple[str, ...]:
    """Each defect once, in order, and not more than anybody reads."""
    several = list(dict.fromkeys(defect[:LONGEST_DEFECT] for defect in defects))
    if len(several) > MOST_DEFECTS:
        several[MOST_DEFECTS - 1 :] = [f"and {len(several) - MOST_DEFECTS + 1} more"]
    return tuple(several)
