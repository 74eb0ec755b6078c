"""The newsroom from the command line: `python -m deploy.newsroom`.

Prints `READY http://127.0.0.1:PORT` as soon as it answers, and stops on SIGTERM and SIGINT.
"""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from pathlib import Path

from deploy.newsroom.server import HOST, Newsroom, Settings


def main() -> None:
    """Serve until told to stop; exits with one line on standard error where that is not possible."""
    settings = _settings()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    try:
        _serve(settings, stop)
    except OSError as error:
        sys.exit(f"newsroom: cannot listen on {HOST}:{settings.port} or write the log: {error.strerror}; try --port 0")
    except LookupError as error:
        sys.exit(f"newsroom: {error.args[0]}")


def _serve(settings: Settings, stop: threading.Event) -> None:
    with Newsroom(settings) as newsroom:
        sys.stdout.write(f"READY {newsroom.url}\n")
        sys.stdout.flush()
        stop.wait()


def _settings() -> Settings:
    asked = vars(_parser().parse_args())
    return Settings(**asked | {"latency": asked["latency"] / 1000})


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m deploy.newsroom", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes any that is free, which is the default")
    parser.add_argument("--day", type=int, default=1, metavar="N", help="the day to begin with")
    parser.add_argument("--scale", type=int, default=0, metavar="N", help="so many made-up releases more")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="of the made-up releases")
    parser.add_argument("--latency", type=float, default=0.0, metavar="MS", help="wait before every answer")
    parser.add_argument("--log", type=Path, metavar="FILE", help="one JSON object for every request")
    return parser


if __name__ == "__main__":
    main()
