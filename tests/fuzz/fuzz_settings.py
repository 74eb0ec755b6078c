"""The settings file. Allowed: SettingsError."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from flows.errors import SettingsError
from flows.settings import read_settings
from flows.settings_file import FILE, data_folder
from tests.fuzz import material
from tests.fuzz.targets import Target

FOLDER = tempfile.TemporaryDirectory(prefix="presswatch-fuzz-")  # goes with the process
WORDS = (
    *"contact data_dir sources_dir ca_file revisit lock_wait prefect".split(),
    *"= [fetch] [smtp] [webhook] [atom] [checkup] { }".split(),
    *"[retention] captures [sources.'uk/govuk'] base_url feeds = [ ]".split(),
    *"true false nan inf -inf 0x 1e999 '15m' '1e9d'".split(),
    *("requests_per_second = ", "host = 'a'\nsender = 'b'", '"http://["', '"\\u0000"', "1979-05-27T07:32:00Z", "'''"),
    *("[[sources]]", "a.b.c = 1", "²d", "99999999999999999999d", "'~'", '"//[x"'),
)  # fmt: skip


def read(variant: int, content: bytes) -> None:
    """Read the settings as every command does (0), or where the data are, as a search does (1)."""
    folder = Path(FOLDER.name)
    (folder / FILE).write_bytes(content)
    try:
        if variant:
            data_folder(folder, {})
        else:
            read_settings(folder, {})
    except SettingsError as error:
        if FILE not in str(error):  # every complaint names the file
            raise


def seeds() -> Iterator[tuple[int, bytes]]:
    """Yield the example, as it is and with what it comments out."""
    text = (material.ROOT / "deploy/presswatch.example.toml").read_text("utf-8")
    yield 0, text.encode()
    yield 0, "\n".join(line.removeprefix("# ") if "=" in line else line for line in text.splitlines()).encode()
    yield from ((1, text.encode()), (0, b'contact = "desk@example.org"\n[fetch]\nrequests_per_second = 0\n'))


TARGET = Target(read=read, variants=2, seeds=seeds, words=WORDS)
