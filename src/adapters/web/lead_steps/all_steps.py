"""Every step that can be taken on a lead, in the order in which they are offered."""

from collections.abc import Mapping

from adapters.web.lead_steps.activity import LogActivity
from adapters.web.lead_steps.backdate import Backdate
from adapters.web.lead_steps.collaborator import Collaborator
from adapters.web.lead_steps.convert import Convert
from adapters.web.lead_steps.extension import Extension
from adapters.web.lead_steps.hold import Hold
from adapters.web.lead_steps.step import About, Step
from adapters.web.lead_steps.transfer import Transfer

ALL: tuple[Step, ...] = (
    LogActivity(),
    Hold(),
    Convert(),
    Collaborator(),
    Extension(),
    Transfer(),
    Backdate(),
)
STEPS: Mapping[str, Step] = {step.name: step for step in ALL}


def offered(about: About) -> tuple[Step, ...]:
    return tuple(step for step in ALL if step.is_offered(about))
