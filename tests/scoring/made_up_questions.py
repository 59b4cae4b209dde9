"""Questions that the scoring tests ask; none of them ships with nexus."""

from nexus_cli.models.question import Category, KeyPoint, Question


def _point(point: str, *accept: str) -> KeyPoint:
    return KeyPoint(point=point, accept=accept)


KETTLE = Question(
    id="made-up-kettle",
    text="A guest says that the kettle in the hotel room does not heat. What do you do?",
    category=Category.TECHNICAL,
    target="Housekeeping",
    key_points=(
        _point(
            "The socket is tested with another device before the kettle is blamed",
            "I plug a lamp into the same outlet to see if there is power",
            "first find out whether electricity reaches the wall at all",
        ),
        _point(
            "The tripped fuse in the corridor cabinet is reset by the technician",
            "our electrician switches the breaker on again, I never touch it",
            "the maintenance person resets the circuit breaker",
        ),
        _point(
            "A scaled element is descaled with vinegar and rinsed twice",
            "limescale on the heating coil comes off with citric acid",
            "I boil vinegar in it to dissolve the chalk, then rinse",
        ),
        _point(
            "A kettle with a damaged cable is withdrawn and labelled",
            "if the cord is frayed it goes out of service with a red tag",
            "a broken plug means I take it away so that nobody uses it",
        ),
        _point(
            "The guest receives a replacement within fifteen minutes",
            "I bring a spare one from the pantry in a quarter of an hour",
            "we swap it straight away and apologise",
        ),
    ),
    follow_up_hint="What would make you take it out of use?",
    model_answer=(
        "I plug a lamp into the same outlet to see if there is power. If there is none, our "
        "electrician switches the breaker on again, because I never touch the cabinet. If the "
        "lamp works, I look at the heating coil, and limescale comes off when I boil vinegar "
        "in it. When the cord is frayed it goes out of service with a red tag. Either way I "
        "bring a spare one from the pantry in a quarter of an hour, and last month that "
        "settled nine complaints."
    ),
    paraphrase=(
        "We swap it straight away and apologise, that comes first. Then I find out whether "
        "electricity reaches the wall at all, and the maintenance person resets the circuit "
        "breaker if not. A broken plug means I take it away so that nobody uses it. Often it "
        "is just chalk, and I dissolve the chalk with citric acid and rinse."
    ),
)

STORY = Question(
    id="made-up-story",
    text="Tell us about a time when a delivery went wrong. What did you do?",
    category=Category.BEHAVIOURAL,
    target="Ownership",
    key_points=(
        _point(
            "Describes what was delivered wrongly and to whom",
            "the pallets went to the wrong shop",
            "a client got somebody else's boxes",
        ),
        _point(
            "Told the client openly before the client noticed",
            "I called the customer at once and said it was our error",
            "I rang them before they could find out",
        ),
        _point(
            "Arranged a second transport on the same day",
            "so I booked a courier for the afternoon",
            "I drove the goods over myself that evening",
        ),
        _point(
            "Changed the loading check afterwards so that it did not happen again",
            "since then two people read the label before loading",
            "we now scan every pallet, and it has not come back",
        ),
    ),
    follow_up_hint="What is different today?",
    model_answer=(
        "Last spring the pallets went to the wrong shop. I called the customer at once and "
        "said it was our error. So I booked a courier for the afternoon, and the goods were "
        "there by five. Since then two people read the label before loading, and in a year we "
        "had no repeat."
    ),
    paraphrase=(
        "A client got somebody else's boxes two years ago. I rang them before they could find "
        "out and I drove the goods over myself that evening. We now scan every pallet, and it "
        "has not come back since."
    ),
)

OFF_TOPIC = (
    "In my spare time I paint watercolours of harbours. I mix the blues on a porcelain plate and "
    "work quickly while the paper is wet, because the colours run into each other. My favourite "
    "brush is made of squirrel hair, and I sold three pictures at a village fair in August."
)
