"""What an attacker types into any field is shown as what it is: text."""

from collections.abc import Callable
from contextlib import suppress
from urllib.parse import quote

import pytest

from adapters.web.customer_form import shown, written
from crm_core.domain.customers.customer import CustomerDetails, details_from
from crm_core.domain.customers.form import DETAILS
from crm_core.domain.refusals import Invalid
from tests.web.browsing import Onlooker, Serving
from tests.web.scene import MIRIAM, place

pytestmark = pytest.mark.browser
Look = Callable[..., Onlooker]

PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' autofocus onfocus=alert(1) x='",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "javascript:alert(1)",
    "{{ 7*7 }}{% raw %}${alert(1)}",
    "<a href=javascript:alert(1)>x</a>",
    "<div hx-get=/customers hx-trigger=load hx-on::load=alert(1)>",
    "<base href=//evil.example>",
    "\u202e<!--<style>*{display:none}",
    'https://x.example/"onmouseover=alert(1)//',
    '"onfocus=alert(1)"@x.example',
)
_TYPE = """([names, text]) => {
    const form = document.querySelector("form[data-guard]");
    for (const name of names) form.elements[name].value = text;
    form.requestSubmit();
}"""
FIELDS = ("name", "region", "address.street", "address.city", "contactEmail", "phone", "website")


def _everywhere(details: CustomerDetails, payload: str) -> CustomerDetails:
    """The payload in every field in which the core lets it stand."""
    values = shown(details)
    for field in FIELDS:
        attempt = {**values, field: payload}
        with suppress(Invalid):
            DETAILS.read(written(attempt))
            values = attempt
    assert values["name"] == payload
    return details_from(DETAILS.read(written(values)))


def test_what_is_stored_is_shown_as_text(look: Look, pages: Serving) -> None:
    onlooker = look(pages)
    for number, payload in enumerate(PAYLOADS):
        made = pages.scene.house(f"Haus {number}", owner=MIRIAM.id)
        pages.scene.put(made, _everywhere(made.details, payload))
        onlooker.page.goto(place(made))
        assert onlooker.page.inner_text("h1") == payload
        onlooker.page.goto(f"{place(made)}/edit")
        assert onlooker.page.input_value("#f-name") == payload
    onlooker.page.goto("/customers")
    assert set(PAYLOADS) <= set(onlooker.page.locator(".row-link").all_inner_texts())
    assert onlooker.page.locator("[onerror], [onload], [onfocus], [onmouseover], base").count() == 0
    assert onlooker.troubles == []


def test_what_is_typed_and_refused_is_shown_as_text(look: Look, shared_pages: Serving) -> None:
    onlooker = look(shared_pages)
    page = onlooker.page
    page.goto("/customers/new")
    for payload in PAYLOADS:
        with page.expect_navigation(wait_until="domcontentloaded"):
            page.evaluate(_TYPE, [FIELDS[1:], payload])
        assert page.input_value("#f-website") == payload
    assert onlooker.troubles == []


def test_what_stands_in_an_address_is_shown_as_text(look: Look, shared_pages: Serving) -> None:
    onlooker = look(shared_pages)
    for payload in PAYLOADS:
        asked = quote(payload[:50], safe="")
        for path in (f"/customers?q={asked}&region={asked}", f"/customers?type={asked}", f"/nowhere/{asked}"):
            onlooker.page.goto(path, wait_until="domcontentloaded")
    assert onlooker.troubles == []


def test_the_watch_would_have_seen_it(look: Look, shared_pages: Serving) -> None:
    """Proof that a script that runs, and one that the policy stops, do not go unseen."""
    onlooker = look(shared_pages)
    onlooker.page.goto("/customers")
    onlooker.page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=alert(1)>')")
    onlooker.page.evaluate("alert(2)")
    onlooker.page.wait_for_timeout(50)
    assert any("Content Security Policy" in trouble for trouble in onlooker.troubles)
    assert "dialog: 2" in onlooker.troubles
