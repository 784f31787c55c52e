"""An invented assortment of Cook&Fresh®: thirteen products and two kits, to request samples of."""

from collections.abc import Sequence

from crm_food_pack.domain.samples.assortment import Allergen, Category, Kit, Product
from crm_food_pack.domain.samples.sample import Item

C = Category


def _product(sku: str, de: str, en: str, *, of: Category, days: int, with_: str = "") -> Product:
    return Product(sku, de, en, of, days, frozenset(Allergen(name) for name in with_.split()))


PRODUCTS: tuple[Product, ...] = (
    _product("CF-101", "Rinderroulade mit Rotkohl", "Beef roulade with red cabbage", of=C.MAIN, days=42,
             with_="CELERY MUSTARD SULPHITES"),
    _product("CF-102", "Kartoffelcremesuppe", "Cream of potato soup", of=C.SOUP, days=35,
             with_="MILK CELERY"),
    _product("CF-103", "Gulaschsuppe", "Goulash soup", of=C.SOUP, days=42, with_="CELERY"),
    _product("CF-110", "Spargelcremesuppe", "Cream of asparagus soup", of=C.SOUP, days=35,
             with_="MILK CELERY GLUTEN"),
    _product("CF-120", "Bratensauce, dunkel", "Brown gravy", of=C.SAUCE, days=60, with_="CELERY GLUTEN"),
    _product("CF-121", "Sauce hollandaise", "Hollandaise sauce", of=C.SAUCE, days=28, with_="EGGS MILK"),
    _product("CF-205", "Gemüselasagne", "Vegetable lasagne", of=C.MAIN, days=35,
             with_="GLUTEN MILK EGGS CELERY"),
    _product("CF-210", "Linsen-Bolognese", "Lentil Bolognese", of=C.MAIN, days=42, with_="CELERY"),
    _product("CF-215", "Lachsfilet in Dillsauce", "Salmon fillet in dill sauce", of=C.MAIN, days=21,
             with_="FISH MILK MUSTARD"),
    _product("CF-220", "Entenkeule mit Orangensauce", "Duck leg with orange sauce", of=C.MAIN, days=42,
             with_="CELERY SULPHITES"),
    _product("CF-301", "Kartoffelgratin", "Potato gratin", of=C.SIDE, days=28, with_="MILK"),
    _product("CF-305", "Semmelknödel", "Bread dumplings", of=C.SIDE, days=35, with_="GLUTEN EGGS MILK"),
    _product("CF-401", "Kaiserschmarrn", "Kaiserschmarrn", of=C.DESSERT, days=28, with_="GLUTEN EGGS MILK"),
)  # fmt: skip

KITS: tuple[Kit, ...] = (
    Kit(
        "CF-BASIS-5",
        "Cook&Fresh® Basis 5er",
        "Cook&Fresh® Basic 5",
        tuple(Item(sku, 1) for sku in ("CF-101", "CF-102", "CF-120", "CF-205", "CF-301")),
    ),
    Kit(
        "CF-VEGGIE-3",
        "Cook&Fresh® Vegetarisch 3er",
        "Cook&Fresh® Vegetarian 3",
        tuple(Item(sku, 1) for sku in ("CF-102", "CF-205", "CF-210")),
    ),
)


class DemoCatalogue:
    """The product catalogue of an installation that is not connected to another one."""

    def products(self) -> Sequence[Product]:
        return PRODUCTS

    def kits(self) -> Sequence[Kit]:
        return KITS
