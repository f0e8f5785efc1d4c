"""The words by which a question points back into its conversation, in both languages: tables, with no rule that combines them."""

from __future__ import annotations

import re

from kb.phrases import any_of

# How a question takes up the one before it.
OPENS = any_of(
    r"^\W*(?:그럼|그러면|그렇다면|그리고|그래서|그런데|근데|그래도|그나저나|또|아니|혹시\s그)(?:\s|,|$)",
    r"^\W*(?:and|what about|how about|then|so|also|but|or|ok(?:ay)?|as for)\b",
)
_NOUNS = r"agreement|mou|memorandum|contract|amendment|meeting|minutes|brief|document|one|party|partner|side|clause|article|annex|table|section|item|task|project|report|review|draft|visit|text|date|day|time|deadline|year|case"
# What stands for something said before.
POINTS = any_of(
    rf"\b(?:that|this|those|these|the same|the other|the (?:first|second|third|last|former|latter))\s+(?:\w+\s)?(?:{_NOUNS})s?\b",
    r"\b(?:does|did|do|is|was|are|were|has|have|had|will|would|can|could|should|must|may|of|about|after|before|for|in|to|with|under|from|by)\s+(?:that|this|those|these)\b(?!\s+\w+\s+(?:shall|will|is|are|was|were)\b)",
    r"\b(?:it|its|they|their|theirs|them|he|him|his|she|her)\b(?! (?:is|was) (?:true|correct|so that|the case|said|stated|agreed|provided|possible|necessary)\b)",
    r"\bthere\b(?!['’]s|\s+(?:is|are|was|were|be|been|an?|any|no)\b)(?<!is there)(?<!are there)(?<!was there)(?<!were there)",
    r"(?<![가-힣])그(?=\s)|(?<![가-힣])(?:그|이|저)(?:거|건|걸|게|것|쪽|중|때|곳|분|들)(?![가-힣]{3})|(?<![가-힣])(?:거기|여기|걔네|이\s중|해당\s|같은\s(?:협약|회의|문서|기관|날))",
)
# What asks what became of something said before, so that a later document tells.
LATER = any_of(
    r"결국|나중에|그\s?(?:뒤|후)(?:에|로)?|이후(?:에|로)|실제로|진짜|정말로?\s?(?:했|됐|왔|받|보냈)|어떻게\s?(?:됐|되었|돼\s?가|되어\s?가|처리)|(?:이행|완료|처리|보고)(?:됐|되었|했|하였)",
    r"\b(?:in the end|eventually|actually|ever|finally|since then|afterwards|later|by now|so far|yet)\b|\bwhat (?:became|has become|happened)\b|\b(?:was|were|has|have|did) (?:it|that|they|those|this)\b.{0,30}\b(?:done|delivered|published|completed|kept|paid|sent|finished|reported|happen|met)\b",
)
# A meeting named by its time or number.
AT_A_MEETING = any_of(
    r"(?:\d\s?(?:월|분기|차|년|회차|회)|[상하]반기|작년|올해|지난(?:번|달|해)?|다음)\s?(?:의\s)?(?:\S+\s)?(?:회의|점검|면담|간담|협의회|방문|이사회)",
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december|q[1-4]|quarter|first|second|third|fourth|last|next|(?:19|20)\d\d)(?:['’]s)?\s+(?:\d{4}\s+)?(?:\w+\s+)?(?:meeting|review|visit|session|board)\b|\b(?:meeting|review|visit|session|board)(?: meeting)? (?:in|of|on) (?:\w+ )?(?:january|february|march|april|may|june|july|august|september|october|november|december|(?:19|20)\d\d)\b",
)
# What asks for the reason, or for the place, of what was said before.
WHY = any_of(r"(?<![가-힣])(?:왜|어째서|무엇\s?때문|뭐\s?때문|이유)", r"\bwhy\b|\bhow come\b|\bfor what reason\b")
SOURCE = any_of(
    r"(?:어디|어느\s?(?:쪽|페이지|문서|조항)|몇\s?(?:쪽|페이지|조))\S*\s?(?:\S+\s)?(?:적혀|쓰여|나와|나오|있(?:어|나|는|지|습)|명시|규정|써\s?있)|(?:근거|출처)(?:는|가|를|\?|\s|$)",
    r"\bwhere (?:does|do|is|was|did|can)\b.{0,30}\b(?:say|says|said|written|stated|stand|found|find|state|mentioned)\b|\bwhich (?:page|document|clause|article) (?:says|is that|does)\b|\b(?:source|evidence) (?:for|of) (?:that|this|it)\b|^\W*(?:the )?source\W*$|\bwhat page\b",
)
# What asks for the item after or before the one said last.
NEXT = any_of(
    r"(?<![가-힣])(?:그|이)?\s?(?:바로\s)?다음(?:은|엔|에는|번|\s?(?:거|것|건|항목|단계|과제|순서|차례|분기|달|해|회차|조|줄|행)\S*)",
    r"\b(?:one|step|item|row|quarter|month|year|task|milestone|topic|point|entry|stage|round|line|deliverable|clause|article)s? (?:right |just |directly )?after (?:that|it|this)\b|^\W*(?:and |then )?(?:what(?:['’]s| is| comes) )?(?:the )?next(?: one| step| item| row)?\W*$|\bwhat (?:comes|follows) (?:next|after)\b",
)
PREVIOUS = any_of(
    r"(?<![가-힣])(?:그|이)\s?(?:바로\s)?(?:전|앞)(?:은|엔|에는|\s?(?:거|것|건|항목|단계|과제|분기|번)\S*)",
    r"\b(?:one|step|item|row|quarter|month|year|task|milestone|topic|point|entry|stage|round|line|deliverable|clause|article)s? (?:right |just |directly )?before (?:that|it|this)\b|^\W*(?:and |then )?the (?:previous|preceding) one\W*$",
)
# An item by its number, as "step 4", "3번", "D3".
ITEM = re.compile(
    r"\b(?:step|item|row|no\.?|number|task|milestone)\s?(\d{1,3})\b|(?<!\d)(\d{1,3})\s?번(?!\s?(?:이나|째|만|씩))",
    re.I,
)
# A question that is a name and nothing else.
ELLIPSIS = any_of(
    r"^\W*(?:(?:그럼|그러면|그리고|근데|그런데)\s)?(?:\S+\s)?\S+(?:은|는)\s?요?\s?\?*$",
    r"^\W*(?:and |so |but |ok(?:ay)?,? )?(?:what|how) about\b|^\W*(?:and|or|but) (?:for|with|in|at|from|to)\b|^\W*as for\b",
)
# Documents as a question may call one instead of a partner.
DOCUMENT = any_of(
    r"협약|양해각서|합의서|회의록|브리프|점검|면담",
    r"\bMOUs?\b|\bagreement|\bmemorandum|\bcontract|\bminutes\b|\bbrief\b|\bamendment|\bmeeting",
)
# Words by which a question asks, and nothing else.
ASKING = any_of(
    r"언제|누가|누구|누굴|어디|얼마(?:나|까지)?|몇|무엇|뭐|정확(?:히|하게)|구체적(?:으로)?|까지(?=요|야|지|$|\W)",
    r"\b(?:when|who|whom|whose|where|how (?:much|many|long|often|soon)|until|by|exact(?:ly)?|precisely|from|what (?:day|date|time|amount)|on)\b",
)
# What a question says without asking for anything of its own: what is left of it names whom or when, or is the matter.
EMPTY = any_of(
    r"그럼|그러면|그렇다면|그리고|그래서|그런데|근데|또|어때\S*|어떻게\s?(?:돼|되|됐|됩|되나|되지|되니)\S*|어떤가\S*|뭐야|뭐지|말이야|말인데|경우(?:는|에는|엔)?|쪽(?:은|이랑)?|측(?:은)?",
    r"\b(?:and|what|about|how|then|so|also|but|or|ok|okay|as|for|with|in|the|one|ones|same|text|case|is|it|of|to|please)\b",
)
