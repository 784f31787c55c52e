"""What all requests share: the parts, the sealed cookies, the assets, and the templates of each language."""

import zlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from attrs import frozen
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from adapters.web.assets import load_assets
from adapters.web.language import LANGUAGES, tongue
from adapters.web.parts import OidcSignIn, Person, WebParts
from adapters.web.sealed_cookies import SealedCookies
from crm_core.domain.customers.customer import Channel, CustomerType
from crm_core.domain.customers.list_query import ListQuery

_TEMPLATES = Path(__file__).parent / "templates"
_TONES = 8  # colours of avatars, as the style sheet names them


@frozen
class Site:
    parts: WebParts
    cookies: SealedCookies
    templates: Mapping[str, Environment]
    people: Mapping[object, Person]
    policy: str
    list_query: ListQuery

    @classmethod
    def of(cls, parts: WebParts) -> "Site":
        return cls(
            parts=parts,
            cookies=SealedCookies(parts.session_key),
            templates={code: _templates(code) for code in LANGUAGES},
            people={person.id: person for person in parts.everybody()},
            policy=content_policy(parts),
            list_query=ListQuery(parts.world.hot_columns),
        )


def content_policy(parts: WebParts) -> str:
    """Nothing from elsewhere and nothing inline; signing out by form may lead on to the identity provider."""
    leave = ""
    if isinstance(parts.sign_in, OidcSignIn) and parts.sign_in.end_session_endpoint is not None:
        address = urlsplit(parts.sign_in.end_session_endpoint)
        leave = f" {address.scheme}://{address.netloc}"
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        f"form-action 'self'{leave}; base-uri 'none'; frame-ancestors 'none'"
    )


@cache
def _templates(code: str) -> Environment:
    """Compiled once per process; nothing in them belongs to one application or one request."""
    speaks, assets = tongue(code), load_assets()
    made = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(
        t=speaks.say,
        tongue=speaks,
        asset=assets.url,
        initials=initials,
        tone=tone,
        customer_types=tuple(CustomerType),
        channels=tuple(Channel),
    )
    return made


def initials(name: str) -> str:
    """Two letters that stand for a name; words without letters don't count."""
    words = [word for word in name.replace("-", " ").split() if word[0].isalpha()]
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper() or "–"


def tone(name: str) -> int:
    """The same name has the same colour everywhere."""
    return zlib.crc32(name.encode("utf-8", "replace")) % _TONES
