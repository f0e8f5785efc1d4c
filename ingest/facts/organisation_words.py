"""Words for organisations: which nouns say that a name is one, and which mean one only inside a document."""

from __future__ import annotations

import re

# Nouns that say "this is an organisation" in either language; the names themselves are learned from the document.
_KOREAN_KINDS = (
    "재단법인|사단법인|산학협력단|재단|협회|센터|공사|공단|연구원|연구소|진흥원|진흥회|진흥공단|위원회|협의회|대학교|대학|주식회사|유한회사|은행|시청|도청|구청|군청|조합|기구"
    "|연합회|연합|연맹|학회|학교|회사|상공회의소|박물관|도서관|병원|정부|개발청|혁신청|개발부|사무국|사무소|대사관|의회|네트워크|기금|평의회|특별시|광역시"
)
KOREAN_SHORT_KINDS = "청|부|처|국|원|시|도|군|구|회|성|단"
_ENGLISH_KINDS = (
    "Foundation|Association|Cent(?:er|re)|Authority|Agency|Ministry|Department|Office|Council|Institute|University|College|School"
    "|Corporation|Company|Commission|Committee|Board|Bureau|Federation|Union|Society|Chamber|Bank|Group|Organi[sz]ation|Network"
    "|Alliance|Consortium|Secretariat|Administration|Government|Municipality|City|Province|Fund|Trust|Academy|Laborator(?:y|ies)"
    "|Directorate|Inspectorate|Prefecture|Co-?operative|Incubator|Accelerator|Observatory|Senate|Lab|Labs|Hospital|Library|Museum|Partnership|Inc|Ltd|LLC|GmbH|Corp|Limited|AG|B\\.V|S\\.A|Co|PLC|LP|Pty"
)
ENGLISH_KIND = re.compile(
    rf"\b(?:{_ENGLISH_KINDS})\b(?=\.?$|,|\s(?:of|for|in|and|President)\b|\s(?:{_ENGLISH_KINDS})\b|\.?,?\s(?:Ltd|Inc))"
)
_KOREAN_KIND = re.compile(rf"(?:{_KOREAN_KINDS})$|^\(?(?:주식회사|㈜|\(주\)|재단법인|사단법인)|(?:㈜|\(주\))$")
# What agreements call a side by its part in them, alone or with a word before it: "Potential Acquiror", "Receiving Party".
_ROLES = (
    r"(?:(?:Potential|Prospective|Receiving|Disclosing|Interested|Selling|Purchasing|General|Limited|Pilot|Contracting|Listing|Target|Initial|Other)\s+)?(?:Compan(?:y|ies)|Party|Parties|Buyers?|Sellers?|Vendors?|Purchasers?|Suppliers?|Licensors?|Licensees?|Distributors?|Manufacturers?|Contractors?"
    r"|Consultants?|Clients?|Customers?|Investors?|Borrowers?|Lenders?|Employees?|Executives?|Employers?|Participants?|Owners?|Operators?|Sponsors?|Holders?|Parent|Subsidiary"
    r"|Partners?|Developers?|Agents?|Assignees?|Assignors?|Shareholders?|Stockholders?|Guarantors?|Landlords?|Tenants?|Lessors?|Lessees?|Brokers?|Attendees?|Bidders?"
    r"|Acquirors?|Acquirers?|Acquirees?|Trustees?|Disclos(?:er|ee|ing)|Receiv(?:er|ing)|Undersigned|Affiliates?|Subsidiaries|Representatives?|Members?|Issuers?|Publishers?|Franchisees?|Franchisors?)"
)
# What Korean agreements call a side by its part in them, before a colon or alone.
KOREAN_ROLE = (
    r"(?:(?:발주|수행|주관|협력|참여|시행|공급|사업|위탁|수탁|운영|지원|전담|주최|후원|협약|계약|제공|이용|개발|투자|판매|구매|수요|실증|참가)\s?(?:기관|기업|회사|업체|단체|부처|부서|당사자|사업자|자|처|사|인)"
    r"|(?:(?:국내|국외|해외|계약|협약)\s?)?(?:상대방|당사자|파트너)|도급인|수급인|임대인|임차인|양도인|양수인|위임인|수임인|매도인|매수인|의뢰인|대리인|채권자|채무자)"
)
GENERIC = re.compile(
    rf"(?:{KOREAN_ROLE}|갑|을|병|정|무|(?:본|동|당)?(?:{_KOREAN_KINDS}|{KOREAN_SHORT_KINDS}|기관|기업|회사|주관기관|협력기관|참여기관))"
    rf"|(?:the\s+)?(?:{_ENGLISH_KINDS}|Partner|Provider|Recipient|Host|Institution|Party\s+(?:[A-Z\d]|I+)|(?:First|Second|Third)\s+Party|{_ROLES}|we|us|our|you|your)",
    re.IGNORECASE,
)
# What two sides form together.
JOINT_BODY = re.compile(
    r"(?:운영|실무|공동|조정|추진|합동|정책)\s?(?:그룹|위원회|협의회|협의체|추진단|작업반|분과)$|\b(?:Steering|Working|Joint|Coordination|Coordinating|Task)\s+(?:\w+\s+)?(?:Group|Committee|Force|Commission|Board|Team|Council)\b",
    re.IGNORECASE,
)
NO_PARTY = re.compile(
    r"^(?:the\s+)?(?:MOU|MoU|Memorandum|Agreement|Amendment|Understanding|Party|Parties|Project|Programme|Program|Contract|Effective Date)\b"
    r"|\b(?:Act|Information|Materials?|Rules|Regulations|Agreement|Date|Property|Assets|Transaction|Proposal|Policy|Plan|Term|Territory|Products?|Services|Technology)\W*$"
    r"|^(?:협약|본 협약|이 협약|양해각서|각서|계약|사업|본 사업|프로젝트|합의서|당사자|양 ?기관|양 ?당사자|양측|회의|행사)$",
    re.IGNORECASE,
)
QUOTES = "“”\"'‘’'「」『』"


def tidy(name: str) -> str:
    """A name without quotation marks, the white space of lines, and the article or conjunction before it."""
    # An apostrophe inside a word or after a plural is a letter of the name: "Xi’an", "L'Aquila", "the Growers' Union".
    quotes = rf"(?<!\w)[{QUOTES}]|[{QUOTES}](?!\w)(?!(?<=s.)\s[A-Z])"
    name = re.sub(quotes, "", " ".join(name.split())).strip(" ,;:·-–—[]")
    return re.sub(r"^(?:the|and|between|및)\s+(?=\S+\s)", "", name, flags=re.IGNORECASE).strip()


def is_organisation(name: str) -> bool:
    """Whether a name says by one of its nouns that it is an organisation's, and is more than that noun."""
    name = tidy(name)
    return bool(_KOREAN_KIND.search(name) or ENGLISH_KIND.search(name)) and not GENERIC.fullmatch(name)
