"""How people ask for an answer, greet, and close an interview, as patterns of sentences."""

import re

_INVITES = (
    r"(?:tell|talk to) (?:me|us) (?:about|(?:a (?:bit|little) |some )?more)|(?:tell|walk|talk"
    r"|take) (?:me|us)(?: briefly| quickly| a (?:bit|little)| more| something| again)? (?:about"
    r"|through|how|what|why|where|when|of)|tell (?:me|us) more|describe|explain|elaborate"
    r"|expand on|summari[sz]e|compare|outline|sketch|name (?:one|two|three)|give (?:me"
    r"|us)(?: an?| one| some| your)?(?: \w+)? (?:example|sense|idea|overview|account|summary"
    r"|time|instance|view|reason)\w*|(?:share|discuss) (?:an?|your|one|some|with|how|what)"
    r"|(?:introduce|present) yourself|imagine|suppose|let(?:'s| us) say|say you"
    r"|think of a (?:time|case)|think back to"
)
_WISH = (
    r"i wonder (?:how|what|why|if|whether)|(?:i(?:'d| would| am|'m)|we(?:'d| would| are"
    r"|'re)) (?:really |also |just )?(?:like|love|want|curious|interested|keen"
    r"|wondering)(?: to)? (?:to )?(?:hear|know|understand|learn|talk|ask|dig|about|how|what|why"
    r"|if|whether|in how|in what|you to)"
)
IMPERATIVE = re.compile(
    r"^(?:(?:and|so|but|then|now|okay|ok|right|alright|well|great|good|thanks|thank you|perfect"
    r"|please|maybe|perhaps|first|next|finally|lastly|also|just|could you|can you|would you"
    r"|will you|could i ask you to|let me ask(?: you)?|i want you to|i'd like you to"
    r"|we'd like you to|let's start(?:,| with| by)?|to start(?: with| off)?|for the next one"
    r"|question \d+|next question|first question|last question"
    r"|(?-i:[A-Z])\w+(?=,))[\s,.:;–—-]*)*+"
    rf"(?:{_INVITES}|{_WISH})\b",
    re.I,
)
AFTER_A_COMMA = re.compile(rf", (?:please )?(?:{_INVITES})\b", re.I)
"""`Thinking of your team, give me an example …`; in what someone tells, `describe` is rarer."""
INVERTED = re.compile(
    r"^(?:(?:and|so|but|then|now|okay|ok|right|well|great|um+|uh+|also|maybe|actually"
    r"|in that case|[a-z]+ly|(?-i:[A-Z])\w+(?=,))[\s,.–—-]*)*+(?:(?:in|on|at|for|to|from|by|with"
    r"|of|about) )?(?:what|how|why|when|where|which|who|whose)\b(?: [\w'-]+){0,3}?(?:'s|'d"
    r"|'ve)? ?(?:did|do|does|was|were|is|are|would|could|should|have|has|happened|can|made|led"
    r"|drew)?\b (?:you|your|it|that|this|they|the|them|he|she|there|next)\b",
    re.I,
)
UNPUNCTUATED = re.compile(
    r"\b(?:what|how|why|when|where|which)(?:'s| is| was| are| were| did| do| would| has| have|'d"
    r"| kind| sort)?\b(?: \w+){0,4} \b(?:you|your)\b|\b(?:can|could|would|did|do|have|are"
    r"|were) you\b"
    rf"|\b(?:{_INVITES})\b",
    re.I,
)
POLITE = re.compile(
    r"(?:do you need (?:a|any|some)\b|how(?:'s| is| are| was| were) (?:you|it going|your (?:day"
    r"|morning|afternoon|evening|week|weekend|trip|journey|flight|holiday|vacation)|things"
    r"|everything|everyone|the (?:weather|drive|trip|commute|flight|train|journey|traffic)"
    r"|life)\b(?! (?:manag|work(?:ing)? with|handl|using|approach))|how do you do\?|(?:can|could"
    r"|are|do|did|is) (?:you|everyone|everybody|we|my|the) (?:all |both |still |just |able to "
    r"|now )?(?:hear|see|sound|audio|screen|camera|video|mic\w*|read my|recording|settled|ready"
    r"|good to go|set|comfortable|doing (?:well|okay|ok|good|today)|okay|ok|find (?:us"
    r"|the (?:place|office|link|building)|it)|have (?:any )?trouble|get (?:a |some )?(?:coffee"
    r"|water|the (?:link|invite|email)))\b|am i (?:audible|on mute)|is (?:that|this|it"
    r"|everything|now|my (?:audio|mic\w*))(?: \w+)? (?:all right|alright|okay|ok|good|fine"
    r"|better|clear|a good time|working|still a good time)\b|(?:shall|should|can|may"
    r"|could) (?:we|i) (?:start|begin|get (?:started|going)|kick off|jump(?: right)? in|dive in"
    r"|move on|go on|continue|proceed|record|share|go ahead)\b|(?:do|would|is it|are) (?:you"
    r"|that|it)(?:'d)? (?:mind|okay|ok|fine)(?: \w+){0,2} (?:if|with|for)[^?]*(?:record\w*"
    r"|notes?|start|camera|colleague)|(?:does|did) (?:that|this) (?:make sense|sound (?:good"
    r"|okay|ok|fine|right|fair)|work for you|answer (?:your|that|it)\b|help)|sound(?:s)? (?:good"
    r"|okay|ok|fair)\?|make(?:s)? sense\?|would you like (?:some|a|any)(?: \w+){0,2} (?:water"
    r"|coffee|tea|break|drink|minute|moment)|(?:do|have) you (?:have |got )?(?:any|a few"
    r"|some) (?:questions?|time)(?: \w+){0,4} (?:before (?:we|i)|so far|at this point"
    r"|about the (?:process|format|agenda))|(?:any|no) questions? (?:before|so far|on that"
    r"|about (?:that|the format|the process))|(?:is there )?anything (?:else )?(?:unclear"
    r"|before we)|(?:are you|you) there\?|hello\?|right\?$|okay\?$|ok\?$|yeah\?$|yes\?$|no\?$"
    r"|really\?$|is it\?$|isn't it\?$|alright\?$|shall we\?$|sorry\?$|pardon\?$|you know\?$"
    r"|did you\?$|ready\?$|oh\?$|is that right\?$)",
    re.I,
)
LEAD = re.compile(
    r"^(?:(?:and|so|but|okay|ok|right|well|great|hi|hello|hey|um+|uh+|yeah|yes|good|first|just"
    r"|before we (?:start|begin|get started|dive in|kick off)|(?-i:[A-Z])\w+(?=,))[\s,.!–—-]*)++",
    re.I,
)
CLOSING = re.compile(
    r"\bquestions from (?:you|your)\b|\b(?:do|did|have|are|were|is|any|what|if"
    r"|what's)\b[^.?!]{0,40}\bquestions?\b[^.?!]{0,40}\b(?:for|of|to ask|about|you(?:'d"
    r"| would) like to ask)\b[^.?!]{0,20}\b(?:me|us|our|the (?:role|team|company|job|position)"
    r"|them|you|[A-Z]\w+)\b|\b(?:do you have|have you got|got|any) (?:any )?(?:other |further "
    r"|more )?questions?(?: (?:at all|yourself|then|now))?\?|\b(?:what|which) questions (?:do"
    r"|have|would|can|did) (?:you|i|we)\b|\b(?:anything"
    r"|something) (?:else )?(?:that )?(?:you(?:'d| would)?|you want) (?:like |want )?to ask"
    r"|\bwhat would you like to (?:know|ask)\b|\bask (?:me|us) (?:anything|any questions?"
    r"|whatever)",
    re.I,
)
NOT_CLOSING = re.compile(r"before (?:we|i)\b|so far\b|at this point\b", re.I)
