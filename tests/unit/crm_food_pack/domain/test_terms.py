"""Our own terms are the restricted fields of the food trade, and the only ones."""

from crm_core.domain.fields.definition import Restriction
from crm_food_pack.domain.terms import CONTRACT_TERMS, DISCOUNT_TERMS
from crm_food_pack.pack import FOOD


def test_our_own_terms_and_nothing_else_is_restricted() -> None:
    assert {one.key: one.restricted for one in FOOD.fields if one.restricted} == {
        DISCOUNT_TERMS.key: Restriction.PRICE,
        CONTRACT_TERMS.key: Restriction.CONTRACT,
    }
