"""Changing several customers of the list at once: chosen, changed alike, each answered for itself."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from attrs import frozen
from litestar import post

from adapters.web.customer_form import by_field
from adapters.web.errors import status_of
from adapters.web.paths import local
from adapters.web.posted import Posted
from adapters.web.routes.here import Form, Here, Page
from adapters.web.visit import Visit
from crm_core.domain.access.role import Role
from crm_core.domain.customers.customer import Channel, Customer
from crm_core.domain.customers.form import REASSIGNMENT
from crm_core.domain.ids import CustomerId, UserId
from crm_core.domain.refusals import FieldError, Invalid, NotFound, Refusal
from crm_core.ports.world import World
from crm_core.use_cases.customers.reassign_customer import ReassignCustomer, reassign_customer
from crm_core.use_cases.customers.update_customer import UpdateCustomer, update_customer
from crm_core.use_cases.in_bulk import InBulk, in_bulk
from crm_core.use_cases.perform import perform

_PICK = "pick."
REGION, CHANNEL, OWNER = "region", "channel", "ownerUserId"


@frozen
class Outcome:
    """What became of one customer; `refusal` says why it stayed as it was."""

    id: CustomerId
    name: str
    refusal: Refusal | None


@frozen
class _Described:
    place: CustomerId
    patch: Mapping[str, object]
    visit: Visit

    def __call__(self, world: World) -> Customer:
        return update_customer(UpdateCustomer(self.place, self.patch), actor=self.visit.actor, world=world)


@frozen
class _Given:
    place: CustomerId
    owner: UserId | None
    reason: str
    visit: Visit

    def __call__(self, world: World) -> Customer:
        command = ReassignCustomer(self.place, self.owner, self.reason)
        return reassign_customer(command, actor=self.visit.actor, world=world)


@post("/customers/bulk", sync_to_thread=True)
def bulk(visit: Here, form: Form) -> Page:
    """First the form for those that were ticked, then, once it says what to change, what became of each."""
    places = _picked(form)
    if "what" not in form.values:
        return _form(visit, form, places, None)
    try:
        items = _items(visit, form, places)
    except Invalid as refusal:
        return _form(visit, form, places, refusal)
    # By customer, so that two bulks never wait for one another in a circle.
    order = sorted(range(len(places)), key=lambda at: str(places[at]))
    results = perform(in_bulk, InBulk(items, order), actor=visit.actor, world=visit.world)
    outcomes = [
        Outcome(place, form.values.get(f"{_PICK}{place}", ""), one if isinstance(one, Refusal) else None)
        for place, one in zip(places, results, strict=True)
    ]
    done = sum(one.refusal is None for one in outcomes)
    told = [(one, None if one.refusal is None else _why(visit, one.refusal)) for one in outcomes]
    return visit.page("customers/bulk_done.html", outcomes=told, done=done, back=_back(form))


def _why(visit: Visit, refusal: Refusal) -> str:
    if refusal.errors:
        return visit.tongue.error(refusal.errors[0])
    known = f"refusal.{refusal.code}"
    return visit.say(known if visit.tongue.knows(known) else f"page-error.{status_of(refusal)}.text")


def _picked(form: Posted) -> list[CustomerId]:
    """The customers whose boxes are ticked; each box carries its customer's name."""
    found = []
    for name in form.values:
        if name.startswith(_PICK):
            try:
                found.append(CustomerId(UUID(name.removeprefix(_PICK))))
            except ValueError:
                raise NotFound from None
    if not found:
        raise Invalid(errors=[FieldError("", "nobody-picked")])
    return found


def _items(visit: Visit, form: Posted, places: Sequence[CustomerId]) -> list[_Described | _Given]:
    what = form.values["what"]
    if what == OWNER:
        read = REASSIGNMENT.read({OWNER: form.text(OWNER), "reason": form.text("reason")})
        chosen = read[OWNER]
        owner = UserId(chosen) if isinstance(chosen, UUID) else None
        return [_Given(place, owner, str(read["reason"]), visit) for place in places]
    if what not in (REGION, CHANNEL):
        raise Invalid(errors=[FieldError("/what", "not-a-choice")])
    return [_Described(place, {what: form.text(what)}, visit) for place in places]


def _form(visit: Visit, form: Posted, places: Sequence[CustomerId], refusal: Invalid | None) -> Page:
    names = [(place, form.values.get(f"{_PICK}{place}", "")) for place in places]
    return visit.page(
        "customers/bulk_form.html" if visit.is_partial else "customers/bulk.html",
        200 if refusal is None else 400,
        names=names,
        values={name: form.values.get(name, "") for name in ("what", REGION, CHANNEL, OWNER, "reason")},
        errors=by_field(() if refusal is None else refusal.errors),
        lanes=[(str(lane), visit.say(f"channel.{lane}")) for lane in Channel],
        people=[(str(person.id), person.name) for person in visit.site.parts.everybody()],
        may_reassign=visit.actor.holds(Role.TEAM_LEAD, Role.MANAGER, Role.ADMIN),
        back=_back(form),
    )


def _back(form: Posted) -> str:
    return local(form.values.get("back"))
