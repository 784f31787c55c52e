"""What everybody who knows email addresses keeps: the usual ones are taken, the broken ones are not."""

import pytest
from hypothesis import given, strategies

from adapters.addresses.email_addresses import LibraryEmailAddresses
from adapters.memory.email_addresses import PlainEmailAddresses
from crm_core.ports.email_addresses import EmailAddresses

SOURCES: list[EmailAddresses] = [LibraryEmailAddresses(), PlainEmailAddresses()]
each_source = pytest.mark.parametrize("source", SOURCES, ids=lambda source: type(source).__name__)


@each_source
@pytest.mark.parametrize(
    "text",
    ["m.sommer@example.com", "küche@gasthöfe.de", "a+b@mail.hotel-am-see.example", "o'neil@example.ch"],
)
def test_the_usual_ones_are_taken_as_they_are(source: EmailAddresses, text: str) -> None:
    assert source.normal(text) == text


@each_source
@pytest.mark.parametrize(
    "text",
    [
        "", "x", "@", "a@b", "a@localhost", "a..b@example.com", ".a@example.com", "a.@example.com",
        "a@b@c.de",
        "a b@example.com", "a@-example.com", "a@example..com", "a@example.com.", "Anna <a@example.com>",
        "a@exa_mple!.com", f"{'x' * 65}@example.com", "a@[127.0.0.1]",
    ],
)  # fmt: skip
def test_the_broken_ones_are_none(source: EmailAddresses, text: str) -> None:
    assert source.normal(text) is None


@each_source
def test_the_domain_is_written_small_and_the_name_as_it_was(source: EmailAddresses) -> None:
    assert source.normal("M.Sommer@Example.COM") == "M.Sommer@example.com"


@each_source
@given(text=strategies.emails() | strategies.text(max_size=20))
def test_what_is_normal_stays_as_it_is(source: EmailAddresses, text: str) -> None:
    found = source.normal(text)
    assert found is None or source.normal(found) == found


def test_the_library_asks_nobody_whether_an_address_is_reached() -> None:
    assert LibraryEmailAddresses().normal("a@nobody-has-this-name.example") is not None
