"""One field of a customer: changed in its place, and what to do when somebody was quicker."""

from collections.abc import Mapping

from attrs import evolve
from litestar import get, post
from litestar.params import FromPath

from adapters.web.customer_form import by_field
from adapters.web.field_conflict import compared
from adapters.web.field_desk import FieldDesk
from adapters.web.field_saving import Clashed, Saved, save
from adapters.web.notice import Notice
from adapters.web.routes.here import Form, Here, Page, customer_id_of
from adapters.web.seen_value import Seen, Unsolved
from adapters.web.values.controls import Filling
from adapters.web.values.filled_in import filled_in, without
from adapters.web.values.showing import shown
from adapters.web.values.speaking import in_language
from crm_core.domain.refusals import FieldError, Invalid

_ADD, _DROP, _CHOICE = "_add", "_drop", "choice."
_AGAIN = {"x-form-again": "yes"}  # tells the script that a refused form is to be shown


@get("/customers/{customer_id:str}/fields/{key:str}", sync_to_thread=True)
def customer_field(visit: Here, customer_id: FromPath[str], key: FromPath[str]) -> Page:
    """The line of a field, as it is put back when somebody does not want to change it after all."""
    desk = FieldDesk.of(visit, customer_id, key)
    if not visit.is_partial:
        return visit.moved(f"{desk.place}#field-{key}")
    return desk.page("field_row", is_focused=True, told=None)


@get("/customers/{customer_id:str}/fields/{key:str}/edit", sync_to_thread=True)
def edit_field(visit: Here, customer_id: FromPath[str], key: FromPath[str]) -> Page:
    desk = FieldDesk.of(visit, customer_id, key)
    desk.refuse_unless_writable()
    stored = desk.fields.stored(key)
    return _form(desk, desk.definition.default if stored is None else stored, desk.seen())


@post("/customers/{customer_id:str}/fields/{key:str}/edit", sync_to_thread=True)
def change_field(visit: Here, customer_id: FromPath[str], key: FromPath[str], form: Form) -> Page:
    desk = FieldDesk.of(visit, customer_id, key)
    seen = Seen.open(visit.world.seals, form.values.get("seen", ""), customer_id_of(customer_id), key)
    desk.refuse_unless_writable()
    if _ADD in form.values or _DROP in form.values:
        return _other_length(desk, seen, form.values)
    mine = _wanted(desk, seen, form.values)
    try:
        outcome = save(visit, desk.definition, mine, seen)
    except Invalid as refusal:
        chosen_upon = evolve(seen, unsolved=None)  # what is typed next counts, no longer the choice
        return _form(desk, mine, chosen_upon, errors=by_field(refusal.errors))
    return _conflict(desk, outcome, seen, mine) if isinstance(outcome, Clashed) else _saved(desk, outcome)


def _other_length(desk: FieldDesk, seen: Seen, values: Mapping[str, str]) -> Page:
    """The same form with one more or one less item in a list."""
    kept = without(values[_DROP], values) if _DROP in values else values
    typed = filled_in(desk.definition.kind, seen.key, kept, desk.visit.tongue)
    return _form(desk, typed, seen, growing=values.get(_ADD))


def _wanted(desk: FieldDesk, seen: Seen, values: Mapping[str, str]) -> object:
    """What somebody typed; after a conflict what they chose."""
    if seen.unsolved is None:
        return filled_in(desk.definition.kind, seen.key, values, desk.visit.tongue)
    base, mine = seen.unsolved.base, seen.unsolved.mine
    choices = {name.removeprefix(_CHOICE): value for name, value in values.items()}
    return compared(desk.definition.kind, base=base, mine=mine, theirs=seen.value).solved(choices)


def _form(
    desk: FieldDesk,
    value: object,
    seen: Seen,
    *,
    errors: Mapping[str, FieldError] | None = None,
    growing: str | None = None,
) -> Page:
    definition = desk.definition
    filling = Filling(desk.fields.speaking(definition), frozenset(() if growing is None else (growing,)))
    label = in_language(definition, desk.visit.tongue)
    response = desk.page(
        "field_form",
        400 if errors else 200,
        control=filling.control(definition.kind, definition.key, label, value),
        seen=seen.seal(desk.visit.world.seals),
        errors=errors or {},
        growing=growing,
    )
    response.headers.update(_AGAIN)
    return response


def _saved(desk: FieldDesk, outcome: Saved) -> Page:
    now, label = desk.at(outcome.reading), in_language(desk.definition, desk.visit.tongue)
    if not outcome.has_changed:
        return now.back(Notice("notice.field-unchanged", {"field": label}))
    undo = f"{now.place}/fields/{desk.definition.key}/undo?change={outcome.reading.customer.version}"
    return now.back(Notice("notice.field-changed", {"field": label}, undo=undo))


def _conflict(desk: FieldDesk, outcome: Clashed, seen: Seen, mine: object) -> Page:
    now = desk.at(outcome.reading)
    response = now.page(
        "field_conflict",
        412,
        conflict=outcome.conflict,
        seen=now.seen(Unsolved(seen.value, mine)).seal(desk.visit.world.seals),
        speaking=now.fields.speaking(desk.definition),
        words=lambda side, value: shown(side.kind, value, now.fields.speaking(desk.definition)),
    )
    # Whoever has a script sees it above the page; what they typed still stands below.
    response.headers.update({**_AGAIN, "hx-retarget": "#sheet-content", "hx-reswap": "innerHTML"})
    return response
