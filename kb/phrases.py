"""The phrases by which questions are told apart, in both languages: a table, with no rule that combines them."""

from __future__ import annotations

import re


def any_of(*phrases: str) -> re.Pattern[str]:
    """A pattern of phrases, in any case."""
    return re.compile("|".join(phrases), re.IGNORECASE)


AGREEMENT = any_of(
    r"협약|양해각서|합의서|협정|약정|계약", r"\bMOUs?\b|\bNDAs?\b|\bagreements?\b|\bmemorand|\bcontracts?\b"
)
COMMITMENT = any_of(
    r"하기로\s?(?:한|했|하였)|기로\s?(?:한|했던|하였던|된)\s?(?:거|것|게|건|일|사항|내용)|약속|의무|이행\s?사항|해야\s?(?:할|하는)\s?(?:일|것)|해\s?줘야\s?(?:할|하는)|맡은|할\s?일|한\s?일은|과제|조치\s?사항",
    r"기한이?\s?(?:지난|지났|되는|오는|다가오|도래|임박|넘긴|넘은|경과)|마감(?:이|인|되는|일이)|연체|밀린",
    r"\bcommit(?!tee)|\bpromis|\bobligat|\bundert[ao]|\b(?:agree[ds]?|decided?) to\b|\bsupposed to\b|\bresponsib|\bpledg|\bhave to do\b",
    r"\b(?:everything|anything|all|what|things) (?:that )?(?:we|they) (?:still )?(?:have|need) to\b|\b(?:what|which)(?: \w+)? (?:is|are|remains?) (?:still )?(?:open|outstanding|pending|not done|left)\b",
    r"\b(?:have|has|had|need|needs|ha[sd] still|still) to (?:deliver|do|provide|submit|send|supply|give|hand|prepare|finish|complete|pay)\b|\bmust (?:.{1,40}? )?(?:deliver|provide|submit|supply|hand over)\b|\bdeliverables?\b|\b(?:over|past )?due\b|\bto-?dos?\b|\baction items?\b|\bduties\b|\bowes?\b",
)
COUNT = any_of(r"몇\s?(?:건|개|곳|번|군데)|건수|개수|얼마나\s?많", r"\bhow many\b|\bnumber of\b|\bcount (?:of|the)\b")
LIST = any_of(
    r"목록|모두|전부|모든|나열|무엇무엇|알려|어떤\s?(?:것|협약|기관)|어느\s?협약|(?:협약|양해각서|MOU)(?:은|는|들은|이|가)?\s*(?:뭐|무엇|어떤\s?것)?\S{0,4}\s*\??$",
    r"\blist\b|\ball\b|\bwhich\b|\bwhat (?:agreements|mous|commitments)\b|\bshow\b",
)
PARTNERS = any_of(
    r"(?:기관|상대|파트너|단체|곳|회사)\S{0,4}\s(?:\S+\s)?몇|몇\s?(?:곳|군데|개\s?(?:기관|단체|회사))|(?:어떤|어느|모든)\s?(?:기관|파트너|상대|단체|곳)",
    r"\b(?:how many|which|what|number of|list|all)\b(?: [\w-]+){0,3} (?:partners?|organi[sz]ations|bodies|institutions|counterparts|counterpart(?:y|ies))\b",
)
# Several things are asked for, one beside the other.
SEVERAL = any_of(
    r"목록|모두|전부|모든|나열|각각|들(?:은|이|을|의|에|\s|\?|$)|[가-힣]별(?:로)?(?:\s|$)|씩|어디어디|뭐뭐|무엇무엇|정리해|(?:다섯|여섯|일곱|여덟|아홉|열|네|세|두|\d+)\s?(?:곳|개|가지|건|명|기관|종)\S*",
    r"\blist\b|\ball\b|\beverything\b|\beach\b|\bevery\b|\b(?:what|which) (?:\w+ )?(?!is\b|was\b|does\b|has\b)\w+s\b(?! (?:is|was|the|a)\b)|\b(?:what|which) (?:are|were)\b|\bname the\b|\b(?:two|three|four|five|six|seven|eight|nine|ten)\b",
)
EXISTENCE = any_of(
    r"(?:협약|양해각서|합의|MOU|협정)\S*\s?(?:을|를|이|가)?\s?(?:\S+\s)?(?:있|없|맺었|체결했|체결하였|했)(?:는|나|습|어|지|을)",
    r"(?:시행|유효|효력)\S*\s?(?:중|있|한가)",
    r"\b(?:is there|are there|do we have|have we|did we|does .{1,60} have|has .{1,60} signed|did .{1,60} sign)\b.{0,60}\b(?:agreement|mou|memorandum|sign(?:ed)?\b|contract)",
    r"\bstill (?:in force|valid)\b|\bin force\b",
)

