"""Other rules for running leads, without a script: looked at first, and applied where never shorter."""

from http import HTTPStatus

import pytest

from crm_core.domain.settings.setting import Scope
from crm_core.use_cases.settings.change_setting import ChangeSetting, change_setting
from tests import given
from tests.web.leads import Leads
from tests.web.reader import Reader
from tests.web.scene import HELENE, SABINE, Scene

AT = "/leads/what-if"


@pytest.fixture
def leads(scene: Scene) -> Leads:
    return Leads(scene)


def _set(leads: Leads, key: str, value: int) -> None:
    command = ChangeSetting(f"lead.protection.{key}", Scope.TENANT, value, 0)
    change_setting(command, actor=given.ADMIN, world=leads.scene.world)


def test_a_shorter_rule_tells_who_would_lose_and_who_would_lapse(reader: Reader, leads: Leads) -> None:
    leads.registered("Alte Post")
    leads.later(days=40).registered("Bergblick")
    reader.sign_in(HELENE).get(AT)
    assert "Heute gelten 6 Monate, 60 Tage, 10 Tage." in reader.text
    reader.get(f"{AT}?baseMonths=1&progressDays=60&graceDays=10")
    assert "2 laufende Leads" in reader.text
    assert "Geschützt Schutz erloschen 1" in reader.text
    assert "wäre erloschen" in reader.text
    assert "Tage weniger" in reader.text
    assert "Anwenden lassen sich nur die Regeln, die heute gelten." in reader.text


def test_nothing_is_stored_by_looking(reader: Reader, leads: Leads) -> None:
    lead = leads.registered()
    reader.sign_in(HELENE).get(f"{AT}?progressDays=90")
    assert "30 Tage mehr" in reader.text
    assert leads.present(lead).version == lead.version


def test_numbers_out_of_their_limits_are_told_at_their_fields(reader: Reader) -> None:
    reader.sign_in(HELENE).get(f"{AT}?baseMonths=99&progressDays=viele")
    assert reader.last.status_code == HTTPStatus.BAD_REQUEST
    assert reader.last.text.count('class="field__error"') == 2
    assert 'value="99"' in reader.last.text


def test_todays_rules_are_applied_where_never_shorter_and_only_when_confirmed(
    reader: Reader, leads: Leads
) -> None:
    lead = leads.registered()
    _set(leads, "progressDays", 90)
    reader.sign_in(HELENE).get(AT)
    reader.send(f"{AT}/apply")
    assert reader.last.status_code == HTTPStatus.BAD_REQUEST
    assert "Bitte bestätigen Sie das." in reader.text
    assert leads.present(lead).assignments[-1].rules.progress_days == 60
    reader.send(f"{AT}/apply", sure="on")
    assert "übernommen: 1. Unverändert: 0." in reader.follow().text
    assert leads.present(lead).assignments[-1].rules.progress_days == 90


def test_rules_that_shorten_leave_running_leads_as_they_are(reader: Reader, leads: Leads) -> None:
    lead = leads.registered()
    _set(leads, "graceDays", 3)
    reader.sign_in(HELENE).get(AT)
    reader.send(f"{AT}/apply", sure="on")
    assert "übernommen: 0. Unverändert: 1." in reader.follow().text
    assert leads.present(lead).assignments[-1].rules.grace_days == 10


def test_rules_are_for_managers(reader: Reader) -> None:
    assert reader.sign_in(SABINE).get(AT).status_code == HTTPStatus.FORBIDDEN
    assert AT not in reader.get("/leads").text
