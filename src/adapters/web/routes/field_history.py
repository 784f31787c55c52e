"""How a field came to say what it says; taking the last change back, and bringing an older value back."""

from attrs import frozen
from litestar import get, post
from litestar.params import FromPath

from adapters.web.field_desk import FieldDesk
from adapters.web.field_saving import Clashed, save
from adapters.web.notice import Notice
from adapters.web.routes.here import Form, Here, Page, customer_id_of
from adapters.web.values.showing import Shown
from adapters.web.values.speaking import in_language
from crm_core.domain.fields.canonical import same
from crm_core.domain.fields.field_set import FieldChange
from crm_core.domain.refusals import FieldError, Invalid
from crm_core.queries.customer_fields import HistoryPage, field_change, field_history

_CHANGES = 20  # on one page of a history


@frozen
class ChangeRow:
    change: FieldChange
    old: Shown
    new: Shown
    who: str
    # Whether the field says something else now and the reader may bring this value back.
    may_return: bool


@get("/customers/{customer_id:str}/fields/{key:str}/history", sync_to_thread=True)
def history(visit: Here, customer_id: FromPath[str], key: FromPath[str]) -> Page:
    desk = FieldDesk.of(visit, customer_id, key)
    cursor = visit.request.query_params.get("cursor")
    found = field_history(
        customer_id_of(customer_id),
        key,
        limit=_CHANGES,
        cursor=cursor,
        actor=visit.actor,
        world=visit.world,
    )
    part = "field_changes" if cursor and visit.is_partial else "field_history"
    return desk.page(part, rows=_rows(desk, found), next_cursor=found.next_cursor, is_later=bool(cursor))


def _rows(desk: FieldDesk, found: HistoryPage) -> list[ChangeRow]:
    definition, now = desk.definition, desk.fields.stored(desk.definition.key)
    may_write = desk.fields.may_write(definition)
    return [
        ChangeRow(
            change,
            desk.fields.shown(definition, change.old),
            desk.fields.shown(definition, change.new),
            desk.visit.name_of(change.stamp.by) or "",
            may_write and not same(change.new, now),
        )
        for change in found.changes
    ]


@post("/customers/{customer_id:str}/fields/{key:str}/undo", sync_to_thread=True)
def undo(visit: Here, customer_id: FromPath[str], key: FromPath[str], form: Form) -> Page:  # noqa: ARG001 - asking for the form proves its token
    """Takes the last change of a field back, unless somebody has changed the field again."""
    desk, change = _change(visit, customer_id, key)
    if not same(change.new, desk.fields.stored(key)):
        return desk.back(Notice("notice.undo-too-late", _named(desk), kind="info"))
    return _put_back(desk, change.old, "notice.field-undone")


@post("/customers/{customer_id:str}/fields/{key:str}/return", sync_to_thread=True)
def bring_back(visit: Here, customer_id: FromPath[str], key: FromPath[str], form: Form) -> Page:  # noqa: ARG001 - asking for the form proves its token
    """Lets a field say again what it said after an older change."""
    desk, change = _change(visit, customer_id, key)
    return _put_back(desk, change.new, "notice.field-returned")


def _change(visit: Here, customer_id: str, key: str) -> tuple[FieldDesk, FieldChange]:
    desk = FieldDesk.of(visit, customer_id, key)
    desk.refuse_unless_writable()
    asked = visit.request.query_params.get("change", "")
    if not (asked.isascii() and asked.isdigit() and len(asked) < 19):
        raise Invalid(errors=[FieldError("/change", "wrong-type", {"expected": "whole number"})])
    place = customer_id_of(customer_id)
    return desk, field_change(place, key, int(asked), actor=visit.actor, world=visit.world)


def _put_back(desk: FieldDesk, value: object, told: str) -> Page:
    outcome = save(desk.visit, desk.definition, value, desk.seen())
    now = desk.at(outcome.reading)
    if isinstance(outcome, Clashed):
        return now.back(Notice("notice.undo-too-late", _named(desk), kind="info"))
    return now.back(Notice(told, _named(desk)))


def _named(desk: FieldDesk) -> dict[str, str]:
    return {"field": in_language(desk.definition, desk.visit.tongue)}
