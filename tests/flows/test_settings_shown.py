"""`presswatch settings show`, and what a mistake in the settings says: where a value comes from, and never a secret."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from flows.errors import SettingsError
from flows.settings import read_settings
from flows.settings_origins import key_lines, origins
from tests.flows.terminals import Commands, Terminal

HIDDEN = "hunter2-hunter2"
WRITTEN = f'''
contact = "desk@example.org"
revisit = [
  "1h",  # tries = 5
  "30d",
]

[fetch]
# tries = 9
tries = 3
[smtp]
host = "mail.example.org"
sender = "Press desk <desk@example.org>"
password = "{HIDDEN}"
[webhook]
secrets = ["env:DESK", "{HIDDEN}"]
recipients = {{ north = ["{HIDDEN}"] }}
[checkup]
ping = "https://ping.example.org/{HIDDEN}"
[sources."uk/govuk"]
base_url = "https://mirror.example.org"
[sources."any/feed"]
feeds = ["https://desk:{HIDDEN}@press.example.org/a?lang=en&token={HIDDEN}", "https://press.example.org/b?{HIDDEN}"]
'''
ENVIRONMENT = {
    "PRESSWATCH_FETCH": '{"max_redirects": 2}',
    "PRESSWATCH_FETCH__CONNECT_TIMEOUT": "7",
    "PRESSWATCH_CHECKUP__SILENCE": "90m",
}
SHOWN = {
    "contact": ("desk@example.org", "presswatch.toml:2"),
    "revisit": (["1h", "30d"], "presswatch.toml:3"),
    "lock_wait": ("2m", "default"),
    "fetch.tries": (3, "presswatch.toml:10"),
    "fetch.max_redirects": (2, "PRESSWATCH_FETCH"),
    "fetch.connect_timeout": (7, "PRESSWATCH_FETCH__CONNECT_TIMEOUT"),
    "checkup.silence": ("90m", "PRESSWATCH_CHECKUP__SILENCE"),
    "checkup.ping": ("https://ping.example.org/•••", "presswatch.toml:19"),
    "smtp.host": ("mail.example.org", "presswatch.toml:12"),
    "smtp.password": ("•••", "presswatch.toml:14"),
    "webhook.secrets": (["env:DESK", "•••"], "presswatch.toml:16"),
    "webhook.recipients": ({"north": ["•••"]}, "presswatch.toml:17"),
    'sources."any/feed".feeds': (
        ["https://press.example.org/a?lang=•••&token=•••", "https://press.example.org/b?•••"],
        "presswatch.toml:23",
    ),
    'sources."uk/govuk".base_url': ("https://mirror.example.org", "presswatch.toml:21"),
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A settings file with a secret wherever somebody may have written one."""
    path = tmp_path / "presswatch.toml"
    path.write_text(WRITTEN, "utf-8")
    return path


def test_each_value_is_told_with_where_it_comes_from(file: Path) -> None:
    folder = file.parent
    found = {one.name: (one.value, one.source) for one in origins(read_settings(folder, {}), file, {}, folder=folder)}
    environment = {name: entry for name, entry in SHOWN.items() if not entry[1].startswith("PRESSWATCH")}
    assert {name: found[name] for name in environment} == environment


def test_the_command_shows_the_same_and_no_secret(process: Commands, tmp_path: Path) -> None:
    """Variables go before the file, whole sections of them too."""
    terminal = Terminal(process, tmp_path)
    terminal.write("presswatch.toml", WRITTEN)
    table = terminal.run("settings", "show", environment=ENVIRONMENT)
    rows = json.loads(terminal.run("settings", "show", "--format", "json", environment=ENVIRONMENT).out)
    found = {one["setting"]: (one["value"], one["from"]) for one in rows}
    assert {name: found[name] for name in SHOWN} == SHOWN
    assert HIDDEN not in table.out + json.dumps(rows)
    assert '["env:DESK", "•••"]' in table.out
    assert (table.code, table.err) == (0, "")


def test_without_a_file_everything_is_a_default(process: Commands, tmp_path: Path) -> None:
    terminal = Terminal(process, tmp_path)
    (tmp_path / "presswatch.toml").unlink()
    said = terminal.run("settings", "show", "--format", "jsonl")
    assert {json.loads(line)["from"] for line in said.out.splitlines()} == {"default"}


def test_a_text_that_only_looks_like_a_key_is_none() -> None:
    """Nor is a comment one, nor a line of a text that has several."""
    text = 'a = """\nb = 1\n[c]\n"""\n# d = 2\n[e]\nf = [\n  1,\n]\n[e.g]\nh.i = 3\n'
    assert key_lines(text) == {("a",): 1, ("e", "f"): 7, ("e", "g", "h", "i"): 11}


@pytest.mark.parametrize(
    ("written", "variables"),
    [
        (f'[smtp]\nhost = "a"\nsender = "b@c.example"\npasword = "{HIDDEN}"', {}),
        (f'[smtp]\nhost = "a"\nsender = "b@c.example"\npassword = ["{HIDDEN}"]', {}),
        (f'[webhook]\nsecrets = "{HIDDEN}"', {}),
        (f'[webhook]\nsecrets = [["{HIDDEN}"]]', {}),
        (f'webhook = "{HIDDEN}"', {}),
        (f'[checkup]\nping = ["https://ping.example.org/{HIDDEN}"]', {}),
        ("", {"PRESSWATCH_WEBHOOK__SECRETS": HIDDEN}),
        ("", {"PRESSWATCH_WEBHOOK": HIDDEN}),
        ("", {"PRESSWATCH_SMTP": f'["{HIDDEN}"]'}),
        (
            "",
            {
                "PRESSWATCH_SMTP__PASWORD": HIDDEN,
                "PRESSWATCH_SMTP__HOST": "a",
                "PRESSWATCH_SMTP__SENDER": "b@c.example",
            },
        ),
    ],
)
def test_no_complaint_about_the_settings_shows_a_secret(
    written: str, variables: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "presswatch.toml").write_text(written, "utf-8")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as raised:
        read_settings(tmp_path, os.environ)
    assert HIDDEN not in str(raised.value)


def test_a_misspelt_setting_of_the_mail_server_names_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "presswatch.toml").write_text('[smtp]\nhost = "a"\nsender = "b@c.example"\npasword = "x"', "utf-8")
    with pytest.raises(SettingsError, match=r"smtp\.pasword: no such setting; did you mean 'password'"):
        read_settings(tmp_path, {})
