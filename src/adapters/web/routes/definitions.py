"""Fields as an admin sees and declares them: all of them, one in full, a new one, and one declared anew."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from attrs import evolve, field, frozen
from litestar import get, post
from litestar.params import FromPath

from adapters.web.customer_fields import FEATURE
from adapters.web.definition_form import KINDS, ROOT, DefinitionForm, by_input, kind_of, shown
from adapters.web.notice import Notice
from adapters.web.routes.here import Form, Here, Page
from adapters.web.seen_form import BASE, sealed
from adapters.web.solving import About, Changing
from adapters.web.values.filled_in import without
from adapters.web.values.showing import shown as said_in_words
from adapters.web.values.speaking import in_language
from adapters.web.visit import Visit
from crm_core.domain.access.role import Role
from crm_core.domain.fields.refusals import ValuesBreakTheDefinition
from crm_core.domain.ids import CustomerId
from crm_core.domain.refusals import Conflict, FieldError, Invalid, NotAllowed, NotFound, Outdated
from crm_core.queries.field_definitions import (
    DefinitionAtVersion,
    definition_check,
    definition_history,
    field_definition,
    field_definitions,
)
from crm_core.use_cases.declare import declare
from crm_core.use_cases.definitions.add_definition import AddDefinition, add_definition
from crm_core.use_cases.definitions.change_definition import ChangeDefinition
from crm_core.use_cases.perform import perform

_ADD, _DROP = "_add", "_drop"
_VERSIONS = 20  # of a history, on one page
_NAMED = 20  # customers that stand in the way


@frozen
class _Typed:
    """What stands in a form, what is wrong with it, and who stands in its way."""

    values: Mapping[str, object]
    version: int = 0
    base: str = ""  # what stood in it at first, sealed
    errors: Mapping[str, FieldError] = field(factory=dict)
    growing: str | None = None
    refused: str | None = None
    in_the_way: Sequence[tuple[CustomerId, str, Sequence[FieldError]]] = ()
    count: int = 0
    status: int = 200


@get("/fields", sync_to_thread=True)
def all_fields(visit: Here) -> Page:
    visit.refuse_unless_offered(FEATURE)
    groups: dict[str, list[DefinitionAtVersion]] = {}
    for one in field_definitions(actor=visit.actor, world=visit.world):
        groups.setdefault(one.definition.group, []).append(one)
    return visit.page(
        "definitions/list.html", groups=groups, kind_of=kind_of, may_declare=_may_declare(visit)
    )


@get("/new-field", sync_to_thread=True)
def new_field(visit: Here) -> Page:
    _refuse_unless_declaring(visit)
    kind = visit.request.query_params.get("kind", "")
    if kind not in KINDS:
        return visit.page("definitions/kinds.html", kinds=KINDS)
    return _form(visit, DefinitionForm(kind, is_new=True), _Typed({}), None)


@post("/new-field", sync_to_thread=True)
def add_field(visit: Here, form: Form) -> Page:
    _refuse_unless_declaring(visit)
    shape = DefinitionForm(_kind_in(form.values), is_new=True)
    typed = _typed(shape, form.values, visit)
    if _ADD in form.values or _DROP in form.values:
        return _form(visit, shape, typed, None)
    try:
        stored = perform(
            add_definition, AddDefinition(shape.written(typed.values)), actor=visit.actor, world=visit.world
        )
    except Invalid as refusal:
        return _form(visit, shape, _wrong(typed, refusal), None)
    except Conflict as refusal:
        return _form(visit, shape, _refused(typed, refusal, visit), None)
    told = Notice("notice.definition-added", {"what": _label(_found(visit, stored.key), visit)})
    return visit.moved(f"/fields/{stored.key}", notice=told)


@get("/fields/{key:str}", sync_to_thread=True)
def one_field(visit: Here, key: FromPath[str]) -> Page:
    found = _found(visit, key)
    looks = visit.actor.holds(Role.ADMIN, Role.AUDITOR)
    cursor = visit.request.query_params.get("cursor")
    history = (
        definition_history(key, limit=_VERSIONS, cursor=cursor, actor=visit.actor, world=visit.world)
        if looks
        else None
    )
    return visit.page(
        "definitions/detail.html",
        found=found,
        kind=kind_of(found.definition),
        typed=shown(found.definition),
        hot=visit.world.hot_columns.fed_by(key),
        history=history,
        changed=_changed,
        label=_label(found, visit),
        may_declare=_may_declare(visit),
    )


@get("/fields/{key:str}/edit", sync_to_thread=True)
def edit_definition(visit: Here, key: FromPath[str]) -> Page:
    _refuse_unless_declaring(visit)
    found = _found(visit, key)
    shape = DefinitionForm.of(found.definition, is_own=found.is_own)
    values = shown(found.definition)
    typed = _Typed(values, found.version, sealed(visit, key, shape.said(values)))
    return _form(visit, shape, typed, found)


@post("/fields/{key:str}/edit", sync_to_thread=True)
def change_definition_of(visit: Here, key: FromPath[str], form: Form) -> Page:
    _refuse_unless_declaring(visit)
    found = _found(visit, key)
    shape = DefinitionForm.of(found.definition, is_own=found.is_own)
    typed = _typed(shape, form.values, visit, form.number("version"))
    changing = Changing(visit, key, shape.shape, form.values)
    if changing.is_solving:
        chosen = changing.solved()
        typed = evolve(typed, values=chosen if isinstance(chosen, Mapping) else {})
    if _ADD in form.values or _DROP in form.values:
        return _form(visit, shape, typed, found)
    command = ChangeDefinition(key, shape.patch(typed.values, found.definition), typed.version)
    try:
        check = declare(command, actor=visit.actor, world=visit.world)
    except Invalid as refusal:
        return _form(visit, shape, _wrong(typed, refusal), found)
    except Outdated:
        return _conflict(visit, key, typed.values, form.values)
    except Conflict as refusal:
        return _form(visit, shape, _refused(typed, refusal, visit), found)
    told = Notice("notice.definition-changed", {"what": _label(_found(visit, key), visit)})
    if check is not None:
        return visit.moved(f"/fields/{key}/checks/{check.id}")
    return visit.moved(f"/fields/{key}", notice=told)


@get("/fields/{key:str}/checks/{check:str}", sync_to_thread=True)
def check_of_field(visit: Here, key: FromPath[str], check: FromPath[str]) -> Page:
    """How far a check has come, and who stands in the way."""
    found = _found(visit, key)
    try:
        check_id = UUID(check)
    except ValueError:
        raise NotFound from None
    running = definition_check(key, check_id, actor=visit.actor, world=visit.world)
    errors = {one.customer_id: one.errors for one in running.violations}
    return visit.page(
        "definitions/check.html",
        found=found,
        check=running,
        in_the_way=_named(errors, visit),
        label=_label(found, visit),
    )


def _found(visit: Visit, key: str) -> DefinitionAtVersion:
    visit.refuse_unless_offered(FEATURE)
    return field_definition(key, actor=visit.actor, world=visit.world)


def _may_declare(visit: Visit) -> bool:
    return visit.actor.holds(Role.ADMIN)


def _refuse_unless_declaring(visit: Visit) -> None:
    visit.refuse_unless_offered(FEATURE)
    if not _may_declare(visit):
        raise NotAllowed(action="change", resource="field-definition")


def _label(found: DefinitionAtVersion, visit: Visit) -> str:
    return in_language(found.definition, visit.tongue)


def _kind_in(values: Mapping[str, str]) -> str:
    kind = values.get("kind", "")
    if kind not in KINDS:
        raise Invalid(errors=[FieldError("/kind", "not-a-choice", {"options": ", ".join(KINDS)})])
    return kind


def _typed(shape: DefinitionForm, values: Mapping[str, str], visit: Visit, version: int = 0) -> _Typed:
    kept = without(values[_DROP], values) if _DROP in values else values
    return _Typed(shape.typed(kept, visit.tongue), version, values.get(BASE, ""), growing=values.get(_ADD))


def _wrong(typed: _Typed, refusal: Invalid) -> _Typed:
    return evolve(typed, errors=by_input(refusal.errors), status=400)


def _refused(typed: _Typed, refusal: Conflict, visit: Visit) -> _Typed:
    """What the present state forbids, and whose values do."""
    by_customer: dict[CustomerId, list[FieldError]] = {}
    for error in refusal.errors if isinstance(refusal, ValuesBreakTheDefinition) else ():
        by_customer.setdefault(CustomerId(UUID(error.pointer.split("/")[2])), []).append(error)
    count = refusal.facts.get("count", 0)
    return evolve(
        typed,
        refused=visit.tongue.refusal(refusal),
        in_the_way=_named(by_customer, visit),
        count=count if isinstance(count, int) else 0,
        status=409,
    )


def _named(
    errors: Mapping[CustomerId, Sequence[FieldError]], visit: Visit
) -> Sequence[tuple[CustomerId, str, Sequence[FieldError]]]:
    """The first of them by name, as far as the reader sees them."""
    first = list(errors)[:_NAMED]
    names = visit.world.customer_readings.names(visit.actor, first) if first else {}
    return [(one, names[one], errors[one]) for one in first if one in names]


def _conflict(visit: Visit, key: str, values: Mapping[str, object], form: Mapping[str, str]) -> Page:
    """Both declarations, for whoever was slower to choose from."""
    found = _found(visit, key)
    shape = DefinitionForm.of(found.definition, is_own=found.is_own)
    speaking, label, place = shape.speaking(visit.tongue), _label(found, visit), f"/fields/{key}"
    about = About(
        at="settings",
        label=label,
        trail=(
            (visit.say("definitions.title"), "/fields"),
            (label, place),
            (visit.say("definitions.change"), None),
        ),
        back=place,
        version=found.version,
        called=speaking.label,
        words=lambda side, value: said_in_words(side.kind, value, speaking),
    )
    theirs = shape.said(shown(found.definition))
    return Changing(visit, key, shape.shape, form).conflict(shape.said(values), theirs, about)


def _changed(before: Mapping[str, object] | None, after: Mapping[str, object]) -> list[str]:
    old = before or {}
    return sorted(name for name in {**old, **after} if old.get(name) != after.get(name))


def _form(visit: Visit, shape: DefinitionForm, typed: _Typed, found: DefinitionAtVersion | None) -> Page:
    return visit.page(
        "definitions/edit.html",
        typed.status,
        found=found,
        label=None if found is None else _label(found, visit),
        shape=shape,
        typed=typed,
        control=shape.control(typed.values, visit.tongue, typed.growing),
        root=ROOT,
    )


DEFINITION_PAGES = (
    all_fields,
    new_field,
    add_field,
    one_field,
    edit_definition,
    change_definition_of,
    check_of_field,
)
