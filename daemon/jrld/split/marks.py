"""What single lines of an article's head look like. Every pattern is anchored and looks at one line."""

import re

# What a line of these can begin with, asked before the expression: most lines of a head are others
RIGHTS_LEADS = frozenset("[{(©fFnNcC")
MARK_LEADS = RIGHTS_LEADS.union(">")  # of rights and credits
NOTE_LEADS = frozenset("[{(dDnNjJeE")
BYLINE_LEADS = frozenset("bBfFrRwWiIaA")

RIGHTS = re.compile(
    r"^[ \t]*[\[{(]?[ \t]*(?:for personal use only|not for (?:circulation|publication)|copyright\b|©|\(c\)[ \t])"
    r"|^[ \t]*[\[{(][^\n]{0,80}\bfor personal use only\b",  # [translated by RIA Novosti for personal use only]
    re.IGNORECASE,
)
BYLINE = re.compile(
    r"^[ \t]*(?P<by>by|from|from:|(?:reported|written|interview(?:ed)?) by|author:)[ \t]+(?P<who>\S[^\n]{1,150})$",
    re.IGNORECASE,
)
# `By our own correspondent`, `By a staff writer`
NOBODY = re.compile(r"^by (?:our|a|an|the|staff|special|wire|news|agence|combined)\b[^.,\n]{0,60}\.?$", re.IGNORECASE)
# What may stand beneath a byline: whose writer that is
AFFILIATION = re.compile(
    r"^[ \t]*(?:[\w.&'’ -]{2,40}[ ,])?(?:(?:staff|senior|special|foreign|chief|contributing|our|own) ){0,3}"
    r"(?:writers?|correspondents?|staff|editor|reporters?|columnist|foreign service|news service|contributors?"
    r"|special to [\w.&'’ -]{2,40})\.?(?: in [\w .-]{2,30})?[ \t]*$",
    re.IGNORECASE,
)
# `For the Hindustan Times` beneath a mail header: whom its writer wrote it for (issue 3232)
WRITTEN_FOR = re.compile(r"^[ \t]*for (?:the )?(?P<source>[A-Z][^\n]{2,60})$", re.IGNORECASE)
_AGENCIES = (
    r"AP|Associated Press|Reuters?|AFP|Agence France[- ]Presse|Interfax(?:-\w{2,10})?|I(?:TAR|tar)[-/ ]T(?:ASS|ass)"
    r"|TASS|P(?:RIME|rime)-T(?:ASS|ass)|RIA[- ]?Novosti|RIAN?|UPI|United Press International|dpa|DPA"
    r"|Deutsche Presse-Agentur|Bloomberg|Xinhua|Kyodo|RFE/RL|VOA|CNN|BBC|R(?:osbalt|OSBALT)|R(?:egnum|EGNUM)|UNIAN"
    r"|Ukrinform|BelTA|BelaPAN|Baltic News Service|BNS|PAP|ANSA|EFE|AFX|Dow Jones|Knight Ridder|Scripps Howard"
    r"|Cox News Service|IPS|Sputnik|RT|rt\.com"
)
# MOSCOW (AP) -    MOSCOW, Aug 19 (Reuters) -    Moscow, Aug. 21 (Bloomberg)    MOSCOW, Apr. 12, 1999 -- (Agence …)
# MOSCOW. Nov 15 (Interfax) -    CHELYABINSK, March 14 /ITAR-TASS/.    BATUMI, Georgia --    MOSCOW (CBS.MW) --
_DAY = r"[,.]? ?(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)(?:, ?\d{4})?"
_DASH = r"(?:--|–|—|- )"
DATELINE = re.compile(
    # any place, before an agency in brackets; that there is one at all is seen first
    rf"^[ \t]*(?:(?=(?:[^(/]*+[(/]){{1,3}}(?:{_AGENCIES}))"
    r"[A-Z][\w.'’ -]{1,30}?(?:[,/] ?[A-Z][\w.'’ -]{1,25}?){0,2}?"
    rf"(?P<when>{_DAY})?[ ,.]*(?:--?|–|—)?[ ]*[(/](?P<agency>{_AGENCIES})(?: correspondents? [^()/\n]{{2,60}})?[)/]"
    r"[ :.]*(?:--?|–|—|$)?"
    # a place in capitals, before a dash
    r"|[A-Z][A-Z.'’ -]{1,30}(?<=[A-Z])(?:, [A-Z][a-z]\w*(?: [A-Z]\w+)?(?! \d))?"
    rf"(?P<day>{_DAY})?(?:[ ]\([A-Z][\w. ]{{1,20}}\))?[ ,.]*{_DASH}"
    # `Moscow, 10 July: text`, as monitors of broadcasts write
    r"|[A-Z][\w.'’ -]{1,30}+, (?P<said>\d{1,2} [A-Z][a-z]{2,8}(?: \d{4})?):(?= ))"
)
# The same of a news service that only the table of sources knows
NEWS_DATELINE = re.compile(
    r"^[ \t]*(?=[^(/\d]*+\d[^(/]*+[(/])"  # a bracket behind a day
    rf"[A-Z][\w.'’ -]{{1,30}}(?P<when>{_DAY})[ ,.]*(?:--?|–|—)?[ ]*[(/](?P<agency>[A-Z][\w.&' -]{{1,60}})[)/]"
)
LETTER = re.compile(
    r"^>?(?P<name>From|Date|Subject|To|Sent|Cc|Reply-To|Organization|X-[\w-]{1,20}):[ \t]{0,20}"
    r"(?P<value>[^\n]{0,300})$",
    re.MULTILINE,
)
_LINKED = (
    r"(?:(?:link|full (?:text|article|story)|(?:read )?more|source|original|text|article|url|here)(?: (?:at|here))?"
    r":?[ \t]{1,9})?"
)
# An address alone on its line; a word such as `Link:` may stand before it, and behind it what a converter wrote out
URL = re.compile(
    rf"^[ \t]*{_LINKED}[<(\[]?"
    r"(?P<url>(?:https?://|www\.|[a-z0-9-]{2,40}(?:\.[a-z0-9-]{2,40}){0,3}\.[a-z]{2,12}(?:/|$))[^\s<>\])]{0,1000})"
    r"[>)\]]?(?:[ \t]{0,9}<[^<>\n]{1,1900}>?)?[ \t]*$",
    re.IGNORECASE,
)
KICKER = re.compile(
    r"^[ \t]*(?:editorial|opinion|op-?ed|comment(?:ary)?|analysis|lead story|news analysis|letters?(?: to the editor)?"
    r"|(?:book )?review|no\.? ?\d{1,4}.{0,30}|issue (?:no\.? ?)?\d{1,4}.{0,30}|volume \d.{0,40}|page [a-z]?\d{1,3}"
    r"|front page|press release|exclusive)[ \t.:]*$",
    re.IGNORECASE,
)
CREDIT = re.compile(
    r"^>?From [A-Za-z][\w' -]{3,50}(?:summaries|summary|digest|review|edition|web ?site|archives?)[ \t]*$"
)
GROUP = re.compile(r"[A-Z][A-Z &'’-]{4,60}")  # `FOLLOW-UP`, `POLITICS`: the supplement's headings above its items
TAKEN_FROM = re.compile(r"SOURCES?[.:] \S")  # the supplement's line in the place of source, author and date
# `May 2007`, `Winter 2003-04`, `No. 36, September 1999`: a cover's date, which tells no day
COVER = re.compile(
    r"^(?:(?:no|vol|issue)\.? ?\d{1,4}\b.{0,40}"
    r"|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|spring|summer|fall|autumn|winter)[a-z]{0,6}\.?"
    r"(?:\s?[-–/]\s?[a-z]{3,9})?,?\s+(?:19|20)\d\d(?:[-–/]\d{2,4})?)$",
    re.IGNORECASE,
)
NOTE = re.compile(
    r"^[ \t]*[\[({]?[ \t]*"
    r"(?:DJ|David Johnson|Note from David Johnson|JRL(?: editor)?'?s? note|Editor's note(?: from DJ)?)[ \t]*:",
    re.IGNORECASE,
)
# `(Source – host – Author – Date)`, over several lines
POSTED = re.compile(r"\((?P<cells>(?:[^()]|\([^()]{1,40}\)){5,300})\)\s{0,3}")
REPORTS = re.compile(
    r"(?:^|[.!?][”\"]? )(?P<who>(?:[A-Z]\. ){0,2}[^.!?\n]{5,60}) reports? from [A-Z][\w .-]{2,30}$"
    r"|, (?:writes|reports) (?P<writer>[A-Z][^.,!?\n]{4,60})\.?$"
)
PIPES = re.compile(r"^[^|\n]{1,120}(?:\|[^|\n]{1,80}){2,6}$")
KICKED_TITLE = re.compile(
    r"^(?:EDITORIAL|Editorial|FEATURE|FOCUS|UPDATE \d|WRAPUP \d|FACTBOX|PREVIEW|OPINION|COMMENT)\s?[:-]\s?(?=\S)"
)
