"""One sentence from a deed to the page that follows it, shown once as a toast."""

from collections.abc import Mapping

from attrs import frozen

from adapters.web.sealed_cookies import SealedCookies

_PURPOSE = "notice"


@frozen
class Notice:
    """`undo` is the address that takes the deed back; `kind` is done, info or trouble."""

    key: str
    facts: Mapping[str, str] = {}
    kind: str = "done"
    undo: str | None = None

    def seal(self, cookies: SealedCookies) -> str:
        return cookies.seal(_PURPOSE, [self.key, dict(self.facts), self.kind, self.undo])

    @classmethod
    def open(cls, cookies: SealedCookies, text: str | None) -> "Notice | None":
        found = cookies.open(_PURPOSE, text)
        return cls(*found) if isinstance(found, list) else None
