"""Pages over a world in memory: asked by a client, or looked at in Chromium."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from litestar.testing import TestClient
from playwright.sync_api import Browser, sync_playwright

from tests.web.browsing import Onlooker, Serving, serving
from tests.web.reader import Reader
from tests.web.scene import Scene, application, parts

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture
def scene() -> Scene:
    return Scene().furnish()


@pytest.fixture
def reader(scene: Scene) -> Iterator[Reader]:
    with TestClient(application(parts(scene)), raise_server_exceptions=False) as client:
        yield Reader(client)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not installed (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def shared_pages() -> Iterator[Serving]:
    """One served scene for the tests that only look."""
    with serving(Scene().furnish()) as pages:
        yield pages


@pytest.fixture
def pages(scene: Scene) -> Iterator[Serving]:
    """A served scene of its own, for the tests that change something."""
    with serving(scene) as served:
        yield served


@pytest.fixture
def look(chromium: Browser) -> Iterator[Callable[..., Onlooker]]:
    """Opens windows in which nothing may go wrong unseen; they are closed in the end."""
    opened: list[Onlooker] = []

    def open_window(of: Serving, **how: object) -> Onlooker:
        opened.append(Onlooker.at(chromium, of, **how))  # type: ignore[arg-type]  # loose arguments
        return opened[-1]

    yield open_window
    for onlooker in opened:
        onlooker.close()
