"""The demo: a made-up CV and job, and the questions that its sample answers answer."""

from nexus_cli.interview.recorded import headings
from nexus_cli.resources import resource
from nexus_cli.services.preparing import Preparation


def demo_preparation() -> Preparation:
    """Return what `--demo` prepares; its questions are pinned, so that the answers can be piped in.

    Raises ResourceMissingError when the samples did not ship.
    """
    answers = resource("sample_data/answers/deniz-okafor-good.txt").read_text("utf-8")
    return Preparation(
        cv=resource("sample_data/cvs/deniz-okafor.pdf"),
        job=resource("sample_data/jobs/platform-engineer.md"),
        pinned=headings(answers.splitlines()),
    )
