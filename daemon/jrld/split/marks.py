"""What single lines of an article's head look like. Every pattern is anchored and looks at one line."""

import re

RIGHTS = re.compile(
    r"^[ \t]*[\[{(]?[ \t]*(?:for personal use only|not for (?:circulation|publication)|copyright\b|©|\(c\)[ \t])",
    re.IGNORECASE,
)
BYLINE = re.compile(
    r"^[ \t]*(?P<by>by|from|from:|reported by|written by|author:)[ \t]+(?P<who>\S[^\n]{1,150})$", re.IGNORECASE
)
_AGENCIES = (
    r"AP|Associated Press|Reuters?|AFP|Agence France[- ]Presse|Interfax|ITAR[-/ ]TASS|TASS|RIA[- ]Novosti|RIA|UPI"
    r"|dpa|DPA|Bloomberg|Xinhua|Kyodo|RFE/RL|VOA|CNN|BBC|Prime-TASS|Itar-Tass|Rosbalt|ANSA|Knight Ridder|IPS"
)
# MOSCOW (AP) -   MOSCOW, Aug 19 (Reuters) -   Moscow, Aug. 21 (Bloomberg)   MOSCOW, Apr. 12, 1999 -- (Agence …)
DATELINE = re.compile(
    r"^[ \t]*(?P<place>[A-Z][\w.' -]{1,30}(?:[,/] ?[A-Z][\w.' -]{1,25}){0,2}?)"
    r"(?P<when>,? ?(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)(?:, ?\d{4})?)?"
    r"(?:[ ,]*(?:--?|–|—)?[ ]*\((?P<agency>" + _AGENCIES + r")\)[ :.]*(?:--?|–|—|$)?"
    r"|(?<=[A-Z])[ ,]*(?P<dash>--|–|—|- ))"
)
LETTER = re.compile(
    r"^>?(?P<name>From|Date|Subject|To|Sent|Cc|Reply-To|Organization|X-[\w-]{1,20}):[ \t]*(?P<value>[^\n]{0,300})$",
    re.MULTILINE,
)
URL = re.compile(r"^[ \t]*[<(\[]?(?P<url>(?:https?://|www\.)[^\s<>\])]{3,1000})[>)\]]?[ \t]*$")
KICKER = re.compile(
    r"^[ \t]*(?:editorial|opinion|op-?ed|comment(?:ary)?|analysis|lead story|news analysis|letters?(?: to the editor)?"
    r"|(?:book )?review|no\.? ?\d{1,4}.{0,30}|issue (?:no\.? ?)?\d{1,4}.{0,30}|volume \d.{0,40}|page [a-z]?\d{1,3}"
    r"|front page|press release|exclusive)[ \t.:]*$",
    re.IGNORECASE,
)
NOTE = re.compile(
    r"^[ \t]*[\[({]?[ \t]*"
    r"(?:DJ|David Johnson|Note from David Johnson|JRL(?: editor)?'?s? note|Editor's note(?: from DJ)?)[ \t]*:",
    re.IGNORECASE,
)
PIPES = re.compile(r"^[^|\n]{1,120}(?:\|[^|\n]{1,80}){2,6}$")
KICKED_TITLE = re.compile(
    r"^(?:EDITORIAL|FEATURE|FOCUS|UPDATE \d|WRAPUP \d|FACTBOX|PREVIEW|OPINION|COMMENT)\s?[:-]\s?(?=\S)"
)
