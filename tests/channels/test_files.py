from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from flows.alerts.records import Digest, Picture
from flows.channels.contract import Channel, ChannelError
from flows.channels.opening import open_channel
from flows.channels.options import ChannelOptions
from flows.errors import ChannelConfigurationError
from tests.alerts.samples import NOW


def channel(folder: Path, address: str = "file:digests") -> Channel:
    """Open the channel of a folder below the data folder."""
    return open_channel(address, recipient="northern-desk", options=ChannelOptions(data_dir=folder))


def test_a_digest_is_there_to_look_at_to_read_to_open_and_for_programs(tmp_path: Path, morning: Digest) -> None:
    said = channel(tmp_path).send(morning, at=NOW)
    stem = "20261124T0700Z-northern-desk-d-2026"
    folder = tmp_path / "digests"
    assert said == f"{stem}.html"
    assert sorted(path.name for path in folder.iterdir()) == [f"{stem}.{end}" for end in ("eml", "html", "json", "txt")]
    assert json.loads((folder / f"{stem}.json").read_text())["digest_id"] == morning.digest_id
    message = message_from_bytes((folder / f"{stem}.eml").read_bytes(), policy=policy.default)
    assert "JEF" in message["Subject"]


def test_a_digest_that_is_written_twice_changes_nothing(tmp_path: Path, morning: Digest) -> None:
    channel(tmp_path).send(morning, at=NOW)
    first = {path: path.read_bytes() for path in (tmp_path / "digests").iterdir()}
    channel(tmp_path).send(morning, at=NOW + timedelta(hours=5))
    assert {path: path.read_bytes() for path in (tmp_path / "digests").iterdir()} == first


def test_pictures_stand_within_the_page_and_beside_it_in_the_mail(tmp_path: Path, morning: Digest) -> None:
    """And a digest that is written twice changes nothing either."""
    one = Picture(name="topics", title="Weeks", since="since May", alt='JEF 1 & "2"', content=b"\x89PNG", width=440)
    for folder in ("first", "again"):
        channel(tmp_path / folder).send(replace(morning, pictures=(one,)), at=NOW)
    first, again = (
        [path.read_bytes() for path in sorted((tmp_path / name).rglob("*.*"))] for name in ("first", "again")
    )
    assert first == again
    message, page, *_ = first
    assert b'<img src="data:image/png;base64,iVBORw==" alt="JEF 1 &amp; &#34;2&#34;" width="440"' in page
    read = message_from_bytes(message, policy=policy.default)
    assert [part.get_content_type() for part in read.walk()] == [
        "multipart/alternative",
        "text/plain",
        "multipart/related",
        "text/html",
        "image/png",
    ]
    shown = [*read.walk()][3].get_content()
    assert shown.count('src="cid:topics.d-20261124@localhost"') == 1


def test_a_recipient_s_name_cannot_leave_the_folder(tmp_path: Path, morning: Digest) -> None:
    channel(tmp_path).send(replace(morning, recipient="../../etc/desk"), at=NOW)
    assert {path.parent for path in tmp_path.rglob("*.html")} == {tmp_path / "digests"}


def test_a_folder_may_be_elsewhere_when_it_is_named_in_full(tmp_path: Path, morning: Digest) -> None:
    channel(tmp_path / "data", f"file:{tmp_path}/shared").send(morning, at=NOW)
    assert len(list((tmp_path / "shared").iterdir())) == 4


def test_a_folder_that_climbs_out_of_the_data_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ChannelConfigurationError, match=r"recipients\.northern-desk\.send_to, file: .*'\.\./etc'"):
        channel(tmp_path, "file:../etc")


def test_a_disk_that_refuses_is_told_and_tried_again(tmp_path: Path, morning: Digest) -> None:
    (tmp_path / "digests").write_text("a file where the folder should be")
    with pytest.raises(ChannelError, match=r"digests: .*choose another folder") as raised:
        channel(tmp_path).send(morning, at=NOW)
    assert raised.value.again