# What a count of commitments counts; "how many pairs do we undertake to match" asks for a figure in one.
COUNTS_PROMISES = any_of(
    r"(?:약속|의무|과제|(?:조치|이행|합의|결정)\s?사항|조치|할\s?일|한\s?일|하는\s?일|사항|것|일|건)\S{0,3}\s?(?:\S+\s){0,3}?(?:몇|건수|개수|얼마나\s?많)|몇\s?건",
    r"\bhow many (?:[\w-]+ ){0,4}?(?:commitments?|promises|obligations?|tasks?|actions?|items?|deliverables?|dut(?:y|ies)|things|to-?dos?|undertakings?|pledges?|responsibilities|are|were|is|do|does|did|have|has)\b(?! (?:we|they|you|it|the \w+|[A-Z]\w+) (?:undert|promis|agree|commit|have to|need to|plan))|\bnumber of (?:[\w-]+ ){0,3}?(?:commitments?|promises|obligations?|tasks?|actions?|items?|deliverables?)\b",
)
# States of agreements, the more telling first.
STATES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("automatic", any_of(r"자동\S*\s?(?:연장|갱신)|저절로\s?(?:연장|갱신|늘|이어|계속)\S*|알아서\s?(?:연장|갱신)\S*|(?:반대|이의|통보|통지|말|별도\s?합의)\S*\s?(?:\S+\s)?(?:없으면|않으면|안\s?하면)\s?(?:\S+\s)?(?:연장|갱신|계속)\S*", r"\bautomatic(?:ally)? (?:renew|extend|extension)|\b(?:renew|extend)s? automatically|\bauto-?renew|\b(?:renew|roll|extend|carry|run|go|continu)\w*(?: over| on)? (?:by )?(?:itself|themselves|on (?:its|their) own)\b(?:,? unless [^?]*)?|\broll(?:s|ed|ing)? over\b(?:,? unless [^?]*)?|\b(?:renew|extend|continu|roll|run)\w*,? unless (?:some|any|either|one|a|the)\w*\b[^?]*\b(?:object|oppose|say|notice|notif|stop|terminat|cancel|declin)[^?]*|\b(?:renew|extend|continu)\w* without (?:us |anyone |anybody |either side )?(?:doing|any|further|signing)[^?]*")),
    ("terminated", any_of(r"해지(?:된|되었|했|하였|한\s|됐)|해지\s?(?:여부|사유|이력)|파기|중도\s?(?:해지|종료)", r"\bterminated\b|\bbeen terminated\b|\bdid .{1,60}\bterminate\b|\bcancel+ed\b|\btermination of .{1,60}\b(?:when|why)\b")),
    ("superseded", any_of(r"대체된|대체되었|갈음된", r"\bsuperseded\b|\breplaced\b(?! (?:the|our|it|its|an?)\b)")),
    ("draft", any_of(r"초안|서명되지\s?않은|미서명|미체결|협약\(안\)", r"\bdrafts?\b|\bunsigned\b|\bnot (?:yet )?signed\b")),
    ("not_yet_in_force", any_of(r"발효\s?(?:전|예정)|아직\s?(?:발효|시행)", r"\bnot yet (?:in force|in effect|effective)\b")),
    ("expired", any_of(r"만료된|만료되었|만료됐|끝난\s?(?:협약|양해각서|MOU)|종료된|실효|(?:기간|기한)이?\s?(?:다\s?)?(?:끝난|지난|다한|된)\s?(?:협약|양해각서|MOU|계약)|효력을?\s?(?:잃은|다한)", r"\bexpired\b|\b(?:have|has) (?:already )?(?:ended|run out|run their course|come to an end)\b|\btime (?:has |had )?(?:ran|run|is) (?:out|up)\b|\blapsed\b|\bno longer in force\b")),
    ("expiring", any_of(r"만료|끝나|종료", r"\bexpir|\bend(?:s|ing)?\b|\brun(?:s|ning)? out\b|\blapse")),
    ("in_force", any_of(r"시행\s?중|유효|효력이?\s?있|발효\s?중|살아\s?있", r"\bin force\b|\bin effect\b|\bvalid\b|\bactive\b|\bcurrent\b")),
)  # fmt: skip

