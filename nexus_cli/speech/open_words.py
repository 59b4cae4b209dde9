"""Words that an English sentence seldom ends with: after one of them, more is coming."""

from nexus_cli.knowledge.words import words

HESITATIONS = words("um umm uh uhh uhm er erm err hm hmm hmmm mm mmm ah eh")
"""Sounds that keep the floor; also counted as filler words."""

CONJUNCTIONS = words(
    """
    and or but nor so because if unless until while whereas although though whether since when
    whenever where wherever than once plus then therefore however which who whom whose what how why
    """
)
JOINING = words("and but or nor so because if when which while whereas although though unless")
"""Words after which a single word is no clause."""

SUBORDINATORS = words(
    """
    if when whenever while because although though unless since once as after before whereas until
    given assuming provided
    """
)
"""Words that open a clause which cannot stand alone at the beginning of a sentence."""

_PREPOSITIONS = words(
    """
    of without into onto upon between among against during towards toward per via within
    including regarding concerning versus despite as
    """
)
_STRANDED = words(
    "for with to from by at in on over through about across under beyond like before after"
)
_DETERMINERS = words(
    """
    a an the my our your their its every several various certain whose whole entire main
    """
)
_NUMBERS = words(
    """
    two three four five six seven eight nine ten eleven twelve twenty thirty hundred first second
    third last next new same half own few each another other such both these those some any no his
    her that this nobody
    """
)
_PRONOUNS = words("i we he she they i'm we're they're he's she's you're i've we've you've they've")
SUBJECTS = _PRONOUNS | words("i'd we'd i'll we'll they'd they'll he'd she'd who")
"""Words after which a single word is seldom the whole of a clause."""

_AUXILIARIES = words(
    """
    is are was were am be been being will would can could should must may might shall do does did
    has had have having didn't don't doesn't won't can't couldn't wouldn't isn't wasn't aren't
    haven't hadn't hasn't i'd we'd i'll we'll they'd they'll it's that's there's he'd she'd what's
    let's not gonna wanna
    """
)
_ADVERBS = words(
    """
    very quite just even only also mostly mainly usually basically especially particularly always
    often never more most really actually probably almost nearly rather fairly pretty exactly
    immediately typically normally generally simply about roughly around
    """
)
_VERBS = words(
    """
    make makes made making take takes took taking use uses using give gives gave giving get gets
    getting put puts putting let lets ensure ensures ensuring want wants wanted need needs needed
    keep keeps kept keeping set sets setting find finds finding become becomes became becoming
    mean means tell told say says said ask asked asking call called try tried trying decide decided
    seem seems seemed think thought feel felt believe know knew consider build bring brings brought
    create creates created creating provide provides providing include includes start starts
    explain explained show shows showed check checks checking run runs running write writes writing
    """
)

OPEN = (
    (CONJUNCTIONS - words("then once how why where what"))
    | _PREPOSITIONS
    | _DETERMINERS
    | _PRONOUNS
)
"""What leaves a sentence open whatever mark follows it."""

HALF_OPEN = (
    words("then once how why where what") | _STRANDED | _NUMBERS | _AUXILIARIES | _ADVERBS | _VERBS
) - OPEN
"""What mostly leaves it open, but may end it, as in `which ward they were on`."""

CLOSED_BY = {
    "in": words(
        "log logged logging go went come came built plug plugged check checked sign signed"
    ),
    "on": words(
        "go goes going went move moved carry carried turn turned later early so rely relied"
    ),
    "over": words("take took taken hand handed start started all was is over"),
    "through": words("go went get got follow followed run ran think fell break"),
    "about": words("bring brought came come think thinking talked thought"),
    "with": words("deal dealt agreed agree work worked working start begin"),
    "so": words("think thought hope do did doing or more"),
    "not": words("or why if hope"),
    "more": words("any once even no much learn"),
    "before": words("ever than from"),
    "then": words("by since back until till now"),
    "once": words("at"),
    "other": words("each the"),
    "some": words("and"),
    "all": words("at"),
}
"""Pairs that close after all, such as `moved on`: the last word to the words before it."""
