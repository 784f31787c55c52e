"""What operators ask: alive, ready and if not why, and what was counted."""

import time
from collections.abc import Sequence

from adapters.http.gauges import Gauge, Reading
from adapters.http.routes.operators import Probe
from tests import given
from tests.http.site import Site, serving


def broken() -> str | None:
    raise ConnectionError("password=hunter2")


def test_ready_names_what_is_not() -> None:
    probes = (
        Probe("schema", lambda: "two steps behind"),
        Probe("database", lambda: None),
        Probe("outbox", broken),
    )
    with serving(probes=probes) as site:
        answer = site.get("/health/ready", by=None)
        live = site.get("/health/live", by=None)
    assert answer.status_code == 503
    assert answer.json()["notReady"] == ["outbox", "schema"]
    assert {"name": "schema", "ready": False, "reason": "two steps behind"} in answer.json()["checks"]
    assert "hunter2" not in answer.text
    assert (live.status_code, live.json()) == (200, {"status": "live"})


def test_a_probe_that_hangs_is_not_ready() -> None:
    with serving(probes=(Probe("database", lambda: time.sleep(2.5)),)) as site:
        answer = site.get("/health/ready", by=None)
    assert (answer.status_code, answer.json()["notReady"]) == (503, ["database"])


def test_numbers_are_read_when_metrics_are_asked_for_and_a_failing_reading_says_so() -> None:
    def fails() -> Sequence[Gauge]:
        raise ConnectionError("password=hunter2")

    told = (Gauge("crm_told", "By what.", n, {"what": what}) for what, n in (("DUE", 3), ("OVERDUE", 1)))
    lag, unknown = Gauge("crm_lag_seconds", "How far behind.", 7.5), Gauge("crm_unknown", "Not known.", None)
    read = (lag, unknown, *told)
    readings = (Reading("lag", lambda: read), Reading("broken", fails))
    with serving(readings=readings) as site:
        text = site.get("/metrics", by=None).text
    lines = text.splitlines()
    assert "crm_lag_seconds 7.5" in lines
    assert "# HELP crm_lag_seconds How far behind." in lines
    assert 'crm_reading_up{reading="lag"} 1.0' in lines
    assert 'crm_reading_up{reading="broken"} 0.0' in lines
    assert [line for line in lines if line.startswith("crm_told{")] == [
        'crm_told{what="DUE"} 3.0',
        'crm_told{what="OVERDUE"} 1.0',
    ]
    assert text.count("# HELP crm_told ") == 1
    assert "crm_unknown" not in text
    assert "hunter2" not in text
    assert "crm_http_requests" in text


def test_metrics_are_labelled_by_template_never_by_path(site: Site) -> None:
    for number in range(20):
        site.get(f"/api/customers/{given.user(number)}")
        site.get(f"/nowhere/{number}")
        site.ask(f"M{number}", "/health/live", by=None)
    text = site.get("/metrics", by=None).text
    series = [line for line in text.splitlines() if line.startswith("crm_http_requests_total")]
    assert (
        'crm_http_requests_total{method="GET",route="/api/customers/{customerId}",status="404"} 20.0'
        in series
    )
    assert 'crm_http_requests_total{method="GET",route="unmatched",status="404"} 20.0' in series
    assert len(series) < 8
    assert str(given.user(1)) not in text
    assert "crm_http_request_seconds_bucket" in text
