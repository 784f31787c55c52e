"""What every source of identities keeps."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from adapters.system.ids import SystemIds
from crm_core.ports.ids import Ids
from tests.given import CountingIds

SOURCES = [SystemIds, CountingIds]


@pytest.mark.parametrize("source", SOURCES)
def test_identities_are_version_7_and_rise(source: type[Ids]) -> None:
    ids = source()
    made = [ids.new() for _ in range(5000)]

    assert {one.version for one in made} == {7}
    assert {one.variant for one in made} == {"specified in RFC 4122"}
    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_threads_never_get_the_same_identity() -> None:
    ids = SystemIds()
    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(lambda _: ids.new(), range(20_000)))

    assert len(set(made)) == len(made)
