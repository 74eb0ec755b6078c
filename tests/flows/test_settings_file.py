"""The data folder, found without a look at the other settings: always the one that the settings name."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.errors import SettingsError
from flows.settings import read_settings
from flows.settings_file import data_folder

CASES: dict[str, tuple[str | None, dict[str, str]]] = {
    "nothing is set": (None, {}),
    "a file without it": ('contact = "desk@example.org"\n', {}),
    "a file": ('data_dir = "elsewhere"\n', {}),
    "an absolute path": ('data_dir = "/var/lib/press"\n', {}),
    "a variable": (None, {"PRESSWATCH_DATA_DIR": "variable"}),
    "a variable before a file": ('data_dir = "elsewhere"\n', {"PRESSWATCH_DATA_DIR": "variable"}),
    "a variable in small letters": (None, {"presswatch_data_dir": "variable"}),
}


@pytest.mark.parametrize(("written", "environment"), CASES.values(), ids=CASES)
@pytest.mark.parametrize("beside", [True, False], ids=["beside", "named"])
def test_a_search_looks_where_the_runs_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: str | None, environment: dict[str, str], *, beside: bool
) -> None:
    if written is not None:
        file = tmp_path / ("presswatch.toml" if beside else "other/settings.toml")
        file.parent.mkdir(exist_ok=True)
        file.write_text(written, "utf-8")
        environment = environment if beside else {**environment, "PRESSWATCH_CONFIG": str(file)}
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert data_folder(tmp_path, environment) == read_settings(tmp_path, environment).data_dir


def test_a_data_folder_that_is_no_path_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "presswatch.toml").write_text("data_dir = 7\n", "utf-8")
    with pytest.raises(SettingsError, match=r"presswatch\.toml: data_dir: .* got 7"):
        data_folder(tmp_path, {})
