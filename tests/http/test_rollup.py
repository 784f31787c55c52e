"""What a chain comes to, over HTTP."""

from crm_food_pack.pack import FOOD
from tests import due, given
from tests.http.site import serving


def test_it_is_told_by_word_and_currency() -> None:
    with serving(packs=(FOOD,)) as site:
        chain = given.chain(site.world)
        zurich = given.location(site.world, chain, "Zürich", territory="CH")
        kiel = given.location(site.world, chain, "Kiel", region="KIEL")
        for customer, value in ((zurich, "2860.5"), (kiel, "1450")):
            potential = {"roi_potential": {"bucket": "MID", "value": value}}
            path = f"/api/customers/{customer.id}/fields"
            assert site.ask("PATCH", path, json=potential).status_code == 200
        due.opened(site.world, kiel.id)
        told = site.get(f"/api/customers/{chain.id}/rollup")

        assert told.status_code == 200
        assert told.json() == {
            "customerId": str(chain.id),
            "wholeChain": True,
            "locations": 2,
            "counts": {"sampleStatus": {}, "roiBucket": {"MID": 2}},
            "sums": {"roiValue": {"CHF": 2860.5, "EUR": 1450.0}},
            "openFollowUps": {"onTrack": 1, "dueSoon": 0, "overdue": 0},
        }
        part = site.get(f"/api/customers/{chain.id}/rollup", by=given.team_lead("BERLIN")).json()
        assert (part["wholeChain"], part["locations"]) == (False, 1)
        assert part["sums"] == {"roiValue": {"CHF": 2860.5}}
        assert site.get(f"/api/customers/{chain.id}/rollup?x=1").status_code == 400
