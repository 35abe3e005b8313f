"""`jrld split --html`: issues as one page of HTML that explains itself, to be looked at in any browser.

The page holds no script and asks nobody for anything; its policy (CSP) forbids both, so that a mistake here would still
not let a mail act. All that is from a mail is escaped by the template; what would be invisible in it is shown.
"""

from jrld.cli.page.view import Shown
from jrld.cli.page.write import PageRefused, write_page

__all__ = ["PageRefused", "Shown", "write_page"]
