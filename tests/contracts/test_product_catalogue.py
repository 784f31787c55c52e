"""What every product catalogue keeps."""

import pytest

from crm_food_pack.demo.products import DemoCatalogue
from crm_food_pack.ports.product_catalogue import ProductCatalogue

each_catalogue = pytest.mark.parametrize(
    "catalogue", [DemoCatalogue()], ids=lambda catalogue: type(catalogue).__name__
)


@each_catalogue
def test_skus_and_kits_are_unique_and_in_order(catalogue: ProductCatalogue) -> None:
    skus = [product.sku for product in catalogue.products()]
    kits = [kit.id for kit in catalogue.kits()]

    assert skus == sorted(set(skus))
    assert kits == sorted(set(kits))


@each_catalogue
def test_a_kit_holds_products_of_its_own_catalogue(catalogue: ProductCatalogue) -> None:
    skus = {product.sku for product in catalogue.products()}

    for kit in catalogue.kits():
        assert kit.items
        assert {item.sku for item in kit.items} <= skus
        assert all(item.quantity >= 1 for item in kit.items)


@each_catalogue
def test_every_product_says_what_a_kitchen_must_know(catalogue: ProductCatalogue) -> None:
    for product in catalogue.products():
        assert product.name_de
        assert product.name_en
        assert product.shelf_life_days > 0


def test_the_demo_has_the_products_and_the_kit_that_everybody_names() -> None:
    demo = DemoCatalogue()
    kits = {kit.id: kit for kit in demo.kits()}

    assert {"CF-101", "CF-205"} <= {product.sku for product in demo.products()}
    assert kits["CF-BASIS-5"].name_de == "Cook&Fresh® Basis 5er"
    assert len({item.sku for item in kits["CF-BASIS-5"].items}) == 5
