"""A process that has presswatch loaded and becomes, for every command, a process of its own that runs it.

    python -m tests.flows.forks      one order a line, as JSON; answers with exit codes, or less than 0 for a signal

So a command is met as its users meet it (arguments, working folder, environment, standard streams, exit code) and may
be killed at any step, without waiting for its imports each time. Nothing of a command is replaced: to die at a step is
to call the function and be gone.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import traceback
from collections.abc import Callable
from dataclasses import asdict
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import Any

from flows.cli import COMMANDS, main
from tests.kills.tracing import follow, submit
from tests.shipped import shipped_sources


def die_at(step: str, call: int, moment: str) -> None:
    """Be killed before or after the call number `call` of a function, such as 'warehouse.spool:append'."""
    module, _, path = step.partition(":")
    *outer, name = path.split(".")
    owner: Any = import_module(module)
    for part in outer:
        owner = getattr(owner, part)
    setattr(owner, name, _deadly(getattr(owner, name), call, moment))


def _deadly(function: Callable[..., Any], call: int, moment: str) -> Callable[..., Any]:
    calls = count(1)

    def wrapped(*arguments: Any, **named: Any) -> Any:
        number = next(calls)
        if (number, moment) == (call, "before"):
            os.kill(os.getpid(), signal.SIGKILL)
        result = function(*arguments, **named)
        if (number, moment) == (call, "after"):
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    return wrapped


def _become(order: dict[str, Any]) -> int:
    """Run the command of an order in this process, and return what it ends with."""
    os.chdir(order["folder"])
    os.environ.clear()
    os.environ.update(order["environment"])
    for number, name, flags in ((0, "in", os.O_RDONLY), (1, "out", os.O_WRONLY), (2, "err", os.O_WRONLY)):
        os.dup2(os.open(order[name], flags), number)
    if order["die"]:
        die_at(*order["die"])
    if order.get("watch"):
        submit()
    if order["file_size"]:
        resource.setrlimit(resource.RLIMIT_FSIZE, (order["file_size"], resource.RLIM_INFINITY))
    sys.argv = ["presswatch", *order["arguments"]]
    try:
        main()
    except SystemExit as end:
        return int(end.code or 0)
    except BaseException:  # noqa: BLE001 - as the interpreter would
        traceback.print_exc()
        return 70
    return 0


def _fork(order: dict[str, Any]) -> int:
    child = os.fork()
    if child and (watch := order.get("watch")):
        return _watched(child, Path(order["folder"]), watch)
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    code = 70
    try:
        code = _become(order)
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)


def _watched(child: int, folder: Path, watch: dict[str, Any]) -> int:
    """Follow a command, kill it where that is ordered, and write down its steps where they are wanted."""
    code, steps = follow(child, folder, at=watch["at"], fate=watch["fate"])
    if watch["steps"]:
        Path(watch["steps"]).write_text(json.dumps([asdict(one) for one in steps]), "utf-8")
    return code


def serve() -> None:
    """Run the commands that standard input orders until it ends."""
    for function in COMMANDS.values():
        import_module(f"flows.commands.{function.partition(':')[0]}")
    shipped_sources()  # read once for all
    for line in sys.stdin:
        print(_fork(json.loads(line)), flush=True)  # noqa: T201 - the answer


if __name__ == "__main__":
    serve()
