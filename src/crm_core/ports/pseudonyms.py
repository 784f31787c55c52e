"""What takes the place of a personal value when the ground for keeping it is gone."""

from typing import Protocol


class Pseudonyms(Protocol):
    """One value, one pseudonym, as long as the key stands; without the key nobody finds the value again."""

    def of(self, value: str) -> str:
        """Names the version of its key, so that an old pseudonym can still be told from a new one."""
        ...
