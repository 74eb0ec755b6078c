"""Everything this folder raises.

    WarehouseError
    ├── LockedError      another process writes; names the holder
    ├── ForeignError     the file is no warehouse
    │   └── DamagedError it may have been one
    ├── NewerError       a newer presswatch made the file
    ├── MigrationError   its tables cannot be brought to this version's; they stay as they were
    ├── BackupError      a folder is no whole backup, or must not take the place of what is there
    ├── CopyError        a copy of the database is not what it was copied from; nothing was put in place
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
    """A file is not a presswatch warehouse."""


class DamagedError(ForeignError):
    """A file that was a warehouse is damaged, or is not a DuckDB database at all."""


class NewerError(WarehouseError):
    """A warehouse was made by a newer presswatch."""


class MigrationError(WarehouseError):
    """The tables of a warehouse cannot be brought to those of this version."""


class BackupError(WarehouseError):
    """A folder is no whole backup, or must not take the place of what is there."""


class CopyError(WarehouseError):
    """A copy of a database does not hold what it was copied from."""


class NoWarehouseError(WarehouseError):
    """There is no warehouse yet."""


class StorageError(WarehouseError):
    """The disk refuses to take more."""


class ArchiveError(WarehouseError):
    """A stored page cannot be read back."""


class SqlError(WarehouseError):
    """A query cannot be run."""
