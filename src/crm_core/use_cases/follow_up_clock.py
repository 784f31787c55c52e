"""One run of the follow-up clock: passed milestones are told, and letters about them leave.

Killed anywhere it loses nothing and doubles nothing: what was told is ahead no more in the transaction that
told it, and a letter that was claimed and not recorded is sent again under the same id.
"""

from collections.abc import Sequence
from datetime import datetime

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.follow_ups.reminder import ReminderId
from crm_core.domain.mail import Mail, MailRefused
from crm_core.domain.refusals import Unavailable
from crm_core.ports.mailer import Mailer
from crm_core.ports.world import World
from crm_core.use_cases.every_tenant import for_every_tenant
from crm_core.use_cases.follow_ups.record_letters import RecordLetters, record_letters
from crm_core.use_cases.follow_ups.take_up_letters import OutgoingLetter, TakeUpLetters, take_up_letters
from crm_core.use_cases.follow_ups.tell_milestones import TellMilestones, tell_milestones
from crm_core.use_cases.perform import perform


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
        """A server that is away is not asked again in this run: what is claimed is taken up again later."""
        done = 0
        while letters := perform(
            take_up_letters, TakeUpLetters(address=self.address), actor=actor, world=self.world
        ):
            accepted, is_away = self._sent(letters)
            if accepted:
                perform(record_letters, RecordLetters(accepted), actor=actor, world=self.world)
            done += len(accepted)
            if is_away:
                break
        return done

    def _sent(self, letters: Sequence[OutgoingLetter]) -> tuple[dict[ReminderId, datetime | None], bool]:
        accepted: dict[ReminderId, datetime | None] = {}
        for one in letters:
            try:
                if one.mail is not None:
                    accepted[one.reminder_id] = self._accepted(one.mail)
            except Unavailable:
                return accepted, True
        return accepted, False

    def _accepted(self, mail: Mail) -> datetime | None:
        try:
            return self.mailer.send(mail).at
        except MailRefused:
            return None
