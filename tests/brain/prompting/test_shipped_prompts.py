"""What holds for every prompt that ships; a change of one is a new version."""

import hashlib
import json
import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from nexus_cli.brain.advising.forms import WordedFeedback
from nexus_cli.brain.asking.forms import FoundGaps, WrittenItems
from nexus_cli.brain.judging.forms import AnswerGrade
from nexus_cli.brain.prompting import load_prompt, tokens_of
from nexus_cli.brain.prompting.budget import MOST_TOKENS
from nexus_cli.brain.reading.forms import ReadCV, ReadJob
from nexus_cli.brain.replying.forms import RoleAnswer
from nexus_cli.llm import strict_schema
from nexus_cli.resources import resource

FORMS: dict[str, type[BaseModel]] = {
    form.__name__: form
    for form in (AnswerGrade, FoundGaps, ReadCV, ReadJob, RoleAnswer, WordedFeedback, WrittenItems)
}
PINS = json.loads((Path(__file__).parent / "pinned_prompts.json").read_text("utf-8"))
IDS = sorted(path.stem for path in resource("prompts").glob("*.md"))
LOADED_WORDS = re.compile(r"\b(strict|generous|lenient|harsh|world-class|expert|genius)", re.I)


@pytest.mark.parametrize("prompt_id", IDS)
def test_a_changed_prompt_has_a_new_version(prompt_id: str) -> None:
    prompt = load_prompt(prompt_id)
    digest = hashlib.sha256(f"{prompt.system}\0{prompt.user}".encode()).hexdigest()
    pinned = PINS.get(f"{prompt_id} {prompt.number}")
    assert pinned == digest, f"raise the version of {prompt_id}, then pin {digest}"


def test_every_prompt_is_pinned_and_nothing_else() -> None:
    assert {f"{i} {load_prompt(i).number}" for i in IDS} <= set(PINS)
    assert {pin.split()[0] for pin in PINS} == set(IDS)


@pytest.mark.parametrize("prompt_id", IDS)
def test_it_fits_with_what_it_reserves(prompt_id: str) -> None:
    prompt = load_prompt(prompt_id)
    form = FORMS.get(prompt.output)
    schema = tokens_of(repr(strict_schema(form).schema)) if form else 0
    fixed = tokens_of(prompt.system) + tokens_of(prompt.user) + schema
    assert fixed + prompt.user_tokens + prompt.max_completion_tokens <= MOST_TOKENS
    assert tokens_of(prompt.system) <= 1_100


@pytest.mark.parametrize("prompt_id", IDS)
def test_every_field_is_explained_and_every_name_exists(prompt_id: str) -> None:
    prompt = load_prompt(prompt_id)
    if prompt.output == "text":
        return
    fields = field_names(FORMS[prompt.output])
    named = set(re.findall(r"`([a-z_]+)`", prompt.system))
    assert fields <= named, f"not explained: {fields - named}"
    words = fields | choices(FORMS[prompt.output]) | prompt.places
    assert named <= words, f"no such field or value: {named - words}"


@pytest.mark.parametrize("prompt_id", IDS)
def test_it_says_what_is_data_and_uses_no_loaded_words(prompt_id: str) -> None:
    prompt = load_prompt(prompt_id)
    assert "data" in prompt.system.lower()
    assert not LOADED_WORDS.search(prompt.system + prompt.user)
    assert len(prompt.user.rsplit("}}", 1)[1].strip().splitlines()) in (1, 2)


def field_names(form: type[BaseModel]) -> set[str]:
    whole = form.model_json_schema()
    objects = [whole, *whole.get("$defs", {}).values()]
    return {name for part in objects for name in part.get("properties", {})}


def choices(form: type[BaseModel]) -> set[str]:
    text = json.dumps(form.model_json_schema())
    lists = re.findall(r'"enum": \[([^\]]*)\]', text)
    return {word for found in lists for word in re.findall(r'"([a-z_]+)"', found)} | {"null"}
