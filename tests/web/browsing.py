"""Pages in a real browser, watched: every policy violation, console error and dialog is remembered."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from attrs import define, field, frozen
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page

from adapters.web.parts import DemoUser
from adapters.web.sealed_cookies import SealedCookies
from adapters.web.session import Session
from tests.given import TENANT
from tests.web.scene import MIRIAM, SESSION_KEY, Scene, application, parts

DESK = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
NARROW = {"width": 360, "height": 640}
_AXE = Axe()
# Only violations are worked out and brought over; the rest costs most of the time.
_RUN = """async rules => {
    const found = await axe.run({runOnly: rules, resultTypes: ["violations"], preload: false});
    return found.violations;
}"""
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@frozen
class Serving:
    scene: Scene
    address: str


@contextmanager
def serving(scene: Scene) -> Iterator[Serving]:
    """The pages on a loopback port of their own."""
    pages = application(parts(scene))
    config = uvicorn.Config(pages, host="127.0.0.1", port=0, log_level="critical", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    give_up = time.monotonic() + 10
    while not server.started:
        assert time.monotonic() < give_up, "the pages did not start"
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield Serving(scene, f"http://127.0.0.1:{port}")
    finally:
        server.should_exit = True
        thread.join(timeout=5)


@define(slots=False)  # Playwright keeps its wrappers of our methods on the instance
class Onlooker:
    """A window with one page; what went wrong in it is in `troubles`."""

    pages: Serving
    context: BrowserContext
    page: Page
    troubles: list[str] = field(factory=list)

    @classmethod
    def at(
        cls,
        browser: Browser,
        pages: Serving,
        *,
        size: dict[str, int] = DESK,
        scheme: str = "light",
        language: str = "de",
        scripts: bool = True,
        user: DemoUser | None = MIRIAM,
    ) -> "Onlooker":
        context = browser.new_context(
            viewport=size,  # type: ignore[arg-type]  # width and height
            color_scheme=scheme,  # type: ignore[arg-type]  # light or dark
            locale="de-DE" if language == "de" else "en-GB",
            reduced_motion="reduce",
            java_script_enabled=scripts,
            base_url=pages.address,
        )
        context.set_default_timeout(15_000)  # a busy machine is no finding
        onlooker = cls(pages, context, context.new_page())
        onlooker.page.on("console", onlooker._heard)
        onlooker.page.on("pageerror", lambda error: onlooker.troubles.append(f"error: {error}"))
        onlooker.page.on("dialog", onlooker._asked)
        if user is not None:
            onlooker.carry_session(user)
        return onlooker

    def carry_session(self, user: DemoUser) -> None:
        """Signed in already, as if the form had been sent: quicker where signing in is not the point."""
        session = Session.begin(self.pages.scene.clock.now(), user.actor(TENANT), user.name)
        sealed = session.seal(SealedCookies(SESSION_KEY))
        self.context.add_cookies([{"name": "crm", "value": sealed, "url": self.pages.address}])

    def sign_in(self, user: DemoUser) -> None:
        self.page.goto("/login")
        self.page.get_by_role("button", name=user.name).click()
        self.page.wait_for_url("**/customers")

    def flaws(self) -> list[str]:
        """All that is wrong with this page for somebody, in the light and in the dark."""
        wide = self.overflow()
        return [
            *self.axe(),
            *(f"in the dark: {one}" for one in self.dark_axe()),
            *([f"{wide} pixels too wide"] if wide > 0 else []),
            *self.troubles,
        ]

    def axe(self) -> list[str]:
        """What a screen reader's user would stumble over on this page."""
        return self._violations({"type": "tag", "values": _TAGS})

    def dark_axe(self) -> list[str]:
        """The same page in the dark: only its colours are others."""
        self.page.emulate_media(color_scheme="dark")
        found = self._violations({"type": "rule", "values": ["color-contrast"]})
        self.page.emulate_media(color_scheme="light")
        return found

    def _violations(self, rules: dict[str, object]) -> list[str]:
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(_AXE.axe_script)
        found = self.page.evaluate(_RUN, rules)
        return [f"{rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]

    def overflow(self) -> int:
        """By how many pixels the page is wider than its window."""
        wide = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        return int(wide)

    def _heard(self, message: ConsoleMessage) -> None:
        # A refused request is told by its page; the console's echo of its status is no trouble.
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self.troubles.append(f"{message.type}: {message.text}")

    def _asked(self, dialog: Dialog) -> None:
        if dialog.type != "beforeunload":
            self.troubles.append(f"dialog: {dialog.message}")
        dialog.accept()

    def close(self) -> None:
        self.context.close()
