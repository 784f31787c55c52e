"""The pipeline weighs each customer's savings by size and commitment, per currency."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given as given_any
from hypothesis import strategies

from crm_core.domain.customers.customer import Channel
from crm_food_pack.domain.kpis.pipeline import (
    WEIGHTS,
    Consultation,
    Prospect,
    Shares,
    latest_commitment,
    partner_share,
    roi_pipeline,
)
from tests import given

D = Decimal


def prospect(number: int, value: str, bucket: str | None, commitment: str | None, **more: object) -> Prospect:
    given_more = {"territory": "DE", "channel": Channel.DIRECT, **more}
    return Prospect(UUID(int=number), value=D(value), bucket=bucket, commitment=commitment, **given_more)  # type: ignore[arg-type]  # a builder's loose arguments


BOOK = (
    prospect(1, "1000", "HIGH", "MID"),
    prospect(2, "1000", "MID", "HIGH", channel=Channel.PARTNER),
    prospect(3, "1000", "LOW", None),
    prospect(4, "2000", "HIGH", "LOW", territory="CH"),
    prospect(5, "1000", None, "HIGH", territory="AT"),
)


def test_value_times_bucket_times_commitment() -> None:
    figure = roi_pipeline(BOOK)

    assert figure.value.total == {"CHF": D("500.00"), "EUR": D("1512.50")}
    assert figure.value.unqualified == {"EUR": D("62.50")}
    assert figure.records == tuple(UUID(int=number) for number in range(1, 6))


def test_no_customer_is_no_currency() -> None:
    assert roi_pipeline(()).value.total == {}


def test_partners_share_of_one_currencys_value() -> None:
    assert partner_share(Shares(BOOK)).value == D("39.67")
    assert partner_share(Shares(BOOK)).records == (UUID(int=2),)
    assert partner_share(Shares(BOOK, "CHF")).value == D("0.00")
    assert partner_share(Shares(())).value is None


NOW = given.START
CONSULTED = [
    ([], None),
    ([(1, 0, "HIGH")], "HIGH"),
    ([(1, 3, "HIGH"), (2, 1, "LOW")], "LOW"),
    ([(1, 1, "LOW"), (2, 1, "MID")], "MID"),
    ([(1, 89, "HIGH")], "HIGH"),
    ([(1, 90, "HIGH")], None),
    ([(1, 90, "HIGH"), (2, 60, "LOW")], "LOW"),
]


@pytest.mark.parametrize(("consulted", "level"), CONSULTED)
def test_the_latest_consultation_in_ninety_days_decides(
    consulted: list[tuple[int, int, str]], level: str | None
) -> None:
    consultations = [
        Consultation(UUID(int=number), NOW - timedelta(days=ago), said) for number, ago, said in consulted
    ]

    assert latest_commitment(consultations, NOW) == level
    assert latest_commitment(reversed(consultations), NOW) == level


prospects = strategies.lists(
    strategies.builds(
        Prospect,
        customer_id=strategies.uuids(),
        territory=strategies.sampled_from(["DE", "AT", "CH", "BER"]),
        channel=strategies.sampled_from(Channel),
        value=strategies.decimals(0, 100_000, places=2),
        bucket=strategies.none() | strategies.sampled_from(sorted(WEIGHTS)),
        commitment=strategies.none() | strategies.sampled_from(sorted(WEIGHTS)),
    ),
    max_size=10,
)


@given_any(prospects)
def test_neither_order_nor_weights_make_more_of_it(book: list[Prospect]) -> None:
    totals = roi_pipeline(book).value

    assert roi_pipeline(reversed(book)).value == totals
    assert sum(totals.total.values()) <= sum(one.value for one in book) + D("0.01")
    assert all(totals.unqualified[currency] <= totals.total[currency] for currency in totals.unqualified)


@given_any(prospects)
def test_a_share_lies_between_nothing_and_everything(book: list[Prospect]) -> None:
    share = partner_share(Shares(tuple(book))).value

    assert share is None or 0 <= share <= 100
