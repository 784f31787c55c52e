"""Decides what the text of a setting means, and why a text can't be taken."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from entrypoints.language import Text

YES = frozenset({"1", "true", "yes", "on", "ja", "an"})
NO = frozenset({"0", "false", "no", "off", "nein", "aus"})


class WrongValue(ValueError):
    """Why one value can't be taken."""

    def __init__(self, reason: Text, **facts: object) -> None:
        super().__init__(reason.say({}, **facts))
        self.reason = reason
        self.facts = facts


def yes_or_no(text: str) -> bool:
    if text.lower() not in YES | NO:
        raise WrongValue(Text(de="1 oder 0, nicht »{text}«", en="1 or 0, not “{text}”"), text=text)
    return text.lower() in YES


def whole(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if re.fullmatch(r"\d{1,9}", text, re.ASCII) and least <= int(text) <= most:
            return int(text)
        reason = Text(
            de="eine ganze Zahl von {least} bis {most}, nicht »{text}«",
            en="a whole number from {least} to {most}, not “{text}”",
        )
        raise WrongValue(reason, least=least, most=most, text=text)

    return read


def one_of(*allowed: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text.lower() in allowed:
            return text.lower()
        reason = Text(de="eines von {allowed}, nicht »{text}«", en="one of {allowed}, not “{text}”")
        raise WrongValue(reason, allowed=", ".join(allowed), text=text)

    return read


def folder(text: str) -> Path:
    return Path(text).expanduser().absolute()


def web_address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme in {"http", "https"} and parts.hostname:
        return text
    raise WrongValue(
        Text(de="eine Adresse mit https://, nicht »{text}«", en="an https:// address, not “{text}”"),
        text=text,
    )


def origin(text: str) -> str:
    """Scheme, host and port, without a path: what browsers send as Origin."""
    parts = urlsplit(web_address(text))
    return f"{parts.scheme}://{parts.netloc}"


def origins(text: str) -> tuple[str, ...]:
    return tuple(origin(one.strip()) for one in text.split(",") if one.strip())


def database_address(text: str) -> str:
    """Never repeated in a message: it carries a password."""
    if urlsplit(text).scheme in {"postgresql", "postgres"}:
        return text
    raise WrongValue(
        Text(
            de="eine Adresse wie postgresql://benutzer:kennwort@rechner:5432/datenbank",
            en="an address like postgresql://user:password@host:5432/database",
        )
    )


def host(text: str) -> str:
    if re.fullmatch(r"[A-Za-z0-9.:-]{1,253}", text):
        return text
    raise WrongValue(
        Text(
            de="ein Rechnername oder eine IP-Adresse, nicht »{text}«",
            en="a host name or an IP address, not “{text}”",
        ),
        text=text,
    )


def mail_server(text: str) -> str:
    """Never repeated in a message: it may carry a password."""
    try:
        parts = urlsplit(text)
        fits = parts.scheme in {"smtp", "smtps"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        fits = False
    if fits:
        return text
    raise WrongValue(
        Text(
            de="eine Adresse wie smtps://benutzer:kennwort@rechner:465",
            en="an address like smtps://user:password@host:465",
        )
    )


def mail_address(text: str) -> str:
    if re.fullmatch(r"[^@\s<>]{1,64}@[^@\s.<>]+(\.[^@\s.<>]+)+", text, re.ASCII):
        return text
    raise WrongValue(
        Text(
            de="eine Adresse wie crm@firma.de, nicht »{text}«",
            en="an address like crm@firm.com, not “{text}”",
        ),
        text=text,
    )
