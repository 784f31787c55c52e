"""The catalogue of products and kits, kept elsewhere and only read here."""

from collections.abc import Sequence
from typing import Protocol

from crm_core.ports.pack_port import PackPort
from crm_food_pack.domain.samples.assortment import Kit, Product


class ProductCatalogue(Protocol):
    """SKUs and ids of kits are unique; every item of a kit is a product of the same catalogue."""

    def products(self) -> Sequence[Product]:
        """Everything that can be sent, in the order of the SKUs."""
        ...

    def kits(self) -> Sequence[Kit]:
        """Every box that is sent as a whole, in the order of the ids."""
        ...


PRODUCT_CATALOGUE = PackPort[ProductCatalogue]("food.product-catalogue")
