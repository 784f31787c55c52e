"""What can be sent as a sample: products, kits of them, and which items a request resolves to."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from attrs import frozen

from crm_core.domain.fields.faults import Faults, step
from crm_food_pack.domain.samples.sample import Item


class Category(StrEnum):
    SOUP = "SOUP"
    SAUCE = "SAUCE"
    MAIN = "MAIN"
    SIDE = "SIDE"
    DESSERT = "DESSERT"


class Allergen(StrEnum):
    """The fourteen of Regulation (EU) No 1169/2011, annex II."""

    GLUTEN = "GLUTEN"
    CRUSTACEANS = "CRUSTACEANS"
    EGGS = "EGGS"
    FISH = "FISH"
    PEANUTS = "PEANUTS"
    SOY = "SOY"
    MILK = "MILK"
    NUTS = "NUTS"
    CELERY = "CELERY"
    MUSTARD = "MUSTARD"
    SESAME = "SESAME"
    SULPHITES = "SULPHITES"
    LUPIN = "LUPIN"
    MOLLUSCS = "MOLLUSCS"


@frozen
class Product:
    sku: str
    name_de: str
    name_en: str
    category: Category
    shelf_life_days: int
    allergens: frozenset[Allergen] = frozenset()


@frozen
class Kit:
    """A box of samples that is sent as a whole."""

    id: str
    name_de: str
    name_en: str
    items: tuple[Item, ...]


@frozen
class Assortment:
    products: Mapping[str, Product]
    kits: Mapping[str, Kit]

    @classmethod
    def of(cls, products: Iterable[Product], kits: Iterable[Kit]) -> "Assortment":
        return cls({one.sku: one for one in products}, {kit.id: kit for kit in kits})

    def resolve(
        self, items: tuple[Item, ...] | None, kit_id: str | None, *, default_kit: str, faults: Faults
    ) -> tuple[tuple[Item, ...], str | None]:
        """What is sent: explicit items win, then the kit that was asked for, then the default kit."""
        self.name_unknown([item.sku for item in items or ()], kit_id, faults)
        if items:
            return items, kit_id
        kit = self.kits.get(default_kit if kit_id is None else kit_id)
        if kit is None and kit_id is None:
            faults.add("/items", "required")
        return ((), None) if kit is None else (kit.items, kit.id)

    def name_unknown(self, skus: Sequence[object], kit_id: object, faults: Faults) -> None:
        """Adds a fault for each product and kit that is not in the catalogue; what is no text is no name."""
        if isinstance(kit_id, str) and kit_id not in self.kits:
            faults.add("/kitId", "unknown-kit")
        for place, sku in enumerate(skus):
            if isinstance(sku, str) and sku not in self.products:
                faults.add(step(step("/items", place), "sku"), "unknown-sku")
