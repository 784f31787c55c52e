"""An input becomes an entry, or a refusal that names every bad field; time stays within its limits."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, strategies

from crm_core.domain.activities.activity import Entry, entry_record
from crm_core.domain.activities.reading import Limits, read_correction, read_entry
from crm_core.domain.fields.kinds import zulu
from crm_core.domain.ids import CustomerId
from crm_core.domain.party import Party
from crm_core.domain.refusals import Invalid
from tests.unit.crm_core.domain.activities.tastings import CASK, CUSTOMER, TASTING, WINE, tasting

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
LIMITS = Limits(NOW)


def read(raw: object) -> Entry:
    return read_entry(raw, dictionary=WINE, limits=LIMITS)


def corrected(entry: Entry, patch: object, limits: Limits = LIMITS) -> Entry:
    return read_correction(entry, patch, of=TASTING, limits=limits)


def bad(reading: object) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as refusal:
        reading()  # type: ignore[operator]  # a test's lambda
    return [(error.pointer, error.code) for error in refusal.value.errors]


def test_an_input_is_read_whole() -> None:
    entry = read(tasting(points=90, spends="12.5", occurredAt="2026-03-01T10:00:00+01:00", note=" Gut "))

    assert entry == Entry(
        kind="TASTING",
        party=Party(CustomerId(CUSTOMER)),
        occurred_at=datetime(2026, 3, 1, 9, tzinfo=UTC),
        note="Gut",
        content={"caskId": CASK, "points": 90, "spends": Decimal("12.50"), "aroma": None, "outcome": "SOLD"},
    )


def test_without_a_time_it_happened_now() -> None:
    assert read(tasting()).occurred_at == NOW


MINUTE, FIVE = timedelta(seconds=60), timedelta(minutes=5)
TWO_YEARS_AGO = datetime(2024, 3, 2, 8, 0, tzinfo=UTC)
TIMES = [
    (NOW + FIVE, []),
    (NOW + FIVE + timedelta(microseconds=1), [("/occurredAt", "in-future")]),
    (TWO_YEARS_AGO, []),
    (TWO_YEARS_AGO - timedelta(microseconds=1), [("/occurredAt", "too-long-ago")]),
]


@pytest.mark.parametrize(("occurred_at", "faults"), TIMES)
def test_it_lies_at_most_five_minutes_ahead_and_two_years_back(
    occurred_at: datetime, faults: list[tuple[str, str]]
) -> None:
    raw = tasting(occurredAt=zulu(occurred_at))

    if faults:
        assert bad(lambda: read(raw)) == faults
    else:
        assert read(raw).occurred_at == occurred_at


def test_every_bad_field_is_named_at_once() -> None:
    raw = tasting(
        occurredAt="2030-01-01T00:00:00Z",
        note="x" * 4001,
        points="many",
        outcome=None,
        caskId="?",
        wine="red",
    )

    assert sorted(bad(lambda: read(raw))) == [
        ("/caskId", "not-a-uuid"),
        ("/note", "too-long"),
        ("/occurredAt", "in-future"),
        ("/outcome", "required"),
        ("/points", "wrong-type"),
        ("/wine", "unknown-field"),
    ]


def test_a_note_of_four_thousand_characters_fits() -> None:
    assert read(tasting(note="ü" * 4000)).note == "ü" * 4000


def test_a_correction_changes_what_it_names_and_nothing_else() -> None:
    entry = read(tasting(points=90, aroma="Kirsche"))
    after = corrected(entry, {"points": 70, "aroma": None, "outcome": "LEFT"})

    assert after.content == {**entry.content, "points": 70, "aroma": None, "outcome": "LEFT"}
    assert (after.party, after.occurred_at, after.kind) == (entry.party, entry.occurred_at, entry.kind)


def test_whom_it_is_about_and_of_which_kind_cannot_be_corrected() -> None:
    entry = read(tasting())
    patch = {"kind": "CALL", "customerId": None, "leadId": str(CASK), "points": 900}

    assert sorted(bad(lambda: corrected(entry, patch))) == [
        ("/customerId", "cannot-change"),
        ("/kind", "cannot-change"),
        ("/leadId", "cannot-change"),
        ("/points", "too-large"),
    ]
    assert corrected(entry, {"kind": "TASTING", "customerId": str(CUSTOMER)}) == entry


def test_a_correction_is_no_object_or_names_every_bad_field() -> None:
    assert bad(lambda: corrected(read(tasting()), "x")) == [("", "wrong-type")]
    assert bad(lambda: corrected(read(tasting()), {"outcome": None, "x": 1})) == [
        ("/x", "unknown-field"),
        ("/outcome", "required"),
    ]


def test_an_old_activity_can_be_corrected_as_long_as_its_time_stays() -> None:
    entry = read(tasting(occurredAt="2024-03-05T08:00:00Z"))
    later = Limits(NOW + timedelta(days=300))

    assert corrected(entry, {"points": 1}, later).content["points"] == 1
    assert bad(lambda: corrected(entry, {"occurredAt": "2024-03-04T08:00:00Z"}, later)) == [
        ("/occurredAt", "too-long-ago")
    ]


contents = strategies.fixed_dictionaries(
    {"outcome": strategies.sampled_from(["SOLD", "LEFT"])},
    optional={
        "points": strategies.integers(0, 100),
        "spends": strategies.decimals(0, 9999, places=2).map(str),
        "aroma": strategies.sampled_from(["Kirsche", "Leder"]),
        "note": strategies.sampled_from(["", "Gut"]),
    },
)


@given(contents)
def test_an_entry_survives_being_written_and_read(content: dict[str, object]) -> None:
    entry = read(tasting(**content))

    assert read(entry_record(entry, TASTING)) == entry
    assert corrected(entry, {}) == entry


@given(
    strategies.dictionaries(
        strategies.sampled_from([*tasting(), "note", "x"]),
        strategies.integers() | strategies.text() | strategies.none(),
    )
)
def test_no_input_makes_the_reading_fail(raw: dict[str, object]) -> None:
    with suppress(Invalid):
        assert read(raw).kind in WINE.types
