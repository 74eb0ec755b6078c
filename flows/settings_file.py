"""The settings file: which one serves here, what is written in it, and where the data are.

Apart from `settings`, which loads what checks every value: a search needs the data folder alone, and must not wait.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flows.errors import SettingsError

FILE = "presswatch.toml"
PREFIX = "PRESSWATCH_"
DATA_DIR = "data"
COPY = "analyst.duckdb"  # of the data folder: the copy that analysts read, and all that a search needs


def settings_file(folder: Path, environment: Mapping[str, str]) -> Path | None:
    """Return the file of $PRESSWATCH_CONFIG, or presswatch.toml in `folder`; None where there is neither.

    Raises SettingsError for a named file that is not there.
    """
    if named := environment.get("PRESSWATCH_CONFIG"):
        path = Path(named)
        if not path.is_file():
            raise SettingsError(f"{path}: no such file; $PRESSWATCH_CONFIG names it")
        return path
    return folder / FILE if (folder / FILE).is_file() else None


def read_toml(path: Path) -> dict[str, Any]:
    """Return what is written in a settings file; raises SettingsError where it is no TOML."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (
        ValueError,
        RecursionError,
    ) as error:  # also numbers of 5,000 digits, and a thousand brackets
        raise SettingsError(f"{path}: not TOML: {error}") from error
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read: {error.strerror}") from error


def data_folder(folder: Path, environment: Mapping[str, str]) -> Path:
    """Return where the data are, as `read_settings` does, without a look at any other setting; raises SettingsError."""
    path = settings_file(folder, environment)
    written = read_toml(path).get("data_dir", DATA_DIR) if path else DATA_DIR
    named = {name.upper(): value for name, value in environment.items()}.get(f"{PREFIX}DATA_DIR", written)
    if not isinstance(named, str):
        raise SettingsError(f"{path}: data_dir: expected the path of a folder, got {named!r}")
    return (path.parent if path else folder) / named
