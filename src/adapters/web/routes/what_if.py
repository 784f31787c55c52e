"""What running leads would have under other rules; and giving them today's, where that is never shorter."""

from uuid import UUID

from litestar import get, post

from adapters.web.customer_form import by_field
from adapters.web.notice import Notice
from adapters.web.routes.here import Form, Here, Page
from adapters.web.rules_lab import MOST, RulesLab
from adapters.web.visit import Visit
from crm_core.domain.leads.rules import ProtectionRules
from crm_core.domain.party import LeadId
from crm_core.domain.refusals import FieldError, Invalid, NotAllowed
from crm_core.queries.lead_rights import MAY_BACKDATE
from crm_core.use_cases.leads.apply_rules import ApplyRules, apply_rules
from crm_core.use_cases.perform import perform

MAY_CHANGE_RULES = MAY_BACKDATE
_BATCHES = 10  # of a hundred leads, that one press works through
_AFTER = "after"


@get("/leads/what-if", sync_to_thread=True)
def what_if_rules(visit: Here) -> Page:
    _refuse_others(visit)
    lab = RulesLab.of(visit)
    if not lab.is_asked:
        return _page(visit, lab)
    try:
        return _page(visit, lab, lab.proposed())
    except Invalid as refusal:
        return _page(visit, lab, refusal=refusal)


@post("/leads/what-if/apply", sync_to_thread=True)
def apply_todays_rules(visit: Here, form: Form) -> Page:
    """A thousand at a press; where more follow, the page offers to go on."""
    _refuse_others(visit)
    lab = RulesLab.of(visit)
    if form.text("sure") is None:
        refusal = Invalid(errors=[FieldError("/sure", "required")])
        return _page(visit, lab, lab.today, refusal=refusal)
    after, changed, kept = _after(form.text(_AFTER)), 0, 0
    for _ in range(_BATCHES):
        done = perform(apply_rules, ApplyRules(after), actor=visit.actor, world=visit.world)
        after, changed, kept = done.next_after, changed + len(done.changed), kept + done.kept
        if after is None:
            break
    told = Notice("notice.rules-applied", {"changed": str(changed), "kept": str(kept)})
    return visit.moved("/leads/what-if" + (f"?{_AFTER}={after}" if after else ""), notice=told)


def _refuse_others(visit: Visit) -> None:
    if not visit.actor.holds(*MAY_CHANGE_RULES):
        raise NotAllowed(action="change-rules", resource="lead")


def _after(text: str | None) -> LeadId | None:
    try:
        return None if text is None else LeadId(UUID(text))
    except ValueError:
        raise Invalid(errors=[FieldError("/after", "not-a-uuid")]) from None


def _page(
    visit: Visit, lab: RulesLab, rules: ProtectionRules | None = None, *, refusal: Invalid | None = None
) -> Page:
    return visit.page(
        "leads/what_if.html",
        200 if refusal is None else 400,
        lab=lab,
        controls=lab.controls(),
        rules=rules,
        outlook=None if rules is None else lab.outlook(rules),
        is_today=rules == lab.today,
        most=MOST,
        after=str(_after(visit.request.query_params.get(_AFTER)) or ""),
        errors=by_field(() if refusal is None else refusal.errors),
    )
