"""The page's own words in Korean and English; answers come in the language of their question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kb.domain import Kind, Language

EXAMPLES: Final[dict[Language, tuple[str, ...]]] = {
    "ko": (
        "타이베이컴퓨터협회와 맺은 협약에서 우리가 하기로 한 일은?",
        "올해 만료되는 협약은?",
        "메디나와 체결한 협약이 있나?",
    ),
    "en": (
        "What did the Danish partner promise at the September meeting?",
        "Which agreements are in force today?",
        "How much notice does ending the agreement with PLSA take?",
    ),
}


@dataclass(frozen=True, slots=True)
class Words:
    """Every word the page itself says in one language; `{}` marks stand for what is counted or named."""

    title: str
    promise: str
    invitation: str
    question: str
    placeholder: str
    ask: str
    clear: str
    examples: str
    language: str
    shade: str
    you_asked: str
    answer: str
    failed: str
    refusal: str
    leads: str
    sources: str
    more_sources: str
    citation: str
    answered: str
    understand: str
    search: str
    verify: str
    evidence: str
    evidence_empty: str
    evidence_empty_how: str
    page: str
    page_short: str
    page_spoken: str
    section: str
    printed: str
    read_by_ocr: str
    uncertain: str
    unread: str
    ocr_unsure: str
    previous: str
    following: str
    cited_page: str
    original: str
    file: str
    new_tab: str
    quote: str
    image: str
    image_marked: str
    unlocated: str
    superseded: str
    back: str
    loading: str
    unreachable: str
    unknown_page: str
    sorry: str
    documents: str
    none_yet: str
    name: str
    kind: str
    dated: str
    pages: str
    kinds: dict[Kind, str]
    upload: str
    upload_pick: str
    uploading: str
    publishing: str
    added: str
    replaced: str
    unchanged: str
    rejected: str


KOREAN: Final = Words(
    title="협약 지식베이스",
    promise="약속한 것을, 약속한 그 쪽에서 보여 드립니다.",
    invitation=(
        "협약서, 회의록, 정책 자료에 대해 물어보세요. 모든 문장에 근거 쪽이 붙고, 근거가 없으면 없다고 답합니다."
    ),
    question="질문",
    placeholder="협약에 대해 물어보세요",
    ask="묻기",
    clear="새 대화",
    examples="이렇게 물어볼 수 있어요",
    language="화면 언어",
    shade="밝게 / 어둡게",
    you_asked="질문",
    answer="답변",
    failed="답하지 못했습니다",
    refusal="기록에 근거가 없습니다",
    leads="가장 가까운 기록",
    sources="근거",
    more_sources="근거 {count}건 더 보기",
    citation="근거 {number}: {document}, {place}",
    answered="근거 {count}건",
    understand="질문 이해",
    search="찾는 중",
    verify="근거 확인",
    evidence="근거 원문",
    evidence_empty="근거가 여기에 펼쳐집니다",
    evidence_empty_how="답변의 번호를 누르면 인용한 쪽과 문장이 표시됩니다.",
    page="{pages}쪽 중 {page}쪽",
    page_short="{page}쪽",
    page_spoken="{page}쪽",
    section="{pages}개 절 가운데 {page}번째",
    printed="인쇄된 쪽번호 {label}",
    read_by_ocr="글자 인식, 신뢰도 {sure}%",
    uncertain="글자 인식의 신뢰도가 낮은 쪽입니다. 인용문을 쪽 이미지와 견주어 보세요.",
    unread="이 쪽의 글자는 읽지 못했습니다. 이미지로만 볼 수 있습니다.",
    ocr_unsure="글자 인식 불확실",
    previous="이전 쪽",
    following="다음 쪽",
    cited_page="인용한 쪽으로",
    original="PDF로 열기",
    file="원본 파일 받기",
    new_tab="새 탭",
    quote="인용문",
    image="{document} {page}쪽의 이미지",
    image_marked="{document} {page}쪽의 이미지. 표시한 문장: {quote}",
    unlocated="이 쪽 이미지에서 인용문의 자리를 찾지 못했습니다. 인용문은 위의 글자 그대로입니다.",
    superseded="새 판으로 대체된 문서",
    back="답변으로 돌아가기",
    loading="쪽을 펼치는 중",
    unreachable="서버에 닿지 못했습니다. 잠시 뒤 다시 눌러 주세요.",
    unknown_page="그런 문서나 쪽이 없습니다. 삭제되었을 수 있으니 다시 질문해 주세요.",
    sorry="예상하지 못한 문제로 마치지 못했습니다. 다시 시도하고, 계속되면 관리자에게 알려 주세요.",
    documents="문서 {count}건 · 올리기",
    none_yet="아직 문서가 없습니다. 문서를 올려 시작하세요.",
    name="파일",
    kind="종류",
    dated="날짜",
    pages="쪽수",
    kinds={"mou": "협약", "minutes": "회의록", "brief": "정책 자료", "other": "기타"},
    upload="문서로 넣기",
    upload_pick="문서 올리기 (PDF, HWP, HWPX, DOCX, 이미지, 메일 등)",
    uploading="읽는 중: {name} ({number}/{total})",
    publishing="찾아볼 수 있게 정리하는 중",
    added="추가함: {name}",
    replaced="새 판으로 바꿈: {name}",
    unchanged="이미 있음: {name}",
    rejected="넣지 못함: {name}. {why}",
)

ENGLISH: Final = Words(
    title="Agreement KB",
    promise="What was promised, shown on the page that promises it.",
    invitation=(
        "Ask about agreements, minutes and policy briefs. "
        "Every sentence carries its page; without evidence the answer says so."
    ),
    question="Question",
    placeholder="Ask about an agreement",
    ask="Ask",
    clear="New chat",
    examples="Questions you can ask",
    language="Page language",
    shade="Light / dark",
    you_asked="You asked",
    answer="Answer",
    failed="This could not be answered",
    refusal="Nothing on record supports an answer",
    leads="Nearest on record",
    sources="Sources",
    more_sources="{count} more sources",
    citation="Source {number}: {document}, {place}",
    answered="{count} sources",
    understand="Understanding",
    search="Searching",
    verify="Checking evidence",
    evidence="Evidence",
    evidence_empty="Evidence opens here",
    evidence_empty_how="Press a number in an answer to see the cited page and the sentence on it.",
    page="Page {page} of {pages}",
    page_short="p. {page}",
    page_spoken="page {page}",
    section="Section {page} of {pages}",
    printed="printed page {label}",
    read_by_ocr="read by OCR, {sure}% sure",
    uncertain="OCR was not sure of this page: compare the quote with the image.",
    unread="The letters of this page could not be read: it can be seen, not searched.",
    ocr_unsure="OCR unsure",
    previous="Previous page",
    following="Next page",
    cited_page="To the cited page",
    original="Open as PDF",
    file="Download the file",
    new_tab="new tab",
    quote="Quote",
    image="Image of {document}, page {page}",
    image_marked="Image of {document}, page {page}. Marked sentence: {quote}",
    unlocated="The quote could not be located on this page image. Its words are exactly as shown above.",
    superseded="Superseded by a newer version",
    back="Back to the answer",
    loading="Opening the page",
    unreachable="The server could not be reached. Try again in a moment.",
    unknown_page="There is no such document or page. It may have been deleted: ask again.",
    sorry="Something unexpected went wrong. Try again, and tell whoever runs this page if it goes on.",
    documents="{count} documents · upload",
    none_yet="No documents yet. Upload one to begin.",
    name="File",
    kind="Kind",
    dated="Date",
    pages="Pages",
    kinds={"mou": "Agreement", "minutes": "Minutes", "brief": "Policy brief", "other": "Other"},
    upload="Add to the documents",
    upload_pick="Upload documents (PDF, HWP, HWPX, DOCX, images, mail and more)",
    uploading="Reading {name} ({number}/{total})",
    publishing="Making them searchable",
    added="Added: {name}",
    replaced="Replaced by the new version: {name}",
    unchanged="Already there: {name}",
    rejected="Not added: {name}. {why}",
)

WORDS: Final[dict[Language, Words]] = {"ko": KOREAN, "en": ENGLISH}


def preferred(cookie: str | None, accept_language: str | None) -> Language:
    """The language chosen on the page, else the browser's best of the two; English for a browser with neither."""
    if cookie in ("ko", "en"):
        return "ko" if cookie == "ko" else "en"
    if not accept_language:
        return "ko"
    weighed = []
    for place, choice in enumerate(accept_language.split(",")):
        tag, _, weight = choice.strip().partition(";q=")
        if tag.split("-")[0].lower() in ("ko", "en"):
            # A malformed weight counts as none given.
            weighed.append((-float(weight) if weight.replace(".", "", 1).isdecimal() else -1.0, place, tag[:2].lower()))
    return "ko" if weighed and min(weighed)[2] == "ko" else "en"
