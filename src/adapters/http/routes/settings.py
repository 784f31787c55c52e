"""Settings: what applies, what is set at a scope, setting it, taking it back, and who did so."""

from adapters.http.answers import json_answer
from adapters.http.conditions import entity, expected_version
from adapters.http.endpoint import Call, Condition, Endpoint, Place, Success, Work
from adapters.http.paging import CURSOR, LIMIT, page_answer
from adapters.http.query import Parameter, Query, Words
from adapters.http.schemas.customers import ENCODER
from adapters.http.schemas.setting_examples import CHANGE, DECLARED, EFFECTIVE, SETTING
from adapters.http.schemas.settings import (
    DeclaredSettings,
    EffectiveSettings,
    SettingChanges,
    SettingForm,
    changes_form,
    declared_form,
    effective_form,
    setting_form,
)
from crm_core.domain.fields.faults import Faults
from crm_core.domain.fields.kinds import Choice, Text
from crm_core.domain.fields.record import Member, Record
from crm_core.domain.settings.registry import SettingsRegistry
from crm_core.domain.settings.setting import Scope
from crm_core.ports.once import Answer
from crm_core.queries.all_settings import all_settings
from crm_core.queries.effective_settings import effective_settings
from crm_core.queries.setting_at_scope import SettingAtScope, setting_at_scope
from crm_core.queries.setting_history import ChangesOf, setting_history
from crm_core.use_cases.perform import perform
from crm_core.use_cases.settings.change_setting import ChangeSetting, change_setting

ONE = "/api/settings/{key}"
REGION = Parameter("region", Text(50), "The sales region; needed by those who have none or several.")
SCOPE = Parameter("scope", Choice(tuple(Scope)), "Where it is set.", default=Scope.TENANT)
AT_SCOPE = Query((SCOPE, REGION))


class Anything:
    """A value whose kind the setting declares; the use case judges it."""

    def parse(self, raw: object, at: str, faults: Faults) -> object:  # noqa: ARG002 - the shape of a kind
        return raw

    def dump(self, value: object) -> object:
        return value

    def schema(self) -> dict[str, object]:
        return {"type": ["boolean", "number", "string", "array", "object"]}


VALUE = Record((Member("value", Anything(), required=True),))


def _all(call: Call) -> Answer:
    found = all_settings(actor=call.actor, world=call.world, region=call.query["region"])
    return json_answer(
        200, ENCODER.encode(DeclaredSettings([declared_form(one, call.world) for one in found]))
    )


def _effective(call: Call) -> Answer:
    keys, region = call.query["keys"], call.query["region"]
    found = effective_settings(keys, actor=call.actor, world=call.world, region=region)
    items = [effective_form(one, call.world) for one in found]
    return json_answer(200, ENCODER.encode(EffectiveSettings(items)))


def _found(call: Call) -> SettingAtScope:
    key, scope, region = call.places["key"], Scope(call.query["scope"]), call.query["region"]
    return setting_at_scope(key, scope, actor=call.actor, world=call.world, region=region)


def _version_of(found: SettingAtScope) -> int:
    return 0 if found.stored is None else found.stored.version


def _show(call: Call) -> Answer:
    found = _found(call)
    body = ENCODER.encode(setting_form(found, call.world))
    return entity(200, body, _version_of(found), known_to=call.headers)


def _set(call: Call) -> Answer:
    return _changed(call, VALUE.read(call.body)["value"])


def _reset(call: Call) -> Answer:
    return _changed(call, None)


def _changed(call: Call, value: object) -> Answer:
    version = expected_version(call.headers, lambda: _version_of(_found(call)))
    command = ChangeSetting(
        key=call.places["key"],
        scope=Scope(call.query["scope"]),
        value=value,
        version=_version_of(_found(call)) if version is None else version,
        region=call.query["region"],
    )
    perform(change_setting, command, actor=call.actor, world=call.world)
    found = _found(call)
    return entity(200, ENCODER.encode(setting_form(found, call.world)), _version_of(found))


def _history(call: Call) -> Answer:
    asked = ChangesOf(
        call.places["key"],
        Scope(call.query["scope"]),
        call.query["region"],
        call.query["cursor"],
        call.query["limit"],
    )
    page = setting_history(asked, actor=call.actor, world=call.world)
    return page_answer(call, ENCODER.encode(changes_form(page)), page.next_cursor)


def endpoints(registry: SettingsRegistry) -> tuple[Endpoint, ...]:
    """The endpoints for these settings."""
    key = Choice(tuple(sorted(registry.declared)))
    place = Place("key", key)
    return (
        _reading_all(),
        _reading_what_applies(key),
        _reading(place),
        _writing(place),
        _taking_back(place),
        _reading_history(place),
    )


def _reading_all() -> Endpoint:
    return Endpoint(
        method="GET",
        path="/api/settings",
        operation="listSettings",
        title="List everything that can be set",
        tag="settings",
        run=_all,
        work=Work.READ,
        query=Query((REGION,)),
        success=(Success(200, "By key.", DeclaredSettings, example={"items": [DECLARED]}),),
    )


def _reading_what_applies(key: Choice) -> Endpoint:
    keys = Parameter("keys", Words(key), "Only these keys, with commas between them.")
    return Endpoint(
        method="GET",
        path="/api/settings/effective",
        operation="getEffectiveSettings",
        title="Read which settings apply",
        tag="settings",
        run=_effective,
        work=Work.READ,
        query=Query((keys, REGION)),
        success=(Success(200, "What applies.", EffectiveSettings, example={"items": [EFFECTIVE]}),),
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
            Success(200, "The setting.", SettingForm, ("ETag",), SETTING),
            Success(304, "Nothing new for this reader.", headers=("ETag",)),
        ),
        refusals=(404,),
    )


def _writing(key: Place) -> Endpoint:
    return Endpoint(
        method="PUT",
        path=ONE,
        operation="putSetting",
        title="Set a value",
        says="`If-Match` carries the ETag of the setting at the same scope; version 0 was never set. Of an "
        "object that is merged, any part may be set. What a wider scope limits cannot be raised.",
        tag="settings",
        run=_set,
        work=Work.COMMAND,
        places=(key,),
        query=AT_SCOPE,
        body=VALUE,
        body_example={"value": True},
        condition=Condition.REQUIRED,
        success=(Success(200, "The setting.", SettingForm, ("ETag",), SETTING),),
        refusals=(403, 404),
    )


def _taking_back(key: Place) -> Endpoint:
    return Endpoint(
        method="DELETE",
        path=ONE,
        operation="resetSetting",
        title="Take a value back, so that the wider scopes and the default apply",
        says="Versions go on counting; taking back what is not set changes nothing.",
        tag="settings",
        run=_reset,
        work=Work.COMMAND,
        places=(key,),
        query=AT_SCOPE,
        condition=Condition.REQUIRED,
        success=(Success(200, "The setting.", SettingForm, ("ETag",), SETTING),),
        refusals=(403, 404),
    )


def _reading_history(key: Place) -> Endpoint:
    return Endpoint(
        method="GET",
        path=f"{ONE}/history",
        operation="listSettingChanges",
        title="Read who changed a setting at a scope",
        tag="settings",
        run=_history,
        work=Work.READ,
        places=(key,),
        query=Query((SCOPE, REGION, LIMIT, CURSOR)),
        success=(
            Success(200, "Newest first.", SettingChanges, ("Link",), {"items": [CHANGE], "nextCursor": None}),
        ),
        refusals=(403, 404),
    )
