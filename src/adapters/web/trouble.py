"""Why a form was not taken, where no field of it is at fault: one sentence on top of it."""

from adapters.web.visit import Visit
from crm_core.domain.refusals import Outdated, Refusal


def trouble_in(
    visit: Visit, refusal: Refusal | None, *, outdated: str = "refusal.version-mismatch"
) -> str | None:
    """The words of the refusal; where it has none here, that the present state forbids it."""
    if refusal is None or refusal.errors:
        return None
    key = outdated if isinstance(refusal, Outdated) else f"refusal.{refusal.code}"
    return visit.say(key, **refusal.facts) if visit.tongue.knows(key) else visit.say("page-error.409.text")
