"""A scene in which people are at work: boxes delivered, calculations saved, follow-ups of every urgency."""

from collections.abc import Mapping
from datetime import timedelta

from crm_core.domain.activities.activity import Activity
from crm_core.domain.ids import CustomerId
from crm_food_pack.domain.roi.form import read_scenario
from crm_food_pack.domain.roi.scenario import RoiScenario
from crm_food_pack.domain.samples.sample import Sample
from crm_food_pack.domain.samples.status import SampleStatus
from crm_food_pack.use_cases.roi.save_scenario import SaveScenario, save_scenario
from tests import given
from tests.boxes import moved, requested
from tests.logged import logged
from tests.web.scene import MIRIAM, Scene

LINDE = "Gasthaus zur Alten Linde"
SPREEBOGEN = "Betriebsrestaurant Spreebogen"
KIEL, LUEBECK = "Nordsee Kiel", "Nordsee Lübeck"
REP = given.rep(1)
ROI: Mapping[str, object] = {
    "mealsPerDay": 120,
    "daysPerMonth": 26,
    "laborMinutesSavedPerMeal": 2.5,
    "laborCostPerHour": 22,
    "foodCostPerMeal": 3.2,
    "wasteReductionPct": 8,
    "channel": "DIRECT",
}


def house(scene: Scene, name: str) -> CustomerId:
    return scene.by_name[name].id


def delivered(scene: Scene, name: str, *, days_ago: int = 0) -> Sample:
    """A box that arrived then; that its feedback is due follows by itself."""
    box = requested(scene.world, house(scene, name), deliveryDate="2030-03-09", kitId="CF-BASIS-5")
    at = scene.clock.now() - timedelta(days=days_ago)
    return moved(scene.world, box.id, SampleStatus.DELIVERED, at=at)


def calculated(scene: Scene, name: str, title: str = "Mittagstisch") -> RoiScenario:
    wish = read_scenario({**ROI, "name": title})
    command = SaveScenario(house(scene, name), wish)
    return save_scenario(command, actor=REP, world=scene.world).scenario


def called(scene: Scene, name: str, **members: object) -> Activity:
    """A telephone call that Miriam logged."""
    return logged(scene.world, house(scene, name), "CALL", by=REP, **members).activity


def busy(scene: Scene) -> Scene:
    """What a representative finds in the morning."""
    delivered(scene, LINDE, days_ago=20)
    delivered(scene, KIEL, days_ago=7)
    delivered(scene, LUEBECK)
    delivered(scene, SPREEBOGEN, days_ago=6)
    made = calculated(scene, SPREEBOGEN)
    logged(
        scene.world,
        house(scene, SPREEBOGEN),
        "ROI_CONSULTATION",
        by=REP,
        roiScenarioId=made.id,
        commitmentLevel="HIGH",
        outcome="QUALIFIED",
    )
    called(scene, LINDE, note="Wünscht Rouladen, ruft nach dem Wochenende zurück.")
    assert MIRIAM.id == REP.user
    return scene
