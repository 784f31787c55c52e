"""Email addresses by what all of them have in common: for tests and for users of the library."""

import re

# A dot stands between other characters; labels begin and end with a letter or digit.
_LOCAL = r"[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*"
_DOMAIN = r"([^\W_]([\w-]{0,61}[^\W_])?\.)+[^\W\d_]([\w-]{0,61}[^\W_])?"


class PlainEmailAddresses:
    def normal(self, text: str) -> str | None:
        if re.fullmatch(f"{_LOCAL}@{_DOMAIN}", text) is None:
            return None
        local, _, domain = text.partition("@")
        return f"{local}@{domain.lower()}" if len(local) <= 64 else None
