"""The composition can be called: wiring errors show here, not at a user's request."""

from inspect import getclosurevars
from pathlib import Path

import attrs
import pytest

from adapters.oidc.keys import IssuerKeys
from adapters.postgres.on_loop import Turns
from adapters.web.parts import DemoSignIn, OidcSignIn
from crm_core.use_cases.hot_rows_check import HotRowsCheck
from entrypoints.addresses import as_role
from entrypoints.composition.backstage import chores_of
from entrypoints.composition.installation import Installation, installation_of
from entrypoints.composition.service import http_parts
from entrypoints.composition.sign_in import sign_in_of, verifier_of, web_parts
from entrypoints.config import Config
from entrypoints.telling import tell_of_rows
from tests.entrypoints.test_config import OIDC

# Pools open in the background: what is wired is what is looked at here, not whether a database answers.
NOWHERE = "postgresql://crm_service@127.0.0.1:9/crm?connect_timeout=1"


@pytest.fixture
def local(tmp_path: Path) -> Config:
    return Config.from_environment({"CRM_DATA_DIR": str(tmp_path)})


@pytest.fixture
def oidc(tmp_path: Path) -> Config:
    return Config.from_environment({**OIDC, "CRM_DATA_DIR": str(tmp_path)})


def test_every_provider_can_be_called(local: Config) -> None:
    installation = installation_of(local, NOWHERE, 1)
    for name in Installation.providers:
        assert getattr(installation, name)() is not None
    installation.connections().close()


def test_nothing_that_acts_is_shared_except_what_has_no_memory_of_anybody(local: Config) -> None:
    installation = installation_of(local, NOWHERE, 1)
    world = installation.world()

    assert installation.world() is world
    assert "actor" not in {attribute.name for attribute in attrs.fields(type(world))}
    installation.connections().close()


def test_all_rows_of_the_customer_list_are_checked_every_night(local: Config) -> None:
    installation = installation_of(local, NOWHERE, 1)
    chores = {chore.name: chore for chore in chores_of(local, installation)}
    installation.connections().close()

    assert chores["check-hot-rows"].cron == "10 4 * * *"
    assert chores["check-hot-rows"].run.__self__ == HotRowsCheck(installation.world(), tell_of_rows)  # type: ignore[attr-defined]  # a bound method


def test_pages_act_in_the_world_of_the_interface_where_evidence_is_made(local: Config) -> None:
    parts = http_parts(attrs.evolve(local, database_url=NOWHERE))
    visit = parts.pages[0].dependencies["visit"].dependency
    assert getclosurevars(visit).nonlocals["site"].parts.world is parts.world
    assert parts.world.evidence_signer is not None


def test_lists_and_brief_commands_need_no_thread_in_the_service(local: Config) -> None:
    parts = http_parts(attrs.evolve(local, database_url=NOWHERE))

    assert parts.async_pages is not None
    assert [type(each).__name__ for each in attrs.astuple(parts.async_pages, recurse=False)] == [
        "PostgresCustomerPages",
        "PostgresActivityPages",
        "PostgresLeadPages",
    ]
    assert isinstance(parts.on_loop, Turns)
    assert parts.world.units_of_work.connections.size >= parts.on_loop.most  # type: ignore[attr-defined]  # PostgreSQL's


def test_the_local_mode_offers_the_demo_users_and_an_issuer_offers_nobody(
    local: Config, oidc: Config
) -> None:
    with_demo = installation_of(local, NOWHERE, 1)
    with_issuer = installation_of(oidc, NOWHERE, 1)

    assert isinstance(sign_in_of(local, with_demo), DemoSignIn)
    sign_in = sign_in_of(oidc, with_issuer)
    assert isinstance(sign_in, OidcSignIn)
    assert sign_in.redirect_uri == "https://crm.example/login/callback"
    assert web_parts(oidc, with_issuer, with_issuer.world()).people == ()
    assert isinstance(verifier_of(oidc, with_issuer).keys, IssuerKeys)


@pytest.mark.parametrize(
    ("address", "entered"),
    [
        ("postgresql://a:b@db:5432/crm", "postgresql://r:p%2F@db:5432/crm"),
        ("postgresql://a:b@/crm?host=%2Ftmp&port=1", "postgresql://r:p%2F@/crm?host=%2Ftmp&port=1"),
        ("postgresql://db/crm?sslmode=require", "postgresql://r:p%2F@db/crm?sslmode=require"),
    ],
)
def test_a_database_is_entered_as_another_role(address: str, entered: str) -> None:
    assert as_role(address, "r", "p/") == entered
