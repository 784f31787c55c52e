"""How definitions travel: each field with its limits and names, its versions, and how far a check is."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from adapters.http.schemas.fields import ENCODER as ENCODER
from crm_core.domain.definitions.check import CheckState, DefinitionCheck
from crm_core.domain.definitions.stored import DefinitionChange
from crm_core.domain.fields.definition import Restriction
from crm_core.domain.fields.definition_form import definition_record
from crm_core.queries.field_definitions import DefinitionAtVersion


class FieldDefinitionForm(msgspec.Struct, rename="camel", frozen=True):
    """One field: its kind with its limits, its labels, and how its members and words are called.

    `ofPack`: a pack declares it for all tenants. `coming`: what it will be if all values fit.
    """

    key: str
    kind: dict[str, Any]
    label_de: str
    label_en: str
    group: str
    personal: bool
    unique: bool
    rules: list[dict[str, Any]]
    parts: list[dict[str, str]]
    of_pack: bool
    version: int
    restricted: Restriction | None = None
    default: Any = None
    deprecated: dict[str, Any] | None = None
    coming: dict[str, Any] | None = None


class FieldDefinitions(msgspec.Struct, rename="camel", frozen=True):
    """Every field that this reader may come to see."""

    items: list[FieldDefinitionForm]


class DefinitionChangeForm(msgspec.Struct, rename="camel", frozen=True):
    """One version of a definition; of a pack's field only what the tenant says differently."""

    version: int
    before: dict[str, Any] | None
    after: dict[str, Any]
    changed_at: datetime
    changed_by: UUID
    correlation_id: UUID


class DefinitionHistoryForm(msgspec.Struct, rename="camel", frozen=True):
    """Versions of one definition, newest first."""

    items: list[DefinitionChangeForm]
    next_cursor: str | None


class ViolationForm(msgspec.Struct, rename="camel", frozen=True):
    """A customer whose values do not fit, and where in its fields."""

    customer_id: UUID
    errors: list[dict[str, str]]


class DefinitionCheckForm(msgspec.Struct, rename="camel", frozen=True):
    """How far it is: `violating` counts customers that do not fit, the first whom you see are named."""

    id: UUID
    key: str
    state: CheckState
    examined: int
    violating: int
    violations: list[ViolationForm]
    asked_at: datetime
    asked_by: UUID
    finished_at: datetime | None


def definition_form(shown: DefinitionAtVersion) -> FieldDefinitionForm:
    coming = None if shown.coming is None else definition_record(shown.coming)
    record = {**definition_record(shown.definition), "ofPack": not shown.is_own, "version": shown.version}
    return msgspec.convert({**record, "coming": coming}, FieldDefinitionForm)


def change_form(change: DefinitionChange) -> DefinitionChangeForm:
    before = None if change.before is None else dict(change.before)
    return DefinitionChangeForm(
        change.version, before, dict(change.after), change.at, change.by, change.correlation
    )


def check_form(check: DefinitionCheck) -> DefinitionCheckForm:
    violations = [
        ViolationForm(one.customer_id, [{"pointer": e.pointer, "code": e.code} for e in one.errors])
        for one in check.violations
    ]
    return DefinitionCheckForm(
        id=check.id,
        key=check.key,
        state=check.state,
        examined=check.examined,
        violating=check.violating,
        violations=violations,
        asked_at=check.asked_at,
        asked_by=check.asked_by,
        finished_at=check.finished_at,
    )
