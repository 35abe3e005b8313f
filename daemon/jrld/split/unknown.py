"""A name before a colon that no table knows: a source, or words of a title (`Flynn affair: a tale`, `Russia: …`)?

A source is written like a name. It tells itself by a word that publications are made of; without one, a country, a
politician or a label (`Poll: …`) in it means a title.
"""

import re

from jrld.split.names import find_source

# kinds of pieces: they stand behind a source (`New York Times editorial`) or label a title
KINDS = (
    r"(?:editorials?|letters?(?: to the editor)?|(?:book |film |press )?reviews?|comment(?:ary)?|column|op-?ed|opinion"
    r"|interview|transcript|excerpts?|feature|analysis|blog)"
)
_PUBLICATION = re.compile(
    r"\b(?:news\w*|times|post|gazett?e?|gazeta|journal|zhurnal|review|weekly|daily|monthly|quarterly|magazine|bulletin"
    r"|institute?|cent(?:er|re)|foundation|council|university|college|school|academy|radio|tv|television|channel|herald"
    r"|tribune|press|agency|observer|monitor|chronicle|courier|ledger|dispatch|examiner|inquirer|reader|reporter"
    r"|register|record|sun|star|globe|mail|telegraph|standard|mirror|express|voice|echo|ekho|digest|reports?|blog|watch"
    r"|wire|forum|network|online|project|club|association|society|initiative|group|fund|bank|ministry|department|embassy"
    r"|committee|commission|pravda|novosti|vesti|vedomosti|vestnik|izvestiy?a|komsomolets|rabochaya|novaya|novoye|novye"
    r"|delo|commonwealth|advertiser|argus|sentinel|messenger|beacon|outlook|perspectives?|papers|notes|letters|insider"
    r"|analytica)\b|\w\.(?:com|ru|org|net|info|ua|am|ge|uk|de|eu|su|io|tv)\b",
    re.IGNORECASE,
)
_TOPIC = re.compile(
    r"\b(?:Russia|Ukrain|Georgia|Belarus|Chech|Crimea|Kosovo|Syria|Iran|Iraq|China|Kremlin|Moscow|NATO|IMF|WTO|OPEC|CIA"
    r"|FSB|KGB|Duma|Putin|Yeltsin|Medvedev|Gorbachev|Primakov|Chernomyrdin|Chubais|Lebed|Zyuganov|Yavlinsky|Luzhkov"
    r"|Berezovsky|Lavrov|Peskov|Navalny|Khodorkovsky|Yukos|Gazprom|Stalin|Lenin|Soviet|Cold War|USSR|Trump|Biden|Obama"
    r"|Clinton|Bush|EU\b|UN\b|U\.S|Estonia|Latvia|Lithuania|Moldova|Armenia|Azerbaijan|Kazakh|Uzbek|Turkmen|Tajik|Kyrgyz"
    r"|Poland|German|France|Britain|Turkey|Japan|Korea|India\b|Israel|Europe|America|Caucasus|Siberia|Arctic"
    r"|elections?\b|reforms?\b|war\b|wars\b|crisis|peace|econom|sanctions|summit|without|versus|vs\b)|['’]s?\b"
    r"|^(?:An?|How|Why|What|When|Where|Who|Is|Are|Do|Does|Can|Will|In|On|From|After|Between|Beyond|New Book)\s",
    re.IGNORECASE,
)
_LABEL = re.compile(
    rf"(?:{KINDS}|poll|survey|study|update|videos?|photos?|audio|books?|media|experts?|analysts?|reports?|sources?"
    r"|officials?|(?:news )?analysis|q ?& ?a|exclusive|breaking|conference|symposium|obituary|announcement|event|job"
    r"|query|request|question|response|correction|fyi|note|re|new book|call for papers|document|text|memo|minister"
    r"|insight|factbox|background|focus|chronology|timeline|summary|special report)",
    re.IGNORECASE,
)
_SMALL = frozenset(("of", "and", "the", "for", "in", "on", "is", "as", "at", "a", "an", "i", "y", "de", "la", "fri"))
_SCHOOL = re.compile(
    r"Cent(?:er|re)|Endowment|Institut|Foundation|University|Universit[äé]|College|School|Academy|Council|Department"
    r"|Committee|Ministry|Embassy|Project|Brookings|CSIS|RAND|House|Society|Association|Initiative|Group|Fund|Bank"
)
_QUOTED = re.compile(r"[?!”\"’'—–]$|^[‘“\"'\[(]")
_MOST_WORDS = 8  # of a source's name
_FEW_WORDS = 6  # where nothing but its place speaks for it
_ACRONYM = 6  # letters


def is_source(prefix: str) -> bool:
    """Whether an unknown name before a colon is a source, and the colon none inside a title."""
    words = prefix.split()
    if not words or len(words) > _MOST_WORDS or not is_titled(prefix) or re.search(r"\w\w\. |, ", prefix):
        return False
    if _PUBLICATION.search(prefix):
        return True
    if is_label(prefix) or _TOPIC.search(prefix) or (prefix.isupper() and len(prefix) > _ACRONYM):
        return False
    return len(words) <= _FEW_WORDS


def is_publication(name: str) -> bool:
    """Whether a writer's affiliation is a paper or a station, which prints him: `RFE/RL`, not `University of …`."""
    return not _SCHOOL.search(name) and (_PUBLICATION.search(name) is not None or find_source(name) is not None)


def is_label(prefix: str) -> bool:
    """`Poll`, `Q&A`, `Book Review`: what a title may begin with, and no source is called."""
    return _LABEL.fullmatch(prefix) is not None


def is_titled(prefix: str) -> bool:
    """Whether its words are written as in a name, and no quote or question ends there."""
    small = [word for word in prefix.split() if word.split("-")[0].islower() and word not in _SMALL]
    return not _QUOTED.search(prefix) and all("." in word and _PUBLICATION.search(word) for word in small)
