"""How much of an answer was said, at a pause."""

from nexus_cli.models.question import Category, KeyPoint, Question
from nexus_cli.speech.coverage import spoken_coverage

QUESTION = Question(
    id="lamp",
    text="How do you look after the lamp?",
    category=Category.TECHNICAL,
    target="Lighthouses",
    key_points=(
        KeyPoint(point="Cleans the lens with vinegar before every sunset"),
        KeyPoint(point="Starts the spare generator once a week"),
    ),
    follow_up_hint="",
)
LENS = "I clean the lens with vinegar before every sunset."
BOTH = f"{LENS} Once a week I start the spare generator."
GOES_ON = "That way nobody is surprised by a storm in the middle of the night."


def test_nothing_said_covers_nothing() -> None:
    assert spoken_coverage(QUESTION, "") == 0.0


def test_a_point_made_a_while_ago_counts_whole() -> None:
    assert spoken_coverage(QUESTION, f"{LENS} {GOES_ON}") == 0.5
    assert spoken_coverage(QUESTION, f"{BOTH} {GOES_ON}") == 1.0


def test_a_point_made_only_now_counts_half() -> None:
    assert spoken_coverage(QUESTION, BOTH) == 0.75


def test_without_marks_a_point_is_new_for_longer() -> None:
    marked = f"{BOTH[:-1]}, so that no storm finds us without light."
    unmarked = marked.replace(".", "").replace(",", "").lower()
    assert spoken_coverage(QUESTION, marked) == 1.0
    assert spoken_coverage(QUESTION, unmarked) == 0.75


def test_a_question_without_key_points_has_no_coverage() -> None:
    bare = QUESTION.model_copy(update={"key_points": ()})
    assert spoken_coverage(bare, BOTH) is None
