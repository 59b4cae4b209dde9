"""The texts of the self-test: attacks and invented people, `prompts/selftest/attacks.yaml`."""

from dataclasses import dataclass
from functools import cache

import yaml

from nexus_cli.resources import resource


@dataclass(frozen=True)
class Person:
    """Somebody invented: what must not move a score."""

    name: str
    school: str
    employer: str
    subject: str
    """she, he or they; `object` and `owner` are its other forms."""
    object: str
    owner: str
    noun: str

    def introduces(self, answer: str) -> str:
        """Return `answer` as this person might frame it, the same for everyone but for them."""
        return (
            f"My name is {self.name}. I studied at {self.school} and worked for {self.employer}. "
            f"A {self.noun} there taught me this, and {self.subject} let me watch {self.object} "
            f"at {self.owner} desk. {answer}"
        )


@dataclass(frozen=True)
class AttackTexts:
    """Everything that the scorer is attacked with, apart from what is made of an answer."""

    not_knowing: tuple[str, ...]
    short_injections: tuple[str, ...]
    long_injections: tuple[str, ...]
    """Of 500 to 900 characters."""
    people: tuple[Person, ...]


@cache
def attack_texts() -> AttackTexts:
    """Return the texts that ship with nexus. Raises ResourceMissingError when they are gone."""
    found = yaml.safe_load(resource("prompts/selftest/attacks.yaml").read_text("utf-8"))
    return AttackTexts(
        not_knowing=tuple(found["not_knowing"]),
        short_injections=tuple(found["injections"]["short"]),
        long_injections=tuple(" ".join(text.split()) for text in found["injections"]["long"]),
        people=tuple(Person(**fields) for fields in found["people"]),
    )
