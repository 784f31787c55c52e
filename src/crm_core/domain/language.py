"""The languages in which people are spoken to."""

from enum import StrEnum


class Language(StrEnum):
    DE = "de"
    EN = "en"
