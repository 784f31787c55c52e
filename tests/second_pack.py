"""A pack of another trade, to show that the core knows nothing of food: hires of stage equipment."""

from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from attrs import frozen

from crm_core.domain.events.fact import Fact
from crm_core.domain.fields.kinds import Choice
from crm_core.domain.fields.numbers import Number
from crm_core.domain.settings.setting import Scope, Setting
from crm_core.pack import Pack


@frozen
class StageHired(Fact):
    """A stage was hired out."""

    type: ClassVar[str] = "stage.hired"
    hire_id: UUID
    square_metres: int

    @property
    def subject(self) -> UUID:
        return self.hire_id


STAGES = Pack(
    "stages",
    settings=(
        Setting(
            "stages.maxSquareMetres",
            Number(minimum=Decimal(1), maximum=Decimal(5000), places=0),
            400,
            label_de="Größte Bühne (m²)",
            label_en="Largest stage (m²)",
        ),
        Setting(
            "stages.roof",
            Choice(("ALWAYS", "ON_REQUEST")),
            "ON_REQUEST",
            label_de="Dach",
            label_en="Roof",
            scopes=(Scope.GLOBAL,),
        ),
    ),
    facts=(StageHired,),
)
