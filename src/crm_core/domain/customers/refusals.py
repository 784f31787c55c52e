"""The truths about customers and chains that forbid something."""

from crm_core.domain.refusals import Conflict, Gone


class CustomerIsArchived(Conflict):
    """An archived customer can be read and restored, not written."""

    code = "archived"


class ChainHasLocations(Conflict):
    """A chain with live locations can be neither archived nor turned into a plain customer."""

    code = "has-locations"


class ChainHasArchivedLocations(Conflict):
    """A chain whose archived locations may still come back stays a chain: they come back below one only, and
    thirty days are promised. Whoever cannot wait restores and detaches them; nobody loses one unknowingly."""

    code = "has-archived-locations"


class ChainIsArchived(Conflict):
    """A location does not come back while its chain is archived."""

    code = "chain-archived"


class ContactChannelIsMissing(Conflict):
    """Mail to the known address comes back; another way to reach the customer is needed first."""

    code = "contact-channel-required"


class RestoreTimeIsOver(Gone):
    """An archived customer can be brought back for thirty days."""

    code = "restore-time-over"
