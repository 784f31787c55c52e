"""One change of a setting, as its history keeps it: who, when, what stood and what stands."""

from datetime import datetime

from attrs import frozen

from crm_core.domain.ids import CorrelationId, UserId
from crm_core.domain.settings.setting import Scope


@frozen
class SettingChange:
    """None for before: nothing was set; for after: it was taken back."""

    key: str
    scope: Scope
    whose: str
    version: int
    before: object
    after: object
    at: datetime
    by: UserId
    correlation: CorrelationId
