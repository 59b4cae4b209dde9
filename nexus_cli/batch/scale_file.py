"""A scale as a file that a person reads and edits: YAML, every fault named by its line."""

import json
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from nexus_cli.batch.scale import PERSON, scale_digest
from nexus_cli.batch.scale_faults import fault_in, line_of
from nexus_cli.errors import RubricError
from nexus_cli.models.result import Provenance
from nexus_cli.models.rubric import Rubric
from nexus_cli.models.scale import JobScale
from nexus_cli.scoring import load_rubric

_LARGEST_BYTES = 1024 * 1024
_DIGEST = "digest"
_ABOUT = """\
# What every candidate for this job is scored on: the rubric, and what a good answer about each
# requirement says. The same for all transcripts.
# It may be edited. Change, add or take out key points and requirements, or the rubric, and score
# with `--rubric` and the path of this file. `accept` lists other wordings of a point. A requirement
# without key points is fine: questions about it are then judged on depth and communication alone.
# The line `digest` tells nexus whether somebody edited the file; leave it as it is.
"""
_NEXT_STEP = "Mend that line, or delete the file and let nexus write it anew."


def write_scale(path: Path, scale: JobScale) -> None:
    """Write `scale` as commented YAML, whole or not at all. Raises RubricError when it cannot."""
    content = {_DIGEST: scale_digest(scale), **json.loads(scale.model_dump_json())}
    for dimension in content["rubric"]["dimensions"]:
        dimension["anchors"] = {int(level): what for level, what in dimension["anchors"].items()}
    for row in content["requirements"]:
        for point in row["key_points"]:
            if not point["probe_topic"]:
                del point["probe_topic"]
    body = yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=100)
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_text(_ABOUT + body, "utf-8")
        beside.replace(path)
    except OSError as error:
        reason = error.strerror or "unknown error"
        raise RubricError(f"{path} cannot be written: {reason}.", "Check the path.") from error


def read_scale(path: Path) -> JobScale:
    """Return the scale in a file of up to 1 MiB; `made_by.brain` is `person` once it was edited.

    Raises RubricError that names the file, the line and what is wrong there.
    """
    return _scale(path, _composed(path))


def read_rubric_or_scale(path: Path) -> Rubric | JobScale:
    """Return what `--rubric` names: a scale as nexus writes it, or a rubric with dimensions alone.

    Raises RubricError that names the file and the place.
    """
    root = _composed(path)
    names = {key.value for key, _ in root.value} if isinstance(root, yaml.MappingNode) else set()
    return _scale(path, root) if names & {"rubric", "requirements"} else load_rubric(path)


def _composed(path: Path) -> yaml.Node | None:
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST_BYTES + 1)
        if len(data) > _LARGEST_BYTES:
            raise RubricError(f"{path} is larger than a scale may be (1 MiB).", "Shorten it.")
        text = data.decode("utf-8-sig")
        for token in yaml.scan(text, Loader=yaml.SafeLoader):
            if isinstance(token, yaml.AliasToken):
                line = token.start_mark.line + 1
                raise RubricError(
                    f"{path}, line {line}: a YAML alias (*name) may not be used here.", _NEXT_STEP
                )
        return yaml.compose(text, Loader=yaml.SafeLoader)
    except OSError as error:
        reason = error.strerror or "unknown error"
        raise RubricError(f"{path} cannot be read: {reason}.", "Check the path.") from error
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark else ""
        raise RubricError(f"{path}{where}: this is not valid YAML.", _NEXT_STEP) from error


def _scale(path: Path, root: yaml.Node | None) -> JobScale:
    if not isinstance(root, yaml.MappingNode):
        raise RubricError(f"{path}, line 1: this is no scale: it holds no fields.", _NEXT_STEP)
    content = _content(path, root)
    digest = content.pop(_DIGEST, "")
    content.setdefault("made_by", {"brain": PERSON})
    try:
        scale = JobScale.model_validate(content)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(map(str, first["loc"])) or "the file"
        sentence = f"{path}, line {line_of(root, first['loc'])}: {field}: {first['msg'].lower()}."
        raise RubricError(sentence, _NEXT_STEP) from error
    if found := fault_in(scale):
        place, what = found
        raise RubricError(f"{path}, line {line_of(root, place)}: {what}", _NEXT_STEP)
    if digest == scale_digest(scale):
        return scale
    return scale.model_copy(update={"made_by": Provenance(brain=PERSON)})


def _content(path: Path, root: yaml.MappingNode) -> dict[str, Any]:
    """Return the fields as plain values, a version such as 2 or 1.0 as the text people mean."""
    try:
        loader = yaml.SafeLoader("")
        content = loader.construct_document(root)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark else ""
        raise RubricError(f"{path}{where}: this is not valid YAML.", _NEXT_STEP) from error
    if not all(isinstance(key, str) for key in content):
        raise RubricError(f"{path}, line 1: the names of its fields are not words.", _NEXT_STEP)
    rubric = content.get("rubric")
    if isinstance(rubric, dict) and type(rubric.get("version")) in (int, float):
        rubric["version"] = str(rubric["version"])
    return dict(content)
