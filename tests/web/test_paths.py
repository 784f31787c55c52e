"""Nobody is sent away from us by a link that begins with us."""

import pytest

from adapters.web.paths import HOME, local, sign_in_path


@pytest.mark.parametrize("path", ["/customers", "/customers?q=a&type=HOTEL", "/customers/1/edit", "/me", "/"])
def test_our_own_addresses_are_kept(path: str) -> None:
    assert local(path) == path


@pytest.mark.parametrize(
    "path",
    [
        None,
        "",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example",
        "javascript:alert(1)",
        "/\tevil",
        "/a\r\nSet-Cookie: x=y",
        "/\n/evil.example",
        " /customers",
        "/" + "a" * 2000,
        "/ä",
        "/customers\\..\\..",
    ],
)
def test_every_other_address_leads_home(path: str | None) -> None:
    assert local(path) == HOME


def test_the_way_back_is_carried_through_the_sign_in() -> None:
    assert sign_in_path("/customers?q=a&b=c") == "/login?next=/customers%3Fq%3Da%26b%3Dc"
    assert sign_in_path("/") == "/login"
