"""Links as Telegram checks them: a scheme it knows, a host with a dot, else the reason."""

import re
from urllib.parse import urlsplit

USER = re.compile(r"tg:(?://)?user\?id=(\d+)$", re.IGNORECASE)
APP = re.compile(r"(?:tg|ton)://[A-Za-z0-9_-]+(?:[/?#].*)?$", re.IGNORECASE)
HOST = re.compile(r"[^\s/?#@:<>\"']+$")


class LinkError(ValueError):
    pass


def user_in(url: str) -> int | None:
    """The user that a `tg://user?id=` link points at."""
    found = USER.match(url)
    return int(found[1]) if found else None


def checked(url: str) -> str:
    """The link as Telegram writes it back; raises LinkError with Telegram's reason."""
    if APP.match(url):
        return url
    return _web(url if "://" in url else f"http://{url}")


def _web(url: str) -> str:
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError as error:
        raise LinkError("Wrong port number specified in the URL") from error
    if parts.scheme.lower() not in {"http", "https"}:
        raise LinkError("Unsupported URL protocol")
    if not host:
        raise LinkError("URL host is empty")
    if not HOST.match(host.strip("[]").replace(":", "")):
        raise LinkError("Disallowed character in URL host")
    if "." not in host and ":" not in host:
        raise LinkError("Wrong HTTP URL")
    return parts._replace(scheme=parts.scheme.lower(), path=parts.path or "/").geturl()