# States of commitments.
STATES_OF_WORK: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("overdue", any_of(r"기한이?\s?(?:을\s?)?(?:지난|지났|넘긴|넘은|경과)|연체|밀린|지체된|늦어진", r"\boverdue\b|\bpast (?:their |its )?due\b|\blate\b|\bmissed\b")),
    ("dropped", any_of(r"취소된|철회된|폐기된|그만두|없던\s?일", r"\bdropped\b|\bcancel+ed\b|\babandoned\b|\bwithdrawn\b")),
    ("open", any_of(r"미완료|미이행|남은|남아\s?있|아직\s?(?:안|못|하지|이행)|열려\s?있|진행\s?중", r"\bopen\b|\boutstanding\b|\bpending\b|\bnot (?:yet )?(?:done|completed|fulfilled|delivered)\b|\bremain(?:s|ing)?\b|\bstill (?:have to|owe)")),
    ("done", any_of(r"완료|이행(?:한|된|하였|했)|끝낸|마친|지킨", r"\bdone\b|\bcompleted\b|\bfulfilled\b|\bkept\b|\bfinished\b")),
)  # fmt: skip
OWNER = any_of(
    r"담당(?:자|팀|부서)?(?:는|은|이|가)?|누가\s?(?:맡|담당|챙)|책임자",
    r"\bwho (?:owns?|is in charge|handles)\b|\bowner\b|\bin charge of\b",
)

OURS = any_of(
    r"우리(?:가|는|측이|\s?재단|의\s?(?:의무|약속|과제|할))|저희|(?<![가-힣])재단이\s|우리\s?(?:쪽|측)",
    r"\bwe\b|\b(?:does|must|has|did|should|that|which|what) the foundation\b|\bthe foundation(?:['’]s (?:own )?(?:commit|oblig|promis|duties)| (?:has|have|must|owes?|promised|agreed|undert|need))|\bour (?:own )?(?:commit|oblig|promis|side|duties|to-?do)|\bdo we\b",
)
TO_US = any_of(r"우리(?:에게|한테|측에)|저희에게", r"\b(?:to|for|promised?|owe[sd]?|give[sn]?|gave) us\b")
BETWEEN = any_of(
    r"(?:와|과|이랑|하고)의\s?(?:약속|의무|과제|이행)|사이의?\s?(?:약속|의무)|관련\s?(?:약속|의무|과제)",
    r"\b(?:commitments?|promises|obligations?) (?:with|between|under)\b",
)

