"""The files that pages load, under an address that changes with their content."""

from pathlib import PurePosixPath

from litestar import get
from litestar.params import FromPath
from litestar.response import Response

from adapters.web.assets import load_assets
from adapters.web.visit import PageRequest
from crm_core.domain.refusals import NotFound

_FOREVER = "public, max-age=31536000, immutable"
# During an upgrade a page of the old build may ask the new one: it gets today's file, not to be kept.
_ONCE = "no-cache"


@get("/assets/{fingerprint:str}/{name:path}", sync_to_thread=False)
def asset(request: PageRequest, fingerprint: FromPath[str], name: FromPath[str]) -> Response[bytes]:
    assets = load_assets()
    found = assets.files.get(str(PurePosixPath(name)).lstrip("/"))
    if found is None:
        raise NotFound
    zips = "gzip" in request.headers.get("accept-encoding", "")
    headers = {
        "cache-control": _FOREVER if fingerprint == assets.fingerprint else _ONCE,
        "vary": "Accept-Encoding",
        "x-content-type-options": "nosniff",
    }
    if zips:
        headers["content-encoding"] = "gzip"
    return Response(found.zipped if zips else found.body, media_type=found.media_type, headers=headers)
