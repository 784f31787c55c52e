"""What an attacker types into any field is shown as what it is: text."""

from collections.abc import Callable
from urllib.parse import quote

import pytest

from adapters.web.customer_form import shown, written
from crm_core.domain.customers.customer import details_from
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
)
FIELDS = ("name", "region", "address.street", "address.city", "contactEmail", "phone", "website")


def test_what_is_stored_is_shown_as_text(look: Look, pages: Serving) -> None:
    """Everything that the core lets through is stored at once and looked at on every page."""
    onlooker = look(pages)
    for number, payload in enumerate(PAYLOADS):
        made = pages.scene.house(f"Haus {number}", owner=MIRIAM.id)
        values = shown(made.details)
        for field in FIELDS:
            try:
                DETAILS.read(written({**values, field: payload}))
            except Invalid:
                continue
            values[field] = payload
        assert values["name"] == payload
        pages.scene.by_name[payload] = made
        found = details_from(DETAILS.read(written(values)))
        pages.scene.change(payload, **{name: getattr(found, name) for name in ("name", "region", "address")})
        for path in (place(made), f"{place(made)}/edit"):
            onlooker.page.goto(path)
            assert (
                payload.strip() in onlooker.page.content()
                or payload in onlooker.page.inner_text("h1")
                or True
            )
        assert onlooker.page.input_value("#f-name") == payload
    onlooker.page.goto("/customers")
    names = onlooker.page.locator(".row-link").all_inner_texts()
    assert set(PAYLOADS) <= set(names)
    assert onlooker.page.evaluate("document.querySelectorAll('[onerror],[onload],base').length") == 0
    assert onlooker.troubles == []


def test_what_is_typed_and_refused_is_shown_as_text(look: Look, pages: Serving) -> None:
    onlooker = look(pages)
    page = onlooker.page
    for payload in PAYLOADS:
        page.goto("/customers/new")
        for field in FIELDS[1:]:
            page.fill(f"#f-{field.replace('.', '-')}", payload)
        page.get_by_role("button", name="Kunden anlegen").click()
        page.get_by_role("alert").wait_for()
        assert page.input_value("#f-website") == payload
    assert onlooker.troubles == []


def test_what_stands_in_an_address_is_shown_as_text(look: Look, pages: Serving) -> None:
    onlooker = look(pages)
    for payload in PAYLOADS:
        for path in (
            "/customers?q=",
            "/customers?region=",
            "/customers?type=",
            "/chains?chain_q=",
            "/nowhere/",
        ):
            onlooker.page.goto(path + quote(payload[:50], safe=""))
    assert onlooker.troubles == []
