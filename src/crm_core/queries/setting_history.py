"""Who changed a setting at a scope, when, and from what to what?"""

from collections.abc import Sequence

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.refusals import NotAllowed
from crm_core.domain.settings.change import SettingChange
from crm_core.domain.settings.deciding import may_read_history
from crm_core.domain.settings.setting import Scope
from crm_core.ports.world import World
from crm_core.queries.cursor import cut, digest_of, opened_at_version
from crm_core.queries.setting_at_scope import SettingAtScope, setting_at_scope


@frozen
class ChangesOf:
    """Whose changes are asked for, and how many; a region is named by those who have none or several."""

    key: str
    scope: Scope
    region: str | None = None
    cursor: str | None = None
    limit: int = 50


@frozen
class ChangesPage:
    place: SettingAtScope
    items: Sequence[SettingChange]
    next_cursor: str | None


def setting_history(asked: ChangesOf, *, actor: Actor, world: World) -> ChangesPage:
    """Newest first; what others prefer for themselves is theirs."""
    place = setting_at_scope(asked.key, asked.scope, actor=actor, world=world, region=asked.region)
    if not may_read_history(actor, asked.scope, place.whose):
        with world.unit_of_work(actor):
            raise NotAllowed(action="read history", resource="setting", resource_id=asked.key)
    digest = digest_of(asked.key, asked.scope, place.whose)
    before = None if asked.cursor is None else opened_at_version(world.seals, digest, asked.cursor)
    found = world.setting_readings.history(
        actor, asked.key, asked.scope, place.whose, before=before, limit=asked.limit + 1
    )
    return ChangesPage(place, *cut(found, asked.limit, lambda last: [last.version], world.seals, digest))
