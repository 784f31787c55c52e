"""Settings: all with where each comes from, one in full, setting it at a scope, and taking it back."""

from collections.abc import Mapping

from attrs import evolve, frozen
from litestar import get, post
from litestar.params import FromPath

from adapters.web.customer_form import by_field
from adapters.web.notice import Notice
from adapters.web.posted import Posted
from adapters.web.routes.here import Form, Here, Page
from adapters.web.seen_form import BASE, sealed
from adapters.web.setting_desk import (
    ScopeRow,
    SettingView,
    grouped,
    setting_in_view,
    settings_in_view,
    shown_at_scope,
    speaking_of,
)
from adapters.web.solving import About, Changing
from adapters.web.values.controls import Filling
from adapters.web.values.filled_in import filled_in, without
from adapters.web.values.showing import shown
from adapters.web.visit import Visit
from crm_core.domain.fields.canonical import without_absent
from crm_core.domain.fields.choices import MultiChoice
from crm_core.domain.fields.kinds import Text
from crm_core.domain.fields.record import ListOf
from crm_core.domain.refusals import FieldError, Invalid, NotAllowed, Outdated
from crm_core.domain.settings.setting import Setting
from crm_core.queries.setting_history import ChangesOf, setting_history
from crm_core.use_cases.perform import perform
from crm_core.use_cases.settings.change_setting import ChangeSetting, change_setting

_ADD, _DROP, _VALUE = "_add", "_drop", "value"
_CHANGES = 20  # on one page of a history
_WRONG = 400


@frozen
class _Typed:
    """What stands in a form, on top of which version, what stood there first (sealed), what is wrong."""

    value: object
    version: int
    base: str
    errors: Mapping[str, FieldError] = {}
    growing: str | None = None
    status: int = 200


@get("/settings", sync_to_thread=True)
def all_of_them(visit: Here) -> Page:
    views = settings_in_view(visit, _region(visit))
    return visit.page("settings/list.html", groups=grouped(views), region=_region(visit))


@get("/settings/{key:str}", sync_to_thread=True)
def one_setting(visit: Here, key: FromPath[str]) -> Page:
    view = setting_in_view(visit, key, _region(visit))
    return visit.page("settings/detail.html", view=view, region=_region(visit))


@get("/settings/{key:str}/{level:str}/edit", sync_to_thread=True)
def edit_setting(visit: Here, key: FromPath[str], level: FromPath[str]) -> Page:
    view, row = _settable(visit, key, level)
    value = _standing(view, row)
    return _form(visit, (view, row), _Typed(value, row.version, sealed(visit, _of(view, row), value)))


@post("/settings/{key:str}/{level:str}/edit", sync_to_thread=True)
def set_setting(visit: Here, key: FromPath[str], level: FromPath[str], form: Form) -> Page:
    view, row = _settable(visit, key, level)
    if _ADD in form.values or _DROP in form.values:
        return _other_length(visit, view, row, form.values)
    kind, version = view.setting.kind_at_scope, form.number("version")
    changing = Changing(visit, _of(view, row), kind, form.values)
    mine = changing.solved() if changing.is_solving else filled_in(kind, _VALUE, form.values, visit.tongue)
    if changing.takes_theirs(mine):
        return visit.moved(_place(visit, key), notice=Notice("notice.unchanged", {"name": view.label}))
    try:
        value = _nothing_typed(view.setting) if mine is None else mine
        command = ChangeSetting(key, row.scope, value, version, _region(visit))
        perform(change_setting, command, actor=visit.actor, world=visit.world)
    except Invalid as refusal:
        return _form(
            visit,
            (view, row),
            _Typed(mine, version, form.values.get(BASE, ""), by_field(refusal.errors), status=_WRONG),
        )
    except Outdated:
        return _conflict(changing, mine, *_settable(visit, key, level))
    return visit.moved(_place(visit, key), notice=Notice("notice.setting-changed", {"what": view.label}))


@post("/settings/{key:str}/{level:str}/reset", sync_to_thread=True)
def reset_setting(visit: Here, key: FromPath[str], level: FromPath[str], form: Form) -> Page:
    view, row = _settable(visit, key, level)
    command = ChangeSetting(key, row.scope, None, form.number("version"), _region(visit))
    try:
        perform(change_setting, command, actor=visit.actor, world=visit.world)
    except Outdated:
        told = Notice("notice.setting-outdated", {"what": view.label}, kind="info")
        return visit.moved(_place(visit, key), notice=told)
    return visit.moved(_place(visit, key), notice=Notice("notice.setting-reset", {"what": view.label}))


