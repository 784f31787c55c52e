"""Activity types of a wine merchant, to test the engine without any real trade."""

from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from attrs import frozen

from crm_core.domain.activities.activity_type import ActivityType, Target
from crm_core.domain.activities.core_types import CORE_ACTIVITY_TYPES
from crm_core.domain.activities.dictionary import Dictionary
from crm_core.domain.activities.effects import MovesStatus, Recorded, Tells, WritesField
from crm_core.domain.events.fact import Fact
from crm_core.domain.fields.kinds import Identity, Text
from crm_core.domain.fields.numbers import Money, Number
from crm_core.domain.fields.record import Member

CUSTOMER, LEAD, CASK = UUID(int=5), UUID(int=6), UUID(int=7)


@frozen
class CaskTasted(Fact):
    """A cask was tasted."""

    type: ClassVar[str] = "cask.tasted"
    cask_id: UUID

    @property
    def subject(self) -> UUID:
        return self.cask_id


def _budget(activity: Recorded) -> Mapping[str, object] | None:
    spends = activity.content.get("spends")
    return None if spends is None else {"yearly": str(spends)}


TASTING = ActivityType(
    "TASTING",
    "Weinprobe",
    "Tasting",
    target=Target.CUSTOMER,
    payload=(
        Member("caskId", Identity(), required=True),
        Member("points", Number(minimum=Decimal(0), maximum=Decimal(100), places=0)),
        Member("spends", Money()),
        Member("aroma", Text(50)),
    ),
    outcomes=("SOLD", "LEFT"),
    outcome_required=True,
    effects=(
        MovesStatus("cask", named_by="caskId", by_outcome={"SOLD": "EMPTY"}),
        WritesField("budget", _budget, list_member="years", flag="wine.budget"),
        Tells(lambda activity: CaskTasted(activity.content["caskId"])),  # type: ignore[arg-type]  # an identity
    ),
)
WINE = Dictionary.of((*CORE_ACTIVITY_TYPES, TASTING))


def tasting(**more: object) -> dict[str, object]:
    """The input of a tasting."""
    given = {"customerId": str(CUSTOMER), "kind": "TASTING", "caskId": str(CASK), "outcome": "SOLD", **more}
    return {key: value for key, value in given.items() if value is not None}
