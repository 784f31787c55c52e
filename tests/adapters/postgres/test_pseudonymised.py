"""After the daily run nobody can be found in the database, and what was proved before is proved still."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from attrs import evolve

from adapters.memory.mailer import MemoryMailer
from adapters.system.evidence_signer import PinnedKeys
from adapters.system.ids import SystemIds
from crm_core.domain.leads.evidence import verified
from crm_core.domain.leads.pseudonyms import Pseudonyms
from crm_core.domain.people.card import Card
from crm_core.use_cases.people.introduce import Introduce, introduce
from crm_core.use_cases.protection_clock import ProtectionClock
from crm_food_pack.pack import FOOD
from tests import given
from tests.adapters.postgres.leaks import columns, leaks
from tests.forgetting import forgotten
from tests.http.lead_site import LEADER, OWNER, pass_by, zulu
from tests.http.site import EVIDENCE_SIGNER, Site, serving
from tests.server import Database, Pools
from tests.worlds import on_postgres

PSEUDONYMS = Pseudonyms({1: b"key of the tests"})
PERSON = {"firstName": "Annegret", "lastName": "Würzbach", "email": "a.wuerzbach@goldrose.example"}
PHONE = "+49 30 5550199"
# Everything that says something about her, and the words in which people spoke of her.
VALUES = {
    "first name": "Annegret",
    "last name": "Würzbach",
    "mailbox": "a.wuerzbach@goldrose.example",
    "second mailbox": "kueche@goldrose.example",
    "phone": PHONE,
    "company": "Goldrose",
    "company key": "wirtshausgoldrose",
    "place": "Kleinmachnow",
    "postal code": "14532",
    "first contact": "Handschlag am Stand",
    "remark": "Zigarrenfreundin",
    "note": "Schwägerin",
    "corrected note": "Skatrunde",
    "reason of a withdrawal": "Verwechslung mit Hartmut",
    "feedback": "Pfefferallergie",
    "address": "Uferpromenade",
    "note on a sample": "Hintereingang",
    "reason of an extension": "Erbstreit",
    "follow-up": "Zahnarzttermin",
}


@pytest.fixture
def site(pools: Pools) -> Iterator[Site]:
    clock = given.StandingClock()
    world = evolve(on_postgres(pools, FOOD, clock=clock, ids=SystemIds()), pseudonyms=PSEUDONYMS)
    with serving(clock=clock, world=world) as one:
        yield one


def ok(answer: Any, status: int = 201) -> Any:
    assert answer.status_code == status, answer.text
    return answer.json() if answer.content else None


def lived(site: Site) -> str:
    """A lead of which much was written, until its protection ended and it was released."""
    card = Card(given.TENANT, OWNER.user, "Jana Petersen", "jana@cookandfresh.example")
    introduce(Introduce(card), actor=OWNER, world=site.world)
    once = {"idempotency-key": "registration"}
    body = {
        "companyName": "Wirtshaus Goldrose GmbH",
        "city": "Kleinmachnow",
        "postalCode": "14532",
        "region": "BERLIN",
        "territory": "DE",
        "contact": {**PERSON, "phone": PHONE},
        "firstContact": {"channel": "MESSE", "at": zulu(site, days=-1), "note": "Handschlag am Stand 7"},
        "metadata": {"Annegret": "Zigarrenfreundin"},
    }
    lead = ok(site.post("/api/leads", by=OWNER, json=body, headers=once))
    path = f"/api/leads/{lead['id']}"
    ok(
        site.ask(
            "PATCH",
            path,
            by=OWNER,
            json={"contact": {"email": "kueche@goldrose.example"}},
            headers={"if-match": site.get(path, by=OWNER).headers["etag"]},
        ),
        200,
    )
    said = {"kind": "QUALIFIED_CALL", "note": "Ihre Schwägerin kocht mit"}
    ok(site.post(f"{path}/activities", by=OWNER, json=said, headers={"idempotency-key": "call"}))
    wished = {
        "leadId": lead["id"],
        "deliveryDate": "2026-03-09",
        "deliveryAddress": "Uferpromenade 3",
        "contactEmail": "kueche@goldrose.example",
        "notes": "Hintereingang klingeln",
    }
    sample = ok(site.post("/api/samples", by=OWNER, json=wished, headers={"idempotency-key": "sample"}))
    for status in ("PACKED", "SHIPPED", "DELIVERED"):
        ok(
            site.ask("PATCH", f"/api/samples/{sample['id']}/status", by=OWNER, json={"newStatus": status}),
            200,
        )
    talked_of(site, lead["id"], sample["id"])
    ok(site.post(f"{path}/extensions", by=LEADER, json={"days": 1, "reason": "Erbstreit im Hause"}))
    return str(lead["id"])


def talked_of(site: Site, lead_id: str, sample_id: str) -> None:
    """Activities with words: one corrected, one withdrawn, one about the sample; and a follow-up put off."""
    note = {"leadId": lead_id, "kind": "NOTE", "note": "Trifft die Skatrunde"}
    first = ok(site.post("/api/activities", by=OWNER, json=note))
    patch, place = {"note": "Trifft die Kegelrunde"}, f"/api/activities/{first['id']}"
    tag = site.get(place, by=OWNER).headers["etag"]
    ok(site.ask("PATCH", place, by=OWNER, json=patch, headers={"if-match": tag}), 200)
    second = ok(site.post("/api/activities", by=OWNER, json={**note, "kind": "CALL"}))
    withdrawal = {"reason": "Verwechslung mit Hartmut"}
    ok(site.ask("DELETE", f"/api/activities/{second['id']}", by=OWNER, json=withdrawal), 204)
    fed = {"leadId": lead_id, "kind": "PRODUCTTEST_FEEDBACK", "sampleId": sample_id, "outcome": "SUCCESS"}
    waiting = site.get(f"/api/follow-ups?lead={lead_id}", by=OWNER).json()["items"]
    for one in waiting[:1]:
        put_off = {"until": zulu(site, days=20), "reason": "Zahnarzttermin der Wirtin"}
        ok(site.post(f"/api/follow-ups/{one['id']}/snooze", by=OWNER, json=put_off), 200)
    ok(site.post("/api/activities", by=OWNER, json={**fed, "sensoricNotes": "Pfefferallergie beachten"}))


def lapsed_and_released(site: Site) -> None:
    clock = ProtectionClock(site.world, MemoryMailer(site.clock))
    for days in (60, 11, 1):
        pass_by(site, days=days)
        clock.run(given.SYSTEM)
    site.world.relay.move(limit=500)
    site.world.relay.seal_audit(limit=500)


def test_nothing_of_the_person_is_left_and_the_evidence_holds(site: Site, database: Database) -> None:
    check = PinnedKeys.of([EVIDENCE_SIGNER.public_key])
    lead_id = lived(site)
    lapsed_and_released(site)
    evidence = f"/api/leads/{lead_id}/evidence"
    before = site.get(evidence, by=LEADER)
    with database.connect() as connection:
        known = {leak.rpartition(": ")[2] for leak in leaks(connection, VALUES.values())}
        assert known == set(VALUES.values()), "what was never there cannot go"

        assert forgotten(site.world) == 1
        site.world.relay.move(limit=500)
        site.world.relay.seal_audit(limit=500)
        assert leaks(connection, VALUES.values()) == []
        assert connection.execute(
            "SELECT count(*) FROM lead_commitments WHERE salt IS NOT NULL"
        ).fetchone() == (0,)

    after = site.get(evidence, by=LEADER)
    assert verified(before.content, check).entries < verified(after.content, check).entries
    count = len(before.json()["entries"])
    assert after.json()["entries"][:count] == before.json()["entries"]
    (gone,) = [one for one in after.json()["entries"][count:] if one["kind"] == "LEAD_PSEUDONYMISED"]
    assert gone["said"] == {"ground": "PROTECTION_LAPSED"}
    assert site.world.relay.seal_audit(limit=500) == 1, "the reading of the evidence"


PLANTED = {
    "public.event_outbox.data": """INSERT INTO event_outbox (tenant_id, event_id, type, version, occurred_at,
        source, correlation_id, actor_type, actor_id, subject, data)
        VALUES (gen_random_uuid(), 'x', 'x', '1.0', now(), 'x', gen_random_uuid(), 'user', gen_random_uuid(),
        'x', '{"name": "Frau Würzbach"}')""",
    "jobs.procrastinate_jobs.args": """SET LOCAL search_path = jobs;
        INSERT INTO procrastinate_jobs (queue_name, task_name, args)
        VALUES ('x', 'x', '{"to": ["würzbach"]}')""",
    "public.audit_entries.fields": """INSERT INTO audit_entries VALUES (gen_random_uuid(), now(),
        gen_random_uuid(), gen_random_uuid(), NULL, gen_random_uuid(), 'x', 'x', 'x', 1, 2,
        '{a,Würzbach}', 'DONE')""",
    "public.idempotency_answers.body": """INSERT INTO idempotency_answers (tenant_id, user_id, route, key,
        fingerprint, status, headers, body, answered_at)
        VALUES (gen_random_uuid(), gen_random_uuid(), 'x', 'x', '', 201, '[]',
        convert_to('{"lastName":"Würzbach"}', 'UTF8'), now())""",
    "public.planted.words": """CREATE TABLE planted (words tsvector);
        INSERT INTO planted VALUES (to_tsvector('simple', 'Frau Würzbach'))""",
    "app.planted.list": """CREATE TABLE app.planted (list text[]);
        INSERT INTO app.planted VALUES (ARRAY['x', 'Würzbach'])""",
}


@pytest.mark.parametrize("place", PLANTED)
def test_a_leak_that_is_planted_is_found(database: Database, place: str) -> None:
    with database.connect() as connection, connection.transaction(force_rollback=True):
        connection.execute(PLANTED[place].encode())
        assert f"{place}: Würzbach" in leaks(connection, ["Würzbach", "Nirgendwo"])
        assert not any("Nirgendwo" in leak for leak in leaks(connection, ["Nirgendwo"]))


def test_every_column_that_can_hold_words_is_looked_at(database: Database) -> None:
    asked = """SELECT table_schema, table_name, column_name FROM information_schema.columns
        JOIN information_schema.tables t USING (table_schema, table_name)
        WHERE table_schema IN ('public', 'app', 'jobs') AND t.table_type = 'BASE TABLE' AND data_type IN
            ('text', 'character varying', 'character', 'json', 'jsonb', 'bytea', 'tsvector', 'ARRAY')"""
    with database.connect() as connection:
        looked = {place[:3] for place in columns(connection)}
        wordy = set(connection.execute(asked).fetchall())
    assert wordy <= looked
    assert {("public", "leads", "search_key"), ("public", "activities", "words")} <= wordy
    assert {table for schema, table, _ in wordy if schema == "jobs"} >= {"procrastinate_jobs"}


def test_the_key_decides_who_is_known_again(site: Site, database: Database) -> None:
    lead_id = lived(site)
    lapsed_and_released(site)
    with pytest.raises(RuntimeError):
        forgotten(evolve(site.world, pseudonyms=Pseudonyms()))
    forgotten(site.world)

    with database.connect() as connection:
        row = connection.execute("SELECT company_name FROM leads WHERE id = %s", (lead_id,)).fetchone()
    assert row is not None
    assert str(row[0]).startswith("v1-")


def test_nobody_writes_past_the_wall(database: Database) -> None:
    with database.connect("crm_service") as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("DELETE FROM leads")
    with database.connect("crm_service") as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("UPDATE activity_history SET note = 'x'")
