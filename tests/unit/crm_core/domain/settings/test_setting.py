"""A declaration that cannot work is refused where it is made."""

from decimal import Decimal

import pytest

from crm_core.domain.fields.choices import MultiChoice
from crm_core.domain.fields.kinds import Boolean, Kind, Text
from crm_core.domain.fields.numbers import Number
from crm_core.domain.fields.record import ListOf, Member, Record
from crm_core.domain.refusals import NotFound
from crm_core.domain.settings.registry import CORE_SETTINGS, SettingsRegistry
from crm_core.domain.settings.setting import Limit, Merge, Setting

SIZE = Number(minimum=Decimal(1), maximum=Decimal(9), places=0)


def declared(
    kind: Kind, default: object, merge: Merge = Merge.REPLACE, limit: Limit | None = None
) -> Setting:
    return Setting("a.key", kind, default, "Wort", "Word", merge=merge, limit=limit)


@pytest.mark.parametrize(
    ("kind", "default", "merge", "limit", "why"),
    [
        (SIZE, 10, Merge.REPLACE, None, "default"),
        (SIZE, "3", Merge.REPLACE, None, "default"),
        (Text(5), "", Merge.REPLACE, None, "default"),
        (Text(5), "a", Merge.UNION, None, "union"),
        (SIZE, 3, Merge.DEEP, None, "deep"),
        (Text(5), "a", Merge.REPLACE, Limit.UPPER, "limit"),
        (ListOf(SIZE, 3), (1,), Merge.UNION, Limit.UPPER, "limit"),
    ],
)
def test_a_declaration_that_contradicts_itself_is_refused(
    kind: Kind, default: object, merge: Merge, limit: Limit | None, why: str
) -> None:
    with pytest.raises(ValueError, match=why):
        declared(kind, default, merge, limit)


def test_what_fits_is_taken() -> None:
    assert declared(SIZE, 3, limit=Limit.LOWER).default == 3
    assert declared(MultiChoice(("A", "B")), ("A",), Merge.UNION).default == ("A",)
    whole = Record((Member("size", SIZE, required=True),))
    assert declared(whole, {"size": 3}, Merge.DEEP).default == {"size": 3}


def test_a_key_is_declared_once() -> None:
    with pytest.raises(ValueError, match=r"a\.key is declared twice"):
        SettingsRegistry.of([declared(Boolean(), False), declared(SIZE, 3)])


def test_an_undeclared_key_does_not_exist() -> None:
    registry = SettingsRegistry.of(CORE_SETTINGS)

    assert registry.get("http.requireIfMatch").default is False
    with pytest.raises(NotFound):
        registry.get("http.requireIfMatsch")
