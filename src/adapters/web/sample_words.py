"""What a sample is called, and what lies in it, in the words of the catalogue."""

from collections.abc import Iterable
from uuid import UUID

from attrs import frozen

from adapters.web.visit import Visit
from crm_core.domain.party import Party
from crm_core.domain.refusals import NotFound, Refusal
from crm_food_pack.domain.samples.assortment import Allergen, Assortment, Kit, Product
from crm_food_pack.domain.samples.sample import Item, Sample, SampleId, Wanted
from crm_food_pack.queries.assortment import assortment

FEATURE = "features.samples"
ACTIVITIES = "features.activities.b2b_food"
COLOURS = {
    "FEEDBACK_SUCCESS": "good",
    "FEEDBACK_NEUTRAL": "warn",
    "FEEDBACK_FAIL": "bad",
    "SHIPPED": "info",
    "DELIVERED": "info",
}


@frozen
class ItemRow:
    """One product of a sample; one that has left the catalogue is called by its number."""

    sku: str
    name: str
    quantity: int
    allergens: tuple[str, ...]


@frozen
class SampleWords:
    visit: Visit
    goods: Assortment

    @classmethod
    def of(cls, visit: Visit) -> "SampleWords":
        return cls(visit, assortment(visit.world))

    def title(self, wanted: Wanted) -> str:
        """The kit as it was sent; what was chosen one by one by its first product, or by their number."""
        kit = self.goods.kits.get(wanted.kit_id or "")
        if kit is not None:
            return self.name(kit)
        if len(wanted.items) == 1:
            return self._item(wanted.items[0]).name
        return self.visit.say("samples.of", n=len(wanted.items))

    def items(self, items: Iterable[Item]) -> list[ItemRow]:
        return [self._item(item) for item in items]

    def _item(self, item: Item) -> ItemRow:
        product = self.goods.products.get(item.sku)
        if product is None:
            return ItemRow(item.sku, item.sku, item.quantity, ())
        return ItemRow(item.sku, self.name(product), item.quantity, self.allergens(product.allergens))

    def name(self, one: Product | Kit) -> str:
        return one.name_de if self.visit.tongue.code == "de" else one.name_en

    def allergens(self, found: Iterable[Allergen]) -> tuple[str, ...]:
        """In the order of the alphabet that the reader reads."""
        return tuple(sorted(self.visit.say(f"allergen.{one}") for one in found))

    def kit_allergens(self, kit: Kit) -> tuple[str, ...]:
        products = (self.goods.products[item.sku] for item in kit.items)
        return self.allergens({allergen for one in products for allergen in one.allergens})


def party_path(party: Party) -> str:
    """The page of whom a sample is for."""
    return f"/leads/{party.lead_id}" if party.customer_id is None else f"/customers/{party.customer_id}"


def feedback_path(visit: Visit, sample: Sample) -> str | None:
    """Where the kitchen's judgement is written down; only customers' kitchens give one as an activity."""
    customer = sample.party.customer_id
    if customer is None or not visit.offers(ACTIVITIES):
        return None
    return f"/activities/new?customer={customer}&kind=PRODUCTTEST_FEEDBACK&sample={sample.id}"


def sample_id_of(text: str) -> SampleId:
    try:
        return SampleId(UUID(text))
    except ValueError:
        raise NotFound from None


def status_word(visit: Visit, status: str) -> str:
    return visit.say(f"hot-word.sample_status.{status}")


def reason_of(visit: Visit, refusal: Refusal) -> str:
    """Why a sample stays where it is; the reasons of single fields one after the other."""
    if refusal.errors:
        return " ".join(visit.tongue.error(error) for error in refusal.errors)
    told = ("old", "new", "status")
    facts = {name: status_word(visit, str(refusal.facts[name])) for name in told if name in refusal.facts}
    return visit.say(f"sample-refusal.{refusal.code}", **facts)
