"""Decides which settings the programs take from their environment; every wrong one is named at once."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Self

import attrs
from attrs import frozen

from entrypoints.contradictions import contradictions
from entrypoints.language import Text
from entrypoints.reading import (
    WrongValue,
    database_address,
    folder,
    host,
    mail_address,
    mail_server,
    one_of,
    origin,
    origins,
    web_address,
    whole,
    yes_or_no,
)

WRONG = Text(
    de="Diese Einstellungen stimmen nicht:\n{lines}\n`crm doctor` prüft alles Weitere.",
    en="These settings are wrong:\n{lines}\n`crm doctor` checks everything else.",
)


class WrongSettings(Exception):
    """Every setting that is wrong, by its name, said in one message."""

    def __init__(self, found: Mapping[str, str]) -> None:
        super().__init__(WRONG.say(lines="\n".join(f"  {name}: {reason}" for name, reason in found.items())))
        self.found = dict(found)


def setting(
    name: str, de: str, en: str, *, read: Callable[[str], Any] = str, default: str = "", secret: bool = False
) -> Any:
    """A field of `Config`: its variable, what it is for, how its text is read; no text at all is None."""
    known = {"name": name, "says": Text(de=de, en=en), "read": read, "default": default}
    return attrs.field(repr=not secret, metadata=known)


@frozen(kw_only=True)
class Config:
    """Everything that differs between two installations of the same build."""

    port: int = setting(
        "PORT",
        "Port der Seiten und der Schnittstelle",
        "port of pages and interface",
        read=whole(1, 65535),
        default="8000",
    )
    bind: str = setting(
        "BIND", "Adresse, auf der gehört wird", "address to listen on", read=host, default="127.0.0.1"
    )
    data_dir: Path = setting(
        "CRM_DATA_DIR",
        "Ordner für Datenbank und Schlüssel",
        "folder for database and keys",
        read=folder,
        default=".data",
    )
    database_url: str | None = setting(
        "DATABASE_URL",
        "Datenbank des Dienstes; ohne sie läuft eine eigene",
        "the service's database; without it one of our own runs",
        read=database_address,
        secret=True,
    )
    owner_database_url: str | None = setting(
        "CRM_OWNER_DATABASE_URL",
        "dieselbe Datenbank für Migrationen; sonst DATABASE_URL",
        "the same database for migrations; else DATABASE_URL",
        read=database_address,
        secret=True,
    )
    pg_bin: str | None = setting(
        "PG_BIN", "Ordner mit anderen PostgreSQL-Programmen", "folder with other PostgreSQL programs"
    )
    demo: bool = setting(
        "CRM_DEMO",
        "Beispieldaten beim ersten Start laden",
        "load sample data at the first start",
        read=yes_or_no,
        default="1",
    )
    keys_file: Path | None = setting(
        "CRM_KEYS_FILE",
        "Schlüssel aus dieser Datei statt aus CRM_DATA_DIR/keys",
        "keys from this file instead of CRM_DATA_DIR/keys",
        read=folder,
    )
    auth: str = setting(
        "CRM_AUTH",
        "Anmeldung: local oder oidc",
        "log-in: local or oidc",
        read=one_of("local", "oidc"),
        default="local",
    )
    allow_remote_local: bool = setting(
        "CRM_ALLOW_REMOTE_LOCAL",
        "CRM_AUTH=local auch auf anderen Adressen erlauben",
        "allow CRM_AUTH=local on other addresses too",
        read=yes_or_no,
        default="0",
    )
    oidc_issuer: str | None = setting(
        "CRM_OIDC_ISSUER", "Aussteller der Zugänge", "issuer of the tokens", read=web_address
    )
    oidc_audience: str | None = setting(
        "CRM_OIDC_AUDIENCE", "Empfänger, für den Zugänge gelten", "audience the tokens are for"
    )
    oidc_jwks_url: str | None = setting(
        "CRM_OIDC_JWKS_URL", "Schlüssel des Ausstellers", "the issuer's keys", read=web_address
    )
    oidc_client_id: str | None = setting(
        "CRM_OIDC_CLIENT_ID", "Name der Seiten beim Aussteller", "the pages' name at the issuer"
    )
    oidc_client_secret: str | None = setting(
        "CRM_OIDC_CLIENT_SECRET",
        "Geheimnis der Seiten, falls der Aussteller eines verlangt",
        "the pages' secret, if the issuer asks for one",
        secret=True,
    )
    oidc_authorization_url: str | None = setting(
        "CRM_OIDC_AUTHORIZATION_URL", "Anmeldeseite des Ausstellers", "the issuer's sign-in", read=web_address
    )
    oidc_token_url: str | None = setting(
        "CRM_OIDC_TOKEN_URL", "Zugänge des Ausstellers", "the issuer's tokens", read=web_address
    )
    oidc_end_session_url: str | None = setting(
        "CRM_OIDC_END_SESSION_URL", "Abmeldung beim Aussteller", "the issuer's sign-out", read=web_address
    )
    public_origin: str | None = setting(
        "CRM_PUBLIC_ORIGIN",
        "Adresse, die Menschen eingeben, etwa https://crm.example.com",
        "the address that people type, such as https://crm.example.com",
        read=origin,
    )
    allowed_origins: tuple[str, ...] | None = setting(
        "CRM_ALLOWED_ORIGINS",
        "fremde Seiten, deren Skripte die Schnittstelle rufen dürfen, mit Kommas",
        "foreign pages whose scripts may call the interface, with commas",
        read=origins,
    )
    claim_user: str = setting("CRM_CLAIM_USER", "Feld des Zugangs: Benutzer", "claim: user", default="sub")
    claim_tenant: str = setting(
        "CRM_CLAIM_TENANT", "Feld des Zugangs: Mandant", "claim: tenant", default="tenant"
    )
    claim_roles: str = setting("CRM_CLAIM_ROLES", "Feld des Zugangs: Rollen", "claim: roles", default="roles")
    claim_regions: str = setting(
        "CRM_CLAIM_REGIONS", "Feld des Zugangs: Regionen", "claim: regions", default="regions"
    )
    claim_territories: str = setting(
        "CRM_CLAIM_TERRITORIES", "Feld des Zugangs: Gebiete", "claim: territories", default="territories"
    )
    claim_chains: str = setting(
        "CRM_CLAIM_CHAINS", "Feld des Zugangs: Ketten", "claim: chains", default="chains"
    )
    claim_channels: str = setting(
        "CRM_CLAIM_CHANNELS", "Feld des Zugangs: Vertriebswege", "claim: channels", default="channels"
    )
    smtp_url: str | None = setting(
        "CRM_SMTP_URL",
        "Postausgang, etwa smtps://benutzer:kennwort@rechner:465; ohne ihn kommt Post in CRM_DATA_DIR/mail",
        "outgoing mail, such as smtps://user:password@host:465; without it mail goes into CRM_DATA_DIR/mail",
        read=mail_server,
        secret=True,
    )
    mail_from: str = setting(
        "CRM_MAIL_FROM",
        "Absender der Post",
        "sender of the mail",
        read=mail_address,
        default="crm@localhost.localdomain",
    )
    log_level: str = setting(
        "CRM_LOG_LEVEL",
        "was ins Protokoll kommt",
        "what is logged",
        read=one_of("debug", "info", "warning", "error"),
        default="info",
    )
    log_format: str = setting(
        "CRM_LOG_FORMAT",
        "Form des Protokolls: json oder console",
        "form of the log: json or console",
        read=one_of("json", "console"),
        default="json",
    )
    http_workers: int = setting(
        "CRM_HTTP_WORKERS",
        "Prozesse des Dienstes",
        "processes of the service",
        read=whole(1, 64),
        default="1",
    )
    read_threads: int = setting(
        "CRM_READ_THREADS",
        "gleichzeitige Abfragen je Prozess",
        "reads at once per process",
        read=whole(1, 64),
        default="2",
    )
    command_threads: int = setting(
        "CRM_COMMAND_THREADS",
        "gleichzeitige Änderungen je Prozess",
        "commands at once per process",
        read=whole(1, 64),
        default="2",
    )
    remote_threads: int = setting(
        "CRM_REMOTE_THREADS",
        "gleichzeitige Aufrufe nach außen je Prozess",
        "remote calls at once per process",
        read=whole(1, 64),
        default="4",
    )
    evidence_key_version: int = setting(
        "CRM_EVIDENCE_KEY_VERSION",
        "welcher Schlüssel Nachweise unterschreibt; eine höhere Zahl ist ein neuer",
        "which key signs evidence; a higher number is a new one",
        read=whole(1, 999_999),
        default="1",
    )
    pseudonym_key_version: int = setting(
        "CRM_PSEUDONYM_KEY_VERSION",
        "mit welchem Schlüssel pseudonymisiert wird; eine höhere Zahl ist ein neuer",
        "which key makes pseudonyms; a higher number is a new one",
        read=whole(1, 99),
        default="1",
    )
    job_concurrency: int = setting(
        "CRM_JOB_CONCURRENCY",
        "gleichzeitige Aufgaben im Hintergrund",
        "background jobs at once",
        read=whole(1, 64),
        default="4",
    )
    rate_limits: bool = setting(
        "CRM_RATE_LIMITS",
        "Grenzen für Aufrufe; aus nur für Lasttests",
        "rate limits; off for load tests only",
        read=yes_or_no,
        default="1",
    )

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """An empty variable counts as one that is not set."""
        values: dict[str, Any] = {}
        wrong: dict[str, str] = {}
        for field in attrs.fields(cls):
            known = field.metadata
            text = environment.get(known["name"], "").strip() or known["default"]
            try:
                values[field.name] = known["read"](text) if text else None
            except WrongValue as trouble:
                wrong[known["name"]] = trouble.reason.say(**trouble.facts)
        wrong |= {name: reason.say() for name, reason in contradictions(values).items() if name not in wrong}
        if wrong:
            raise WrongSettings(wrong)
        return cls(**values)

    @property
    def keys_dir(self) -> Path:
        return self.data_dir / "keys"

    @property
    def mail_dir(self) -> Path:
        """Where letters lie that no server takes."""
        return self.data_dir / "mail"

    @property
    def address(self) -> str:
        """Where a browser on this machine finds the service."""
        shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(self.bind, self.bind)  # noqa: S104 - named, not bound
        return f"http://{f'[{shown}]' if ':' in shown and '[' not in shown else shown}:{self.port}"


def unknown_names(environment: Mapping[str, str]) -> list[str]:
    """Variables that look like settings of ours and are none: a typing mistake, most likely."""
    known = {field.metadata["name"] for field in attrs.fields(Config)}
    return sorted(name for name in environment if name.startswith("CRM_") and name not in known)
