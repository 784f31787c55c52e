"""What a domain pack may add to the core: knowledge, declared; never patches."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypedDict, TypeVar

from attrs import frozen

from crm_core.domain.activities.activity_type import ActivityType
from crm_core.domain.activities.core_types import CORE_ACTIVITY_TYPES
from crm_core.domain.activities.dictionary import Dictionary
from crm_core.domain.activities.events import ACTIVITY_FACTS
from crm_core.domain.activities.settings import ACTIVITY_SETTINGS, offered_kinds
from crm_core.domain.customers.events import CUSTOMER_FACTS
from crm_core.domain.customers.fields_changed import CustomerFieldsChanged
from crm_core.domain.customers.timeline import CORE_KINDS
from crm_core.domain.definitions.events import FieldDefinitionChanged
from crm_core.domain.events.catalogue import EventCatalogue
from crm_core.domain.events.fact import Fact
from crm_core.domain.fields.catalogue import Catalogue
from crm_core.domain.fields.definition import Definition
from crm_core.domain.follow_ups.alternative_channel import ALTERNATIVE_CHANNEL, ALTERNATIVE_CHANNEL_SETTINGS
from crm_core.domain.follow_ups.events import FOLLOW_UP_FACTS
from crm_core.domain.follow_ups.settings import FOLLOW_UP_SETTINGS
from crm_core.domain.follow_ups.sla import SlaRule
from crm_core.domain.kpis.registry import AnyKpi, KpiRegistry
from crm_core.domain.leads.events import LEAD_FACTS
from crm_core.domain.leads.settings import LEAD_SETTINGS
from crm_core.domain.projections.hot_row import HotColumn, HotColumns
from crm_core.domain.settings.events import SettingsUpdated
from crm_core.domain.settings.registry import CORE_SETTINGS, SettingsRegistry
from crm_core.domain.settings.setting import Setting
from crm_core.ports.keeps_words import KeepsWords
from crm_core.ports.pack_port import NotPlugged, PackPort
from crm_core.ports.thing import Thing
from crm_core.ports.world import World
from crm_core.use_cases.consumers import CONSUMERS, Consumer
from crm_core.use_cases.field_days import field_days
from crm_core.use_cases.resting import resting

Offered = TypeVar("Offered")


@frozen
class Pack:
    """One domain's declarations; later ideas join as further members."""

    name: str
    settings: tuple[Setting, ...] = ()
    facts: tuple[type[Fact], ...] = ()
    activity_types: tuple[ActivityType, ...] = ()
    kpis: tuple[AnyKpi, ...] = ()
    fields: tuple[Definition, ...] = ()
    hot_columns: tuple[HotColumn, ...] = ()
    # What its use cases ask of a unit of work, and what they and its queries ask of the world.
    unit_ports: tuple[PackPort[Any], ...] = ()
    world_ports: tuple[PackPort[Any], ...] = ()
    # What fulfils a port of the world where the installation offers nothing else.
    defaults: Mapping[PackPort[Any], object] = {}
    # What activities may name and move, by the sort that effects speak of.
    things: Mapping[str, Thing] = {}
    # Ports of a unit of work that keep words about leads, which end with the ground to know them.
    keep_words: tuple[PackPort[Any], ...] = ()
    timeline_kinds: tuple[str, ...] = ()
    # Who of it reacts to events, once there is a world to react in.
    consumers: tuple[Callable[[World], Consumer], ...] = ()


CORE = Pack(
    "core",
    settings=(
        *CORE_SETTINGS,
        *ACTIVITY_SETTINGS,
        *ALTERNATIVE_CHANNEL_SETTINGS,
        *FOLLOW_UP_SETTINGS,
        *LEAD_SETTINGS,
    ),
    facts=(
        *CUSTOMER_FACTS,
        CustomerFieldsChanged,
        FieldDefinitionChanged,
        SettingsUpdated,
        *ACTIVITY_FACTS,
        *FOLLOW_UP_FACTS,
        *LEAD_FACTS,
    ),
    activity_types=CORE_ACTIVITY_TYPES,
    timeline_kinds=CORE_KINDS,
)


