"""A pydantic model as the strict JSON schema that constrained decoding takes."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel

from nexus_cli.llm.protocol import JsonSchema

_KEPT = ("type", "enum", "const", "description")
"""Limits, formats, defaults and titles are refused by the service; pydantic checks them here."""


@cache
def strict_schema(model: type[BaseModel]) -> JsonSchema:
    """Return the schema of `model`: all properties required, nothing extra, limits left out.

    The subset is that of https://console.groq.com/docs/structured-outputs. Raises TypeError for a
    model that it cannot express: free-form mappings, fixed tuples, a root that is no object.
    """
    whole = model.model_json_schema()
    schema = _node(whole)
    if "$ref" in schema:  # a model that holds itself
        schema = _node(whole["$defs"][model.__name__])
    if schema.get("type") != "object":
        raise TypeError(f"{model.__name__} is not an object")
    if "$defs" in whole:
        schema["$defs"] = {name: _node(part) for name, part in whole["$defs"].items()}
    return JsonSchema(model.__name__, schema)


def _node(node: Mapping[str, Any]) -> dict[str, Any]:
    if "$ref" in node:  # nothing may stand beside a reference
        return {"$ref": node["$ref"]}
    kept: dict[str, Any] = {key: node[key] for key in _KEPT if key in node}
    if choices := node.get("anyOf") or node.get("oneOf"):
        kept["anyOf"] = [_node(choice) for choice in choices]
    if "prefixItems" in node:
        raise TypeError("a tuple of fixed length has no strict schema")
    if "items" in node:
        kept["items"] = _node(node["items"])
    if node.get("type") == "object":
        kept |= _object(node)
    return kept


def _object(node: Mapping[str, Any]) -> dict[str, Any]:
    if "properties" not in node:
        raise TypeError("a mapping with free keys has no strict schema")
    properties = {name: _node(part) for name, part in node["properties"].items()}
    return {
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
