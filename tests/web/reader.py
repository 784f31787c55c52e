"""Somebody who uses the pages without a script: follows links and sends the forms that stand on a page."""

import re
from html import unescape
from html.parser import HTMLParser

from attrs import define, field, frozen
from httpx import Response
from litestar.testing import TestClient

from adapters.web.parts import DemoUser


@frozen
class FormOnPage:
    action: str
    fields: dict[str, str]


class _Forms(HTMLParser):
    """The forms of a page with the values that stand in them."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[FormOnPage] = []
        self._select: str | None = None
        self._text: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(FormOnPage(said.get("action", ""), {}))
        if not self.forms:
            return
        fields = self.forms[-1].fields
        if tag == "input" and "name" in said:
            if said.get("type") not in ("checkbox", "radio"):
                fields[said["name"]] = said.get("value", "")
            elif "checked" in dict(attrs):
                fields[said["name"]] = said["value"]
        elif tag == "select":
            self._select = said["name"]
            fields[said["name"]] = ""
        elif tag == "option" and self._select and "selected" in dict(attrs):
            fields[self._select] = said["value"]
        elif tag == "textarea":
            self._text = said["name"]
            fields[said["name"]] = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = None
        if tag == "textarea":
            self._text = None

    def handle_data(self, data: str) -> None:
        if self._text:
            self.forms[-1].fields[self._text] += data.removeprefix("\n")


@define
class Reader:
    client: TestClient  # type: ignore[type-arg]  # of any application
    last: Response = field(init=False)

    def get(self, path: str, **headers: str) -> Response:
        self.last = self.client.get(path, headers=headers, follow_redirects=False)
        return self.last

    def form(self, action: str) -> FormOnPage:
        """The form of the last page that leads to `action`."""
        parser = _Forms()
        parser.feed(self.last.text)
        return next(form for form in parser.forms if form.action == action)

    def send(self, action: str, **fields: str) -> Response:
        """Fills the form in and sends it, without following where it leads."""
        form = self.form(action)
        values = {**form.fields, **{name.replace("__", "."): value for name, value in fields.items()}}
        return self.post(action, values)

    def post(self, action: str, values: dict[str, str], **headers: str) -> Response:
        self.last = self.client.post(action, data=values, headers=headers, follow_redirects=False)
        return self.last

    def follow(self) -> Response:
        return self.get(self.last.headers["location"])

    def sign_in(self, user: DemoUser) -> "Reader":
        self.get("/login")
        self.send("/login", user=str(user.id))
        assert self.last.status_code == 303
        return self

    def token(self) -> str:
        """What every form of this session carries, for who sends one that is not on the page."""
        self.get("/me")
        return self.form("/logout").fields["csrf"]

    @property
    def text(self) -> str:
        """The words of the last page, without its marks."""
        body = re.sub(r"<(script|style)\b.*?</\1>", " ", self.last.text, flags=re.DOTALL)
        return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", body))).strip()
