"""The plainest answer: a word where text is asked for, the least value where a schema is."""

import json
from collections.abc import Mapping
from typing import Any


def filled(body: Mapping[str, Any]) -> str:
    """Return an answer to a request body: JSON for its schema, else a sentence."""
    form = body.get("response_format") or {}
    if form.get("type") != "json_schema":
        return "I see. What happened next?"
    schema = form["json_schema"]["schema"]
    return json.dumps(_value(schema, schema.get("$defs", {})))


def _value(node: Mapping[str, Any], defs: Mapping[str, Any]) -> object:
    if "$ref" in node:
        return _value(defs[node["$ref"].rsplit("/", 1)[-1]], defs)
    if "const" in node:
        return node["const"]
    if "enum" in node:
        return node["enum"][0]
    if "anyOf" in node:
        nulls = [choice for choice in node["anyOf"] if choice.get("type") == "null"]
        return None if nulls else _value(node["anyOf"][0], defs)
    if node.get("type") == "object":
        return {name: _value(part, defs) for name, part in node.get("properties", {}).items()}
    plain: dict[str, object] = {"array": [], "string": "word", "boolean": False, "null": None}
    return plain.get(str(node.get("type")), 1)
