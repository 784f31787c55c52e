"""How an answer with a version is made, and on top of which version a change is meant."""

from collections.abc import Callable, Mapping

from adapters.http.answers import NO_STORE, json_answer
from adapters.http.etags import NO_VERSION, etag, is_known, wanted_versions
from crm_core.ports.once import Answer


def entity(
    status: int,
    body: bytes,
    version: int,
    *,
    location: str | None = None,
    known_to: Mapping[str, str] | None = None,
) -> Answer:
    """A representation with its ETag; 304 when the reader, whose headers are given, has it already."""
    tag = etag(version, body)
    if known_to is not None and is_known(known_to, tag):
        return Answer(304, (("etag", tag), NO_STORE), b"")
    place = () if location is None else (("location", location),)
    return json_answer(status, body, ("etag", tag), *place)


def expected_version(headers: Mapping[str, str], present: Callable[[], int]) -> int | None:
    """The version that `If-Match` asks for; `present` is asked only when it names several."""
    wanted = wanted_versions(headers)
    if wanted is None or len(wanted) == 1:
        return wanted[0] if wanted else None
    now = present()
    return now if now in wanted else NO_VERSION
