"""The truths about a request itself, below the business, that forbid an answer."""

from collections.abc import Sequence

from crm_core.domain.refusals import Refusal


class Unauthenticated(Refusal):
    """Nobody we know: the token is missing, malformed, expired, or not meant for us."""

    code = "unauthenticated"


class Malformed(Refusal):
    """The request is no request we could read."""

    code = "malformed-request"


class NoSuchMethod(Refusal):
    """The resource exists, but cannot be asked in this way."""

    code = "method-not-allowed"


class NotAcceptable(Refusal):
    """The caller accepts no form that we can give."""

    code = "not-acceptable"


class TooSlow(Refusal):
    """The request was not sent to its end in time."""

    code = "request-timeout"


class TooLarge(Refusal):
    """The body is larger than this resource takes."""

    code = "too-large"


class NotJson(Refusal):
    """The body is of a media type that this resource does not take."""

    code = "unsupported-media-type"


class PreconditionRequired(Refusal):
    """A change must say on top of which version it is meant."""

    code = "precondition-required"


class RateLimited(Refusal):
    """Too many requests with this token; `headers` say when the next one is welcome."""

    code = "rate-limited"

    def __init__(self, headers: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.headers = tuple(headers)
