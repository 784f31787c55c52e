"""What every answer tells browsers to be careful about."""

from collections.abc import Iterable

_ALWAYS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)
_FOR_PROGRAMS = (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'")
_FOR_PEOPLE = (
    b"content-security-policy",
    b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    b"connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
)
_OVER_TLS = (b"strict-transport-security", b"max-age=31536000; includeSubDomains")
_HTML = b"text/html"

Headers = list[tuple[bytes, bytes]]


def with_security_headers(given: Iterable[tuple[bytes, bytes]], *, tls: bool) -> Headers:
    """The headers with ours; what an answer has set itself stands. `Server` is dropped."""
    headers = [(name, value) for name, value in given if name != b"server"]
    names = {name for name, _ in headers}
    html = any(name == b"content-type" and value.startswith(_HTML) for name, value in headers)
    ours = [*_ALWAYS, _FOR_PEOPLE if html else _FOR_PROGRAMS]
    if b"cache-control" not in names:
        ours.append((b"cache-control", b"no-store"))
    if tls:
        ours.append(_OVER_TLS)
    headers.extend(header for header in ours if header[0] not in names)
    return headers
