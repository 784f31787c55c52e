"""Merge patch does what RFC 7396 shows in its own appendix, and obeys its laws."""

import pytest
from hypothesis import given, strategies

from crm_core.domain.fields.merge_patch import merged

# RFC 7396, appendix A: original, patch, result.
APPENDIX = [
    ({"a": "b"}, {"a": "c"}, {"a": "c"}),
    ({"a": "b"}, {"b": "c"}, {"a": "b", "b": "c"}),
    ({"a": "b"}, {"a": None}, {}),
    ({"a": "b", "b": "c"}, {"a": None}, {"b": "c"}),
    ({"a": ["b"]}, {"a": "c"}, {"a": "c"}),
    ({"a": "c"}, {"a": ["b"]}, {"a": ["b"]}),
    ({"a": {"b": "c"}}, {"a": {"b": "d", "c": None}}, {"a": {"b": "d"}}),
    ({"a": [{"b": "c"}]}, {"a": [1]}, {"a": [1]}),
    (["a", "b"], ["c", "d"], ["c", "d"]),
    ({"a": "b"}, ["c"], ["c"]),
    ({"a": "foo"}, "bar", "bar"),
    ({"e": None}, {"a": 1}, {"e": None, "a": 1}),
    ([1, 2], {"a": "b", "c": None}, {"a": "b"}),
    ({}, {"a": {"bb": {"ccc": None}}}, {"a": {"bb": {}}}),
]

json_objects = strategies.dictionaries(
    strategies.sampled_from("abc"),
    strategies.recursive(
        strategies.none() | strategies.integers(0, 2),
        lambda inner: strategies.dictionaries(strategies.sampled_from("abc"), inner, max_size=3),
        max_leaves=6,
    ),
    max_size=3,
)


@pytest.mark.parametrize(("original", "patch", "result"), APPENDIX)
def test_the_appendix_of_the_standard_holds(original: object, patch: object, result: object) -> None:
    assert merged(original, patch) == result


@given(json_objects, json_objects)
def test_patching_twice_is_patching_once(target: object, patch: object) -> None:
    assert merged(merged(target, patch), patch) == merged(target, patch)


@given(json_objects)
def test_an_empty_patch_changes_nothing(target: object) -> None:
    assert merged(target, {}) == target
