"""The conversation: whose turn it is, what is kept, and what comes next."""

from nexus_cli.interview.grading import grade_answer_state
from nexus_cli.interview.session import InterviewSession

__all__ = ["InterviewSession", "grade_answer_state"]
