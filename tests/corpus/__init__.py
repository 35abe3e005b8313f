"""Made-up issues of Johnson's Russia List, with known answers: the splitter's test bench.

An independent reading of how JRL looks, written beside the splitter and not from it. Everything is a pure function of a
seed. No word of it was ever published; the names of newspapers are real, the people and their stories are not.

    issue = make_issue(7, "2008-mail", ["inner-number"])    # a TrueIssue: text, articles, what is true of them
    raw = make_mail(issue, "undecoded-qp")                  # RFC 5322 bytes
"""

from .carriers import TRANSPORTS, make_mail, make_mbox
from .demo import demo_mails
from .eras import ERAS
from .issue import make_issue
from .markup import STYLES, show_html
from .pages import ARTICLE_PAGES, ISSUE_PAGES, make_article_page, make_issue_page
from .stories import Form, Story, make_story
from .troubles import TROUBLES as _TROUBLES
from .truth import TrueArticle, TrueIssue, read_words

TROUBLES = tuple(_TROUBLES)
HTML_STYLES = tuple(STYLES)

__all__ = [
    "ARTICLE_PAGES",
    "ERAS",
    "HTML_STYLES",
    "ISSUE_PAGES",
    "TRANSPORTS",
    "TROUBLES",
    "Form",
    "Story",
    "TrueArticle",
    "TrueIssue",
    "demo_mails",
    "make_article_page",
    "make_issue",
    "make_issue_page",
    "make_mail",
    "make_mbox",
    "make_story",
    "read_words",
    "show_html",
]
