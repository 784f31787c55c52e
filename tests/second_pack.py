"""A pack of another trade, to show that the core knows nothing of food: hires of stage equipment."""

from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from attrs import frozen

from crm_core.domain.activities.activity_type import ActivityType
from crm_core.domain.events.fact import Fact
from crm_core.domain.fields.choices import MultiChoice
from crm_core.domain.fields.definition import Definition, Part, Restriction
from crm_core.domain.fields.kinds import Choice, Text
from crm_core.domain.fields.numbers import Money, Number
from crm_core.domain.fields.record import Member, Record
from crm_core.domain.projections.hot_row import Comparison, Filter, HotColumn
from crm_core.domain.projections.hot_source import At, Newest, UnlessThere
from crm_core.domain.projections.hot_types import HotType
from crm_core.domain.settings.setting import Limit, Merge, Scope, Setting
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


LOAD = Definition(
    "load_in_state", Choice(("BOOKED", "RETURNED")), "Zustand (Altdaten)", "State (migrated)", group="hire"
)
RIG = Definition(
    "rig",
    Record((Member("load_kg", Number(places=0)), Member("day_rate", Money()))),
    "Traverse",
    "Rig",
    group="hire",
)
MARGIN = Definition(
    "margin_pct", Number(places=2), "Spanne (%)", "Margin (%)", group="terms", restricted=Restriction.MARGIN
)

SITE_VISIT = ActivityType(
    "SITE_VISIT",
    "Ortstermin",
    "Site visit",
    payload=(Member("height", Number(minimum=Decimal(1), places=0)), Member("crew", Text(80))),
    outcomes=("FITS", "TOO_SMALL"),
    parts=(
        Part("height", "Höhe (cm)", "Height (cm)"),
        Part("FITS", "Passt", "Fits"),
        Part("TOO_SMALL", "Zu klein", "Too small"),
    ),
)

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
        Setting(
            "stages.hiresADay",
            Number(minimum=Decimal(1), maximum=Decimal(500), places=0),
            50,
            label_de="Vermietungen am Tag",
            label_en="Hires a day",
            scopes=tuple(Scope),
            limit=Limit.UPPER,
        ),
        Setting(
            "stages.office",
            Record((Member("opens", Text(5), required=True), Member("closes", Text(5), required=True))),
            {"opens": "08:00", "closes": "17:00"},
            label_de="Bürozeiten",
            label_en="Office hours",
            scopes=tuple(Scope),
            merge=Merge.DEEP,
        ),
        Setting(
            "stages.told",
            MultiChoice(("CREW", "OWNER", "POLICE")),
            ("OWNER",),
            label_de="Wer erfährt davon",
            label_en="Who is told",
            scopes=tuple(Scope),
            merge=Merge.UNION,
        ),
    ),
    facts=(StageHired,),
    activity_types=(SITE_VISIT,),
    fields=(LOAD, RIG, MARGIN),
    hot_columns=(
        HotColumn(
            "hire_state",
            HotType.TEXT,
            (Newest("hire", "state"), UnlessThere("hire", "load_in_state")),
            options=("BOOKED", "RETURNED"),
        ),
        HotColumn(
            "load_kg",
            HotType.INTEGER,
            (At("rig", ("load_kg",)),),
            filters=(Filter("load_kg_min", Comparison.AT_LEAST),),
            sorts=("-load_kg",),
        ),
        HotColumn("day_rate_cents", HotType.CENTS, (At("rig", ("day_rate",)),), shown_as="dayRate"),
    ),
)
