"""JSON that somebody else wrote: whatever is asked for comes back as the type that was asked for, or not at all.

Does not know what the keys mean. A value of another type than the key should have counts as missing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

Item = Mapping[str, Any]

_NOTHING: Item = {}


def load_json(text: str) -> Any:
    """Return the value of a JSON text; raises ValueError for what is none, or is nested too deep to be a document."""
    try:
        return json.loads(text)
    except RecursionError as error:
        raise ValueError("nested too deep") from error


def text_at(item: Item, key: str) -> str:
    """Return the text under a key, empty where there is none; halves of surrogate pairs become question marks."""
    value = item.get(key)
    if not isinstance(value, str):
        return ""
    return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")


def item_at(item: Item, key: str) -> Item:
    """Return the object under a key, an empty one where there is none."""
    value = item.get(key)
    return value if isinstance(value, dict) else _NOTHING


def items_at(item: Item, key: str) -> list[Item]:
    """Return the objects in the list under a key; members that are no objects are left out."""
    value = item.get(key)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def texts_at(item: Item, key: str) -> list[str]:
    """Return the texts in the list under a key; members that are no texts are left out."""
    value = item.get(key)
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def value_at(value: Any, path: str) -> Any:
    """Return what stands at a path of keys and numbers joined by dots ('data.0.title'); None where nothing does."""
    for key in path.split(".") if path else ():
        if isinstance(value, dict):
            value = value.get(key)
        elif isinstance(value, list) and key.isdecimal() and int(key) < len(value):
            value = value[int(key)]
        else:
            return None
    return value
