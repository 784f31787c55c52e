"""Customers over HTTP."""

from tests.http.site import NEW, Site


def test_creating_answers_201_with_location_etag_and_the_whole_customer(site: Site) -> None:
    answer = site.post("/api/customers", json=NEW)
    assert answer.status_code == 201, answer.text
    assert answer.headers["location"] == f"/api/customers/{answer.json()['id']}"
    again = site.get(answer.headers["location"])
    assert again.status_code == 200
    assert again.json() == answer.json()
    assert again.headers["etag"] == answer.headers["etag"]
