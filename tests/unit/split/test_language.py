"""The language of a body, where it is sure."""

import pytest

from jrld.split.language import tell_language


@pytest.mark.parametrize(
    ("body", "language"),
    [
        ("The captain of the ferry said that the lake was in the way, and that he had to sail on it.", "en"),
        ("THE CAPTAIN OF THE FERRY SAID THAT THE LAKE WAS IN THE WAY, AND THAT HE HAD TO SAIL ON IT.", "en"),
        ("Капитан парома сказал, что озеро мешает ему плыть, а без озера он плыть не может.", "ru"),
        ("Капітан порома сказав, що озеро заважає йому плисти, але без озера він плисти не може.", None),
        ("Der Kapitän der Fähre sagte, der See sei ihm im Weg, doch ohne ihn könne er nicht fahren.", None),
        ("The captain said this: капитан парома сказал, что озеро мешает ему плыть, and no more.", None),
        ("Too short.", None),
        ("", None),
    ],
)
def test_languages(body: str, language: str | None) -> None:
    """English by its commonest words, Russian by its letters; a mixture or another language is not guessed."""
    assert tell_language(body) == language