def settings_of(*packs: Pack) -> SettingsRegistry:
    """Everything the core and these packs declare to be settable."""
    declared = (setting for pack in (CORE, *packs) for setting in pack.settings)
    return SettingsRegistry.of([*declared, offered_kinds(activity_types_of(*packs).types)])


def events_of(*packs: Pack) -> EventCatalogue:
    """Everything that can happen with these packs plugged in."""
    return EventCatalogue.of(fact for pack in (CORE, *packs) for fact in pack.facts)


def activity_types_of(*packs: Pack) -> Dictionary:
    """Everything that can be logged with these packs plugged in."""
    return Dictionary.of(kind for pack in (CORE, *packs) for kind in pack.activity_types)


def rules_of(*packs: Pack) -> Mapping[str, SlaRule]:
    """Everything that asks for a follow-up, by key."""
    return {rule.key: rule for rule in (ALTERNATIVE_CHANNEL, *activity_types_of(*packs).rules)}


def plugged(
    ports: Iterable[PackPort[Any]], offered: Mapping[PackPort[Any], Offered]
) -> Mapping[PackPort[Any], Offered]:
    """What is offered for these ports; a world in which one of them is not fulfilled is not begun."""
    found: dict[PackPort[Any], Offered] = {}
    for port in ports:
        if port not in offered:
            raise NotPlugged(port)
        found[port] = offered[port]
    return found


def unit_ports_of(*packs: Pack) -> Iterable[PackPort[Any]]:
    return (port for pack in packs for port in pack.unit_ports)


def world_ports_of(*packs: Pack, offered: Mapping[PackPort[Any], object]) -> Mapping[PackPort[Any], object]:
    """What fulfils the ports of the world: what is offered, or else what the pack itself brings."""
    defaults = {port: own for pack in packs for port, own in pack.defaults.items()}
    return plugged((port for pack in packs for port in pack.world_ports), {**defaults, **offered})


def consumers_of(world: World, *packs: Pack) -> Sequence[Consumer]:
    """Everybody who reacts to events in this world."""
    return (
        *CONSUMERS,
        field_days(world),
        resting(world),
        *(made(world) for pack in packs for made in pack.consumers),
    )


def timeline_kinds_of(*packs: Pack) -> tuple[str, ...]:
    """Every kind of entry that a customer's timeline can have."""
    return tuple(kind for pack in (CORE, *packs) for kind in pack.timeline_kinds)


def kpis_of(*packs: Pack) -> KpiRegistry:
    """Every key figure that these packs declare."""
    return KpiRegistry.of(kpi for pack in (CORE, *packs) for kpi in pack.kpis)


def fields_of(*packs: Pack) -> Catalogue:
    """Every field that these packs declare, for all tenants."""
    return Catalogue.of(field for pack in (CORE, *packs) for field in pack.fields)


def hot_columns_of(*packs: Pack) -> HotColumns:
    """The hot row with these packs plugged in, held against their fields."""
    return HotColumns.of(
        (column for pack in (CORE, *packs) for column in pack.hot_columns), fields_of(*packs)
    )


class Knowledge(TypedDict):
    """What a world knows by the declarations of its packs, under the world's own names."""

    activity_types: Dictionary
    settings: SettingsRegistry
    events: EventCatalogue
    fields: Catalogue
    hot_columns: HotColumns
    follow_up_rules: Mapping[str, SlaRule]
    timeline_kinds: tuple[str, ...]
    things: Mapping[str, Thing]
    keep_words: tuple[PackPort[KeepsWords], ...]


def knowledge_of(*packs: Pack) -> Knowledge:
    return {
        "activity_types": activity_types_of(*packs),
        "settings": settings_of(*packs),
        "events": events_of(*packs),
        "fields": fields_of(*packs),
        "hot_columns": hot_columns_of(*packs),
        "follow_up_rules": rules_of(*packs),
        "timeline_kinds": timeline_kinds_of(*packs),
        "things": {sort: thing for pack in packs for sort, thing in pack.things.items()},
        "keep_words": tuple(port for pack in packs for port in pack.keep_words),
    }
