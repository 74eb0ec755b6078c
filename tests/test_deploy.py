"""The files to run presswatch with say what the program says."""

from __future__ import annotations

import importlib
import re
from datetime import datetime, timedelta
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]

from tests.manuals import ROOT, commands, page

DEPLOYED: dict[str, Any] = yaml.safe_load(page("deploy/prefect.yaml"))
DEPLOYMENTS: dict[str, dict[str, Any]] = {one["name"]: one for one in DEPLOYED["deployments"]}


@pytest.fixture(scope="module")
def schedules() -> Any:
    """What `presswatch up` serves; importing it imports Prefect."""
    return importlib.import_module("flows.schedules")


@pytest.mark.parametrize("name", DEPLOYMENTS)
def test_every_deployment_is_a_flow_that_takes_its_parameters(name: str) -> None:
    module, _, attribute = DEPLOYMENTS[name]["entrypoint"].rpartition(".")
    flow = getattr(importlib.import_module(module), attribute)
    assert flow.validate_parameters(DEPLOYMENTS[name].get("parameters", {})) is not None
    assert f"{flow.name}/{name}" in page("docs/OPERATING.md") or not DEPLOYMENTS[name]["schedules"]


def test_collect_runs_as_often_as_up_runs_it(schedules: Any) -> None:
    (interval,) = DEPLOYMENTS["every-15-minutes"]["schedules"]
    assert timedelta(seconds=interval["interval"]) == schedules.COLLECT_EVERY


def test_deliver_follows_collect_and_has_its_hour_as_under_up(schedules: Any) -> None:
    (collect,), (deliver, morning) = (DEPLOYMENTS[name]["schedules"] for name in ("every-15-minutes", "digests"))
    anchors = [datetime.fromisoformat(one["anchor_date"]) for one in (collect, deliver)]
    assert timedelta(seconds=deliver["interval"]) == schedules.COLLECT_EVERY
    assert anchors[1] - anchors[0] == schedules.DELIVER_AFTER
    assert (morning["cron"], morning["timezone"]) == (schedules.DIGEST_AT, schedules.DIGEST_ZONE)


def test_no_deployment_has_a_limit_that_the_dead_count_towards() -> None:
    """The lock of the data folder lets one run work at a time; Prefect's limit would go on counting a killed one."""
    assert [name for name, one in DEPLOYMENTS.items() if "concurrency_limit" in one] == []


def test_prefect_s_version_is_the_one_that_we_depend_on() -> None:
    assert f'"prefect{DEPLOYED["prefect-version"]}"' in page("pyproject.toml")


@pytest.mark.parametrize("file", ["presswatch.service", "Dockerfile"])
def test_what_a_machine_starts_is_a_command_with_its_options(file: str) -> None:
    text = page(f"deploy/{file}").replace('", "', " ")
    (line,) = re.findall(r"^(?:ExecStart=\S*/|CMD \[\")presswatch (.+?)(?:\"\])?$", text, re.MULTILINE)
    name, *options = line.split()
    known = next(one for one in commands() if one.name == name)
    assert [one for one in options if one.startswith("-") and one not in known.options] == []


def test_the_image_copies_files_that_are_there_and_every_package() -> None:
    copied = re.findall(r"^COPY (.+) \S+$", page("deploy/Dockerfile"), re.MULTILINE)
    names = {name for line in copied for name in line.split()}
    packages = re.search(r"^packages = \[(.+)\]$", page("pyproject.toml"), re.MULTILINE)
    assert packages
    assert set(re.findall(r'"(\w+)"', packages[1])) <= names
    assert [name for name in names if not (ROOT / name).exists()] == []


def test_the_container_is_nobody_special_and_holds_no_secret() -> None:
    """Its base is of one version; settings and secrets stay outside; what runs in it may become nobody else."""
    image, service = page("deploy/Dockerfile"), yaml.safe_load(page("deploy/compose.yaml"))["services"]["presswatch"]
    assert re.findall(r"^FROM (\S+)$", image, re.MULTILINE) == re.findall(r"python:3\.\d+\.\d+-slim-\w+", image)
    assert re.findall(r"^USER (\S+)$", image, re.MULTILINE) == ["presswatch"]
    assert image.index("\nUSER") < image.index("\nCMD")
    assert not re.search(r"^(ARG|ENV|ADD)\b|COPY \.( |$)|(?i:secret|token|password)", image, re.MULTILINE)
    assert {"settings", "data", "**/*.env"} <= set(page(".dockerignore").split())
    assert (service["cap_drop"], service["security_opt"]) == (["ALL"], ["no-new-privileges:true"])
    assert "privileged" not in service
    assert (service["read_only"], service["tmpfs"]) == (True, ["/tmp"])  # noqa: S108 - of the container


@pytest.mark.parametrize("file", ["presswatch.service", "presswatch-checkup.service"])
def test_a_service_has_few_rights_and_writes_for_its_user_alone(file: str) -> None:
    said = dict(re.findall(r"^(\w+)=(.*)$", page(f"deploy/{file}"), re.MULTILINE))
    assert (said["User"], said["UMask"], said["CapabilityBoundingSet"]) == ("presswatch", "0077", "")
    assert (said["ProtectSystem"], said["ReadWritePaths"]) == ("strict", "/srv/presswatch")
    assert {said[name] for name in ("NoNewPrivileges", "ProtectHome", "PrivateDevices", "RestrictSUIDSGID")} == {"true"}


def test_the_checkup_s_memory_outlives_it() -> None:
    """Where the disk of the data is full it is among the temporary files, and those of one service would go with it."""
    assert not re.search(r"^PrivateTmp", page("deploy/presswatch-checkup.service"), re.MULTILINE)


def test_the_container_s_settings_lie_where_its_folder_is_mounted() -> None:
    service = yaml.safe_load(page("deploy/compose.yaml"))["services"]["presswatch"]
    mounts = [one.split(":")[1] for one in service["volumes"]]
    config, data = (service["environment"][f"PRESSWATCH_{name}"] for name in ("CONFIG", "DATA_DIR"))
    assert config.rpartition("/")[0] in mounts
    assert data in mounts
