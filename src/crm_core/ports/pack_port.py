"""The key by which a world and its units of work give out a port that a pack brings along."""

from typing import Generic, TypeVar

from attrs import frozen

Port = TypeVar("Port")


@frozen
class PackPort(Generic[Port]):
    """Named like `food.samples`; the port's type travels with the key."""

    name: str


class NotPlugged(LookupError):
    """Nobody fulfils this port here: its pack is not plugged in, or no adapter knows it."""

    def __init__(self, port: PackPort[Port]) -> None:
        super().__init__(f"nobody fulfils the port {port.name}")
