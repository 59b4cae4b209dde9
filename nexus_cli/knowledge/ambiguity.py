"""Which skills are meant when their name is an everyday word: Go, R, Excel, Spring, Chef."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from nexus_cli.knowledge.phrases import Token
from nexus_cli.knowledge.words import words

_ITEM_START = re.compile(
    r"(?:^|[\n\t,;:|/•·●▪◦‣○■*(\[+–—-]|\s-|\b(?:and|or)\b|&)\s*$", re.IGNORECASE
)
_ITEM_END = re.compile(
    r"\s*(?:$|[\n\t,;|/•·●▪◦‣○■)\]+–—]|\s-\s|\.(?:\s|$)|\(|&|(?:and|or)\s+[^\W_]|\d)", re.IGNORECASE
)
_NEVER_BEFORE = words(
    "to at the a an live forward ahead beyond through over your our their his her my us me you "
    "up of "
    "into home out wrong back off down far around away even for from on in by this that it with as "
    "is was were are will would can we i they he she"
)
_NEVER_AFTER = words(
    "vitamin hepatitis plan class grade group section option type series appendix exhibit type "
    "please to we i you they will would can could should must not let lets we'll i'll"
)
_NOUNS = words(
    "developer developers engineer engineers programmer programmers programming language languages "
    "code codebase coding microservice microservices service services backend frontend api apis "
    "script scripts scripting framework library libraries app apps application applications "
    "development experience skills stack routines modules module packages package macros formulas "
    "spreadsheet spreadsheets pivot server servers cluster clusters cookbooks recipes manifests "
    "playbooks components database databases dashboards models queries tooling concurrency workers "
    "certified certification specialist expert administrator admin"
)
_PREPOSITIONS = words("in with using via of plus and or")
_TAKING = words("use used uses know knows learn learned learnt learning chose adopted")
_DOING = words(
    "written wrote rewrote rewrite write writing developed develop developing programmed "
    "programming "
    "coded coding code built build building implemented implement proficient proficiency "
    "proficiently "
    "experience experienced expertise expert fluent knowledge skills skilled skill services "
    "backend "
    "familiar familiarity familiarise understanding background trained training competent worked "
    "working work used use using learn learned learning know knows confident advanced intermediate "
    "basic strong solid hands-on years"
)
_TOOLS = words(
    "language languages framework frameworks library libraries tool tools technology technologies "
    "stack database databases platform platforms skill skills package packages software services"
)
_LABEL = re.compile(
    r"^\W*(?:[\w/&+ -]{0,40}\b)?(?:skills?|languages?|technolog\w+|tech|stack|tools?|frameworks?|"
    r"librar\w+|software|platforms?|databases?|devops|infrastructure|programming|environments?|"
    r"proficien\w+|competenc\w+|expertise|applications?|packages|methods?"
    r"|areas?)\b[\w/&+ ]{0,30}\s*:",
    re.IGNORECASE,
)
_NEAR_TOKENS = 8


class Context:
    """The text around one ambiguous word, and the skills already sure in it."""

    def __init__(
        self,
        text: str,
        tokens: Sequence[Token],
        sure: Sequence[tuple[int, int]],
        doubtful: Sequence[tuple[int, int]],
    ) -> None:
        self._text = text
        self._tokens = tokens
        items = [span for span in doubtful if self._is_item(*self._offsets(*span))]
        self._skills = sorted([*sure, *items])

    def accepts(self, first: int, last: int) -> bool:
        """Whether the words from token `first` to `last` name a skill here.

        Yes as an item of a list of skills, before a noun such as `developer`, after `written in`;
        no before words that make it an everyday word (`go to`, `excel at`, `spring 2019`).
        """
        start, end = self._offsets(first, last)
        if self._everyday(first, last, end):
            return False
        item = self._is_item(start, end)
        if item and (self._labelled(start) or self._near(first, last)):
            return True
        if self._next_form(last) in _NOUNS and self._same_line(end, last):
            return True
        return self._after_doing(first, last)

    def leaves_open(self, first: int, last: int) -> bool:
        """Whether nothing around the words says that they are everyday words."""
        return not self._everyday(first, last, self._offsets(first, last)[1])

    def _offsets(self, first: int, last: int) -> tuple[int, int]:
        return self._tokens[first].start, self._tokens[last].end

    def _everyday(self, first: int, last: int, end: int) -> bool:
        text = self._text
        following = self._next_form(last)
        if text[end : end + 1] in {"-", "'", "’", "&"} and text[end + 1 : end + 2].isalpha():
            return True
        touching = text[self._tokens[first].start - 1] if self._tokens[first].start else " "
        if touching in "&’'-" and not text[max(0, self._tokens[first].start - 2)].isspace():
            return True
        if re.match(r"\s+(?:19|20)\d\d\b", text[end : end + 8]):
            return True
        plain_gap = text[end : end + 1] == " "
        if plain_gap and following in _NEVER_BEFORE and self._same_line(end, last):
            return following in {"to", "at"} or not self._after_doing(first, last)
        before = self._tokens[first - 1].form if first else ""
        gap = text[self._tokens[first - 1].end : self._tokens[first].start] if first else ""
        return before in _NEVER_AFTER and gap == " "

    def _is_item(self, start: int, end: int) -> bool:
        before, after = self._text[max(0, start - 12) : start], self._text[end : end + 12]
        opens = start == 0 or _ITEM_START.search(before) is not None
        return opens and _ITEM_END.match(after) is not None

    def _labelled(self, start: int) -> bool:
        line_start = self._text.rfind("\n", 0, start) + 1
        return _LABEL.match(self._text[line_start:start]) is not None

    def _near(self, first: int, last: int) -> bool:
        low, high = first - _NEAR_TOKENS, last + _NEAR_TOKENS
        place = bisect_left(self._skills, (first, last))
        around = self._skills[max(0, place - 1) : place + 2]
        return any(b >= low and a <= high for a, b in around if b < first or a > last)

    def _next_form(self, last: int) -> str:
        return self._tokens[last + 1].form if last + 1 < len(self._tokens) else ""

    def _same_line(self, end: int, last: int) -> bool:
        following = self._tokens[last + 1] if last + 1 < len(self._tokens) else None
        return following is not None and self._text[end : following.start] in {" ", "/", "-"}

    def _named_as_example(self, first: int) -> bool:
        """`frameworks such as React`, `tools like Word`."""
        forms = [token.form for token in self._tokens[max(0, first - 7) : first]]
        if forms[-2:] != ["such", "as"] and forms[-1:] not in (["like"], ["including"]):
            return False
        return not _TOOLS.isdisjoint(forms)

    def _after_doing(self, first: int, last: int) -> bool:
        before = self._tokens[first - 1].form if first else ""
        if self._named_as_example(first):
            return True
        if before not in _PREPOSITIONS and before not in _TAKING:
            return False
        if last + 1 < len(self._tokens) and self._same_line(self._tokens[last].end, last):
            following = self._tokens[last + 1].text
            if following[0].isupper() and following.lower() not in _NOUNS:
                return False
        if before == "using" or before in _TAKING:
            return True
        earlier = [token.form for token in self._tokens[max(0, first - 6) : first - 1]]
        return any(form in _DOING for form in earlier)
