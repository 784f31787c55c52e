"""Settings: what applies, what is set at a scope, and setting it on top of the version one has seen."""

from collections.abc import Callable

from adapters.http.answers import json_answer
from adapters.http.conditions import entity, expected_version
from adapters.http.endpoint import Call, Condition, Endpoint, Place, Success, Work
from adapters.http.query import Parameter, Query, Words
from adapters.http.schemas.customers import ENCODER
from adapters.http.schemas.settings import (
    EffectiveSettings,
    SettingForm,
    effective_form,
    setting_form,
)
from crm_core.domain.fields.faults import Faults
from crm_core.domain.fields.kinds import Choice
from crm_core.domain.fields.record import Member, Record
from crm_core.domain.settings.registry import SettingsRegistry
from crm_core.domain.settings.setting import Scope
from crm_core.ports.once import Answer
from crm_core.queries.effective_settings import effective_settings
from crm_core.queries.setting_at_scope import SettingAtScope, setting_at_scope
from crm_core.use_cases.perform import perform
from crm_core.use_cases.settings.change_setting import ChangeSetting, change_setting

ONE = "/api/settings/{key}"
AT_SCOPE = Query((Parameter("scope", Choice(tuple(Scope)), "Where it is set.", default=Scope.TENANT),))


class Anything:
    """A value whose kind the setting declares; the use case judges it."""

    def parse(self, raw: object, at: str, faults: Faults) -> object:  # noqa: ARG002 - the shape of a kind
        return raw

    def dump(self, value: object) -> object:
        return value

    def schema(self) -> dict[str, object]:
        return {"type": ["boolean", "number", "string", "array", "object"]}


VALUE = Record((Member("value", Anything(), required=True),))


def _effective(call: Call) -> Answer:
    found = effective_settings(call.query["keys"], actor=call.actor, world=call.world)
    items = [effective_form(one, call.world) for one in found]
    return json_answer(200, ENCODER.encode(EffectiveSettings(items)))


def _found(call: Call) -> SettingAtScope:
    scope = Scope(call.query["scope"])
    return setting_at_scope(call.places["key"], scope, actor=call.actor, world=call.world)


def _version_of(found: SettingAtScope) -> int:
    return 0 if found.stored is None else found.stored.version


def _show(call: Call) -> Answer:
    found = _found(call)
    body = ENCODER.encode(setting_form(found, call.world))
    return entity(200, body, _version_of(found), known_to=call.headers)


def _changing(after_change: Callable[[], None]) -> Callable[[Call], Answer]:
    def change(call: Call) -> Answer:
        value = VALUE.read(call.body)["value"]
        version = expected_version(call.headers, lambda: _version_of(_found(call)))
        command = ChangeSetting(
            key=call.places["key"],
            scope=Scope(call.query["scope"]),
            value=value,
            version=_version_of(_found(call)) if version is None else version,
        )
        perform(change_setting, command, actor=call.actor, world=call.world)
        after_change()
        found = _found(call)
        return entity(200, ENCODER.encode(setting_form(found, call.world)), _version_of(found))

    return change


_EFFECTIVE = {"key": "http.requireIfMatch", "value": False, "source": None}
_EXAMPLE = {
    "key": "http.requireIfMatch",
    "scope": "tenant",
    "value": None,
    "version": 0,
    "effective": _EFFECTIVE,
    "labelDe": "Änderungen verlangen If-Match",
    "labelEn": "Changes require If-Match",
}


def endpoints(registry: SettingsRegistry, after_change: Callable[[], None]) -> tuple[Endpoint, ...]:
    """The endpoints for these settings; `after_change` runs when one was changed here."""
    key = Choice(tuple(sorted(registry.declared)))
    return (
        _reading_what_applies(key),
        _reading(Place("key", key)),
        _writing(Place("key", key), after_change),
    )


def _reading_what_applies(key: Choice) -> Endpoint:
    return Endpoint(
        method="GET",
        path="/api/settings/effective",
        operation="getEffectiveSettings",
        title="Read which settings apply",
        tag="settings",
        run=_effective,
        work=Work.READ,
        query=Query((Parameter("keys", Words(key), "Only these keys, with commas between them."),)),
        success=(Success(200, "What applies.", EffectiveSettings, example={"items": [_EFFECTIVE]}),),
    )


def _reading(key: Place) -> Endpoint:
    return Endpoint(
        method="GET",
        path=ONE,
        operation="getSetting",
        title="Read what is set at a scope",
        tag="settings",
        run=_show,
        work=Work.READ,
        places=(key,),
        query=AT_SCOPE,
        success=(
            Success(200, "The setting.", SettingForm, ("ETag",), _EXAMPLE),
            Success(304, "Nothing new for this reader.", headers=("ETag",)),
        ),
        refusals=(404,),
    )


def _writing(key: Place, after_change: Callable[[], None]) -> Endpoint:
    return Endpoint(
        method="PUT",
        path=ONE,
        operation="putSetting",
        title="Set a value",
        says="`If-Match` carries the ETag of the setting at the same scope; version 0 is not set yet.",
        tag="settings",
        run=_changing(after_change),
        work=Work.COMMAND,
        places=(key,),
        query=AT_SCOPE,
        body=VALUE,
        body_example={"value": True},
        condition=Condition.REQUIRED,
        success=(Success(200, "The setting.", SettingForm, ("ETag",), _EXAMPLE),),
        refusals=(403, 404),
    )
