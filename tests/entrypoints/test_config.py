"""Settings are read from the environment, and every wrong one is named in the same breath."""

from pathlib import Path

import attrs
import pytest

from entrypoints.config import Config, WrongSettings, unknown_names

OIDC = {
    "CRM_AUTH": "oidc",
    "CRM_OIDC_ISSUER": "https://id.example/realms/crm",
    "CRM_OIDC_AUDIENCE": "crm",
    "CRM_OIDC_JWKS_URL": "https://id.example/realms/crm/certs",
    "CRM_OIDC_CLIENT_ID": "crm-pages",
    "CRM_OIDC_AUTHORIZATION_URL": "https://id.example/realms/crm/auth",
    "CRM_OIDC_TOKEN_URL": "https://id.example/realms/crm/token",
    "CRM_PUBLIC_ORIGIN": "https://crm.example",
}
EVERYWHERE = "0.0.0.0"  # noqa: S104 - a setting's text; nothing listens


def test_an_empty_environment_gives_a_loopback_service_with_sample_data() -> None:
    config = Config.from_environment({})
    assert (config.bind, config.port, config.demo, config.auth) == ("127.0.0.1", 8000, True, "local")
    assert config.data_dir == Path.cwd() / ".data"
    assert config.keys_dir == Path.cwd() / ".data" / "keys"
    assert config.database_url is None


def test_an_empty_variable_counts_as_one_that_is_not_set() -> None:
    assert Config.from_environment({"PORT": "", "DATABASE_URL": " "}) == Config.from_environment({})


def test_every_wrong_setting_is_named_at_once() -> None:
    wrong = {"PORT": "0", "CRM_DEMO": "perhaps", "CRM_READ_THREADS": "-1", "DATABASE_URL": "mysql://x"}
    with pytest.raises(WrongSettings) as refused:
        Config.from_environment(wrong)
    assert set(refused.value.found) == set(wrong)
    assert all(name in str(refused.value) for name in wrong)


@pytest.mark.parametrize("text", ["٣", "8_000", "80.0", "8000000000000", "0x50"])
def test_a_number_is_written_in_plain_digits(text: str) -> None:
    with pytest.raises(WrongSettings, match="PORT"):
        Config.from_environment({"PORT": text})


def test_a_database_address_is_repeated_neither_in_errors_nor_in_print() -> None:
    with pytest.raises(WrongSettings) as refused:
        Config.from_environment({"DATABASE_URL": "mysql://crm:hush@db/crm"})
    assert "hush" not in str(refused.value)
    assert "hush" not in repr(Config.from_environment({"DATABASE_URL": "postgresql://crm:hush@db/crm"}))


@pytest.mark.parametrize("bind", [EVERYWHERE, "::", "10.1.2.3", "crm.example"])
def test_local_log_in_stays_on_this_machine_unless_it_is_allowed_out(bind: str) -> None:
    with pytest.raises(WrongSettings, match="CRM_ALLOW_REMOTE_LOCAL"):
        Config.from_environment({"BIND": bind})
    assert Config.from_environment({"BIND": bind, "CRM_ALLOW_REMOTE_LOCAL": "1"}).bind == bind
    assert Config.from_environment({"BIND": bind, **OIDC}).bind == bind


def test_oidc_names_each_setting_it_still_needs() -> None:
    assert Config.from_environment(OIDC).oidc_audience == "crm"
    with pytest.raises(WrongSettings) as refused:
        Config.from_environment({"CRM_AUTH": "oidc", "CRM_OIDC_ISSUER": "id.example"})
    assert set(refused.value.found) == {name for name in OIDC if name != "CRM_AUTH"}


@pytest.mark.parametrize(
    ("bind", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000"),
        (EVERYWHERE, "http://127.0.0.1:8000"),
        ("::", "http://[::1]:8000"),
    ],
)
def test_the_address_shown_is_one_that_a_browser_can_open(bind: str, address: str) -> None:
    assert Config.from_environment({"BIND": bind, "CRM_ALLOW_REMOTE_LOCAL": "1"}).address == address


def test_a_mistyped_setting_is_noticed() -> None:
    assert unknown_names({"CRM_DATADIR": "x", "CRM_DATA_DIR": "y", "HOME": "z"}) == ["CRM_DATADIR"]


def test_no_two_settings_share_a_name_and_each_says_what_it_is_for() -> None:
    fields = attrs.fields(Config)
    assert len({field.metadata["name"] for field in fields}) == len(fields)
    assert all(field.metadata["says"].de and field.metadata["says"].en for field in fields)


@pytest.mark.parametrize(
    "text", ["mail.example", "http://crm:hush@mail.example", "smtp://", "smtps://x:70000"]
)
def test_an_address_of_a_mail_server_is_never_repeated(text: str) -> None:
    with pytest.raises(WrongSettings, match="CRM_SMTP_URL") as refused:
        Config.from_environment({"CRM_SMTP_URL": text})
    assert "hush" not in str(refused.value)
    taken = Config.from_environment({"CRM_SMTP_URL": "smtps://crm:hush@mail.example:465"})
    assert "hush" not in repr(taken)


@pytest.mark.parametrize("text", ["crm", "a@b", "CRM <crm@firm.example>", "a@b.example\nBcc: c@d.example"])
def test_a_sender_is_an_address_alone(text: str) -> None:
    with pytest.raises(WrongSettings, match="CRM_MAIL_FROM"):
        Config.from_environment({"CRM_MAIL_FROM": text})
