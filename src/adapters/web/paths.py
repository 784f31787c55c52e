"""Which addresses a page may send people to: our own, and nothing that a browser could read otherwise."""

import re
from urllib.parse import quote

HOME = "/customers"
# One slash, then no second slash or backslash, and no control characters anywhere (WHATWG URL drops them).
_LOCAL = re.compile(r"/(?![/\\])[\x21-\x5b\x5d-\x7e]*", re.ASCII)


def local(path: str | None) -> str:
    """The path if it leads to us; home otherwise."""
    if path is None or len(path) > 2000 or _LOCAL.fullmatch(path) is None:
        return HOME
    return path


def sign_in_path(back_to: str) -> str:
    return "/login" if back_to in ("/", HOME) else f"/login?next={quote(back_to, safe='/')}"
