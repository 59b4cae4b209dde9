"""Intents: requests are caught, and no answer is ever taken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_cli.knowledge.intents import Intent, read_intent

QUESTION = "Tell me about a time you improved a slow process."
PHRASES: dict[Intent, list[str]] = {
    Intent.REPEAT: [
        "Could you repeat that?",
        "can you repeat the question please",
        "Sorry, what was the question?",
        "Say that again please",
        "Pardon?",
        "I didn't catch that",
        "Sorry, I didn't hear you",
        "What was the question again?",
        "Repeat please",
        "Come again?",
        "Could you say that one more time?",
        "One more time please",
        "Um, sorry, could you repeat the question?",
        "I missed that, sorry",
        "You broke up there",
        "what did you say",
        "Please repeat",
        "Would you mind repeating the question?",
        "Sorry?",
        "Can you read the question again?",
        "I couldn't hear the last part",
    ],
    Intent.CLARIFY: [
        "What do you mean by scale?",
        "Could you clarify the question?",
        "I don't understand the question",
        "Can you rephrase that?",
        "What do you mean?",
        "Can you give me an example?",
        "Do you mean in my current job?",
        "I'm not sure what you're asking",
        "What does idempotent mean?",
        "Could you be more specific?",
        "Can you explain what you mean?",
        "Are you asking about my last team?",
        "In what sense?",
        "I'm not sure I understand the question",
    ],
    Intent.SKIP: [
        "Skip",
        "skip this one please",
        "Can we skip this question?",
        "Next question please",
        "I'd rather not answer that",
        "Pass",
        "I'll pass on this one",
        "Let's move on",
        "Can we move on to the next one?",
        "Let's go to the next question",
        "I'd prefer not to answer",
        "Next",
        "can I have another question?",
        "Could we come back to this later?",
        "please skip it",
    ],
    Intent.PAUSE: [
        "Can we pause for a minute?",
        "Hold on",
        "Give me a second",
        "One moment please",
        "I need a break",
        "Could we take a short break?",
        "Just a second",
        "Let me think about that for a moment",
        "Pause",
        "wait a minute",
        "Can I have a minute to think?",
        "Can I get some water?",
        "Bear with me",
        "hang on a second",
        "I need a moment to think",
        "Please pause the interview",
    ],
    Intent.END: [
        "I want to stop the interview",
        "End the interview",
        "Let's stop here",
        "I'd like to finish now",
        "Can we end the interview here?",
        "I'm done with this interview",
        "Quit",
        "I don't want to continue",
        "Let's call it a day",
        "goodbye",
        "Stop the interview please",
        "I would like to end the session",
        "That's all for today",
        "I have to leave the interview now",
    ],
    Intent.OFF_TOPIC: [
        "Tell me a joke",
        "What's the weather like today?",
        "Are you a robot?",
        "Can you sing a song?",
        "Who are you?",
        "What's the capital of France?",
        "Who made you?",
        "How are you?",
        "Write me a poem",
    ],
    Intent.ASKS_ABOUT_ROLE: [
        "What's the salary?",
        "Is this role remote?",
        "How big is the team?",
        "Can you tell me about the team?",
        "Do you offer training?",
        "What are the working hours?",
        "Who would I report to?",
        "Can I work from home?",
        "Is there overtime?",
        "What does a typical day look like?",
        "what benefits do you offer",
        "Before I answer, is the position full-time?",
        "How many days a week in the office?",
        "What are the next steps?",
        "Do you sponsor visas?",
        "Could you tell me more about the company culture?",
    ],
    Intent.ANSWER: [
        "I had to pause the rollout",
        "skip-level meetings",
        "could you repeat that, I asked the customer, and he said no",
        "I don't know",
        "No idea",
        "I don't know, sorry",
        "We had to stop the interview process for two candidates",
        "I ended the contract",
        "I asked the team to repeat the test",
        "What I mean is that we scaled it",
        "I skipped the tests once and regretted it",
        "Pass by reference",
        "Yes",
        "No",
        "That's it",
        "That's all",
        "I'm done",
        "I finished",
        "Well, the salary was part of it",
        "The team was remote",
        "How we did it? We wrote a script.",
        "I left the company because of the pay",
        "Next, we deployed it",
        "Next I wrote the tests",
        "Stop the line when there is a defect",
        "I would pause and ask for help",
        "wait for the lock, then retry",
        "Hold on to the customers you have",
        "Move on to the next customer when it is quiet",
        "I would clarify the question with the stakeholder",
        "First I'd ask what they mean by done",
        "I would ask: what do you mean by urgent? And then we would agree.",
        "Is it a trick question? I would use a queue.",
        "The weather service API",
        "We built a joke generator in Python",
        "Let me think. We used Kafka.",
        "Let me think about the project I did at Acme, it was a migration",
        "skip list",
        "Pass the baton",
        "I quit my job to study",
        "I'd end the meeting early",
        "repeatable builds",
        "Repeat customers were our main source of income",
        "I can't hear well but I lip-read, so I take notes",
        "Can you imagine, the server broke down on Friday",
        "I never understood the question of ownership in that team",
        "Break the problem into parts",
        "Pause, breathe, then answer the patient",
        "I didn't understand the requirements so I asked the customer",
        "Not sure",
        "I'm not sure, maybe twenty",
        "End to end testing",
        "I have a question about the ward round, that is how I started",
        "What was the question we asked? Whether the users need it.",
        "I'd take a short break and then look again",
        "we should skip the cache",
        "We should pause",
        "let's say ten percent",
        "Could be a memory leak",
        "Let's move on to Kubernetes, that's where I spent two years",
        "because the team was small",
        "I would ask about the salary",
        "How much? About ten thousand a month.",
        "",
        "...",
        "Explain it to them in plain words",
        "I asked him to explain it again",
        "give the patient a minute",
        "leave it to the team",
        "We should pause",
    ],
}


@pytest.mark.parametrize(
    ("said", "intent"), [(said, intent) for intent, phrases in PHRASES.items() for said in phrases]
)
def test_what_is_said_is_taken_for_what_it_is(said: str, intent: Intent) -> None:
    assert read_intent(said, QUESTION) is intent


def test_there_are_phrases_enough() -> None:
    assert sum(map(len, PHRASES.values())) >= 150


@pytest.mark.parametrize("intent", [intent for intent in PHRASES if intent is not Intent.ANSWER])
def test_case_curls_and_marks_change_nothing(intent: Intent) -> None:
    for said in PHRASES[intent]:
        loud = said.upper().replace("'", "’")
        assert read_intent(f"  {loud}  ", QUESTION) is intent, said


@pytest.mark.parametrize("word", ["Break", "pass", "Next", "exit", "Pause."])
def test_a_keyword_asked_for_is_an_answer(word: str) -> None:
    assert read_intent(word, "Which keyword leaves the loop?") is Intent.ANSWER


def test_after_any_questions_for_me_a_question_is_about_the_role() -> None:
    said = "Why did the last person leave?"
    assert read_intent(said, "Do you have any questions for me?") is Intent.ASKS_ABOUT_ROLE


def test_reading_the_question_out_is_an_answer() -> None:
    assert read_intent("What is the salary model?", "What is the salary model?") is Intent.ANSWER


@given(
    st.sampled_from([said for phrases in PHRASES.values() for said in phrases]),
    st.sampled_from(
        ["First we measured the queue at the till for two weeks and then we changed it."]
    ),
)
def test_a_request_with_an_answer_after_it_is_an_answer(said: str, answer: str) -> None:
    assert read_intent(f"{said} {answer}", QUESTION) is Intent.ANSWER


@given(st.text(max_size=80))
def test_any_text_has_an_intent(text: str) -> None:
    assert isinstance(read_intent(text, text), Intent)
