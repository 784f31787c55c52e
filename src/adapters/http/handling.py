"""The way of one request through the edge: who, how often, what is asked, done in a thread, answered."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from attrs import evolve, frozen
from litestar.handlers import HTTPRouteHandler
from litestar.types import Scope, Send

from adapters.http.actor import Verifier, bearer_token, in_call
from adapters.http.answers import Sent
from adapters.http.circumstances import Circumstances, circumstances_of
from adapters.http.endpoint import AsyncPages, Call, Condition, Endpoint, OnLoop, Work
from adapters.http.json_body import read_json
from adapters.http.lanes import Lane, Lanes
from adapters.http.limits import RateLimits
from adapters.http.patience import Receive
from adapters.http.policies import EdgePolicies, EdgePolicy
from adapters.http.problems import answer_to
from adapters.http.refusals import NotAcceptable, NotJson, PreconditionRequired, Unauthenticated
from adapters.http.whole_body import whole_body
from crm_core.domain.access.actor import Actor
from crm_core.domain.fields.faults import Faults
from crm_core.domain.refusals import FieldError, Invalid, NotFound, Refusal
from crm_core.ports.once import Answer
from crm_core.ports.world import World

JSON_TYPES = ("application/json",)
PATCH_TYPES = ("application/json", "application/merge-patch+json")
OFFERED = ("application/json", "application/problem+json")
_JSON_RANGES = frozenset({"*/*", "application/*", "application/json"})


@frozen
class Desk:
    """Everything that requests need besides themselves."""

    world: World
    verifier: Verifier
    limits: RateLimits
    policies: EdgePolicies
    lanes: Callable[[], Lanes]
    max_body: int
    pages: AsyncPages | None = None
    on_loop: OnLoop | None = None


@frozen
class _Answers:
    """An endpoint as its route's only middleware: it answers, and goes no further.

    Of what Litestar does from there on to a handler (a request object, arguments, responses, exit stacks)
    nothing is needed, and it costs some 30 µs.
    """

    endpoint: Endpoint
    desk: Desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        about = circumstances_of(scope)
        try:
            answer = await _answered(self.endpoint, self.desk, scope, receive, about)
        except Refusal as refusal:
            answer = answer_to(refusal, about=about, path=scope["path"])
        await Sent(answer)(scope, receive, send)


def handler_for(endpoint: Endpoint, desk: Desk) -> HTTPRouteHandler:
    """The Litestar handler of an endpoint."""

    async def never_called() -> None:
        """The endpoint has answered before."""

    methods = ["GET", "HEAD"] if endpoint.method == "GET" else [endpoint.method]
    return HTTPRouteHandler(
        litestar_path(endpoint.path),
        http_method=methods,  # type: ignore[arg-type]  # names of methods, as Litestar takes them too
        name=endpoint.operation,
        # Every answer carries its own status; this one only keeps Litestar from forbidding bodies to DELETE.
        status_code=200,
        include_in_schema=False,
        middleware=[lambda app: _Answers(endpoint, desk)],  # noqa: ARG005 - Litestar calls it with `app`
    )(never_called)


def options_handlers(endpoints: Sequence[Endpoint]) -> list[HTTPRouteHandler]:
    """What can be done with each resource, as `OPTIONS` asks."""
    methods: dict[str, set[str]] = {}
    for endpoint in endpoints:
        told = methods.setdefault(endpoint.path, {"OPTIONS"})
        told.update({"GET", "HEAD"} if endpoint.method == "GET" else {endpoint.method})
    return [
        _options(path, Answer(204, (("allow", ", ".join(sorted(told))),), b""))
        for path, told in methods.items()
    ]


def _options(path: str, answer: Answer) -> HTTPRouteHandler:
    async def options() -> Sent:
        return Sent(answer)

    return HTTPRouteHandler(
        litestar_path(path), http_method="OPTIONS", status_code=200, include_in_schema=False
    )(options)


def litestar_path(path: str) -> str:
    return re.sub(r"\{(\w+)\}", r"{\1:str}", path)


async def _answered(
    endpoint: Endpoint, desk: Desk, scope: Scope, receive: Receive, about: Circumstances
) -> Answer:
    token, actor = await _caller(desk, about)
    policy = desk.policies.recall(actor)
    if policy is None:
        policy = await desk.lanes().reads.run(lambda: desk.policies.read(actor))
    told = desk.limits.take(token, endpoint.work.value, _quota(policy, endpoint.work))
    if endpoint.feature in policy.switched_off:
        raise NotFound
    _refuse_unacceptable(about, endpoint)
    call = _call(endpoint, desk, scope, about, in_call(actor, about.correlation))
    await _take_body(endpoint, call, receive, desk.max_body)
    _refuse_unconditional(endpoint, policy, about)
    answer = await _done(endpoint, desk, call)
    return evolve(answer, headers=(*answer.headers, *told)) if told else answer


async def _caller(desk: Desk, about: Circumstances) -> tuple[bytes, Actor]:
    token = bearer_token(about.headers.get("authorization"))
    actor = desk.verifier.recall(token)
    if actor is None:
        actor = await desk.lanes().remote.run(lambda: desk.verifier.verify(token))
    if actor is None:
        raise Unauthenticated(token_given=True)
    return token, actor


async def _done(endpoint: Endpoint, desk: Desk, call: Call) -> Answer:
    lane = _lane(desk, endpoint.work)
    if endpoint.hot is not None and desk.pages is not None:
        with lane.admitted():
            return await endpoint.hot(call, desk.pages)
    if endpoint.brief and desk.on_loop is not None:
        with lane.admitted():
            return await desk.on_loop(lambda: endpoint.run(call))
    return await lane.run(lambda: endpoint.run(call))


def _lane(desk: Desk, work: Work) -> Lane:
    return desk.lanes().reads if work is Work.READ else desk.lanes().commands


def _quota(policy: EdgePolicy, work: Work) -> int:
    return policy.reads_per_minute if work is Work.READ else policy.writes_per_minute


def _refuse_unacceptable(about: Circumstances, endpoint: Endpoint) -> None:
    accepted = about.headers.get("accept")
    if accepted is None or accepted in _JSON_RANGES:
        return
    ranges = _JSON_RANGES.union(*(success.papers for success in endpoint.success))
    for part in accepted.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        refused = any(re.fullmatch(r"q=0(\.0{0,3})?", parameter) for parameter in parameters)
        if name in ranges and not refused:
            return
    raise NotAcceptable(offered=OFFERED)


def _call(endpoint: Endpoint, desk: Desk, scope: Scope, about: Circumstances, actor: Actor) -> Call:
    return Call(
        world=desk.world,
        actor=actor,
        about=about,
        path=scope["path"],
        query_string=scope["query_string"],
        places=_places(endpoint, scope["path_params"]),
        query=endpoint.query.read(scope["query_string"]),
    )


def _places(endpoint: Endpoint, given: dict[str, Any]) -> dict[str, Any]:
    """The values in the path; what cannot be one names nothing that exists."""
    if not endpoint.places:
        return {}
    faults = Faults()
    found = {place.name: place.kind.parse(given[place.name], "", faults) for place in endpoint.places}
    if faults.found:
        raise NotFound
    return found


async def _take_body(endpoint: Endpoint, call: Call, receive: Receive, most: int) -> None:
    if endpoint.method == "GET":
        return
    call.raw_body = await whole_body(receive, call.headers, most=most)
    if endpoint.body is None:
        if call.raw_body:
            raise Invalid(errors=[FieldError("", "body-not-expected")])
        return
    if endpoint.body_optional and not call.raw_body:
        return
    accepted = PATCH_TYPES if endpoint.patch else JSON_TYPES
    if _media_type(call.headers.get("content-type", "")) not in accepted:
        raise NotJson(accepted=accepted)
    call.body = read_json(call.raw_body)


def _media_type(header: str) -> str | None:
    """The media type, None when its charset is not UTF-8."""
    name, *parameters = (piece.strip().lower() for piece in header.split(";"))
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key == "charset" and value.strip('"') != "utf-8":
            return None
    return name


def _refuse_unconditional(endpoint: Endpoint, policy: EdgePolicy, about: Circumstances) -> None:
    if "if-match" in about.headers or endpoint.condition is Condition.NONE:
        return
    if endpoint.condition is Condition.REQUIRED or policy.require_if_match:
        raise PreconditionRequired
