"""What becomes of the letters of one run: accepted, refused for good, or left for the next run."""

from attrs import define, field

from crm_core.domain.mail import Accepted, Mail, MailRefused
from crm_core.domain.refusals import Unavailable
from crm_core.use_cases.post import Post
from tests import given

AT = given.StandingClock().now()


@define
class Server:
    """Refuses whom it does not know, and is away once it was told to be."""

    away_for: str = ""
    asked: list[str] = field(factory=list)

    def send(self, mail: Mail) -> Accepted:
        self.asked.append(mail.to)
        if mail.to == self.away_for:
            raise Unavailable
        if mail.to == "nobody":
            raise MailRefused
        return Accepted(AT)


def letter(to: str) -> tuple[str, Mail]:
    return to, Mail(to, to, "Betreff", "Text")


def test_a_refused_letter_is_told_and_holds_up_nobody() -> None:
    post = Post(Server())
    assert post.sent([letter("nobody"), letter("eva")]) == {"nobody": None, "eva": AT}
    assert not post.is_closed


def test_a_server_that_is_away_is_asked_no_more_and_the_rest_is_left() -> None:
    server = Server(away_for="tim")
    post = Post(server)
    assert post.sent([letter("eva"), letter("tim"), letter("mia")]) == {"eva": AT}
    assert post.is_closed
    assert server.asked == ["eva", "tim"]


def test_what_nobody_can_be_sent_is_passed_over() -> None:
    server = Server()
    assert Post(server).sent([("eva", None)]) == {}
    assert server.asked == []
