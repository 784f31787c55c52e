"""JSON Merge Patch (RFC 7396) at every depth: absent keeps, null removes, anything else replaces."""

from collections.abc import Mapping


def merged(target: object, patch: object) -> object:
    if not isinstance(patch, Mapping):
        return patch
    result = dict(target) if isinstance(target, Mapping) else {}
    for key, value in patch.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = merged(result.get(key), value)
    return result
