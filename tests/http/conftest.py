"""One site per test."""

from collections.abc import Iterator

import pytest

from tests.http.site import Site, serving


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as one:
        yield one
