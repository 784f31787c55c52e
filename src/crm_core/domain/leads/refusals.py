"""The truths about leads that forbid something; none of them says whose another lead is, or which."""

from typing import ClassVar

from crm_core.domain.refusals import Conflict, TooOften


class ProtectionHasLapsed(Conflict):
    """What has lapsed is not revived, whatever is recorded afterwards."""

    code = "protection-lapsed"


class LeadIsReserved(Conflict):
    """A reservation is not protected; it must be registered with a contact first."""

    code = "lead-reserved"


class LeadIsConverted(Conflict):
    """An agreement has ended the lead; its customer goes on."""

    code = "lead-converted"


class LeadIsProtectedElsewhere(Conflict):
    """The same company is protected for somebody, until its base expiry or the day of its lapse."""

    code = "lead-protected-elsewhere"
    told: ClassVar[tuple[str, ...]] = ("protected_until",)


class CustomerExists(Conflict):
    """The same company buys already."""

    code = "existing-customer"


class DuplicateIsSuspected(Conflict):
    """Something with a similar name is known to the caller: a person should look first."""

    code = "duplicate-suspected"
    told: ClassVar[tuple[str, ...]] = ("candidates",)


class RegistrationIsTooEarly(Conflict):
    """Whoever let a lead lapse registers it again after thirty days."""

    code = "registration-too-early"
    told: ClassVar[tuple[str, ...]] = ("free_from",)


class BackdatingWouldLapse(Conflict):
    """With that start the lead would have lapsed already."""

    code = "backdating-would-lapse"


class ProtectionWouldBeTooLong(Conflict):
    """Base period and extensions together reach no further than twenty-four months."""

    code = "protection-too-long"
    told: ClassVar[tuple[str, ...]] = ("at_most_until",)


class HoldIsDecided(Conflict):
    """A hold is approved or rejected once, while it waits for that."""

    code = "hold-decided"


class TooManyProbes(TooOften):
    """Ten answers about other people's leads within a minute are enough."""
