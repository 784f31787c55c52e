"""What a domain pack may add to the core: knowledge, declared; never patches."""

from attrs import frozen

from crm_core.domain.customers.events import CUSTOMER_FACTS
from crm_core.domain.events.catalogue import EventCatalogue
from crm_core.domain.events.fact import Fact
from crm_core.domain.settings.events import SettingsUpdated
from crm_core.domain.settings.registry import CORE_SETTINGS, SettingsRegistry
from crm_core.domain.settings.setting import Setting


@frozen
class Pack:
    """One domain's declarations; later ideas (fields, activity types, KPIs) join as further members."""

    name: str
    settings: tuple[Setting, ...] = ()
    facts: tuple[type[Fact], ...] = ()


CORE = Pack("core", settings=CORE_SETTINGS, facts=(*CUSTOMER_FACTS, SettingsUpdated))


def settings_of(*packs: Pack) -> SettingsRegistry:
    """Everything the core and these packs declare to be settable."""
    return SettingsRegistry.of(setting for pack in (CORE, *packs) for setting in pack.settings)


def events_of(*packs: Pack) -> EventCatalogue:
    """Everything that can happen with these packs plugged in."""
    return EventCatalogue.of(fact for pack in (CORE, *packs) for fact in pack.facts)
