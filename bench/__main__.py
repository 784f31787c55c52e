"""Runs every measurement and prints its report; `make bench > bench/last.md` keeps it."""

from bench import lists, protection, requests, settings


def main() -> None:
    print("## Requests at 100,000 customers, eight connections, one process each\n")
    print(requests.run())
    print("\n## The list at 100,000 and at 1,000,000 customers\n")
    print(lists.run())
    print("\n## Verdict of a history of fifty facts\n")
    protection.main()
    print("\n## Settings\n")
    settings.main()


main()
