"""When two people change one customer, neither loses anything without being asked."""

from hypothesis import given as drawn
from hypothesis import strategies as st

from adapters.web.conflict import Clash, compare
from adapters.web.customer_form import FIELDS

Values = dict[str, str]
_VALUES = st.fixed_dictionaries({name: st.sampled_from(["", "a", "b"]) for name in FIELDS})
_BASE = dict.fromkeys(FIELDS, "")


def test_what_both_changed_is_asked() -> None:
    found = compare(base=_BASE, mine={**_BASE, "phone": "1"}, theirs={**_BASE, "phone": "2"})
    assert found.clashes == (Clash("phone", mine="1", theirs="2"),)
    assert found.merged["phone"] == "2"


def test_what_only_one_changed_is_kept() -> None:
    found = compare(base=_BASE, mine={**_BASE, "phone": "1"}, theirs={**_BASE, "name": "2"})
    assert (found.clashes, found.only_mine, found.only_theirs) == ((), ("phone",), ("name",))
    assert (found.merged["phone"], found.merged["name"]) == ("1", "2")


def test_the_same_change_made_twice_is_no_clash() -> None:
    same = {**_BASE, "phone": "1"}
    found = compare(base=_BASE, mine=same, theirs=same)
    assert (found.clashes, found.only_mine, found.only_theirs, found.merged) == ((), (), (), same)


@drawn(_VALUES, _VALUES, _VALUES)
def test_no_change_is_lost_unasked(base: Values, mine: Values, theirs: Values) -> None:
    found = compare(base=base, mine=mine, theirs=theirs)
    asked = {clash.field for clash in found.clashes}
    for name in FIELDS:
        if mine[name] != base[name]:
            assert name in asked or found.merged[name] == mine[name]
        if theirs[name] != base[name]:
            assert name in asked or found.merged[name] == theirs[name]
        if name in asked:
            assert base[name] not in (mine[name], theirs[name])
