"""The sentences the product says itself, in the language of the question; what documents say is only ever quoted."""

from __future__ import annotations

import datetime as dt

from kb.dates import Period, read_term
from kb.domain import AgreementStatus, Language, Modality
from kb.labels import COUNTED, MODALITY, PROMISED, STATUS

_SENTENCES: dict[str, dict[Language, str]] = {
    "nothing": {
        "ko": "등록된 문서에서 이 질문을 뒷받침하는 내용을 찾지 못했습니다.",
        "en": "Nothing in the documents on record supports an answer to this question.",
    },
    "nothing_on": {
        "ko": "등록된 문서에서 ‘{topic}’에 관한 내용을 찾지 못했습니다.",
        "en": "Nothing in the documents on record answers this on “{topic}”.",
    },
    "called_off": {
        "ko": "그날 예정되었던 만남은 열리지 않은 것으로 기록되어 있습니다.",
        "en": "What was planned for that day is on record as called off.",
    },
    "only_talked_of": {
        "ko": "등록된 문서에는 논의나 희망으로만 적혀 있고, 정해졌거나 이루어졌다는 기록은 없습니다.",
        "en": "On record this is only discussed or hoped for; nothing says that it was settled or took place.",
    },
    "nothing_of": {
        "ko": "{party} 관련 문서에 ‘{topic}’에 관한 내용이 없습니다.",
        "en": "{party} is mentioned on record, but nothing answers this on “{topic}”.",
    },
    "empty": {
        "ko": "등록된 문서가 없습니다. 먼저 문서를 등록해 주십시오.",
        "en": "No documents are on record yet: ingest some first.",
    },
    "unserved": {
        "ko": "한국어와 영어로 된 질문에만 답할 수 있습니다. Please ask in Korean or English.",
        "en": "Questions can be answered in Korean and English only. 한국어나 영어로 질문해 주십시오.",
    },
    "unmentioned": {
        "ko": "등록된 문서 어디에도 ‘{party}’에 대한 언급이 없습니다.",
        "en": "No document on record mentions “{party}”.",
    },
    "no_agreement": {
        "ko": "{party}{with_} 체결한 협약은 없습니다. 대신 기록된 것은 다음과 같습니다.",
        "en": "No signed agreement with {party} is on record. What there is instead:",
    },
    "only_draft": {
        "ko": "{party}{with_} 체결한 협약은 없고, 서명되지 않은 초안만 있습니다.",
        "en": "No signed agreement with {party} is on record, only an unsigned draft.",
    },
    "no_document": {
        "ko": "등록된 문서 가운데 ‘{what}’{of}에 해당하는 것은 없습니다. 대신 기록된 것은 다음과 같습니다.",
        "en": "No document on record is “{what}”{of}. What there is instead:",
    },
    "of_partner": {"ko": "({party})", "en": " with {party}"},
    "no_rows": {
        "ko": "조건에 맞는 항목이 등록부에 없습니다.",
        "en": "The register holds nothing that matches.",
    },
    "no_value": {
        "ko": "등록된 문서에 그에 관한 내용은 있으나 {value}은(는) 적혀 있지 않습니다.",
        "en": "The documents on record do not state the {value} asked for.",
    },
    "only_planned": {
        "ko": "예정하거나 약속한 기록만 있고, 실제로 이루어졌다는 기록은 없습니다.",
        "en": "Only a plan or a promise is on record; no document says that it has happened.",
    },
    "no_field": {
        "ko": "해당 협약에서 {field}에 관한 조항을 찾지 못했습니다.",
        "en": "The agreement on record does not state its {field}.",
    },
    "count_agreements": {
        "ko": "{which} 협약은 {count}건입니다 ({day} 기준{note}).",
        "en": "{count} agreements {which} (as of {day}{note}).",
    },
    "none_counted": {
        "ko": "{which} 협약은 등록부에 없습니다: 0건 ({day} 기준).",
        "en": "The register holds no agreements that {which}: 0 (as of {day}).",
    },
    "count_commitments": {
        "ko": "{which} 약속은 {count}건입니다 ({day} 기준{note}).",
        "en": "{count} commitments {which} (as of {day}{note}).",
    },
    "about": {"ko": "‘{topic}’에 관한, {which}", "en": "about “{topic}” {which}"},
    "none_promised": {
        "ko": "{which} 약속은 등록부에 없습니다: 0건 ({day} 기준).",
        "en": "0 commitments {which} in the register (as of {day}).",
    },
    "not_terminated": {
        "ko": "해지된 기록이 없습니다. {state}",
        "en": "No termination is on record. {state}",
    },
    "not_renewed": {
        "ko": "연장되거나 갱신된 기록이 없습니다. {state}",
        "en": "No renewal or extension is on record. {state}",
    },
    "not_superseded": {
        "ko": "다른 협약으로 대체된 기록이 없습니다. {state}",
        "en": "No agreement that replaced it is on record. {state}",
    },
    "not_amended": {
        "ko": "변경된 기록이 없습니다. {state}",
        "en": "No amendment is on record. {state}",
    },
    "not_amended_so_often": {
        "ko": "제{number}차 변경합의는 기록에 없습니다. {state}",
        "en": "No amendment no. {number} is on record. {state}",
    },
    "not_expired": {
        "ko": "아직 끝나지 않았습니다. {state}",
        "en": "It has not expired. {state}",
    },
    "stands": {"ko": "{title}: {state}.", "en": "{title}: {state}."},
    "state_in_force": {"ko": "{day}까지 시행 중", "en": "in force until {day}"},
    "state_renewed": {"ko": "자동 연장되어 {day}까지 시행 중", "en": "in force until {day}, renewed automatically"},
    "state_expired": {"ko": "{day}에 만료됨", "en": "expired on {day}"},
    "state_superseded": {"ko": "{day}부터 다른 협약으로 대체됨", "en": "superseded from {day}"},
    "state_terminated": {"ko": "{day}부로 해지됨", "en": "terminated with effect from {day}"},
    "state_not_yet_in_force": {"ko": "아직 발효 전, {day}부터 시행", "en": "not yet in force: takes effect on {day}"},
    "renewed_itself": {
        "ko": "자동 연장 {count}회 ({terms})",
        "en": "renewed automatically, {count} time(s) ({terms})",
    },
    "lengthened": {"ko": "{until}까지로 연장 ({by})", "en": "extended until {until} ({by})"},
    "amended_from": {"ko": "{day}부터 변경", "en": "amended from {day}"},
    "further_date": {
        "ko": "더 늦은 쪽: {first}; 더 이른 쪽: {last}; {days}일 차이",
        "en": "later: {first}; earlier: {last}; {days} days apart",
    },
    "further_length": {
        "ko": "더 긴 쪽: {first}; 더 짧은 쪽: {last}",
        "en": "longer: {first}; shorter: {last}",
    },
    "all_same": {"ko": "{field}이(가) 같음: {value}", "en": "the {field} is the same: {value}"},
    "all_different": {"ko": "{field}이(가) 서로 다름", "en": "the {field} is not the same"},
    "count_partners": {
        "ko": "{which} 협약의 상대 기관은 {count}곳입니다 ({day} 기준).",
        "en": "{count} partners with agreements {which} (as of {day}).",
    },
    "count_documents": {"ko": "{kind} {count}건이 등록되어 있습니다{who}.", "en": "{count} {kind} on record{who}."},
    "document": {"ko": "{day} — {title} ({file})", "en": "{day} — {title} ({file})"},
    "no_documents": {"ko": "{kind}이(가) 등록되어 있지 않습니다{who}.", "en": "No {kind} on record{who}."},
    "of_whom": {"ko": " ({party})", "en": " ({party})"},
    "count_field": {
        "ko": "{field} ‘{value}’: 협약 {count}건 ({day} 기준{note}).",
        "en": "{count} agreements with {field}: {value} (as of {day}{note}).",
    },
    "any_value": {"ko": "적혀 있음", "en": "stated"},
    "reported_so": {"ko": "{state} ({day} 보고): “{quote}”", "en": "{state} (reported {day}): “{quote}”"},
    "promised_so": {"ko": "약속: {text}", "en": "what was promised: {text}"},
    "happened_count": {"ko": "{what} 기록 {count}건 ({day} 기준).", "en": "{count} {what} (as of {day})."},
    "corrected": {"ko": "{field}: {by}이(가) {day}에 고침", "en": "{field} corrected by {by} on {day}"},
    "within": {"ko": "{first}부터 {last} 사이에 {which}", "en": "{which} from {first} to {last}"},
    "shown_of": {"ko": "{count}건 가운데 {shown}건 표시", "en": "{shown} of {count} shown"},
    "valued": {"ko": "{value} — {title}{dates}", "en": "{value} — {title}{dates}"},
    "verdict": {"ko": "{verdict} — {state}", "en": "{verdict} — {state}"},
    "replaced_by": {"ko": " → 새 협약: {title}", "en": " → replaced by: {title}"},
    "compared": {
        "ko": "{day}에 시행 중인 협약 {count}건의 {field}을(를) 비교했습니다: {stated}건에 적혀 있습니다.{none}",
        "en": "Compared the {field} of {count} agreements in force on {day}: {stated} state it.{none}",
    },
    "compared_none": {"ko": " 적혀 있지 않은 협약: {names}.", "en": " Not stated by those with: {names}."},
    "owned": {"ko": "{value} — {whose}", "en": "{value} — {whose}"},
    "passed": {"ko": " — 이미 지났음", "en": " — already passed"},
    "counted_rows": {
        "ko": "모두 {count} — 이 표의 {rows}행 가운데 ‘{condition}’에 해당하는 행입니다.",
        "en": "{count} in total — of the {rows} rows of this table those with “{condition}”.",
    },
    "value_first": {"ko": "{value} — {text}", "en": "{value} — {text}"},
    "value": {"ko": "{whose}: {value}", "en": "{whose}: {value}"},
    "no_change": {
        "ko": "{party} 협약을 변경한 기록이 없습니다.",
        "en": "No amendment of an agreement with {party} is on record.",
    },
    "no_changes": {"ko": "협약을 변경한 기록이 없습니다.", "en": "No amendment of an agreement is on record."},
    "changed": {
        "ko": "{day}부터, {place}{kind}: “{new}”{old}",
        "en": "From {day}, {place}{kind}: “{new}”{old}",
    },
    "changed_from": {"ko": " (이전: “{old}”)", "en": " (before: “{old}”)"},
    "added": {"ko": "{day}부터, 추가: {action}", "en": "From {day}, added: {action}"},
    "conflict": {
        "ko": "{place}서로 다른 {what}: {one} / {other}",
        "en": "{place}two {what}: {one} / {other}",
    },
    "no_conflict": {
        "ko": "서로 다른 날짜나 금액은 발견되지 않았습니다.",
        "en": "No two dates or amounts that disagree were found.",
    },
    "superseded": {
        "ko": "[{since}부터 효력 없음: {by}] {text}",
        "en": "[no longer in effect from {since}: {by}] {text}",
    },
    "superseded_count": {
        "ko": "{count}건은 변경·대체되어 따로 표시",
        "en": "{count} more superseded, shown apart",
    },
    "not_about": {
        "ko": "‘{topic}’에 관한 것은 없어 모두 보임",
        "en": "none about “{topic}”, so all of them are shown",
    },
    "reported_count": {
        "ko": "그중 {count}건은 이행 보고 있음(미확인)",
        "en": "{count} of them reported done, not confirmed",
    },
    "reported": {"ko": " — 보고: {state} ({day}, 제안)", "en": " — reported {state} ({day}, proposed)"},
    "tail": {"ko": " — {tail}", "en": " — {tail}"},
    "owner": {"ko": "담당 {owner}", "en": "owner {owner}"},
    "agreement": {
        "ko": "{title} — {status}{dates}",
        "en": "{title} — {status}{dates}",
    },
    "commitment": {
        "ko": "{obligor} ({modality}): {action}{due}",
        "en": "{obligor} ({modality}): {action}{due}",
    },
}


