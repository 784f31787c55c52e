"""One run of the follow-up clock: passed milestones are told, and letters about them leave.

Killed anywhere it loses nothing and doubles nothing: what was told is ahead no more in the transaction that
told it, and a letter that was claimed and not recorded is sent again under the same id.
"""

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.ports.mailer import Mailer
from crm_core.ports.world import World
from crm_core.use_cases.every_tenant import for_every_tenant
from crm_core.use_cases.follow_ups.record_letters import RecordLetters, record_letters
from crm_core.use_cases.follow_ups.take_up_letters import TakeUpLetters, take_up_letters
from crm_core.use_cases.follow_ups.tell_milestones import TellMilestones, tell_milestones
from crm_core.use_cases.perform import perform
from crm_core.use_cases.post import Post


@frozen
class FollowUpClock:
    """`address` is that of the pages, to which letters lead."""

    world: World
    mailer: Mailer
    address: str | None = None

    def run_for_all(self) -> int:
        return for_every_tenant(self.world, self.run)

    def run(self, actor: Actor) -> int:
        """Everything that is due for one tenant; how many follow-ups were told of and letters dealt with."""
        told, trouble = self._tell(actor)
        sent = self._send(actor)
        if trouble is not None:
            raise trouble
        return told + sent

    def _tell(self, actor: Actor) -> tuple[int, Exception | None]:
        """Those that fail stand in front of the others, so as many more are looked at."""
        done, stuck, trouble = 0, 0, None
        while True:
            wish = TellMilestones(TellMilestones().limit + stuck)
            told = perform(tell_milestones, wish, actor=actor, world=self.world)
            done, trouble = done + told.done, trouble or told.trouble
            if not told.done:
                return done, trouble
            stuck = told.failed

    def _send(self, actor: Actor) -> int:
        done, world, post, wish = 0, self.world, Post(self.mailer), TakeUpLetters(address=self.address)
        while not post.is_closed and (letters := perform(take_up_letters, wish, actor=actor, world=world)):
            accepted = post.sent((one.reminder_id, one.mail) for one in letters)
            if accepted:
                perform(record_letters, RecordLetters(accepted), actor=actor, world=world)
            done += len(accepted)
        return done
