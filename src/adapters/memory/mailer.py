"""Letters in memory, for tests and for library users."""

from attrs import define, field

from crm_core.domain.mail import Accepted, Mail, MailRefused, refuse_no_address
from crm_core.domain.refusals import Unavailable
from crm_core.ports.clock import Clock


@define
class MemoryMailer:
    """Keeps what it accepted; addresses can be declared dead, and the server away."""

    clock: Clock
    sent: list[Mail] = field(factory=list)
    dead: set[str] = field(factory=set)
    is_away: bool = False

    def send(self, mail: Mail) -> Accepted:
        if self.is_away:
            raise Unavailable
        refuse_no_address(mail.to)
        if mail.to in self.dead:
            raise MailRefused
        self.sent.append(mail)
        return Accepted(self.clock.now())
