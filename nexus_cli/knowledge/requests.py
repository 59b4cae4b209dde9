"""What people say to an interviewer about the interview itself, as patterns of whole utterances."""

# Words around a request that change nothing about it.
SOFTENER = (
    r"(?:(?:sorry|excuse me|pardon me|pardon|um+|uh+|er+m?|h+m+|ok|okay|right|well|so|hey|hi"
    r"|hello|please|actually|oh|ah|wait"
    r"|no|yes|yeah|yep|nope|alright|sure|look|listen|honestly|i think|thanks|thank you"
    r"|my apologies|i'?m sorry|i apologi[sz]e"
    r"|one thing|quick question|just|then|and|but|maybe|perhaps|if that'?s (?:ok|okay|alright"
    r"|fine)|if possible|if you don'?t mind"
    r"|if i may|for now)\b[\s,.!?;:-]*)*"
)
_ASK = (
    r"(?:(?:can|could|would|will|may|might) (?:you|we|i)(?: please| maybe| possibly| just"
    r"| kindly)?(?: mind)?|would you mind|do you mind"
    r"|i(?:'d| would)(?: really)? (?:like|love|prefer)(?: it if you could| you| us)?(?: to)?"
    r"|i(?:'d| would) rather|i want(?: you)? to|i wanna"
    r"|i need(?: you)? to|let me|let us|let'?s|let'?s just|is it (?:ok|okay|possible"
    r"|alright)(?: if (?:we|i|you))?(?: to)?"
    r"|are we able to|am i able to|i(?:'ll| will)(?: just)?|i have to|i(?:'ve| have) got to"
    r"|i(?:'m| am) going to|shall we|can we just)"
)
_QUESTION = (
    r"(?:the |that |this |your |last |first |whole |same )*(?:question|one|last bit"
    r"|last part|bit|part|sentence|again)"
)
_AGAIN = (
    r"(?:again|once more|one more time|another time|a second time|more slowly|slower|slowly"
    r"|louder|a bit louder)"
)
_INTERVIEW = (
    r"(?:the |this |our |my )*(?:interview|session|call|conversation|whole thing|thing"
    r"|practice|test)"
)

