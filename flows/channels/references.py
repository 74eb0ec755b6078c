"""Where secrets come from: environment variables and Prefect Secret blocks, by reference.

'env:NORTHERN_DESK_CHAT' is a variable, 'block:northern-desk-chat' a block. A value that stands where a reference is
expected is never shown: it may be the secret itself.
"""

from __future__ import annotations

import re

from flows.channels.options import ChannelOptions
from flows.errors import ChannelConfigurationError

_REFERENCE = re.compile(r"(?P<source>env|block):(?P<name>[A-Za-z0-9_-]{1,100})")


def is_reference(text: str) -> bool:
    """Tell whether a text only says where a secret is."""
    return text.partition(":")[0] in ("env", "block")


def find_secret(reference: str, options: ChannelOptions) -> str:
    """Return the secret that a reference means, without white space around it.

    Raises ChannelConfigurationError where there is none, naming variable or block.
    """
    match = _REFERENCE.fullmatch(reference)
    if not match:
        raise ChannelConfigurationError(
            "expected a reference to a secret, 'env:NAME' or 'block:NAME' with letters, digits, '_' and '-', got "
            "something else (not shown, it may be the secret); put the secret into an environment variable"
        )
    name = match["name"]
    return _from_environment(name, options) if match["source"] == "env" else _from_block(name, options)


def _from_environment(name: str, options: ChannelOptions) -> str:
    value = options.environment.get(name, "").strip()
    if not value:
        raise ChannelConfigurationError(
            f"the environment variable {name} is not set or empty; set it where presswatch is started"
        )
    return value


def _from_block(name: str, options: ChannelOptions) -> str:
    if options.block is None:
        raise ChannelConfigurationError(
            f"the Prefect Secret block {name!r} cannot be read: no Prefect server is configured; "
            f"set PREFECT_API_URL, or use an environment variable ('env:NAME')"
        )
    try:
        value = options.block(name).strip()
    except Exception:  # noqa: BLE001 - whatever Prefect stumbles over, it may quote the block
        value = ""
    if not value:
        raise ChannelConfigurationError(
            f"the Prefect Secret block {name!r} is missing, empty or out of reach; create it in the Prefect UI"
        )
    return value
