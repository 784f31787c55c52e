"""Runs every measurement and prints its report; `make bench > bench/last.md` keeps it."""

from bench import leads, lists, protection, requests, settings, work
from bench.stage import stage

CUSTOMERS, LEADS, ACTIVITIES = 100_000, 100_000, 1_000_000


def main() -> None:
    with stage(CUSTOMERS, leads=LEADS, activities=ACTIVITIES) as on:
        print("## Requests at 100,000 customers, eight connections, one process each\n")
        print(requests.run(on))
        print("\n## Daily work at 1,000,000 activities and 100,000 leads\n")
        print(work.run(on))
    print("\n## The list at 100,000 and at 1,000,000 customers\n")
    print(lists.run())
    print("\n## The protection clock\n")
    print("\n".join(leads.report()))
    print("\n## Verdict of a history of fifty facts\n")
    protection.main()
    print("\n## Settings\n")
    settings.main()


main()
