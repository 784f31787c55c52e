"""Decides how one database is entered as different roles."""

from urllib.parse import quote, urlsplit, urlunsplit


def as_role(address: str, role: str, password: str) -> str:
    """The same database, entered as one of our roles."""
    parts = urlsplit(address)
    host = parts.netloc.rpartition("@")[2]
    login = f"{quote(role, safe='')}:{quote(password, safe='')}"
    return urlunsplit(parts._replace(netloc=f"{login}@{host}"))
