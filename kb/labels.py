"""What states, fields and kinds are called, in both languages."""

from __future__ import annotations

from kb.domain import AgreementStatus, ChangeKind, CommitmentStatus, Kind, Language, Modality, ProgressState

STATUS: dict[AgreementStatus, dict[Language, str]] = {
    "draft": {"ko": "서명되지 않은 초안", "en": "unsigned draft"},
    "not_yet_in_force": {"ko": "아직 발효 전", "en": "not yet in force"},
    "in_force": {"ko": "시행 중", "en": "in force"},
    "renewed": {"ko": "자동 연장되어 시행 중", "en": "in force, renewed automatically"},
    "expired": {"ko": "만료됨", "en": "expired"},
    "superseded": {"ko": "다른 협약으로 대체됨", "en": "superseded"},
    "terminated": {"ko": "해지됨", "en": "terminated"},
    "unknown": {"ko": "기간이 적혀 있지 않음", "en": "no term stated"},
}

# What a count of agreements counted.
COUNTED: dict[str, dict[Language, str]] = {
    "in_force": {"ko": "시행 중인(자동 연장 포함)", "en": "are in force, renewed ones included"},
    "expiring": {"ko": "기간이 {first}부터 {last} 사이에 끝나는", "en": "have a term that ends from {first} to {last}"},
    "expiring_from": {"ko": "기간이 {first} 이후에 끝나는", "en": "have a term that ends on or after {first}"},
    "expired": {"ko": "만료된", "en": "have expired"},
    "automatic": {"ko": "자동 연장되는", "en": "renew automatically"},
    "terminated": {"ko": "해지된", "en": "were terminated"},
    "superseded": {"ko": "다른 협약으로 대체된", "en": "were superseded"},
    "draft": {"ko": "서명되지 않은 초안인", "en": "are unsigned drafts"},
    "not_yet_in_force": {"ko": "아직 발효되지 않은", "en": "are not yet in force"},
    "signed_in": {"ko": "{first}부터 {last} 사이에 체결된", "en": "were signed from {first} to {last}"},
    "": {"ko": "서명된 것으로 조건에 맞는", "en": "that are signed match"},
}
AMENDMENTS_APART: dict[Language, str] = {"ko": ", 변경협약은 세지 않음", "en": ", amendments not counted"}

# What a count of commitments counted.
PROMISED: dict[str, dict[Language, str]] = {
    "due_from": {"ko": "기한이 {first} 이후인", "en": "are due on or after {first}"},
    "due": {"ko": "기한이 {first}부터 {last} 사이인", "en": "are due from {first} to {last}"},
    "overdue": {"ko": "기한이 지난", "en": "are overdue"},
    "open": {"ko": "아직 끝나지 않은", "en": "are not done yet"},
    "done": {"ko": "완료되었거나 완료로 보고된", "en": "are done or reported done"},
    "dropped": {"ko": "취소된", "en": "are dropped or reported dropped"},
    "": {"ko": "조건에 맞는", "en": "match"},
}

COMMITMENT_STATUS: dict[CommitmentStatus, dict[Language, str]] = {
    "open": {"ko": "진행 중", "en": "open"},
    "done": {"ko": "완료", "en": "done"},
    "overdue": {"ko": "기한 지남", "en": "overdue"},
    "dropped": {"ko": "취소", "en": "dropped"},
}
PROGRESS: dict[ProgressState, dict[Language, str]] = {
    "done": {"ko": "완료", "en": "done"},
    "under_way": {"ko": "진행 중", "en": "under way"},
    "not_done": {"ko": "미이행", "en": "not done"},
    "dropped": {"ko": "취소", "en": "dropped"},
}
CHANGES: dict[ChangeKind, dict[Language, str]] = {
    "replaced": {"ko": "대체", "en": "replaced"},
    "reworded": {"ko": "문구 변경", "en": "reworded"},
    "added": {"ko": "추가", "en": "added"},
    "deleted": {"ko": "삭제", "en": "deleted"},
    "terminated": {"ko": "해지", "en": "terminated"},
}
DIFFERING: dict[str, dict[Language, str]] = {
    "date": {"ko": "날짜", "en": "dates"},
    "amount": {"ko": "금액", "en": "amounts"},
}

MODALITY: dict[Modality, dict[Language, str]] = {
    "obligation": {"ko": "의무", "en": "obligation"},
    "best_effort": {"ko": "노력", "en": "best effort"},
    "permission": {"ko": "할 수 있음", "en": "may"},
    "prohibition": {"ko": "금지", "en": "must not"},
    "intent": {"ko": "의향", "en": "intention"},
}