def say(name: str, language: Language, **values: object) -> str:
    """The sentence `name` with its values filled in."""
    return _SENTENCES[name][language].format(**values, with_=_with(str(values.get("party", ""))))


def has(name: str) -> bool:
    """Whether there is a sentence `name`."""
    return name in _SENTENCES


def counted(name: str, period: Period | None, language: Language) -> str:
    """What a count of agreements counted, with the days it is limited to."""
    if period is not None and period.last.year == dt.MAXYEAR and name == "expiring":
        return COUNTED["expiring_from"][language].format(first=day(period.first, language))
    first, last = (day(period.first, language), day(period.last, language)) if period else ("", "")
    return COUNTED[name][language].format(first=first, last=last)


def promised(name: str, period: Period | None, language: Language) -> str:
    """What a count of commitments counted, with the days it is limited to."""
    first, last = (day(period.first, language), day(period.last, language)) if period else ("", "")
    if period is not None and period.last.year == dt.MAXYEAR and name == "due":
        name = "due_from"
    return PROMISED[name][language].format(first=first, last=last)


def duration(iso: str, language: Language) -> str:
    """A term such as P3M in words."""
    term = read_term(iso)
    parts = ((term.years, "년", "year"), (term.months, "개월", "month"), (term.days, "일", "day"))
    if language == "ko":
        return " ".join(f"{count}{ko}" for count, ko, _ in parts if count)
    return " ".join(f"{count} {en}{'s' if count > 1 else ''}" for count, _, en in parts if count)


def _with(name: str) -> str:
    """The Korean particle for "with" after `name`: 과 after a final consonant, 와 after a vowel, both where it can't be told."""
    last = name[-1:]
    if not "가" <= last <= "힣":
        return "와(과)"
    return "과" if (ord(last) - ord("가")) % 28 else "와"


def status(value: AgreementStatus, language: Language) -> str:
    """An agreement's status in words."""
    return STATUS[value][language]


def modality(value: Modality, language: Language) -> str:
    """A commitment's modality in a word."""
    return MODALITY[value][language]


def day(value: dt.date, language: Language) -> str:
    """A date as a reader of the language writes it."""
    return (
        f"{value.year}년 {value.month}월 {value.day}일" if language == "ko" else f"{value.day} {value:%B} {value.year}"
    )
