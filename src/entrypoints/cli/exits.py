"""Decides what the exit status of a command tells a program; the numbers are those of sysexits.h."""

from enum import IntEnum


class Exit(IntEnum):
    """The exit statuses of `crm`."""

    OK = 0
    FOUND_WRONG = 1  # the command ran, and what it checked does not hold
    USAGE = 2  # the command line could not be understood
    DATA = 65  # the input is wrong
    UNAVAILABLE = 69  # the database or another part does not answer
    CANNOT_RUN = 75  # not now: a port in use, another one running
    MISCONFIGURED = 78  # a setting is wrong
    INTERRUPTED = 130  # Ctrl-C
