"""The files that pages load: read once, named by their content, kept by browsers for a year."""

import gzip
import hashlib
import importlib.util
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from attrs import frozen

_OWN = Path(__file__).parent / "static"
_MEDIA_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
# The order of a cascade: what comes later may refine what came before.
_STYLES = (
    "tokens",
    "base",
    "shell",
    "controls",
    "forms",
    "tables",
    "overlays",
    "feedback",
    "fields",
    "settings",
    "lists",
    "detail",
    "samples",
    "leads",
    "roi",
    "work",
    "pages",
)


@frozen
class Asset:
    body: bytes
    zipped: bytes
    media_type: str


@frozen
class Assets:
    """All files under one fingerprint, so that modules find each other by relative addresses."""

    fingerprint: str
    files: dict[str, Asset]

    def url(self, name: str) -> str:
        if name not in self.files:
            raise LookupError(name)
        return f"/assets/{self.fingerprint}/{name}"


@cache
def load_assets() -> Assets:
    bodies = dict(_bodies())
    digest = hashlib.sha256()
    for name in sorted(bodies):
        digest.update(name.encode() + b"\0" + hashlib.sha256(bodies[name]).digest())
    return Assets(digest.hexdigest()[:16], {name: _asset(name, body) for name, body in bodies.items()})


def _bodies() -> Iterator[tuple[str, bytes]]:
    yield "app.css", b"\n".join((_OWN / "css" / f"{name}.css").read_bytes() for name in _STYLES)
    for script in sorted((_OWN / "js").glob("*.js")):
        yield f"js/{script.name}", script.read_bytes()
    for picture in sorted(_OWN.glob("*.svg")):
        yield picture.name, picture.read_bytes()
    yield "htmx.js", _htmx().read_bytes()


def _htmx() -> Path:
    found = importlib.util.find_spec("js_lib_htmx")
    if found is None or found.origin is None:
        raise LookupError("js_lib_htmx")
    return Path(found.origin).parent / "static" / "htmx" / "htmx.min.js"


def _asset(name: str, body: bytes) -> Asset:
    return Asset(body, gzip.compress(body, 9, mtime=0), _MEDIA_TYPES[Path(name).suffix])
