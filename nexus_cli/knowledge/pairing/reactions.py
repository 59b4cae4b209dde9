"""How listeners react, people part, and interviewers come back to an answer, as patterns."""

import re

_REACTION = (
    r"(?:good|great|nice|helpful|interesting|clear|lovely) (?:answer|example|point|story|stuff"
    r"|to (?:hear|know)|context|detail|background|overview|summary)|(?:that|this|it)(?:'s| is"
    r"|'ll be| makes| sounds| was)(?: all| really| very| so| quite| a| an| totally| perfectly"
    r"| absolutely){0,3}(?: (?:great|good|fine|interesting|helpful|useful|sense|clear|right|okay"
    r"|ok|fair|impressive|cool|nice|lovely|perfect|true|point|answer|example|story|one|tough"
    r"|thoughtful|detail(?:ed)?)){1,3}|thanks?(?: you)?(?: so much| very much| a lot)?"
    r"|no (?:worries|problem|rush)|for (?:that|sharing(?: that| this)?|the (?:answer|example"
    r"|detail|context|overview)|explaining(?: that)?|walking (?:me|us) through (?:that|it)"
    r"|your (?:answer|time))|mm+|hmm+|mhm+|mm[- ]?hm+|uh[- ]?huh|uh|um|ah+|oh|ok|okay|k|right"
    r"|yes|yeah|yep|yup|sure|no|good|great|nice|cool|fine|perfect|excellent|brilliant|awesome"
    r"|lovely|fantastic|wonderful|super|amazing|fair(?: enough| point)?|true|exactly|absolutely"
    r"|indeed|totally|definitely|of course|wow|interesting|i see|i understand|i hear you|gotcha"
    r"|got it|makes sense|understood|noted|agreed|alright|all right|well|so|and|now|cheers|go on"
    r"|go ahead|please|carry on|continue|take your time|very much|i (?:like|love) (?:that|it)"
    r"|i appreciate (?:that|it)|there|then|again|really|very|much|too"
)
ACKNOWLEDGES = re.compile(rf"(?:(?:{_REACTION})\b[\s,.!…–—-]*)++(?-i:[A-Z][\w'-]+[\s,.!]*)?", re.I)
"""What only shows that somebody listens. Longer forms first: what matched is not tried again."""
NAMED_THANKS = re.compile(
    r"(?:thanks?(?: you)?|great|okay|ok|good|perfect|right|lovely)[, ]+[A-Z]\w+[.!,]*"
)
FOLLOWS = re.compile(
    r"\bwho else\b|\balong the way\b|\bwhat was the (?:hardest|best|worst|trickiest|toughest)\b"
    r"|\bsame way\b|\bmade the difference\b|\bwhat (?:\w+ )?did you (?:notice|feel|think|expect"
    r"|hope|find|decide|use|try)\b[^?]{0,20}\?$"
    r"|\bwhy did you (?!(?:leave|apply|become|want|study|move)\b)[^?]{3,60}\?$|"
    r"\b(?:say|tell (?:me|us)|hear|know|talk|go into|share|give (?:me|us)|explain"
    r"|elaborate) (?:a (?:bit|little) |some |any |slightly )?more\b|\belaborate\b"
    r"|\bexpand on (?:that|this|it)\b|\bmore detail|\bfor (?:example|instance)\?|\b(?:an"
    r"|a concrete|a specific|any|one) examples?(?: of (?:that|this|it))?\?"
    r"|\bwhat (?:exactly )?(?:did|do|would) you (?:personally |actually |specifically |yourself "
    r"|then )?(?:do|say|change|learn|take away|tell them|mean)\b(?: (?:yourself|personally|next"
    r"|then|there|about it|about that|after that|from (?:that|it|this)|differently|by (?:that"
    r"|this)|in (?:that|the) (?:situation|end|moment|case)|instead|exactly"
    r"|specifically))*\s*\??$|\bwhat (?:was|is|were|would be) (?:the|your|its|their) (?:own "
    r"|exact |final |overall |personal |measurable |main )?(?:result|results|outcome|outcomes"
    r"|impact|effect|role|part|contribution|reaction|reasoning|thinking|hardest part"
    r"|biggest (?:challenge|lesson)|consequence|upshot)\b(?:[^?]{0,30})\??$|\b(?:what"
    r"|how) (?:did|was|were) (?:it|that|this|they|those|he|she|things) (?:\w+ ?){0,4}\??$"
    r"|\bwhat happened(?: next| then| after(?:wards| that)?| in the end)?\b[^?]{0,12}\??$"
    r"|\b(?:and )?(?:why|how|how so|how come|why not|when|who|like what|such as|in what way"
    r"|meaning)\s*\?$|\b(?:how|why) (?:is|was|did|do) that\b|\bin hindsight\b|\blooking back\b"
    r"|\bdo differently\b|\bwith hindsight\b|\bwhat makes you say\b|\bwhat (?:do|did) you mean\b"
    r"|\bwhat (?:else|other)\b[^?]{0,25}\??$|\bcan you be (?:more )?specific|\bhow (?:long|much"
    r"|many|often|big|large)\b[^?]{0,45}\b(?:that|it|this|they|them|those|take|took|there"
    r"|involved|team)\b[^?]{0,20}\??$|\bwhat (?:would|could) you have done\b"
    r"|\bhow did you (?:know|measure|decide|feel|react|respond|resolve|fix|find|go about) (?:it"
    r"|that|this|them|those|there)?\b[^?]{0,12}\??$|\bwas (?:it|that) successful|\bdid (?:it"
    r"|that|they|he|she) work\b|\byou (?:said|mentioned|were saying|talked about)\b|\b(?:going"
    r"|coming|circling|go|come) back to (?:that|what you|the)\b",
    re.I,
)
NEW_TOPIC = re.compile(
    r"\b(?:next (?:question|one|topic|up)|moving on|move on|let(?:'s| us) (?:switch|turn|talk"
    r"|go to|change|shift|look|go on)|(?:another|different|second|third|final|last|first"
    r"|new) (?:question|topic|one|area|scenario)|switch(?:ing)? gears|question (?:number )?\d"
    r"|turning to|tell (?:me|us) about (?:a|an|your|yourself|one|some)\b(?! (?:role"
    r"|part) in that)|describe (?:a|an|your|how you)\b|a time (?:when|you|that|where)|imagine"
    r"|suppose|let's say|hypothetical|a scenario|what(?:'s| is| are) your (?:greatest|biggest"
    r"|experience|approach|salary|notice|strengths?|weakness)|walk (?:me"
    r"|us) through (?:your (?:cv|resume|background|career)|how you)|have you ever|lastly|finally"
    r"|to finish|before we (?:finish|wrap|close)|one (?:more|last|final) (?:question|thing))\b",
    re.I,
)
POINTS_BACK = re.compile(
    r"\b(?:that|this|it|its|they|them|their|those|these|there|he|she|him|her|his|then"
    r"|yourself)\b",
    re.I,
)
FAREWELL = re.compile(
    r"(?:(?:have a (?:good|great|nice|lovely) (?:day|one|weekend|evening|afternoon"
    r"|rest of (?:the|your) \w+)|(?:it was |it's been )?(?:nice|great|good|lovely) (?:meeting"
    r"|talking|speaking|chatting)(?: to| with)?(?: you)?(?: too| both| all)?"
    r"|looking forward(?: to (?:it|hearing from you))?|for (?:your|the) time(?: today)?"
    r"|for having me|thanks?(?: you)?|cheers|bye+|goodbye|take care|you too|likewise"
    r"|see you(?: soon)?|so much|very much|okay|ok|great|all right|alright|perfect|yes|no|and"
    r"|well|i appreciate it|both|everyone|all)\b[\s,.!]*)++",
    re.I,
)
"""Words of parting; longer forms first."""
