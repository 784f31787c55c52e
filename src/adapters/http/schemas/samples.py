"""How samples travel: goods on their way, every step of it, and what there is to be sent."""

from datetime import date, datetime
from uuid import UUID

import msgspec

from crm_core.ports.world import World
from crm_food_pack.domain.samples.assortment import Allergen, Category, Kit, Product
from crm_food_pack.domain.samples.lateness import is_late
from crm_food_pack.domain.samples.listing import SeenSample
from crm_food_pack.domain.samples.sample import Item, Step
from crm_food_pack.domain.samples.status import SampleStatus

ENCODER = msgspec.json.Encoder()


class SampleItem(msgspec.Struct, rename="camel", frozen=True):
    """So many of one product."""

    sku: str
    quantity: int


class SampleForm(msgspec.Struct, rename="camel", frozen=True):
    """A sample; it is for a customer or for a lead. `late`: more than two working days overdue."""

    id: UUID
    version: int
    customer_id: UUID | None
    lead_id: UUID | None
    status: SampleStatus
    status_event_at: datetime
    kit_id: str | None
    items: list[SampleItem]
    delivery_date: date
    delivery_address: str | None
    contact_email: str | None
    notes: str | None
    late: bool
    created_by: UUID
    created_at: datetime
    updated_at: datetime


class SampleStep(msgspec.Struct, rename="camel", frozen=True):
    """One change of status: when it happened, and when and by whom it was recorded."""

    old_status: SampleStatus
    new_status: SampleStatus
    event_at: datetime
    recorded_at: datetime
    recorded_by: UUID
    activity_id: UUID | None


class SampleWithHistory(SampleForm, frozen=True):
    """A sample with its steps, in the order of their recording."""

    status_history: list[SampleStep]


class SamplePageForm(msgspec.Struct, rename="camel", frozen=True):
    """One page of samples."""

    items: list[SampleForm]
    next_cursor: str | None


class ProductForm(msgspec.Struct, rename="camel", frozen=True):
    """What can be sent; allergens as of Regulation (EU) No 1169/2011."""

    sku: str
    name_de: str
    name_en: str
    category: Category
    shelf_life_days: int
    allergens: list[Allergen]


class ProductsForm(msgspec.Struct, rename="camel", frozen=True):
    """The whole catalogue."""

    items: list[ProductForm]


class KitForm(msgspec.Struct, rename="camel", frozen=True):
    """A box of samples that is sent as a whole."""

    id: str
    name_de: str
    name_en: str
    items: list[SampleItem]


class KitsForm(msgspec.Struct, rename="camel", frozen=True):
    """Every kit."""

    items: list[KitForm]


def sample_form(seen: SeenSample, world: World) -> SampleForm:
    return SampleForm(**_told(seen, world))  # type: ignore[arg-type]  # by the names of the form


def sample_with_history(seen: SeenSample, world: World) -> SampleWithHistory:
    steps = [_step_form(step) for step in seen.sample.steps]
    return SampleWithHistory(**_told(seen, world), status_history=steps)  # type: ignore[arg-type]  # likewise


def product_form(product: Product) -> ProductForm:
    p = product
    return ProductForm(p.sku, p.name_de, p.name_en, p.category, p.shelf_life_days, sorted(p.allergens))


def kit_form(kit: Kit) -> KitForm:
    return KitForm(kit.id, kit.name_de, kit.name_en, _items(kit.items))


def _told(seen: SeenSample, world: World) -> dict[str, object]:
    sample, wanted = seen.sample, seen.sample.wanted
    return {
        "id": sample.id,
        "version": sample.version,
        "customer_id": sample.party.customer_id,
        "lead_id": sample.party.lead_id,
        "status": sample.status,
        "status_event_at": sample.last_event_at,
        "kit_id": wanted.kit_id,
        "items": _items(wanted.items),
        "delivery_date": wanted.delivery_date,
        "delivery_address": wanted.delivery_address,
        "contact_email": wanted.contact_email,
        "notes": wanted.notes,
        "late": is_late(sample, world.clock.now(), world.working_days.at(seen.place)),
        "created_by": sample.created_by,
        "created_at": sample.created_at,
        "updated_at": sample.updated_at,
    }


def _items(items: tuple[Item, ...]) -> list[SampleItem]:
    return [SampleItem(item.sku, item.quantity) for item in items]


def _step_form(step: Step) -> SampleStep:
    return SampleStep(step.old, step.new, step.event_at, step.recorded_at, step.by, step.activity_id)
