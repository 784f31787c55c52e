"""What a tenant says about fields joins what packs declare, and breaks none of it."""

from typing import Any

import pytest
from attrs import evolve

from crm_core.domain.definitions.stored import StoredDefinition, catalogue_of, form_of
from crm_core.domain.fields.catalogue import Catalogue
from crm_core.domain.fields.definition import Definition, Restriction
from crm_core.domain.fields.definition_form import definition_record
from crm_core.domain.fields.kinds import Text
from crm_core.domain.fields.numbers import Number
from crm_core.domain.fields.refusals import FieldBelongsToThePack

OVENS = Definition("ovens", Number(places=0), "Öfen", "Ovens", "house", default=3)
RENT = Definition("rent", Number(), "Miete", "Rent", "house", restricted=Restriction.PRICE)
PACKED = Catalogue.of([OVENS, RENT])
BINS = Definition("bins", Number(places=0), "Tonnen", "Bins", "house")


def stored(definition: Definition, coming: Definition | None = None, **more: Any) -> StoredDefinition:
    ahead = None if coming is None else definition_record(coming)
    return StoredDefinition(definition.key, 1, definition_record(definition), ahead, **more)


def test_without_a_word_of_the_tenant_there_are_the_fields_of_the_packs() -> None:
    assert catalogue_of(PACKED, []) == PACKED


def test_own_fields_join_and_a_packs_field_is_called_as_the_tenant_says() -> None:
    said = evolve(OVENS, label_en="Stoves", default=None)
    form = form_of(said, PACKED)
    catalogue = catalogue_of(PACKED, [stored(BINS), StoredDefinition("ovens", 1, form)])

    assert form == {"labelEn": "Stoves", "default": None}
    assert catalogue.get("ovens") == said
    assert catalogue.get("bins") == BINS
    assert catalogue.tenant_keys == {"bins"}


@pytest.mark.parametrize(
    "changed",
    [
        evolve(OVENS, kind=Number(places=1)),
        evolve(OVENS, kind=Number(places=0, maximum=10)),  # type: ignore[arg-type]  # a bound
        evolve(OVENS, restricted=Restriction.PRICE),
        evolve(RENT, restricted=None),
        evolve(OVENS, unique=True),
        evolve(OVENS, personal=True),
    ],
)
def test_what_a_packs_field_is_judged_by_is_not_the_tenants(changed: Definition) -> None:
    with pytest.raises(FieldBelongsToThePack):
        form_of(changed, PACKED)


def test_a_newer_pack_keeps_the_tenants_words_and_forgets_those_that_no_longer_fit() -> None:
    newer = Catalogue.of([evolve(OVENS, kind=Text(10), default=None)])
    words, default = StoredDefinition("ovens", 1, {"labelEn": "Stoves"}), {"labelEn": "S", "default": 7}

    assert catalogue_of(newer, [words]).get("ovens") == evolve(newer.get("ovens"), label_en="Stoves")
    assert catalogue_of(newer, [StoredDefinition("ovens", 1, default)]).get("ovens") == newer.get("ovens")


def test_a_definition_that_nobody_can_read_is_not_there() -> None:
    assert catalogue_of(PACKED, [StoredDefinition("bins", 1, {"key": "bins"})]) == PACKED


def test_what_is_coming_is_ahead_and_what_stands_still_stands() -> None:
    tighter = evolve(BINS, kind=Number(places=0, maximum=5))  # type: ignore[arg-type]  # a bound
    catalogue = catalogue_of(PACKED, [stored(BINS, tighter)])

    assert catalogue.get("bins") == BINS
    assert catalogue.ahead.get("bins") == tighter
    assert catalogue.ahead.coming == {}


def test_a_field_that_is_being_closed_is_closed_once_its_rows_are_marked() -> None:
    closed = evolve(BINS, restricted=Restriction.PRICE)
    looked, marking = (catalogue_of(PACKED, [stored(BINS, closed, marking=m)]) for m in (False, True))

    assert (looked.get("bins").restricted, looked.marks("bins")) == (None, False)
    assert (marking.get("bins").restricted, marking.marks("bins")) == (Restriction.PRICE, True)


def test_a_field_that_is_being_opened_is_closed_until_the_end_and_written_open() -> None:
    closed = evolve(BINS, restricted=Restriction.PRICE)
    catalogue = catalogue_of(PACKED, [stored(closed, BINS, marking=True)])

    assert catalogue.get("bins").restricted is Restriction.PRICE
    assert not catalogue.marks("bins")
    assert catalogue.marks("nobody_declares_it")


def test_a_field_that_becomes_unique_is_claimed_from_the_announcement_on() -> None:
    catalogue = catalogue_of(PACKED, [stored(BINS, evolve(BINS, unique=True))])

    assert catalogue.claims("bins")
    assert not catalogue.claims("ovens")
