"""Samples with which the tests of samples set their scene."""

from datetime import date, datetime
from uuid import UUID

from crm_core.domain.ids import CustomerId
from crm_core.domain.party import Party
from crm_food_pack.demo.products import DemoCatalogue
from crm_food_pack.domain.samples.assortment import Assortment
from crm_food_pack.domain.samples.sample import Item, Sample, SampleId, Verdict, Wanted
from crm_food_pack.domain.samples.status import SampleStatus
from tests import given

PARTY = Party(CustomerId(UUID(int=5)))
FEEDBACK = UUID(int=9)
ASSORTMENT = Assortment.of(DemoCatalogue().products(), DemoCatalogue().kits())


def sample(*, delivery_date: date = date(2026, 3, 9)) -> Sample:
    wanted = Wanted((Item("CF-101", 2),), delivery_date)
    return Sample(SampleId(UUID(int=1)), given.TENANT, PARTY, wanted, given.user(1), given.START)


def said(status: SampleStatus, by: UUID = FEEDBACK, *, at: datetime = given.START) -> Verdict:
    return Verdict(status, by, at)


def moved(old: Sample, *statuses: SampleStatus) -> Sample:
    for status in statuses:
        old = old.moved(status, by=given.user(1), now=given.START)
    return old


def delivered() -> Sample:
    return moved(sample(), SampleStatus.DELIVERED)
