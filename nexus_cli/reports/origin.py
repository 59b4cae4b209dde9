"""Which brains, models and prompts a report rests on."""

from collections.abc import Iterable, Mapping

from nexus_cli.models.report import ReportProvenance
from nexus_cli.models.result import Provenance
from nexus_cli.models.session import SessionState
from nexus_cli.reports.spoken import engines_of


def report_provenance(state: SessionState, version: str) -> ReportProvenance:
    """Return who planned, scored and wrote down; `brain` and `model` name the scorers, joined by
    ` + `."""
    planner = state.prepared.provenance
    graders = [a.provenance for a in state.answers.values() if a.provenance is not None]
    scorers = graders or [planner]
    worded = [state.feedback.provenance] if state.feedback else []
    return ReportProvenance(
        nexus=version,
        brain=_joined((p.brain for p in scorers), " + "),
        model=_joined((p.model for p in scorers), " + "),
        prompt_versions=_merged(
            [planner, *graders, *worded], (used.prompt_versions for used in state.models_used)
        ),
        rubric_version=state.prepared.rubric.version,
        transcribed_by=engines_of(list(state.answers.values())),
    )


def _joined(names: Iterable[str], separator: str) -> str:
    return separator.join(sorted({name for name in names if name}))


def _merged(provenances: Iterable[Provenance], used: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Every prompt with its version; two versions of one prompt stand side by side."""
    found: dict[str, set[str]] = {}
    for versions in (*(p.prompt_versions for p in provenances), *used):
        for prompt, version in versions.items():
            found.setdefault(prompt, set()).add(version)
    return {prompt: _joined(found[prompt], ", ") for prompt in sorted(found)}
