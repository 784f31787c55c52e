"""The board of samples: seen by status, narrowed, and moved on; one that may not move says why and stays."""

from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlsplit

from attrs import frozen
from litestar import get, post
from litestar.params import FromPath

from adapters.web.board_address import PATH, BoardAddress
from adapters.web.notice import Notice
from adapters.web.paths import local
from adapters.web.routes.here import Form, Here, Page
from adapters.web.routes.sample_detail import sample_page
from adapters.web.sample_board import ALL, JUDGEMENTS, ON_THE_WAY, Board
from adapters.web.sample_words import FEATURE, reason_of, sample_id_of, status_word
from adapters.web.values.moments import moment_typed
from adapters.web.visit import Visit
from crm_core.domain.ids import CustomerId
from crm_core.domain.party import Party
from crm_core.domain.refusals import Conflict, Invalid, NotAllowed, NotFound, Outdated, Refusal
from crm_core.queries.engagement import engagement
from crm_core.use_cases.perform import perform
from crm_food_pack.domain.samples.listing import SeenSample
from crm_food_pack.domain.samples.request import STATUS_CHANGE
from crm_food_pack.domain.samples.sample import SampleId
from crm_food_pack.domain.samples.status import SampleStatus
from crm_food_pack.queries.samples import sample_by_id
from crm_food_pack.use_cases.samples.move_sample import MoveSample, move_sample

_STATUS: Mapping[type[Refusal], int] = {Invalid: 400, NotAllowed: 403, Conflict: 409, Outdated: 412}


@frozen
class Trouble:
    """Why a sample stayed where it was."""

    name: str
    reason: str


@get("/samples", sync_to_thread=True)
def samples(visit: Here) -> Page:
    visit.refuse_unless_offered(FEATURE)
    address = BoardAddress.read(dict(visit.request.query_params))
    if address.cursor is not None and visit.is_partial and address.status is not None:
        board = Board.of(visit, address)
        return visit.page("samples/cards.html", board=board, column=board.columns[0])
    return _board(visit, address)


@post("/samples/{sample_id:str}/move", sync_to_thread=True)
def move(visit: Here, sample_id: FromPath[str], form: Form) -> Page:
    """Sent from a card or from the sample's page; either is shown again as it stands after that."""
    visit.refuse_unless_offered(FEATURE)
    seen = sample_by_id(sample_id_of(sample_id), actor=visit.actor, world=visit.world)
    back = local(form.text("back"))
    try:
        moved = perform(move_sample, _command(seen, form.values), actor=visit.actor, world=visit.world)
    except (Invalid, NotAllowed, Conflict, Outdated) as refusal:
        return _refused(visit, seen, back, refusal)
    notice = Notice(
        "notice.sample-moved", {"name": moved.name, "status": status_word(visit, moved.sample.status)}
    )
    if visit.is_partial and urlsplit(back).path == PATH:
        return _board(visit, BoardAddress.of(back), moved=moved.sample.id, told=notice)
    return visit.moved(back if urlsplit(back).path == PATH else f"/samples/{seen.sample.id}", notice=notice)


def _command(seen: SeenSample, values: Mapping[str, str]) -> MoveSample:
    at = values.get("eventAt", "").strip()
    read = STATUS_CHANGE.read(
        {"newStatus": values.get("status"), "eventAt": moment_typed(at) if at else None}
    )
    event_at, version = read["eventAt"], values.get("version", "")
    return MoveSample(
        seen.sample.id,
        SampleStatus(str(read["newStatus"])),
        event_at if isinstance(event_at, datetime) else None,
        int(version) if version.isascii() and version.isdigit() and len(version) < 10 else None,
    )


def _refused(visit: Visit, seen: SeenSample, back: str, refusal: Refusal) -> Page:
    trouble = Trouble(seen.name, reason_of(visit, refusal))
    status = next(code for kind, code in _STATUS.items() if isinstance(refusal, kind))
    if urlsplit(back).path != PATH:
        return sample_page(visit, seen.sample.id, trouble=trouble.reason, status=status)
    page = _board(visit, BoardAddress.of(back), trouble=trouble, moved=seen.sample.id, status=status)
    page.headers["x-form-again"] = "yes"
    return page


def _board(
    visit: Visit,
    address: BoardAddress,
    *,
    told: Notice | None = None,
    trouble: Trouble | None = None,
    moved: SampleId | None = None,
    status: int = 200,
) -> Page:
    return visit.page(
        "samples/board.html" if visit.is_partial else "samples/list.html",
        status,
        board=Board.of(visit, address),
        address=address,
        on_the_way=ON_THE_WAY,
        judgements=JUDGEMENTS,
        statuses=ALL,
        **_narrowed_to(visit, address),
        told=told,
        trouble=trouble,
        moved=moved,
    )


def _narrowed_to(visit: Visit, address: BoardAddress) -> dict[str, object]:
    """The customer of whom the samples are, and whether the reader may ask for another one."""
    customer = address.asked.get("customer")
    if customer is None:
        return {"customer_name": None, "may_ask": visit.may.engage}
    try:
        whom = engagement(Party(CustomerId(customer)), actor=visit.actor, world=visit.world)
    except NotFound:
        return {"customer_name": visit.say("samples.unseen-customer"), "may_ask": False}
    return {"customer_name": whom.name, "may_ask": whom.may_engage}