# Values that a document writes as such or not at all.
WRITTEN: dict[str, dict[Language, str]] = {
    "money": {"ko": "금액", "en": "amount"},
    "share": {"ko": "비율", "en": "percentage"},
    "phone": {"ko": "전화번호", "en": "phone number"},
    "email": {"ko": "이메일 주소", "en": "e-mail address"},
}
FIELDS: dict[str, dict[Language, str]] = {
    "notice_period": {"ko": "해지 통보 기간", "en": "notice period"},
    "governing_law": {"ko": "준거법", "en": "governing law"},
    "renewal": {"ko": "연장", "en": "renewal"},
    "binding": {"ko": "법적 구속력", "en": "binding force"},
    "expires_on": {"ko": "만료일", "en": "expiry date"},
    "effective_on": {"ko": "발효일", "en": "effective date"},
    "signed_on": {"ko": "체결일", "en": "date of signature"},
    "term": {"ko": "협약 기간", "en": "term"},
    "ended_on": {"ko": "종료일", "en": "ended on"},
    "notice_by": {"ko": "해지 통보 기한", "en": "last day for notice"},
    "ip": {"ko": "지식재산 조항", "en": "intellectual property clause"},
    "costs": {"ko": "비용 조항", "en": "cost clause"},
    "confidentiality": {"ko": "비밀유지 조항", "en": "confidentiality clause"},
    "disputes": {"ko": "분쟁 해결 조항", "en": "dispute clause"},
    "data": {"ko": "개인정보·자료 조항", "en": "data protection clause"},
    "liability": {"ko": "책임 조항", "en": "liability clause"},
}

VALUES: dict[str, dict[Language, str]] = {
    "automatic": {"ko": "자동 연장", "en": "automatic"},
    "by_agreement": {"ko": "서면 합의로 연장", "en": "by written agreement"},
    "none": {"ko": "연장 없음", "en": "none"},
    "True": {"ko": "있음", "en": "yes"},
    "False": {"ko": "없음", "en": "no"},
}

# What an explained question is told in: the names of its parts, and what they can be.
PLAN: dict[str, dict[Language, str]] = {
    "asks:": {"ko": "묻는 것", "en": "Asked for"},
    "subject:": {"ko": "대상", "en": "Of"},
    "parties:": {"ko": "기관", "en": "About"},
    "unknown:": {"ko": "기록에 없는 이름", "en": "Not on record"},
    "documents:": {"ko": "문서", "en": "Documents"},
    "topic:": {"ko": "주제어", "en": "Topic words"},
    "field:": {"ko": "항목", "en": "Field"},
    "state:": {"ko": "상태", "en": "State"},
    "period:": {"ko": "기간", "en": "Period"},
    "day:": {"ko": "기준일", "en": "As of"},
    "taken:": {"ko": "앞의 대화에서", "en": "From the conversation"},
    "question:": {"ko": "읽은 질문", "en": "Read as"},
    "answered_by:": {"ko": "답하는 곳", "en": "Answered by"},
    "look-up": {"ko": "내용 찾기", "en": "a look-up"},
    "list": {"ko": "목록", "en": "a list"},
    "count": {"ko": "개수", "en": "a count"},
    "date": {"ko": "날짜", "en": "a date"},
    "status": {"ko": "상태", "en": "a status"},
    "comparison": {"ko": "비교", "en": "a comparison"},
    "changes": {"ko": "바뀐 내용", "en": "what was changed"},
    "conflicts": {"ko": "서로 다른 내용", "en": "what disagrees"},
    "yes/no": {"ko": "예/아니요", "en": "yes or no"},
    "agreements": {"ko": "협약", "en": "agreements"},
    "commitments": {"ko": "약속", "en": "commitments"},
    "passages": {"ko": "문서의 문장", "en": "the documents' sentences"},
    "register": {"ko": "등록부", "en": "the register"},
    "perhaps": {"ko": "앞에서 말한 문서에 있으면 그것을 먼저", "en": "the documents spoken of first, if they say it"},
    "matter": {"ko": "앞에서 말한 기관과 문서에 관한 다른 내용", "en": "another matter of what was spoken of"},
    "more": {"ko": "앞의 답을 더 자세히", "en": "more of the last answer"},
    "again": {"ko": "앞의 질문을 다른 기관이나 때로", "en": "the last question, of another party or time"},
    "later": {"ko": "앞에서 말한 일의 그 뒤", "en": "what became of what was spoken of"},
    "why": {"ko": "앞의 답의 까닭", "en": "the reason for the last answer"},
    "source": {"ko": "앞의 답이 적힌 곳", "en": "where the last answer is written"},
    "next": {"ko": "앞에서 말한 항목의 다음 항목", "en": "the item after the one spoken of"},
    "item": {"ko": "앞에서 말한 표의 다른 번호", "en": "another number of the table spoken of"},
    "previous": {"ko": "앞에서 말한 항목의 앞 항목", "en": "the item before the one spoken of"},
}
PLAN_STATES: dict[str, dict[Language, str]] = {
    **{str(name): words for name, words in (*STATUS.items(), *COMMITMENT_STATUS.items())},
    "in_force": {"ko": "시행 중", "en": "in force"},
    "expiring": {"ko": "끝나는 것", "en": "ending"},
    "automatic": {"ko": "자동 연장", "en": "renewed automatically"},
}

VERDICT: dict[bool, dict[Language, str]] = {
    True: {"ko": "네", "en": "Yes"},
    False: {"ko": "아니요", "en": "No"},
}

KINDS: dict[Kind, dict[Language, str]] = {
    "mou": {"ko": "협약서", "en": "agreements"},
    "minutes": {"ko": "회의록", "en": "minutes of meetings"},
    "brief": {"ko": "브리프", "en": "briefs"},
    "other": {"ko": "그 밖의 문서", "en": "other documents"},
}

HAPPENED: dict[str, dict[Language, str]] = {
    "renewed": {"ko": "연장되거나 갱신된", "en": "were renewed or extended"},
    "amended": {"ko": "변경된", "en": "were amended"},
}
