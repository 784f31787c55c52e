"""What a version looks like from outside, and what conditional requests mean by it (RFC 9110, 8.8 and 13)."""

import re
from collections.abc import Mapping
from hashlib import blake2b

# A version that nothing ever has: comparing with it always finds another one.
NO_VERSION = -1
_TAG = r'(?:W/)?"[\x21\x23-\x7e\x80-\xff]*"'
_LIST = re.compile(rf"[ \t]*(?:{_TAG})?(?:[ \t]*,[ \t]*(?:{_TAG})?)*[ \t]*")
_OURS = re.compile(r'"(\d{1,18})\.[0-9a-f]{16}"', re.ASCII)


def etag(version: int, shown: bytes) -> str:
    """Strong: the version, and a digest of what this reader sees."""
    return f'"{version}.{blake2b(shown, digest_size=8).hexdigest()}"'


def tags_in(header: str) -> list[str]:
    """The tags of a list; in a header that is none, no tag stands, so nothing matches."""
    return re.findall(_TAG, header) if _LIST.fullmatch(header) else []


def is_known(headers: Mapping[str, str], current: str) -> bool:
    """Whether the reader already has what we would send (`If-None-Match`, weak comparison)."""
    given = headers.get("if-none-match")
    if given is None:
        return False
    if given.strip() == "*":
        return True
    return any(tag.removeprefix("W/") == current for tag in tags_in(given))


def wanted_versions(headers: Mapping[str, str]) -> tuple[int, ...] | None:
    """The versions on top of which a change is meant (`If-Match`); None when any will do."""
    given = headers.get("if-match")
    if given is None or given.strip() == "*":
        return None
    found = (_OURS.fullmatch(tag) for tag in tags_in(given))
    return tuple(int(ours.group(1)) for ours in found if ours) or (NO_VERSION,)