# Fields of an agreement that the register holds.
FIELDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("notice_by", any_of(
        r"(?:언제|며칠)까지\s?(?:\S+\s){0,2}?(?:통보|통지|알려|알리|말해|말씀|얘기)\S*\s.{0,40}(?:연장|갱신|해지|종료)|(?:해지|종료|연장|갱신|끝내|그만두)\S*\s?.{0,20}(?:언제|며칠)까지\s?.{0,16}(?:통보|통지|알려|알리|말(?:해|하)|얘기|전달|서면|의사|반대)|(?:언제|며칠)까지\s?.{0,24}(?:반대|거절|안\s?(?:하겠|한다)|그만두)\S*|(?:갱신|연장)\s?(?:합의|신청|협의|동의|거절|의사\S*)?\s?(?:시한|기한|마감)|(?:언제|며칠)까지\s?.{0,24}(?:해지|종료|갱신|연장)\S*\s?.{0,16}(?:통보|통지|알려|알리|서면|의사)|(?:해지|종료|갱신\s?거절)\s?(?:통보|통지)\s?(?:기한|마감|시한)|통보\s?(?:기한|시한|마감)",
        r"\b(?:by when|until when|when|what date|how late|latest|last day|deadline)\b.{0,60}\b(?:give|serve|send)?\b.{0,20}\bnotice\b|\b(?:by when|until when|when|what date|how late|latest|last (?:day|date)|deadline)\b.{0,40}\b(?:object|opt out|say no|refuse|back out|non-renewal|(?:not|don['’]t) (?:to )?(?:renew|extend)|stop (?:it|the|an?)\b.{0,30}(?:renew|extend|roll))|\b(?:when|until when|what date|how late)\b.{0,30}\b(?:tell|inform|notify|write to|let .{1,40} know|warn)\b.{0,60}\b(?:renew|extend|end|stop|terminat|continue|cancel|leave)|\b(?:last (?:day|date)|deadline|cut-?off)\b.{0,30}\b(?:renew|extend|extension|opting|objecti)|\b(?:renewal|extension) deadline\b|\bnotice (?:deadline|date)\b|\bdeadline for (?:giving |the )?notice\b",
    )),
    ("notice_period", any_of(r"해지\S*\s?.{0,12}(?:통보|통지|며칠|기간|전)|통보\s?기간|사전\s?통보|예고\s?기간", r"\bnotice\b|\bterminat\w* .{0,30}(?:how|days)")),
    ("governing_law", any_of(r"준거법|적용\s?법|(?:어느|어떤|다른|외국|해외)\s?(?:나라\s?)?법|(?:한국|대한민국|국내|외국|같은)\s?법(?:을|이|의|에|률)?", r"\bgoverning laws?\b|\bunder (?:[\w’']+ ){0,3}laws?\b|\b(?:same|foreign|whose|korean) laws?\b|\bwhich law\b|\bgoverned by\b|\bapplicable law\b|\blaws? governs?\b")),
    ("renewal", any_of(r"연장|갱신", r"\brenew|\bextend|\bextension")),
    ("binding", any_of(r"구속력|법적\s?효력", r"\bbinding\b|\bnon-binding\b")),
    ("expires_on", any_of(r"만료|(?:협약|양해각서|MOU|계약|합의서)(?:서)?(?:은|는|이|가)?\s(?:\S+\s)?언제까지(?!\s?\S*(?:하|해|제출|보내|내야|알려|통보|통지))|언제까지\s?(?:유효|효력)|(?:언제|며[칠칟츨](?:날|에|자)?|몇\s?월\s?며칠\S*|어느\s?날)\s?(?:끝|종료|효력이?\s?(?:다|없어))|종료일", r"\bexpir|\bend date\b|\bwhen .{0,40}\bend\b|\bvalid until\b|\brun(?:s)? out\b")),
    ("effective_on", any_of(r"발효|효력\S*\s?발생|시행일", r"\beffective (?:date|from|on)|\benter(?:s|ed)? into force\b|\btake effect\b")),
    ("signed_on", any_of(r"언제\s?.{0,14}(?:체결|서명|맺)|(?:체결|서명|맺은)\S*\s?.{0,6}(?:언제|날|일자)|체결일|서명일", r"\bwhen .{0,60}\bsign|\bsigning date|\bdate .{0,12}signed\b|\bsigned on\b")),
    ("term", any_of(r"(?:협약|유효|계약)\s?기간", r"\bhow long (?:is|was|does|did|do|are|will)\b.{0,60}\b(?:agreement|mou|memorandum|contract|last|run)|\bterm of\b|\bduration\b|\bterms? \(length\)")),
)  # fmt: skip
# Clauses that are compared by what they say; `heading` finds them in an agreement.
CLAUSES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("ip", any_of(r"지식\s?재산|지적\s?재산|저작권|소유권|특허|성과물?의?\s?(?:귀속|처리)", r"\bintellectual property\b|\bIPR?\b|\bcopyright|\bownership\b|\bpatents?\b|\buse of results\b")),
    ("costs", any_of(r"비용|경비|재정|예산|부담금", r"\bcosts?\b|\bexpenses?\b|\bmoney\b|\bfund(?:s|ing)\b|\bfinanc|\bbudget")),
    ("confidentiality", any_of(r"비밀|기밀", r"\bconfidential|\bnon-disclosure\b|\bsecrecy\b")),
    ("disputes", any_of(r"분쟁|다툼|관할|중재", r"\bdisputes?\b|\barbitration\b|\bjurisdiction\b|\bdifferences that arise\b|\bsettle")),
    ("data", any_of(r"개인\s?정보|데이터\s?(?:보호|처리)|정보\s?보호", r"\bpersonal (?:data|information|particulars)\b|\bdata protection\b|\bprivacy\b|\bdata and privacy\b")),
    ("liability", any_of(r"손해\s?배상|책임(?:의\s?제한|과\s?배상)|배상", r"\bliabilit|\bindemni|\bdamages\b")),
)  # fmt: skip
COMPARE = any_of(
    r"비교|대조|차이(?:가|는|점)?|서로\s?(?:어떻게\s?)?다른|협약별|기관별|상대별|파트너별|각(?:각의?)?\s?(?:협약|양해각서|기관|파트너|MOU)|협약마다|기관마다|MOU마다",
    r"\bcompar|\bacross\b|\bside by side\b|\bdiffer(?:s|ences?)?\b|\b(?:each|every) (?:agreement|mou|partner|of our|contract)\b|\bby partner\b|\bper (?:agreement|partner|mou)\b|\b(?:all|our) (?:the )?(?:agreements|mous)['’]",
)
CHANGED = any_of(
    r"무엇이?\s?(?:바뀌|변경|달라)|뭐가\s?(?:바뀌|달라)|어떻게\s?(?:바뀌|변경되|달라졌)|(?:변경|개정|수정)(?:된|한|하는)?\s?(?:내용|사항|조항|점|협약|합의|계약)|바뀐\s?(?:점|내용|것|조항)|달라진|개정되었|변경되었",
    r"\bwhat (?:has |have |was |were |is |did |does )?.{0,40}(?:chang|amend)|\bchanges? (?:made|in|to|by|of) the (?:mou|agreement|amend|memorandum)|\bamendments?\b|\bhow (?:was|were|has) .{1,40}(?:chang|amend)",
)
CONFLICT = any_of(
    r"충돌|모순|불일치|서로\s?(?:다른|어긋|맞지)\S*\s?(?:날짜|금액|기한|내용|조항|곳|점)|어긋나|국문본?(?:과|이랑|하고)\s?영문본?",
    r"\bconflict|\bcontradict|\binconsisten|\bdiscrepanc|\bdisagree|\bdo not match\b|\bmismatch",
)
AS_OF = any_of(
    r"당시|기준(?:으로|일|\s|\?|$)|시점|무렵",
    r"\bas of\b|\bas at\b|\bat (?:the|that) time\b|\bback (?:in|on)\b|\bon record (?:in|on)\b",
)
# What is taken for an agreement's: "under our agreement with", "협약의 해지 통보 기간은".
UNDER = any_of(
    r"(?:협약|양해각서|MOU|합의서|계약)(?:의|에서|에\s?따라|에\s?따른|상의?|\s?제\s?\d+\s?조)\s",
    r"\b(?:under|in|of|by|to|does) (?:its|our|the|their|your) (?:\w+ ){0,3}(?:agreement|mou|memorandum|contract)\b",
    r"\b(?:our|the) (?:\w+ ){0,3}(?:agreement|mou|memorandum|contract) with\b",
)
# At which meeting something was said.
AT_A_MEETING = any_of(
    r"(?:\S+\s)?\S*(?:회의|점검|면담|간담회|협의회|작업반|운영그룹)(?:회의)?(?:\s?회의록)?\s?(?:에서|때|당시|기준|자리)\S*",
    r"\b(?:at|from|in|by|during|since) (?:the |our |its )?(?:[\w'’-]+ ){0,6}(?:meetings?|reviews?|sessions?|board|group|minutes)\b",
)
# A month or day that a question gives a meeting is not when something is due.
OF_A_MEETING = any_of(
    r"^\s?(?:의\s?)?(?:\S+\s)?\S*(?:회의|면담|점검|간담|협의회|방문|운영그룹|작업반|출장|워크숍)",
    r"^(?:['’]s)?\s+(?:[\w'’-]+\s+){0,3}?(?:meeting|review|visit|session|board|group|committee|workshop|talks|trip)",
)
# Words that ask; what remains of a question is its topic.
TOPICLESS = any_of(
    r"협약\S*|양해각서|합의서|협정|약속\S*|의무|이행|사항|과제|목록|모두|전부|모든|알려\S*|우리\S*|저희\S*|재단|기관|무엇\S*|[가-힣]*기로\s?(?:한|했\S*|된)?|(?<![가-힣])(?:쪽|측|거|것|게)(?:이|은|을|에서)?(?=\s)|맺은|체결\S*|올해|내년|작년|이번|분기|다음\s?달|이번\s?달|지난달|상반기|하반기",
    r"만료\S*|시행|유효|\d+년|\d+월|\d+일|\d+개월|\d+주|기한\S*|마감\S*|되는|돌아오는|지난|지났\S*|넘긴|남은|해야\s?\S*|할\s?일\S*|일은|완료\S*|담당\S*|누가|관련\S*|대해\S*|대한|안에|이내|전에|까지|이후|현재|지금|어떤|주제|상태|보여\S*|찾아\S*|줘|주세요|있나|있는|앞으로|취소\S*|당시|기준(?:으로|일)?|오늘|연체\S*",
    r"(?:별표|별지|부속서|붙임|첨부)\s?(?:제?\d+호?|[A-Z가-하](?![가-힣]))?\S*|모아\S*|정리\S*|뽑아\S*|추려\S*|새로|정한|정했\S*|결정\S*|조치\S*|몇\s?(?:건|개|가지|곳|번|명)\S*|몇\S*|각각|전체|다시|좀|요약\S*",
    r"\b(?:schedule|annex|appendix|exhibit|attachment)s?\s(?-i:[A-Z]\b|\d+\b)",
    r"\b(?:many|much|different|new|newly|decided?|decisions?|please|collect|gather|summari[sz]e|together|each|exactly|currently|already)\b",
    r"\b(?:mous?|memorand\w+|agree\w*|commit\w*|promis\w*|obligat\w*|undert\w+|pledg\w*|responsib\w*|list|all|which|partners?|part(?:y|ies)|overdue|deliverables?)\b",
    r"\b(?:due|year|quarter|month|week|half|days?|months|weeks|next|last|within|before|after|until|expir\w*|signed?|tell|show|give|made|make|supposed|foundation|side|still|open|done|outstanding|pending|completed|dropped|cancelled|owner|owns?|charge|status|today|currently|now|regarding|concerning|related|topic|about|action|items?|late|deliver|do|everything|anything|things?|need|what|remains?|left|gets?|send|me|so)\b",
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december|\d{1,4}(?:st|nd|rd|th)?)\b",
)
# A question whether something is said at all, and the words by which it asks.
POLAR = any_of(
    r"(?<!어떤\s)(?<!어느\s)(?<!무슨\s)(?:조항|규정|조문|문구)(?:이|은|도|가)?\s?(?:(?!에|으로|어떻|어떤|어디|무엇|뭐|몇|왜)\S+\s)?(?:있|없)(?:나|는가|는지|습니까|어|죠|지|음)\S*",
    r"\b(?:is|are) there (?:an?|any|some) (?:[\w-]+ ){0,3}?(?:clauses?|provisions?|articles?|wording|language) (?:on|about|for|that|to|covering|concerning|regarding|of|which)\b",
    r"\bis it (?:so|true|correct|stated|provided|agreed|the case)(?: that)?\b|\b(?:does|do) .{1,160}? (?:say|state|provide|stipulate|mention|contain|specify)(?: that)?\b",
    r"(?:규정|명시|언급|포함|기재)(?:되어|하고|돼)\s?있(?:나|는가|는지|습니까|어)\S*|(?:다고|라고|는\s?내용이)\s?(?:되어|적혀|쓰여|규정|나와|명시)?\S*\s?있(?:나|는가|는지|습니까|어)\S*|(?:사실|맞)(?:인가|나요?|습니까)\S*",
)
_ASKS = any_of(
    r"\b(?:who|whom|whose|what|which|when|where|why|how|list|show|tell|compare|give|name)\b",
    r"^\W*(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|may|must|shall|should)\b",
)
_STATES_A_RULE = re.compile(r"\w\s+(?:shall|may|must)\s+(?:not\s+|only\s+)?\w+", re.IGNORECASE)
ACCORDING_TO = re.compile(
    r"^\W*(?:according to|as per|per|under|in)\W*(?=,|\W*$)|\baccording to\b[\s\W]*|에\s?따르면,?", re.IGNORECASE
)


def is_polar(question: str) -> bool:
    """Whether a question asks if something is said, in so many words or by stating it."""
    if POLAR.search(question):
        return True
    return bool(_STATES_A_RULE.search(question)) and not _ASKS.search(question)


def first(table: tuple[tuple[str, re.Pattern[str]], ...], text: str) -> str:
    """The first name of a table whose phrases `text` has; empty where it has none."""
    return next((name for name, pattern in table if pattern.search(text)), "")


def named(name: str) -> re.Pattern[str]:
    """The phrases of the field or clause of that name."""
    return dict((*FIELDS, *CLAUSES))[name]
