"""`crm settings`: what applies, and setting it for a tenant or for the whole installation."""

import json
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Annotated
from uuid import UUID

from cyclopts import App, Parameter

from crm_core.domain.access.actor import Actor
from crm_core.domain.fields.canonical import json_text
from crm_core.domain.ids import TenantId
from crm_core.domain.refusals import Invalid, NotFound
from crm_core.domain.settings.setting import Effective, Scope
from crm_core.pack import settings_of
from crm_core.ports.world import World
from crm_core.queries.effective_settings import effective_settings
from crm_core.queries.setting_at_scope import setting_at_scope
from crm_core.use_cases.perform import perform
from crm_core.use_cases.settings.change_setting import ChangeSetting, change_setting
from entrypoints.cli.backstage import acting, backstage
from entrypoints.cli.exits import Exit
from entrypoints.composition.installation import PACKS
from entrypoints.language import Text
from entrypoints.setting_reference import page

TITLE = Text(de="Einstellungen: lesen und setzen.", en="Settings: read and set them.")
SHOW = Text(
    de="Was für einen Mandanten gilt, und woher es kommt.\n\nBeispiel: `crm settings show --json`",
    en="What applies to a tenant, and where it comes from.\n\nExample: `crm settings show --json`",
)
SET = Text(
    de="Einen Wert setzen, als JSON oder Text.\n\nBeispiel: `crm settings set http.rateLimit.reads 9000`",
    en="Set a value, as JSON or text.\n\nExample: `crm settings set http.rateLimit.reads 9000`",
)
RESET = Text(
    de="Einen Wert zurücknehmen.\n\nBeispiel: `crm settings reset http.rateLimit.reads`",
    en="Take a value back.\n\nExample: `crm settings reset http.rateLimit.reads`",
)
REFERENCE = Text(
    de="Die Beschreibung schreiben.\n\nBeispiel: `crm settings reference docs/reference`",
    en="Write the description.\n\nExample: `crm settings reference docs/reference`",
)
TENANT_HELP = Text(
    de="für diesen Mandanten; ohne: für die ganze Installation",
    en="for this tenant; without: for the whole installation",
)
JSON_HELP = Text(de="Als JSON ausgeben.", en="Print JSON.")
NO_TENANT = Text(de="Hier gibt es noch keinen Mandanten.", en="There is no tenant here yet.")
UNKNOWN = Text(de="Diese Einstellung gibt es hier nicht: {key}", en="There is no such setting here: {key}")
WRONG = Text(de="Das passt nicht: {codes}", en="That does not fit: {codes}")
DEFAULT = Text(de="Vorgabe", en="default")

settings = App(name="settings", help=TITLE.say(), result_action="return_value")
OfTenant = Annotated[UUID | None, Parameter(help=TENANT_HELP.say())]


@settings.command(help=SHOW.say())
def show(
    *,
    tenant: OfTenant = None,
    json_: Annotated[bool, Parameter(name="--json", negative="", help=JSON_HELP.say())] = False,
) -> int:
    def tell(world: World, actor: Actor) -> None:
        found = effective_settings(None, actor=actor, world=world)
        lines = _as_json if json_ else _as_line
        sys.stdout.writelines(f"{lines(one, world)}\n" for one in found)

    return _in_a_tenant(tenant, tell)


@settings.command(name="set", help=SET.say())
def set_(key: str, value: str, /, *, tenant: OfTenant = None) -> int:
    return _change(key, read(value), tenant)


@settings.command(help=RESET.say())
def reset(key: str, /, *, tenant: OfTenant = None) -> int:
    return _change(key, None, tenant)


@settings.command(help=REFERENCE.say())
def reference(folder: Path, /) -> int:
    (folder / "settings.md").write_text(page(settings_of(*PACKS)), encoding="utf-8")
    return Exit.OK


def read(text: str) -> object:
    """JSON where it is some; words need no quotes."""
    try:
        value: object = json.loads(text, parse_float=Decimal)
    except ValueError:
        return text
    return text if value is None else value


def _change(key: str, value: object, tenant: UUID | None) -> int:
    scope = Scope.GLOBAL if tenant is None else Scope.TENANT

    def change(world: World, actor: Actor) -> None:
        there = setting_at_scope(key, scope, actor=actor, world=world)
        version = 0 if there.stored is None else there.stored.version
        perform(change_setting, ChangeSetting(key, scope, value, version), actor=actor, world=world)
        (found,) = effective_settings([key], actor=actor, world=world)
        sys.stdout.write(_as_line(found, world) + "\n")

    try:
        return _in_a_tenant(tenant, change)
    except NotFound:
        sys.stderr.write(UNKNOWN.say(key=key) + "\n")
    except Invalid as wrong:
        codes = ", ".join(f"{error.field} {error.code} {dict(error.facts)}" for error in wrong.errors)
        sys.stderr.write(WRONG.say(codes=codes) + "\n")
    return Exit.DATA


def _in_a_tenant(tenant: UUID | None, work: Callable[[World, Actor], None]) -> int:
    """What holds for all is set and audited in the first tenant of the installation."""
    with backstage() as parts:
        found = [TenantId(tenant)] if tenant else list(parts.world.relay.tenants())[:1]
        if not found:
            sys.stderr.write(NO_TENANT.say() + "\n")
            return Exit.FOUND_WRONG
        work(parts.world, acting(parts.world, found[0]))
    return Exit.OK


def _as_line(found: Effective, world: World) -> str:
    value = world.settings.get(found.key).kind.dump(found.value)
    return f"{found.key} = {json_text(value)}  ({found.source or DEFAULT.say()})"


def _as_json(found: Effective, world: World) -> str:
    value = world.settings.get(found.key).kind.dump(found.value)
    return json_text({"key": found.key, "value": value, "source": found.source})
