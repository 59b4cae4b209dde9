"""Made-up interviews as scripts, with what belongs to what; the people are invented.

A line is `(who, move, words)`. Moves of interviewers: `ask`, `follow`, `again` (the question put
differently), `close`, and `talk` (everything that asks for nothing). Of candidates: `answer`, and
`aside` for what is no answer. `Words | more` parts a reaction from the question after it.
"""

from dataclasses import dataclass

from nexus_cli.models.transcript import PairedInterview

Paired = list[tuple[str, str, list[tuple[str, str]]]]
"""Question, answer, and follow-ups as question and answer."""


@dataclass(frozen=True)
class Script:
    """An interview: who speaks, what is said, and who the candidate is."""

    candidate: str
    lines: tuple[tuple[str, str, str], ...]

    @property
    def spoken(self) -> list[tuple[str, str]]:
        """Speaker and words of each line, in order."""
        return [(who, words.replace(" | ", " ")) for who, _, words in self.lines]

    @property
    def expected(self) -> Paired:
        """What pairing must find."""
        found: list[tuple[list[str], list[str], list[tuple[list[str], list[str]]]]] = []
        answers: list[str] = []
        questions: list[str] = []
        for _, move, words in self.lines:
            asked = words.rpartition(" | ")[2]
            if move in {"ask", "close"}:
                questions, answers = [asked], []
                found.append((questions, answers, []))
            elif move == "follow":
                questions, answers = [asked], []
                found[-1][2].append((questions, answers))
            elif move == "again":
                questions.append(asked)
            elif move == "answer":
                answers.append(words)
        return [
            (" ".join(q), " ".join(a), [(" ".join(x), " ".join(y)) for x, y in rest])
            for q, a, rest in found
        ]

    def called(self, names: dict[str, str]) -> "Script":
        """Return the same interview with other names for its speakers."""
        lines = tuple((names.get(who, who), move, words) for who, move, words in self.lines)
        return Script(names.get(self.candidate, self.candidate), lines)


def as_pairs(paired: PairedInterview) -> Paired:
    """Return what was paired in the form of `Script.expected`."""
    return [
        (e.question, e.answer, [(f.question, f.answer) for f in e.follow_ups])
        for e in paired.exchanges
    ]


