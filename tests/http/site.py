"""A whole edge over a world in memory, and people with tokens who call it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

import httpx
from attrs import define, evolve, field
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from litestar import Litestar
from litestar.testing import TestClient

from adapters.http.app import HttpParts, create_app
from adapters.memory.store import MemoryStore
from adapters.memory.world import memory_world
from adapters.oidc.local import LocalClaims, local_token, local_verifier
from adapters.pdf.evidence_paper import ReportlabEvidencePaper
from adapters.pdf.roi_paper import ReportlabRoiPaper
from adapters.system.evidence_signer import Ed25519Signer
from adapters.system.seals import KeyedSeals
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.role import Role
from crm_core.pack import Pack
from crm_core.ports.world import World
from crm_food_pack.ports.roi_paper import ROI_PAPER
from tests import given

EVIDENCE_SIGNER = Ed25519Signer(b"e" * 32)
KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
NEW = {"name": "Hotel am See", "type": "HOTEL", "territory": "DE", "region": "BERLIN"}


def token_of(actor: Actor, now: datetime = given.START) -> str:
    """A token that speaks for this actor."""
    claims = LocalClaims(
        user=actor.user,
        tenant=actor.tenant,
        roles=sorted(actor.roles),
        regions=sorted(actor.regions),
        territories=None if actor.territories is None else sorted(actor.territories),
        chains=sorted(actor.chains),
        channels=None if actor.channels is None else sorted(actor.channels),
        scopes=sorted(actor.token_scopes) or None,
    )
    return local_token(claims, key=KEY, now=now)


@define
class Site:
    """The application while it serves, and the world behind it."""

    world: World
    store: MemoryStore
    client: "TestClient[Any]"
    clock: given.StandingClock
    tokens: dict[Actor, str] = field(factory=dict)

    def ask(
        self,
        method: str,
        path: str,
        *,
        by: Actor | None = given.MANAGER,
        headers: Mapping[str, str] | None = None,
        **more: Any,
    ) -> httpx.Response:
        known = dict(headers or {})
        if by is not None:
            token = self.tokens.setdefault(by, token_of(by, self.clock.at))
            known.setdefault("authorization", f"Bearer {token}")
        return self.client.request(method, path, headers=known, **more)

    def get(self, path: str, **more: Any) -> httpx.Response:
        return self.ask("GET", path, **more)

    def post(self, path: str, **more: Any) -> httpx.Response:
        return self.ask("POST", path, **more)

    def created(self, *, by: Actor = given.MANAGER, **values: Any) -> httpx.Response:
        answer = self.post("/api/customers", by=by, json={**NEW, **values})
        assert answer.status_code == 201, answer.text
        return answer


PAPERS = {ROI_PAPER: ReportlabRoiPaper()}


def behind(store: MemoryStore, clock: given.StandingClock, *packs: Pack) -> World:
    seals = KeyedSeals(b"s" * 32)
    return memory_world(
        *packs, clock=clock, ids=given.CountingIds(), seals=seals, store=store, offered=PAPERS
    )


def application(world: World, clock: given.StandingClock, **parts: Any) -> Litestar:
    usual: dict[str, Any] = {"verifier": local_verifier(KEY, clock), "rate_limits": False}
    proving = evolve(world, evidence_signer=EVIDENCE_SIGNER, evidence_paper=ReportlabEvidencePaper())
    return create_app(HttpParts(world=proving, **{**usual, **parts}))


@contextmanager
def serving(**parts: Any) -> Iterator[Site]:
    """A site with these parts changed."""
    clock, store = parts.pop("clock", None) or given.StandingClock(), MemoryStore()
    world = parts.pop("world", None) or behind(store, clock, *parts.pop("packs", ()))
    with TestClient(application(world, clock, **parts), raise_server_exceptions=False) as client:
        yield Site(world, store, client, clock)


def service(*scopes: str) -> Actor:
    return Actor(
        user=given.user(70),
        tenant=given.TENANT,
        roles=frozenset({Role.SERVICE}),
        correlation=given.CORRELATION,
        token_scopes=frozenset(scopes),
    )


def uuid(number: int) -> str:
    return str(UUID(int=number))
