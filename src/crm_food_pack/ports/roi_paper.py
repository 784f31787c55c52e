"""Who writes a saved calculation down for a customer: one sheet, as a PDF."""

from typing import Protocol

from crm_core.domain.refusals import Unavailable
from crm_core.ports.pack_port import PackPort
from crm_food_pack.ports.roi_scenario_readings import SeenScenario

LANGUAGES = ("de", "en")


class RoiPaper(Protocol):
    def pages(self, seen: SeenScenario, language: str) -> bytes:
        """A PDF of what was pinned, in one of LANGUAGES; the same calculation gives the same bytes."""
        ...


ROI_PAPER = PackPort[RoiPaper]("food.roi-paper")


class NoRoiPaper:
    """Stands in where nobody writes papers."""

    def pages(self, seen: SeenScenario, language: str) -> bytes:  # noqa: ARG002 - there is nothing to write with
        raise Unavailable
