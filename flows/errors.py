"""Everything that this folder raises, and what the command line makes of every error that we know.

    SettingsError                 a setting is unknown or makes no sense                     2
    ChannelConfigurationError     a channel cannot be opened                                 2
    DemoError, ServerError        the demonstration or the Prefect server cannot begin       1
    ChannelError                  a digest could not be handed over; noted, never shown      -
    StoppedError                  a run ends before this source is through; never shown      -
    UndeliveredError              makes a Prefect run fail visibly                           -

Errors of `parsers` are wrong use (2); so are those of `warehouse` that speak of a wrong file or query, else it is the
machine's fault (1).
"""

from __future__ import annotations

from parsers.errors import ParserError
from warehouse.errors import DamagedError, ForeignError, NewerError, SqlError, WarehouseError


class SettingsError(Exception):
    """A setting is unknown or has a value that makes no sense."""


class DemoError(Exception):
    """The folder of the demonstration holds something else."""


class ServerError(Exception):
    """The Prefect server did not start."""


class StoppedError(Exception):
    """The run ends before this source is through: another one met what ends the run, or a person pressed Ctrl-C."""


class UndeliveredError(Exception):
    """A deliver run could not reach every channel; raised so that the run is seen to have failed."""


class ChannelConfigurationError(Exception):
    """A channel cannot be opened: a malformed address, a missing secret or setting; names the key."""


_WRONG_USE = (SettingsError, ChannelConfigurationError, ParserError, ForeignError, NewerError, SqlError)
_STOPPED = (DemoError, ServerError, WarehouseError, OSError)


def exit_code(error: BaseException) -> int | None:
    """Return the exit code of an error that we know; None for one that is a mistake of ours."""
    if isinstance(error, _WRONG_USE) and not isinstance(error, DamagedError):
        return 2
    return 1 if isinstance(error, _STOPPED) else None
