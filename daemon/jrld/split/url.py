"""Addresses of articles as a person would keep them: out of a campaign's redirect, without its tracking."""

from urllib.parse import parse_qsl, unquote_plus, urlsplit, urlunsplit

# Of campaigns and of nothing else. `aid`, `partner`, `emc`, `soid` are such for some senders, and for other sites the
# only name that an article has: a little tracking left in is better than an address that leads elsewhere.
_TRACKING_PREFIXES = ("utm_", "mc_")
_TRACKING = ("fbclid", "gclid", "ref_src", "cmpid", "ncid", "smid")
_TARGETS = ("url", "u", "redirect", "target", "dest", "destination", "r", "link")


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


def _is_tracking(field: str) -> bool:
    """Whether `name=value` says where a reader came from. A number may be an article's, whatever its name."""
    name, _, value = unquote_plus(field).partition("=")
    name = name.lower()
    return name.startswith(_TRACKING_PREFIXES) or (name in _TRACKING and not value.isdigit())


def _find_target(url: str) -> str | None:
    """The address within an address, unescaped once; None too where its escapes are no UTF-8."""
    try:
        query = parse_qsl(urlsplit(url).query, errors="strict")
    except ValueError:
        return None
    for key, value in query:
        if key.lower() in _TARGETS and value.startswith(("http://", "https://")):
            return value
    return None
