"""Everything this folder raises.

    WarehouseError
    ├── LockedError      another process writes; names the holder
    ├── ForeignError     the file is no warehouse, or is damaged
    ├── NewerError       a newer presswatch made the file
    ├── NoWarehouseError there is nothing yet to read
    ├── StorageError     the disk is full, or the folder cannot be written
    ├── ArchiveError     a stored page cannot be read back
    └── SqlError         an analyst's query is wrong

Every message says what, where, what was expected and what to do next.
"""

from __future__ import annotations


class WarehouseError(Exception):
    """Base of all errors of this folder."""


class LockedError(WarehouseError):
    """Another process holds a lock."""


class ForeignError(WarehouseError):
    """A file is not a presswatch warehouse, or is damaged."""


class NewerError(WarehouseError):
    """A warehouse was made by a newer presswatch."""


class NoWarehouseError(WarehouseError):
    """There is no warehouse yet."""


class StorageError(WarehouseError):
    """The disk refuses to take more."""


class ArchiveError(WarehouseError):
    """A stored page cannot be read back."""


class SqlError(WarehouseError):
    """A query cannot be run."""