REPEAT = (
    rf"(?:{_ASK} )?(?:repeat(?:ing)?|say(?:ing)?|read(?:ing)?|ask(?:ing)?|rephrase and repeat"
    rf"|tell me)(?: {_QUESTION}| it| that| this| me)*"
    rf"(?: {_AGAIN})+(?: for me| to me)?",
    rf"(?:{_ASK} )?(?:repeat(?:ing)?)(?: {_QUESTION}| it| that| this| yourself)*(?: for me"
    rf"| to me)?",
    rf"(?:what was|what is|what's|what were) (?:the|that|your|this) (?:last "
    rf"|first )?question(?: {_AGAIN})?",
    r"(?:what was that|what did you (?:say|ask)|come again|say (?:that|it) again|again|once more"
    r"|one more time|repeat|pardon|pardon me)",
    r"(?:sorry|what|huh)\s*\?",
    r"(?:i )?(?:didn'?t|did not|couldn'?t|could not|can'?t|cannot) (?:quite |really "
    r"|fully )?(?:catch|hear|get|make out)(?: that| you| it| the question"
    r"| all of that| what you said| the last (?:bit|part)| properly| clearly| very well)*",
    r"i missed (?:that|the question|it|what you said|the last (?:bit|part)|part of that)",
    r"(?:the )?question (?:again|once more)",
    r"(?:you|it|the (?:sound|audio|connection)) (?:broke up|cut out|were cut off|was cut off"
    r"|froze)(?: there| for a (?:second|moment))?",
    rf"(?:{_ASK} )?(?:go over|play) (?:that|it|the question) {_AGAIN}",
)
CLARIFY = (
    rf"(?:{_ASK} )?(?:clarify(?:ing)?|rephras(?:e|ing)|reword(?:ing)?|explain(?:ing)?"
    rf"|elaborat(?:e|ing)(?: on)?)(?: {_QUESTION}| it| that| this| what you mean"
    r"| what that means| what you are asking| what you're asking| a bit| a little| more| further"
    r"| in other words)*(?: for me| to me)?",
    r"what (?:do|did) you mean(?: by (?:that|this|it|the question"
    r"|[\w\s\"'’“”/+#.-]{1,50}))?(?: exactly)?",
    r"what does (?:that|this|it|[\w\"'’/+#.-]{1,30}(?: [\w\"'’/+#.-]{1,30}){0,3}) (?:mean"
    r"|stand for)(?: exactly| here| in this context)?",
    r"(?:i )?(?:don'?t|do not|didn'?t|did not|can'?t) (?:quite |really "
    r"|fully )?understand(?: the question| that| you| what you mean| what you'?re asking| it)?",
    r"(?:i'?m|i am) (?:not sure|unsure) (?:i understand|what you mean|what you'?re asking"
    r"|what (?:the|this) question (?:means|is asking)|i follow|i get (?:it|the question))"
    r"(?: the question| that| you)?",
    rf"(?:{_ASK} )?(?:give|show)(?: me)? (?:me )?an example(?: of (?:that|this|what you mean"
    rf"|what you'?re looking for|[\w\s]{{1,30}}))?",
    r"(?:like what|for example|such as|in what (?:sense|way|context)|in which (?:sense|way"
    r"|context)|meaning|how do you mean|what kind of (?:example|answer|thing)s?"
    r"(?: (?:do you (?:want|mean)|are you looking for))?)",
    rf"(?:{_ASK} )?(?:be|say it|put it|ask it)(?: a bit| a little)? (?:more specific|differently"
    rf"|another way|in (?:other|simpler|different) words|simpler|more clearly)(?: please)?",
    r"(?:do you mean|you mean|are you asking(?: me)?(?: about)?|is (?:that|this"
    r"|the question) about|do you want me to)[\w\s,/+#.'’-]{2,70}",
    r"what (?:exactly )?(?:are you|is (?:the|this) question) (?:asking|looking for|after)(?: for"
    r"| exactly| here)?",
    r"(?:that|the question|this)(?:'s| is| was)? (?:isn'?t|not|wasn'?t|un)\s?(?:very |really "
    r"|quite )?clear(?: to me)?",
)
SKIP = (
    rf"(?:{_ASK} )?(?:skip(?:ping)?|pass(?: on)?|leave(?: out)?|come back to)(?: {_QUESTION}| it"
    rf"| that| this| to)*(?: later)?",
    rf"(?:{_ASK} )?(?:move|moving|go|going|jump"
    rf"|continue)(?: on)?(?: to)?(?: the)? next(?: question| one)?",
    rf"(?:{_ASK} )?(?:move|moving) on",
    r"(?:next|next question|next one|pass|skip)",
    rf"(?:{_ASK} )?(?:not answer|prefer not to answer|rather not answer|rather not say"
    rf"|not say)(?: {_QUESTION}| it| that| this)*",
    r"(?:i(?:'d| would) )?(?:prefer|rather) not(?: to)?(?: answer| say)?(?: that| this| it"
    r"| the question| that question| this question| that one| this one)?",
    r"(?:ask|give) me (?:another|a different|the next) (?:one|question)",
    rf"(?:{_ASK} )?(?:have|get|try|do) (?:another|a different|the next) (?:one|question)",
    rf"no (?:answer|comment)(?: to {_QUESTION})?",
)
PAUSE = (
    rf"(?:{_ASK} )?(?:pause(?: {_INTERVIEW}| here| now| it| this| for (?:a|one) (?:second|moment"
    rf"|minute|bit))*|take (?:a|a short|a quick|a little|five|ten)"
    r" ?(?:\w+ )?(?:break|pause|minutes?)|have (?:a|a short|a quick|a little) (?:break|pause"
    r"|minute))(?: here| now)?",
    rf"(?:{_ASK} )?(?:stop|hold on|hang on|wait)(?: there)? for (?:a|one|two|five"
    rf"|a few) (?:second|sec|moment|minute|bit|seconds|minutes)s?",
    r"(?:(?:hold|hang) on(?: (?:a|one|just a) (?:moment|second|sec|minute))?|one (?:moment"
    r"|second|sec|minute)|just a (?:moment|second|sec|minute)|give me (?:a|one|two|a few|five"
    r"|just a)"
    r" (?:moment|second|sec|minute|minutes|seconds)(?: to think(?: about (?:it|that|this))?)?"
    r"|wait(?: a (?:moment|second|sec|minute))?|bear with me|pause|break"
    r"|time ?out|brb|(?:i(?:'ll| will) )?be right back|a moment please"
    r"|let me think(?: about (?:it|that|this))?(?: for)?(?: a (?:moment|second|sec|minute|bit))?)",
    rf"(?:{_ASK} )?(?:need|have|get|grab|take|use) (?:a (?:moment|second|minute|break|drink"
    rf"|glass of water|quick break|short break|few minutes)|some water|a drink of water"
    r"|the (?:bathroom|restroom|toilet)|five minutes|a minute to think)(?: to think)?",
    r"i need (?:a (?:moment|second|minute|break|drink|quick break|short break|few minutes)"
    r"|some water|some time|five minutes)(?: to think(?: about (?:it|that|this))?)?",
    r"(?:someone|somebody)(?:'s| is) at (?:the|my) door",
)
END = (
    rf"(?:{_ASK} )?(?:end|stop|finish|quit|exit|leave|terminate|cancel|abort|close|wrap up"
    rf"|call off)(?: {_INTERVIEW})(?: now| here| early| today)*",
    rf"(?:{_ASK} )?(?:stop|end|finish|quit|wrap (?:it |this |things )?up|call it (?:a day|quits)"
    rf"|leave it)(?: it)?(?: here| now| there| early| today| for today)+",
    r"(?:i (?:want|would like|'d like|need|have) to|i'd like to|i wanna|let'?s|can we|could we"
    r"|may we|shall we) (?:stop|end|finish|quit|leave|wrap up|wrap it up|be done|call it a day)"
    r"(?: now| here| early| today| please)*",
    rf"(?:i'?m|i am|we'?re|we are) (?:done|finished|through) (?:with|for) (?:{_INTERVIEW}|today)",
    rf"(?:i )?(?:don'?t|do not) want to (?:continue|go on|carry on|do this"
    rf"|keep going)(?: with {_INTERVIEW})?(?: any ?more| any longer)?",
    r"(?:quit|exit|end|end interview|stop interview|stop the interview|goodbye|bye|bye bye"
    r"|good bye|that'?s (?:it|all|enough) for (?:today|now|me)|i quit|i give up"
    r"|no more questions(?: please)?)",
    rf"that(?:'s| is) the end of {_INTERVIEW}",
)
