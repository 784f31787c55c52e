"""A set of fields is what its changes made of it."""

from datetime import timedelta
from uuid import UUID

from crm_core.domain.fields.field_set import FieldChange, FieldSet, FieldValue, Stamp
from crm_core.domain.ids import CorrelationId
from tests import given

LATER = given.START + timedelta(hours=1)


def stamp(version: int) -> Stamp:
    return Stamp(
        given.user(version), given.START + timedelta(hours=version), CorrelationId(UUID(int=1)), version
    )


def test_a_value_tells_who_put_it_there_and_when() -> None:
    fields = FieldSet().after([FieldChange("bins", None, 3, stamp(1)), FieldChange("bins", 3, 4, stamp(2))])

    assert fields.values == {"bins": FieldValue(4, stamp(2).at, given.user(2))}
    assert fields.plain() == {"bins": 4}


def test_a_value_taken_away_leaves_no_trace_but_the_time() -> None:
    fields = FieldSet().after(
        [FieldChange("bins", None, 3, stamp(1)), FieldChange("bins", 3, None, stamp(2))]
    )

    assert fields == FieldSet({}, stamp(2).at)


def test_a_set_is_not_changed_by_what_follows_it() -> None:
    before = FieldSet().after([FieldChange("bins", None, 3, stamp(1))])
    before.after([FieldChange("bins", 3, None, stamp(2))])

    assert before.plain() == {"bins": 3}
    assert before.changed_at == LATER
