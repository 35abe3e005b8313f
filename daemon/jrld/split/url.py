"""Addresses of articles as a person would keep them: out of a campaign's redirect, without its tracking."""

from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

_TRACKING = ("utm_", "mc_", "fbclid", "gclid", "soid", "aid", "ref_src", "cmpid", "ncid", "partner", "emc", "smid")
_TARGETS = ("url", "u", "redirect", "target", "dest", "destination", "r", "link")


def clean_url(url: str) -> str | None:
    """`url` without tracking; the target, where a redirect carries it whole. None for what is no web address."""
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
    query = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not k.lower().startswith(_TRACKING)]
    kept = parts.query if len(query) == len(parse_qsl(parts.query, keep_blank_values=True)) else urlencode(query)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, kept, parts.fragment))


def _find_target(url: str) -> str | None:
    try:
        query = parse_qsl(urlsplit(url).query)
    except ValueError:
        return None
    for key, value in query:
        value = unquote(value)
        if key.lower() in _TARGETS and value.startswith(("http://", "https://")):
            return value
    return None
