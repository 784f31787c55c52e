"""Who sees a customer and why is told to those who answer for it, and kept in the audit."""

from typing import Any

import pytest
from attrs import evolve

from crm_core.domain.customers.customer import CoveragePolicy
from tests import given
from tests.http.test_fields import REP, SIBLING, Fields
from tests.http.test_fields import fields as fields  # the fixture


def access(fields: Fields, **more: Any) -> Any:
    return fields.get(f"/api/customers/{fields.customer.id}/access", **more)


@pytest.mark.parametrize("by", [given.AUDITOR, given.MANAGER, given.ADMIN])
def test_every_way_in_is_told_in_data_and_in_words(fields: Fields, by: Any) -> None:
    answer = access(fields, by=by).json()
    ways = {(one["resource"], one["rule"]): one for one in answer["openings"] if one["rule"] != "everything"}

    assert answer["complete"] is True
    assert answer["restrictedFields"] == ["contract_terms", "discount_terms"]
    assert [(one["claim"], one["value"]) for one in answer["limits"]] == [
        ("territories", "DE"),
        ("channels", "DIRECT"),
    ]
    owner, sibling = ways["customer", "owner"], ways["customer", "sibling"]
    assert (owner["people"], owner["grips"]) == ([str(REP.user)], ["sales-rep"])
    assert set(sibling["people"]) == {str(REP.user), str(SIBLING.user)}
    assert sibling["operations"] == ["read"]
    assert ways["customer", "region"]["region"] == "BERLIN"
    assert ways["restricted-field", "chain"]["operations"] == ["read", "write"]
    assert ("customer", "shared") not in ways
    assert "sieht ihn" in sibling["de"]
    assert "sees it" in sibling["en"]


def test_a_shared_chain_opens_its_locations_to_work_with(fields: Fields) -> None:
    shared = CoveragePolicy.CHAIN_SHARED
    path = f"/api/customers/{fields.customer.parent_id}"
    fields.ask("PATCH", path, json={"coveragePolicy": shared})
    (way,) = [one for one in access(fields).json()["openings"] if one["rule"] == "shared"]

    assert way["operations"] == ["engage"]
    assert set(way["people"]) == {str(REP.user), str(SIBLING.user)}


def test_who_sees_a_part_of_the_chain_is_told_that_it_is_a_part(fields: Fields) -> None:
    bounded = evolve(given.MANAGER, territories=frozenset({"DE"}))
    assert access(fields, by=bounded).json()["complete"] is False


def test_others_are_refused_and_strangers_see_nothing(fields: Fields) -> None:
    for by in (REP, SIBLING, given.team_lead("BERLIN")):
        assert access(fields, by=by).json()["code"] == "not-allowed"
    assert access(fields, by=given.rep(9)).status_code == 404


def test_an_explanation_is_kept(fields: Fields) -> None:
    access(fields, by=given.MANAGER)
    with fields.world.unit_of_work(given.AUDITOR) as uow:
        entry = uow.audit.newest(limit=1)[0]

    assert entry.user_id == given.MANAGER.user
    assert (entry.deed.action, entry.deed.outcome) == ("explain-access", "READ")
    assert entry.deed.resource_id == str(fields.customer.id)
