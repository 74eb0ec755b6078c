"""The channels of a recipient, opened with what the settings and the environment say about channels.

Does not send. Secrets are looked up when a channel is opened, and stay in the channel.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version

from flows.channels.contract import Channel
from flows.channels.opening import open_channel
from flows.channels.options import ChannelOptions
from flows.manners import PRODUCT, user_agent
from flows.settings import Settings
from parsers.topics.records import Recipient


def channels_of(settings: Settings, environment: Mapping[str, str]) -> Callable[[Recipient], Sequence[Channel]]:
    """Return what opens the channels of a recipient.

    That raises ChannelConfigurationError naming the recipient and what is wrong.
    """
    options = ChannelOptions(
        data_dir=settings.data_dir,
        environment=environment,
        block=_block,
        smtp=settings.smtp,
        webhook=settings.webhook,
        feed=settings.atom,
        allow_private=settings.allow_private_addresses,
        user_agent=user_agent(version(PRODUCT), settings.contact),
        ca_file=settings.ca_file,
        seconds=settings.fetch.read_timeout,
    )
    return lambda recipient: [
        open_channel(address, recipient=recipient.name, options=options) for address in recipient.send_to
    ]


def _block(name: str) -> str:
    """The text of a Prefect Secret block; Prefect is asked only where a watch list names one."""
    from prefect.blocks.system import Secret  # noqa: PLC0415 - importing Prefect takes a second

    secret = Secret.load(name)
    if not isinstance(secret, Secret):
        raise TypeError(f"block {name!r}: expected a Secret, got {type(secret).__name__}")
    return str(secret.get())
