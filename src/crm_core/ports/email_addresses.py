"""What an email address is, known by people who follow the standards."""

from typing import Protocol


class EmailAddresses(Protocol):
    def normal(self, text: str) -> str | None:
        """The address in its normal form; None when it is none. Nobody is asked over the network.

        What is normal stays as it is, and the domain is written in lower case.
        """
        ...