CRANE = Script(
    "Ngozi Adébáyò",
    (
        ("Piotr Żelazny", "talk", "Hi Ngozi, thanks for joining. Can you hear me all right?"),
        ("Ngozi Adébáyò", "aside", "Yes, loud and clear."),
        (
            "Piotr Żelazny",
            "ask",
            "Great. | Let's start with your background. Could you walk me through the warehouse "
            "systems you have run?",
        ),
        (
            "Ngozi Adébáyò",
            "answer",
            "For six years I ran the picking floor at Harrow Lane. We had two cranes and a "
            "conveyor, and I wrote the rota for 22 people.",
        ),
        ("Piotr Żelazny", "talk", "Mm-hm."),
        (
            "Ngozi Adébáyò",
            "answer",
            "Then we moved to scanners, and I trained every shift on them in March.",
        ),
        ("Piotr Żelazny", "follow", "And what was the result?"),
        ("Ngozi Adébáyò", "answer", "Wrong picks fell from 3.1 percent to 0.8 in one quarter."),
        (
            "Piotr Żelazny",
            "ask",
            "Thanks for sharing that. | Tell me about a time you had to stop the line for safety.",
        ),
        (
            "Ngozi Adébáyò",
            "answer",
            "A pallet was stacked over the mark: I hit the stop, cleared the aisle and called the "
            "engineer. Nobody was hurt.",
        ),
        ("Piotr Żelazny", "follow", "Can you say more about how the crew took it?"),
        (
            "Ngozi Adébáyò",
            "answer",
            "At first they grumbled. I showed the photo at the next huddle, which ended it.",
        ),
        ("Piotr Żelazny", "ask", "How do you plan cover when half a shift calls in sick?"),
        ("Ngozi Adébáyò", "aside", "Sorry, could you repeat the question?"),
        (
            "Piotr Żelazny",
            "again",
            "Of course. | Who do you ring first when people are missing at six in the morning?",
        ),
        (
            "Ngozi Adébáyò",
            "answer",
            "I keep a list of four people per zone who can swap. The agency comes last.",
        ),
        ("Piotr Żelazny", "close", "Perfect. | Do you have any questions for me?"),
        ("Ngozi Adébáyò", "answer", "Yes: how many lorries do you load on a Monday?"),
        ("Piotr Żelazny", "talk", "Around forty, a little fewer in January."),
        ("Piotr Żelazny", "talk", "Thanks for your time, you will hear from us on Friday."),
        ("Ngozi Adébáyò", "aside", "Thank you, bye."),
    ),
)
WARD = Script(
    "Candidate",
    (
        ("Interviewer", "ask", "What drew you to acute nursing?"),
        (
            "Candidate",
            "answer",
            "I like the first hour: you read the chart, you look at the person, and you decide. "
            "On my placement at Elmsworth I saw what one early call can change.",
        ),
        ("Interviewer", "follow", "Why?"),
        ("Candidate", "answer", "Because sepsis that is caught at NEWS 5 is a different story."),
        (
            "Interviewer",
            "ask",
            "Imagine two patients deteriorate at once. You are the only registered nurse on the "
            "bay. What do you do?",
        ),
        (
            "Candidate",
            "answer",
            "Shout for help first. Then airway before everything; I put the crash call out for "
            "the one who cannot talk to me.",
        ),
        ("Interviewer", "talk", "Right, go on."),
        ("Candidate", "answer", "The student sits with the other one and counts breaths aloud."),
        ("Interviewer", "ask", "When did you last make a medication error?"),
        (
            "Interviewer",
            "ask",
            "Let's move on to the next question. What does a good handover sound like?",
        ),
        (
            "Candidate",
            "answer",
            "SBAR, ninety seconds, and the one thing I am worried about comes first.",
        ),
        ("Interviewer", "ask", "What is your notice period?"),
        ("Candidate", "answer", "Four weeks."),
    ),
)
PANEL = Script(
    "Siobhán O'Dwyer-Kemp",
    (
        (
            "Jean-Luc de la Fontaine",
            "talk",
            "Good morning everyone. How was your journey, Siobhán?",
        ),
        ("Siobhán O'Dwyer-Kemp", "aside", "Fine, thanks, the train was on time for once."),
        (
            "Jean-Luc de la Fontaine",
            "talk",
            "We are three today. I look after product, Mei runs research, and Tariq is with sales.",
        ),
        ("Mei Okonjo", "ask", "I'd like to hear how you find out what buyers want."),
        (
            "Siobhán O'Dwyer-Kemp",
            "answer",
            "I read forty lost deals before I talk to anyone. Then I ring twelve customers, six "
            "who left and six who stayed, and I write down their words.",
        ),
        ("Tariq Vale", "follow", "What did you do yourself, and what did the agency do?"),
        (
            "Siobhán O'Dwyer-Kemp",
            "answer",
            "The calls were mine. The agency transcribed them, nothing else.",
        ),
        ("Mei Okonjo", "talk", "Okay, thank you."),
        (
            "Tariq Vale",
            "ask",
            "Describe a launch that went wrong, and what you learnt.",
        ),
        (
            "Siobhán O'Dwyer-Kemp",
            "answer",
            "We launched Larkspur at a price nobody had tested. In week two I pulled the page, "
            "ran three price cards past sixty accounts and relaunched at 49.",
        ),
        ("Jean-Luc de la Fontaine", "talk", "Interesting."),
        ("Siobhán O'Dwyer-Kemp", "answer", "It cost us a quarter, and I would test earlier now."),
        ("Mei Okonjo", "follow", "How long did that take?"),
        ("Siobhán O'Dwyer-Kemp", "answer", "Nine days from the pull to the new page."),
        (
            "Jean-Luc de la Fontaine",
            "ask",
            "Which metrics would you put in front of our board in the first ninety days?",
        ),
        (
            "Siobhán O'Dwyer-Kemp",
            "answer",
            "Win rate by segment, time to first value, and one number on retention.",
        ),
        ("Jean-Luc de la Fontaine", "close", "What questions do you have for us?"),
        ("Siobhán O'Dwyer-Kemp", "answer", "Who owns pricing today?"),
        ("Tariq Vale", "talk", "That is me, until you take it."),
        ("Siobhán O'Dwyer-Kemp", "answer", "And how often does it change?"),
        ("Tariq Vale", "talk", "Twice a year."),
    ),
)
PLATFORM = Script(
    "Speaker 2",
    (
        ("Speaker 1", "talk", "Hello, good to meet you. Shall we get started?"),
        ("Speaker 2", "aside", "Sure."),
        ("Speaker 1", "ask", "Okay. | So how would you roll out a schema change with no downtime?"),
        (
            "Speaker 2",
            "answer",
            "Expand and contract. You add the column, write to both, backfill in batches of 500, "
            "switch reads behind a flag and drop the old one a week later.",
        ),
        ("Speaker 1", "follow", "Could you give me an example?"),
        (
            "Speaker 2",
            "answer",
            "At Brindlewood we split the orders table that way: 90 million rows, four nights.",
        ),
        ("Speaker 1", "ask", "What would you monitor on a queue?"),
        ("Speaker 2", "answer", "Depth, age of the oldest message, and the error rate. Note: age"),
        ("Speaker 1", "talk", "Mhm, okay."),
        ("Speaker 2", "answer", "matters most, because depth alone lies when consumers are slow."),
        (
            "Speaker 1",
            "ask",
            "Walk me through how you debug a pod that restarts every ten minutes.",
        ),
        (
            "Speaker 2",
            "answer",
            "Events first, then the last state and its exit code. 137 means memory; I look at the "
            "limit and the heap before I touch anything. Result: nine times of ten it is a limit.",
        ),
        ("Speaker 1", "follow", "What would you do differently today?"),
        ("Speaker 2", "answer", "I would have alerts on restarts from day one."),
        ("Speaker 1", "talk", "Great, thank you. We will be in touch."),
        ("Speaker 2", "aside", "Thanks, bye!"),
    ),
)
KITCHEN = Script(
    "李明",
    (
        ("Beatriz Núñez", "ask", "Why do you want to run a kitchen of this size?"),
        (
            "李明",
            "answer",
            "I have led nine cooks for three years; here I would lead thirty. I want to see "
            "whether my prep lists hold at that scale.",
        ),
        ("Beatriz Núñez", "ask", "How do you cost a menu?"),
        (
            "李明",
            "answer",
            "Each plate has a card: grams, price per kilo, waste. Food cost stays at 28 % or the "
            "plate goes.",
        ),
        ("Beatriz Núñez", "follow", "And when prices jump in a week, what happens then?"),
        ("李明", "answer", "I change the garnish before I change the price."),
        ("Beatriz Núñez", "ask", "Tell me about a conflict in your team."),
        (
            "李明",
            "answer",
            "My sous-chef and the pastry lead shared one oven. I drew a timetable with both of "
            "them at 3 pm, and we kept to it.",
        ),
        ("Beatriz Núñez", "follow", "You mentioned a timetable. Who keeps it up to date now?"),
        ("李明", "answer", "The pastry lead does, every Sunday."),
        ("Beatriz Núñez", "close", "Is there anything you would like to ask us?"),
        ("李明", "answer", "No, I think we covered everything."),
    ),
)
SCRIPTS = (CRANE, WARD, PANEL, PLATFORM, KITCHEN)
