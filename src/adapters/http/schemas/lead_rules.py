"""How a rule set, and its effect on running leads, travel."""

from datetime import datetime
from uuid import UUID

import msgspec
from attrs import asdict

from adapters.http.schemas.leads import RulesForm
from crm_core.domain.leads.protection import ProtectionState, Verdict
from crm_core.domain.leads.rules import ProtectionRules
from crm_core.domain.leads.rules_form import rules_record
from crm_core.domain.leads.what_if import Effect
from crm_core.queries.rules_what_if import WhatIf


class StandForm(msgspec.Struct, rename="camel", frozen=True):
    """A lead under one rule set."""

    state: ProtectionState
    base_expiry_at: datetime
    valid_until: datetime


class EffectForm(msgspec.Struct, rename="camel", frozen=True):
    """One lead under its own rules and under the proposed ones."""

    lead_id: UUID
    now: StandForm
    proposed: StandForm
    gained_seconds: float
    would_lapse: bool
    may_be_applied: bool


class SummaryForm(msgspec.Struct, rename="camel", frozen=True):
    """How many leads of this batch would be protected longer, as long, or shorter."""

    running: int
    longer: int
    same: int
    shorter: int
    would_lapse: int


class WhatIfForm(msgspec.Struct, rename="camel", frozen=True):
    """The effect of a rule set on one batch of running leads."""

    rules: RulesForm
    summary: SummaryForm
    items: list[EffectForm]
    next_cursor: str | None


class AppliedForm(msgspec.Struct, rename="camel", frozen=True):
    """Which leads of a batch were given the rules, and how many kept theirs."""

    rules: RulesForm
    changed: list[UUID]
    kept: int
    next_cursor: str | None


def rules_form(rules: ProtectionRules) -> RulesForm:
    return msgspec.convert(rules_record(rules), RulesForm)


def what_if_form(found: WhatIf, rules: ProtectionRules, cursor: str | None) -> WhatIfForm:
    return WhatIfForm(
        rules_form(rules),
        SummaryForm(**asdict(found.summary)),
        [_effect(one) for one in found.effects],
        cursor,
    )


def _effect(effect: Effect) -> EffectForm:
    return EffectForm(
        UUID(effect.ref),
        _stand(effect.now),
        _stand(effect.proposed),
        effect.gained.total_seconds(),
        effect.would_lapse,
        effect.may_be_applied,
    )


def _stand(verdict: Verdict) -> StandForm:
    return StandForm(verdict.state, verdict.base_expiry_at, verdict.valid_until)