@get("/settings/{key:str}/{level:str}/history", sync_to_thread=True)
def history_of_setting(visit: Here, key: FromPath[str], level: FromPath[str]) -> Page:
    view = setting_in_view(visit, key, _region(visit))
    row = view.row(level)
    cursor = visit.request.query_params.get("cursor")
    asked = ChangesOf(key, row.scope, _region(visit), cursor, _CHANGES)
    page = setting_history(asked, actor=visit.actor, world=visit.world)
    sides = [
        (
            shown_at_scope(view.setting, one.before, visit.tongue),
            shown_at_scope(view.setting, one.after, visit.tongue),
        )
        for one in page.items
    ]
    return visit.page(
        "settings/history.html",
        view=view,
        row=row,
        region=_region(visit),
        changes=list(zip(page.items, sides, strict=True)),
        next_cursor=page.next_cursor,
    )


def _settable(visit: Visit, key: str, scope: str) -> tuple[SettingView, ScopeRow]:
    view = setting_in_view(visit, key, _region(visit))
    row = view.row(scope)
    if not row.place.may_set:
        raise NotAllowed(action="change", resource="setting", resource_id=key)
    return view, row


def _region(visit: Visit) -> str | None:
    """The region that somebody with none or several looks at."""
    return visit.request.query_params.get("region", "").strip()[:50] or None


def _place(visit: Visit, key: str) -> str:
    query = visit.request.url.query
    return f"/settings/{key}" + (f"?{query}" if query else "")


def _nothing_typed(setting: Setting) -> object:
    """What an empty form says: nothing chosen, no text; of everything else a value has to be given."""
    kind = setting.kind_at_scope
    if isinstance(kind, ListOf | MultiChoice):
        return []
    if isinstance(kind, Text) and kind.min_length == 0:
        return ""
    raise Invalid(errors=[FieldError(f"/{_VALUE}", "required")])


def _other_length(visit: Visit, view: SettingView, row: ScopeRow, values: Mapping[str, str]) -> Page:
    """The same form with one more or one less item in a list."""
    kept = without(values[_DROP], values) if _DROP in values else values
    typed = filled_in(view.setting.kind_at_scope, _VALUE, kept, visit.tongue)
    version, base = Posted(values).number("version"), values.get(BASE, "")
    return _form(visit, (view, row), _Typed(typed, version, base, growing=values.get(_ADD)))


def _of(view: SettingView, row: ScopeRow) -> str:
    return f"{view.key}@{row.scope}:{row.place.whose or ''}"


def _standing(view: SettingView, row: ScopeRow) -> object:
    """What a form begins with: what is set here, else what applies."""
    stored = row.place.stored
    value = view.found.effective.value if not row.is_set or stored is None else stored.value
    return without_absent(view.setting.kind_at_scope.dump(value))


def _conflict(changing: Changing, mine: object, view: SettingView, row: ScopeRow) -> Page:
    """Both values, for whoever was slower to choose from."""
    visit, back = changing.visit, _place(changing.visit, view.key)
    speaking = speaking_of(view.setting, visit.tongue)
    about = About(
        at="settings",
        label=view.label,
        trail=(
            (visit.say("settings.title"), "/settings"),
            (view.label, back),
            (visit.say(f"settings.scope.{row.scope}"), None),
        ),
        back=back,
        version=row.version,
        called=lambda name: speaking.label(name) if name else view.label,
        words=lambda side, value: shown(side.kind, value, speaking),
    )
    return changing.conflict(mine, _standing(view, row), about)


def _form(visit: Visit, desk: tuple[SettingView, ScopeRow], typed: _Typed) -> Page:
    view, row = desk
    growing = frozenset(() if typed.growing is None else (typed.growing,))
    filling = Filling(speaking_of(view.setting, visit.tongue), growing)
    control = filling.control(view.setting.kind_at_scope, _VALUE, view.label, typed.value)
    return visit.page(
        "settings/edit.html",
        typed.status,
        view=view,
        row=row,
        region=_region(visit),
        control=evolve(control, required=True),
        version=typed.version,
        base=typed.base,
        errors=typed.errors,
        growing=typed.growing,
    )
