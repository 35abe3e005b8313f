"""Addresses of articles as a person would keep them: out of a campaign's redirect, without its tracking."""

import re
from urllib.parse import parse_qsl, unquote, unquote_plus, urlsplit, urlunsplit

# Of campaigns and of nothing else. `aid`, `partner`, `emc`, `soid` are such for some senders, and for other sites the
# only name that an article has: a little tracking left in is better than an address that leads elsewhere.
_TRACKING_PREFIXES = ("utm_", "mc_")
_TRACKING = ("fbclid", "gclid", "ref_src", "cmpid", "ncid", "smid")
_TARGETS = (
    "url",
    "u",
    "q",
    "p",
    "redirect",
    "redirect_url",
    "redirect_to",
    "target",
    "dest",
    "destination",
    "r",
    "link",
)
_DEFENDED = re.compile(r"https?://urldefense\.(?:com|us|proofpoint\.com)/v3/__(?P<target>https?:/.{3,3000}?)__;")
_PROOFPOINT = re.compile(r"https?://urldefense\.(?:com|us|proofpoint\.com)/v[12]/url\?u=(?P<target>[^&]{3,3000})")
_FRONT = re.compile(r"(?:https?://)?[\w.-]{3,200}(?:/|/index\.\w{3,5})?", re.IGNORECASE)


def clean_url(url: str) -> str | None:
    """`url` without tracking; the target, where a redirect carries it whole. None for what is no web address.

    What stays of a query stays as it is written, in whatever charset it was escaped.
    """
    url = url.strip().strip("<>")
    for _ in range(3):
        target = _find_target(url)
        if target is None:
            break
        url = target
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return None
    kept = "&".join(field for field in parts.query.split("&") if not _is_tracking(field))
    cleaned = urlunsplit((parts.scheme, parts.netloc, parts.path, kept, parts.fragment))
    return cleaned if cleaned.isprintable() and " " not in cleaned else None


def is_front_page(url: str) -> bool:
    """Whether it is a site's front page: it tells a source, and no article."""
    return _FRONT.fullmatch(url) is not None


def name_site(url: str) -> str:
    """`http://www.kommersant.ru/` -> `kommersant.ru`."""
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", url.lower()).partition("/")[0]


def _is_tracking(field: str) -> bool:
    """Whether `name=value` says where a reader came from. A number may be an article's, whatever its name."""
    name, _, value = unquote_plus(field).partition("=")
    name = name.lower()
    return name.startswith(_TRACKING_PREFIXES) or (name in _TRACKING and not value.isdigit())


def _find_target(url: str) -> str | None:
    """The address within an address, unescaped once; None too where its escapes are no UTF-8."""
    if defended := _DEFENDED.match(url):  # a lone slash after the scheme is its way to write two
        return re.sub(r"^(https?:/)(?!/)", r"\1/", defended["target"])
    if proofed := _PROOFPOINT.match(url):  # `-` for `%`, `_` for `/`
        return unquote(proofed["target"].replace("-", "%").replace("_", "/"))
    try:
        query = parse_qsl(urlsplit(url).query, errors="strict")
    except ValueError:
        return None
    for key, value in query:
        if key.lower() in _TARGETS and value.startswith(("http://", "https://")):
            return value
    return None
