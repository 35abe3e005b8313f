"""The address of a Postgres: what is one, and how the password is put in. Pure."""

from urllib.parse import parse_qsl, quote, urlsplit

EXAMPLE = "postgresql://user@host:5432/database"


def check_address(url: str) -> None:
    """Raises ValueError for what is no address of Postgres or has a password in it: that would end in logs and backups.

    The sentence does not repeat the address.
    """
    if not url.isprintable() or " " in url:
        raise ValueError("has a blank or a control character in it")
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        raise ValueError(f"is not an address; like {EXAMPLE}, special characters as %40") from None
    if parts.scheme not in ("postgresql", "postgres") or not url.startswith(f"{parts.scheme}://"):
        raise ValueError(f"is neither `embedded` nor an address like {EXAMPLE}")
    if parts.password is not None or any("password" in key.lower() for key, _ in parse_qsl(parts.query)):
        raise ValueError("has a password in it; take it out, and write database.password: {env: NAME} or {file: PATH}")
    if parts.fragment or "@" in (parts.username or ""):
        raise ValueError("has an @ or # in a name; write %40 or %23")


def has_user(url: str) -> bool:
    return bool(urlsplit(url).username)


def write_address(url: str, password: str | None) -> str:
    """The address with the password behind its user, as postgresql:// whatever the scheme was."""
    netloc = urlsplit(url).netloc
    user, at, host = netloc.rpartition("@")
    secret = "" if password is None else f":{quote(password, safe='')}"
    rest = url.partition("://")[2].removeprefix(netloc)
    return f"postgresql://{user}{secret}{at}{host}{rest}"
