"""The table of 2003 whose cells are lost (jrl-formats.md 3.3); topics, titles and names are made up."""

import time

from jrld.split.contents import find_contents

FLAT = """JRL #7133 Simple Text - Entire Issue

River Elections 1 Ferry leader sounds hopeful as ice breaks Reuters
Boat War,
River Spies
2 There is only one lamp. Nobody lit it The Guardian (UK)
John Suthermoor
News 3 TV1 Review Lyuba Petrova
Hostages 5 THE VOICE OF THE PEOPLE Nezavisimoe Voennoe Obozrenie: Igor Petrushin
British Library
River Exhibition
6 Subject: River exhibition at the Library in London Chris Thomason
Boat Film 7 It Ended, and There Was Money to Be Made. (re BOATS) New York Times
film review
Stephen Kettlewell
Ports 8 How the boats came to grief in 1 year
(re Ladoga)
Sunday Telegraph (UK) Simon Bellows and Jeanne Whitlock
Ice 9 a dissent www.volga-ice.com
Summit 10 Boats at rest Kennan Institute meeting summary


Ferry leader sounds hopeful as ice breaks
MOSCOW (Reuters) - The 11 boats of the fleet were counted.
"""


def test_rows() -> None:
    """Topics wrap before the number, credits behind the title; a source, a name or both end a row."""
    contents = find_contents(FLAT)
    assert contents is not None
    assert [(e.label, e.title, e.source, e.authors, e.remark) for e in contents.entries] == [
        ("1", "Ferry leader sounds hopeful as ice breaks", "Reuters", (), None),
        ("2", "There is only one lamp. Nobody lit it", "The Guardian (UK)", ("John Suthermoor",), None),
        ("3", "TV1 Review", None, ("Lyuba Petrova",), None),
        ("5", "THE VOICE OF THE PEOPLE", "Nezavisimoe Voennoe Obozrenie", ("Igor Petrushin",), None),
        ("6", "River exhibition at the Library in London", None, ("Chris Thomason",), None),
        (
            "7",
            "It Ended, and There Was Money to Be Made",
            "The New York Times",
            ("Stephen Kettlewell",),
            "re BOATS; film review",
        ),
        (
            "8",
            "How the boats came to grief in 1 year",
            "The Sunday Telegraph (UK)",
            ("Simon Bellows", "Jeanne Whitlock"),
            "re Ladoga",
        ),
        ("9", "a dissent", "www.volga-ice.com", (), None),
        ("10", "Boats at rest", "Kennan Institute", (), "meeting summary"),
    ]


def test_spans() -> None:
    """A row's span begins with its topic and ends with its credit; the article below the table is none of it."""
    contents = find_contents(FLAT)
    assert contents is not None
    printed = [entry.span.of(FLAT) for entry in contents.entries]
    assert printed[1].startswith("Boat War,\nRiver Spies\n2 There")
    assert printed[1].endswith("John Suthermoor")
    assert printed[4].startswith("British Library\n")
    assert contents.span.of(FLAT).endswith("meeting summary")


def test_what_is_no_flat_table() -> None:
    """Without its heading, or with fewer than three rows, lines with numbers are prose."""
    assert find_contents(FLAT.partition("\n")[2]) is None
    assert find_contents("JRL #7133 Contents\n\nBoats 1 One AP\nRain 2 Two AP\n\nText.\n") is None


def test_a_source_nobody_knows_stays_in_the_title() -> None:
    """What is no known source and no sure name cannot be told from the title."""
    flat = "JRL #7133\nBoats 1 One day Volga Boatman\nRain 2 Two AP\nIce 3 Three AP\n"
    contents = find_contents(flat)
    assert contents is not None
    assert (contents.entries[0].title, contents.entries[0].source) == ("One day Volga Boatman", None)


def test_hostile_tables_are_bounded() -> None:
    """A hundred thousand rows, and rows without an end, are read within two seconds of processor time."""
    start = time.process_time()
    find_contents("JRL #7133\n" + "".join(f"Boats {n} The Nation Time AP Ivan\n" for n in range(1, 100_000)))
    find_contents("JRL #7133\n" + "A 1 x\n" * 100_000)
    find_contents("JRL #7133\n" + "A " * 500_000)
    assert time.process_time() - start < 2
