"""Whether a registration may stand beside what is there already, and what its answer may say about that."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.leads import LEADS
from crm_core.domain.access.policy import Operation
from crm_core.domain.access.reach import Everything
from crm_core.domain.access.role import Role
from crm_core.domain.access.scope import Scope
from crm_core.domain.company_names import alike
from crm_core.domain.days import local_day
from crm_core.domain.leads.contenders import Candidate, CompanyKeys, Contender, ContenderKind
from crm_core.domain.leads.refusals import (
    CustomerExists,
    DuplicateIsSuspected,
    LeadIsProtectedElsewhere,
    RegistrationIsTooEarly,
)

OVERRIDE_ANYTHING = (Role.MANAGER, Role.ADMIN)
FORMER_OWNER_WAITS = timedelta(days=30)
MOST_PROBES = 10  # per minute and user
MOST_CANDIDATES = 20


@frozen
class Application:
    """Who wants to register which company when, and with which reason in spite of what is there."""

    keys: CompanyKeys
    actor: Actor
    now: datetime
    override: str | None = None

    @property
    def overrides_anything(self) -> bool:
        return self.override is not None and self.actor.holds(*OVERRIDE_ANYTHING)


def refuse_contended(application: Application, contenders: Iterable[Contender]) -> None:
    """The same company: only a manager with a reason registers it a second time."""
    found = list(contenders)
    if application.overrides_anything:
        return
    protected = [one for one in found if one.kind is ContenderKind.PROTECTED]
    if any(not one.mine for one in protected):
        raise LeadIsProtectedElsewhere(protected_until=_until(protected, application.now))
    if any(one.kind is ContenderKind.CUSTOMER for one in found):
        raise CustomerExists
    for one in found:
        if one.kind is ContenderKind.FORMER and one.lapse_at is not None:
            _refuse_before(one.lapse_at + FORMER_OWNER_WAITS, application.now)


def refuse_alike(
    application: Application, contenders: Iterable[Contender], candidates: Iterable[Candidate]
) -> None:
    """A similar name that the caller knows of; for one's own protected lead a reason is no way round."""
    again = any(one.kind is ContenderKind.PROTECTED and one.mine for one in contenders)
    if application.override is not None and (application.overrides_anything or not again):
        return
    similar = [one for one in candidates if alike(one.company_key, application.keys.company)]
    if similar or again:
        raise DuplicateIsSuspected(candidates=[_told(one) for one in similar[:MOST_CANDIDATES]])


def is_told_anyway(actor: Actor) -> bool:
    """Whoever sees every lead learns nothing from an answer; they are not counted."""
    grips = Scope(actor).grips
    return (
        any(
            isinstance(grant.reach, Everything)
            and Operation.READ in grant.operations
            and not grips.isdisjoint(grant.grips)
            for grant in LEADS.grants
        )
        and actor.territories is None
    )


def _until(protected: Sequence[Contender], now: datetime) -> str | None:
    """The day until which it is protected: that of the base expiry, or of the lapse once it has lapsed.

    Unknown while a hold without an end runs.
    """
    days = [one.lapse_at if _has_lapsed(one, now) else one.base_expiry_at for one in protected]
    known = [local_day(day) for day in days if day is not None]
    return max(known).isoformat() if len(known) == len(days) else None


def _has_lapsed(contender: Contender, now: datetime) -> bool:
    """It blocks until the end of that day, when it is released."""
    return contender.lapse_at is not None and contender.lapse_at <= now


def _refuse_before(free: datetime, now: datetime) -> None:
    if now < free:
        raise RegistrationIsTooEarly(free_from=free)


def _told(candidate: Candidate) -> dict[str, object]:
    """What an answer says of something that its reader may see."""
    kind = str(candidate.kind).lower()
    return {"kind": kind, "id": candidate.id, "name": candidate.name, "city": candidate.city}
