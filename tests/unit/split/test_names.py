"""Sources by their table, persons by their look."""

import pytest

from jrld.model import Kind
from jrld.split.names import find_source, has_common_word, is_person, read_persons


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("The Guardian (UK)", "The Guardian (UK)"),
        ("Guardian", "The Guardian (UK)"),
        ("THE MOSCOW TIMES", "Moscow Times"),
        ("Itar-Tass", "ITAR-TASS"),
        ("Reuter", "Reuters"),
        ("WP", "The Washington Post"),
        ("Wash. Post", "The Washington Post"),
        ("FT", "Financial Times"),
        ("L.A. Times", "Los Angeles Times"),
        ("U.S. News & World Report", "U.S. News and World Report"),
        ("St Petersburg Times", "St. Petersburg Times"),
        ("Harpers", "Harper's"),
        ("Le Nouvel Observateur (France)", "Le Nouvel Observateur"),
        ("Süddeutsche Zeitung", "Sueddeutsche Zeitung"),
        ("www.kremlin.ru", "Kremlin.ru"),
        ("www.thenation.com", "The Nation"),
        ("rt.com", "RT"),
        ("RBTH", "Russia Beyond the Headlines"),
        ("Moskovskiy Komsomolets", "Moskovsky Komsomolets"),
        ("NG-Dipkurier", "Nezavisimaya Gazeta"),
        ("Newsweek magazine", "Newsweek"),
        ("South China Morning Post (Hong Kong)", "South China Morning Post"),
        ("RFE/RL", "RFE/RL"),
        ("Moscow Times/BBC Monitoring", "Moscow Times/BBC Monitoring"),
        ("AFP/Reuters", "AFP/Reuters"),
    ],
)
def test_sources(printed: str, name: str) -> None:
    """Case, article, accents, stops and places do not matter; aliases are data; two names with a slash are two."""
    source = find_source(printed)
    assert source is not None
    assert source.name == name


@pytest.mark.parametrize(
    ("printed", "kind"),
    [
        ("Reuters", Kind.WIRE),
        ("Sputnik", Kind.WIRE),
        ("RFE/RL", Kind.PRESS),
        ("RT", Kind.PRESS),
        ("Kremlin.ru", Kind.TRANSCRIPT),
        ("Facebook", Kind.OTHER),
        ("Moscow Times/BBC Monitoring", Kind.PRESS),
    ],
)
def test_kinds_of_sources(printed: str, kind: Kind) -> None:
    """RFE/RL and RT sign their pieces: press; of two names the first decides."""
    source = find_source(printed)
    assert source is not None
    assert source.kind is kind


@pytest.mark.parametrize("printed", ["", "Nobody's Weekly", "Moscow Times/Nobody's", "NATO", "x" * 100])
def test_no_sources(printed: str) -> None:
    """Unknown names, half-known pairs, what headlines are made of."""
    assert find_source(printed) is None


@pytest.mark.parametrize(
    "printed",
    [
        "Judith Matloff",
        "Katrina vanden Heuvel",
        "Gen. Lee Butler",
        "J. Arch Getty",
        "Timothy O'Brien",
        "Hubert van der Meer",
        "Nidal al-Hamad",
        "Jean d'Ormsby",
        "Åke Lindström",
        "M. K. Bhadrakumar",
    ],
)
def test_persons(printed: str) -> None:
    """Names with particles, initials and apostrophes."""
    assert is_person(printed)


@pytest.mark.parametrize(
    "printed",
    [
        "Moscow Times",
        "The Missing Debate",
        "Hot line",
        "Boris",
        "World War 3",
        "gas prices",
        "",
        "N. Korea",
        "German Chancellor",
        "Ivan Petrov. Karen",
    ],
)
def test_no_persons(printed: str) -> None:
    """Publications, phrases, single words and numbers are no persons."""
    assert not is_person(printed)


def test_lists_of_persons() -> None:
    """`A and B`, `A, B and C`; capitals are settled."""
    assert read_persons("Bill Powell and Yevgenia Albats") == ("Bill Powell", "Yevgenia Albats")
    assert read_persons("ANNA BLUNDY") == ("Anna Blundy",)
    assert read_persons("Steve Solnick, Thomas Remington and Andrew Weiss") == (
        "Steve Solnick",
        "Thomas Remington",
        "Andrew Weiss",
    )
    assert read_persons("Steve Solnick, a Great Debate") == ()


@pytest.mark.parametrize(
    ("printed", "persons"),
    [
        ("Dr. Irina Isayeva", ("Irina Isayeva",)),
        ("Lt. Gen. William Penhallow, Ret.", ("William Penhallow",)),
        ("Vice Admiral Oleg Tupolenko (Ret.)", ("Oleg Tupolenko",)),
        ("Prof. Jürgen Königsau, Ph.D.", ("Jürgen Königsau",)),
        ("Robert Paulsen, Jr.", ("Robert Paulsen Jr.",)),
        ("Robert Paulsen Jr. and Anna Hale", ("Robert Paulsen Jr.", "Anna Hale")),
        ("Guy Farnaby with Anna Sukhareva", ("Guy Farnaby", "Anna Sukhareva")),
        ("Guy Farnaby/Anna Sukhareva", ("Guy Farnaby", "Anna Sukhareva")),
        ("Guy Farnaby & Anna Sukhareva", ("Guy Farnaby", "Anna Sukhareva")),
        ("Karl Hale, Irina Morozova, and J. T. Whitlock", ("Karl Hale", "Irina Morozova", "J. T. Whitlock")),
        ("general Oleg Tupolenko and Anna van der Berg", ("Oleg Tupolenko", "Anna van der Berg")),
        ("Robert Paulsen retired", ("Robert Paulsen",)),
        ("Karl Hale speaks", ()),
        ("Karl Hale and Bear Market", ()),
        ("General Motors", ()),
    ],
)
def test_ranks_degrees_and_pairs(printed: str, persons: tuple[str, ...]) -> None:
    """No titles and no degrees in a name, `Jr.` stays; `with`, `/` and `&` join as `and` does."""
    assert read_persons(printed, sure=True) == persons


@pytest.mark.parametrize(
    ("printed", "sure"),
    [
        ("Alvin Rubenthal", True),
        ("Aryyom Lukin", True),
        ("Ece Toksaray", False),
        ("Will Stand", False),
        ("German Grefov", True),
        ("Summer Rain", False),
        ("Vecherniy Rostov", False),
    ],
)
def test_sure_persons(printed: str, sure: bool) -> None:
    """By a known given name that is meant as one, an initial, or a surname's ending; never by shape alone."""
    assert is_person(printed, sure=True) is sure


def test_common_words() -> None:
    """Words of headlines are common, names are not."""
    assert has_common_word("Grain Harvest")
    assert not has_common_word("Åke Lindström and Jürgen Königsau")
