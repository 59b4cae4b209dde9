"""One text judged against one target: cleaned, measured, calibrated and capped."""

from dataclasses import dataclass

from nexus_cli.models.question import Category
from nexus_cli.scoring.calibration import calibrate
from nexus_cli.scoring.coverage import Measurement, measure
from nexus_cli.scoring.identity import identity_places
from nexus_cli.scoring.injection import FLAG, injected_places, instruction_places
from nexus_cli.scoring.manner import manner
from nexus_cli.scoring.negation import negated_share
from nexus_cli.scoring.offtask import off_task_places
from nexus_cli.scoring.points import Target
from nexus_cli.scoring.polarity import denies_points
from nexus_cli.scoring.repetition import repeated_places
from nexus_cli.scoring.rules import Finding, Rule, findings, order_findings
from nexus_cli.scoring.tokens import Passage, parse
from nexus_cli.scoring.topicality import new_coverage, off_topic_cap

_INJECTION_CAP = 0.4
_ALMOST_NOTHING = 0.1
_LEAD_IN = 5
"""Content words from which something said before instructions is more than an approach."""
_ABOUT, _SAID = 0.5, 0.25
_LONG = 60
"""Tokens from which instructions are a text of their own, whose beginning is no answer."""
_HIGHEST = 5.0
_OFF_TASK = "The text asks its reader for something else; that part was left out of the score."
_OPPOSITE_LOSS, _OPPOSITE_KEEPS = 1.8, 0.6
_OPPOSITE_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class Assessment:
    """What scoring knows of one text before it is spread over dimensions."""

    target: Target
    passage: Passage
    """The text without repeats and without instructions to the grader."""
    measured: Measurement
    score: float
    """0-5: calibrated coverage after every rule."""
    findings: tuple[Finding, ...]

    @property
    def cap(self) -> float:
        """The most (0-5) that any dimension may get."""
        caps = [finding.cap for finding in self.findings]
        return min(caps, default=5.0)

    def found(self, rule: Rule) -> bool:
        """Tell whether this rule applied."""
        return any(finding.rule is rule for finding in self.findings)


def assess(target: Target, text: str, *known: str, category: Category | None = None) -> Assessment:
    """Return the judgement of `text`; `known` are further right answers, to see denial by.

    With the question's `category`, an answer in the manner that it asks for is given more room.
    """
    whole = parse(text)
    injected = injected_places(target, whole)
    answer = whole.without(injected)
    repeated = repeated_places(answer)
    written = answer.without(repeated)
    answer = written.without(identity_places(written))
    asides = set() if category is Category.CLOSING else off_task_places(target, answer)
    ends_aside = len(answer.tokens) - 1 in asides
    answer = answer.without(asides)
    measured = measure(target, answer)
    found = findings(target, answer, measured, manner(category, answer))
    found += order_findings(target, written, known)
    if injected:
        found.append(_injection(target, answer, whole, instruction_places(whole)))
    if ends_aside and not injected:
        found.append(Finding(Rule.OFF_TASK, _HIGHEST, _OFF_TASK))
    if repeated:
        found.append(Finding(Rule.REPEATED, 5.0, "What was said twice counts once."))
    score = min([calibrate(measured.raw), *(finding.cap for finding in found)])
    opposite = negated_share(whole, *target.texts, *known)
    if opposite is None:
        opposite = float(denies_points(target, answer, measured.matches))
    if opposite:
        cap = _against(score, opposite)
        found.append(
            Finding(Rule.NEGATED, cap, "The answer seems to say the opposite of a right one.")
        )
        score = cap
    return Assessment(target, answer, measured, score, tuple(found))


def _injection(target: Target, answer: Passage, whole: Passage, instructions: set[int]) -> Finding:
    """Return the flag, with a cap when hardly an answer stands beside the instructions.

    All that was said, bare of the instructions' own words unless it begins with them, has to be
    about the question, because a long text always holds some sentence that might be. Else what was
    said before them counts as it would alone.
    """
    first = min(instructions, default=0)
    before = whole.without(set(range(first, len(whole.tokens))))
    before = before.without(off_task_places(target, before))
    spoken = whole.without(instructions) if before.content else whole
    is_long = len(whole.tokens) - first >= _LONG
    on_topic = off_topic_cap(target, spoken, measure(target, spoken)) == _HIGHEST
    on_topic = on_topic and (not is_long or len(spoken.content) >= _LEAD_IN)
    if on_topic and new_coverage(target, answer) >= _ALMOST_NOTHING:
        return Finding(Rule.INJECTION, _HIGHEST, FLAG)
    measured = measure(target, before)
    cap = off_topic_cap(target, before, measured)
    unsure = measured.topic < _ABOUT or (is_long and new_coverage(target, before) < _SAID)
    if (unsure and len(before.content) < _LEAD_IN) or (is_long and cap < _HIGHEST):
        cap = min(cap, _INJECTION_CAP)
    return Finding(Rule.INJECTION, cap, FLAG)


def _against(score: float, share: float) -> float:
    """Return the score of an answer of which `share` (0-1) denies what is right."""
    full = min(score - _OPPOSITE_LOSS, score * _OPPOSITE_KEEPS)
    return max(0.0, score + (full - score) * min(1.0, share / _OPPOSITE_SHARE))
