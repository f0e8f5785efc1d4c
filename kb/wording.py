"""The sentences the product says itself, in the language of the question; what documents say is only ever quoted."""

from __future__ import annotations

import datetime as dt

from kb.domain import AgreementStatus, Language, Modality

_SENTENCES: dict[str, dict[Language, str]] = {
    "nothing": {
        "ko": "등록된 문서에서 이 질문을 뒷받침하는 내용을 찾지 못했습니다.",
        "en": "Nothing in the documents on record supports an answer to this question.",
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
    "no_rows": {
        "ko": "조건에 맞는 항목이 등록부에 없습니다.",
        "en": "The register holds nothing that matches.",
    },
    "no_field": {
        "ko": "해당 협약에서 {field}에 관한 조항을 찾지 못했습니다.",
        "en": "The agreement on record does not state its {field}.",
    },
    "count_agreements": {
        "ko": "{which} 협약은 {count}건입니다 ({day} 기준).",
        "en": "{count} agreements {which} (as of {day}).",
    },
    "count_commitments": {
        "ko": "조건에 맞는 약속은 {count}건입니다 ({day} 기준).",
        "en": "{count} commitments match (as of {day}).",
    },
    "agreement": {
        "ko": "{title} — {status}{dates}",
        "en": "{title} — {status}{dates}",
    },
    "commitment": {
        "ko": "{obligor} ({modality}): {action}{due}",
        "en": "{obligor} ({modality}): {action}{due}",
    },
}

_STATUS: dict[AgreementStatus, dict[Language, str]] = {
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
    "expiring": {"ko": "만료 조건에 맞는", "en": "expire as asked"},
    "automatic": {"ko": "자동 연장되는", "en": "renew automatically"},
    "": {"ko": "서명된 것으로 조건에 맞는", "en": "that are signed match"},
}

_MODALITY: dict[Modality, dict[Language, str]] = {
    "obligation": {"ko": "의무", "en": "obligation"},
    "best_effort": {"ko": "노력", "en": "best effort"},
    "permission": {"ko": "할 수 있음", "en": "may"},
    "prohibition": {"ko": "금지", "en": "must not"},
    "intent": {"ko": "의향", "en": "intention"},
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
}

VALUES: dict[str, dict[Language, str]] = {
    "automatic": {"ko": "자동 연장", "en": "automatic"},
    "by_agreement": {"ko": "서면 합의로 연장", "en": "by written agreement"},
    "none": {"ko": "연장 없음", "en": "none"},
    "True": {"ko": "있음", "en": "yes"},
    "False": {"ko": "없음", "en": "no"},
}


def say(name: str, language: Language, **values: object) -> str:
    """The sentence `name` with its values filled in."""
    return _SENTENCES[name][language].format(**values, with_=_with(str(values.get("party", ""))))


def _with(name: str) -> str:
    """The Korean particle for "with" after `name`: 과 after a final consonant, 와 after a vowel, both where it can't be told."""
    last = name[-1:]
    if not "가" <= last <= "힣":
        return "와(과)"
    return "과" if (ord(last) - ord("가")) % 28 else "와"


def status(value: AgreementStatus, language: Language) -> str:
    """An agreement's status in words."""
    return _STATUS[value][language]


def modality(value: Modality, language: Language) -> str:
    """A commitment's modality in a word."""
    return _MODALITY[value][language]


def day(value: dt.date, language: Language) -> str:
    """A date as a reader of the language writes it."""
    return (
        f"{value.year}년 {value.month}월 {value.day}일" if language == "ko" else f"{value.day} {value:%B} {value.year}"
    )
