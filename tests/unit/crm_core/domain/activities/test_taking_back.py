"""By whose word a field says what it says, beside a model that keeps everything that was ever written."""

from datetime import timedelta
from uuid import UUID

from attrs import evolve
from hypothesis import given as given_any
from hypothesis import strategies

from crm_core.domain.activities.activity import Activity, ActivityId, Entry
from crm_core.domain.activities.effects import FieldWrite
from crm_core.domain.activities.taking_back import Written
from crm_core.domain.fields.field_set import FieldChange, Stamp
from crm_core.domain.ids import CustomerId
from crm_core.domain.party import Party
from tests import given

AGREE = FieldWrite("deciders", {"agree": True}, given.START, list_member="members")
HOUR = timedelta(hours=1)

# By whom (0: by hand, else the number of an activity), what the member says, and one that nobody asks for.
writings = strategies.lists(
    strategies.tuples(
        strategies.integers(0, 3), strategies.sampled_from([True, False, None]), strategies.integers(0, 2)
    ),
    max_size=8,
)


def line_of(written: list[tuple[int, bool | None, int]]) -> list[FieldChange]:
    """The changes of a field in the order in which they were made, an hour apart."""
    line, old = list[FieldChange](), None
    for number, (by, says, count) in enumerate(written):
        new = {"count": count} if says is None else {"count": count, "agree": says}
        activity = UUID(int=by) if by else None
        stamp = Stamp(given.user(1), given.START + number * HOUR, given.CORRELATION, number + 2, activity)
        if new != old:
            line.append(FieldChange("deciders", old, new, stamp))
        old = new
    return line


@given_any(writings)
def test_by_hand_is_what_people_wrote_last_of_what_is_asked_for(
    written: list[tuple[int, bool | None, int]],
) -> None:
    """Whoever changes another member has not spoken."""
    line = line_of(written)
    by_hand: object = None
    at, since = None, set[UUID]()
    for change in line:
        if AGREE.named(change.old) == AGREE.named(change.new):
            continue
        if change.stamp.activity is None:
            by_hand, at, since = AGREE.named(change.new)["agree"], change.stamp.at, set()
        else:
            since.add(change.stamp.activity)

    found = Written.of(line[-1].new if line else None, reversed(line), AGREE)
    assert found == Written({"agree": by_hand}, at, frozenset(since))


def test_what_stands_without_a_history_was_written_by_hand() -> None:
    assert Written.of({"agree": True}, [], AGREE) == Written({"agree": True})
    assert Written.of([{"name": "Kim"}], [], AGREE) == Written({"agree": None})


def said(number: int, *, days_ago: int = 0, hours: int = 0) -> Activity:
    entry = Entry("TASTING", Party(CustomerId(UUID(int=5))), given.START - timedelta(days=days_ago), None, {})
    recorded = given.START + hours * HOUR
    return Activity(ActivityId(UUID(int=number)), given.TENANT, entry, given.user(1), recorded)


def test_the_newest_by_its_own_day_comes_first_and_of_two_the_later_word() -> None:
    old, new, again = said(1, days_ago=9, hours=5), said(3, days_ago=1), said(2, days_ago=1, hours=1)
    assert list(Written({}).newest([old, new, again], None)) == [again, new, old]


def test_who_spoke_before_somebody_wrote_by_hand_has_no_say_unless_it_speaks_anew() -> None:
    written = Written({}, given.START + HOUR, frozenset({UUID(int=3)}))
    early, after, wrote = said(1), said(2, hours=1), said(3)
    assert list(written.newest([early, after, wrote], None)) == [after, wrote]
    assert list(written.newest([early, after, wrote], early.id)) == [after, wrote, early]


def test_news_is_what_is_recorded_as_it_happens() -> None:
    assert said(1).is_news
    assert not said(1, days_ago=1).is_news
    assert not evolve(said(1), version=2).is_news
