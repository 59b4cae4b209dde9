"""Words the follow-up that an answer may need while it is still being given."""

from nexus_cli.interview.in_hand import answered, follow_up, measured, question_of
from nexus_cli.interview.replies import Replies
from nexus_cli.interview.turn import TurnState
from nexus_cli.models.session import SessionState

FEWEST_WORDS = 8
"""Of an unfinished answer: fewer say nothing that a follow-up could take up."""


def anticipate(
    replies: Replies, state: SessionState, turn: TurnState, text: str, finished: bool
) -> None:
    """Begin to word what follows if the answer in hand is `text`; nothing where none would.

    `finished` says that the answer probably ends here; before that, one reply is enough, and drafts
    come too often to measure each. Coverage decides, as it will when the answer
    is given, in milliseconds; so what is worded is about a point that is open now, and is said if
    that point is open then.
    """
    if not turn.may_follow_up:
        return
    if not finished and (replies.has_ahead or len(text.split()) < FEWEST_WORDS):
        return
    answer = answered(state.answers[turn.question_id], turn.part, text)
    found = measured(question_of(state, turn.question_id), answer)
    if (open_point := turn.wants(found)) is not None:
        replies.ahead(follow_up(state, answer, open_point))
