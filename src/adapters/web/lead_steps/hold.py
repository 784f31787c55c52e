"""Stopping the clock: at once for what we owe, otherwise once a team lead has approved it."""

from adapters.web.lead_facts import hold_reason
from adapters.web.lead_steps.step import About, Values, control
from adapters.web.notice import Notice
from adapters.web.values.controls import Control
from crm_core.domain.leads.form import NEW_HOLD
from crm_core.domain.leads.history import HoldReason
from crm_core.domain.leads.holding import FFZ
from crm_core.use_cases.leads.place_hold import PlaceHold, place_hold
from crm_core.use_cases.perform import perform


class Hold:
    name, icon = "hold", "pause"

    def is_offered(self, about: About) -> bool:
        return about.is_protected and about.rights.write

    def controls(self, about: About, values: Values) -> tuple[Control, ...]:
        """Who negotiates places what we owe; the rest is for those who keep the lead."""
        reasons = [one for one in HoldReason if about.rights.keep or one in FFZ]
        words = tuple((str(one), self._word(about, one)) for one in reasons)
        began = {**values, "startAt": values.get("startAt", about.shown_now)}
        return (
            control(about, "choice", "reason", values, words),
            control(about, "moment", "startAt", began),
            control(about, "moment", "endAt", values, required=False),
        )

    def run(self, about: About, values: Values, version: int) -> Notice:  # noqa: ARG002 - a hold asks for no version
        read = about.read(NEW_HOLD, values)
        command = PlaceHold(about.lead.id, HoldReason(read["reason"]), read["startAt"], read["endAt"])
        held = perform(place_hold, command, actor=about.visit.actor, world=about.visit.world)
        waits = held.hold.effective_at is None
        return Notice("notice.lead-hold-waits" if waits else "notice.lead-held", {"name": about.company})

    def _word(self, about: About, reason: HoldReason) -> str:
        told = hold_reason(about.visit, reason)
        at_once = reason in FFZ or about.rights.approve
        return f"{told} · {about.say('lead-input.at-once' if at_once else 'lead-input.on-approval')}"
