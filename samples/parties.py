"""The organisations of the sample documents; all but the first eight are invented."""

from __future__ import annotations

from typing import Final

Party = dict[str, str | list[str]]


def _party(key: str, ko: str, en: str, short: str, *others: str) -> Party:
    return {"id": key, "ko": ko, "en": en, "short": short, "other_names": list(others)}


PARTIES: Final[tuple[Party, ...]] = (
    _party("sdf", "서울디지털재단", "Seoul Digital Foundation", "SDF", "재단", "the Foundation"),
    _party("tca", "타이베이컴퓨터협회", "Taipei Computer Association", "TCA", "협회"),
    _party("icc", "타이베이 국제협력센터", "Taipei International Cooperation Center", "ICC"),
    _party("fiware", "파이웨어재단", "FIWARE Foundation", "FIWARE", "FIWARE 재단"),
    _party("nec", "일본전기", "NEC", "NEC"),
    _party(
        "madinah",
        "메디나지역개발청",
        "Al Madinah Region Development Authority",
        "MDA",
        "메디나",
        "Al Madinah",
        "Madinah",
    ),
    _party(
        "mhlg",
        "말레이시아 주택국토개발부",
        "Ministry of Housing and Local Government, Malaysia",
        "MHLG",
        "주택국토개발부",
    ),
    _party("fundingbox", "펀딩박스", "FundingBox", "FundingBox"),
    _party("plsa", "포트린든 스마트시티청", "Port Linden Smart City Agency", "PLSA", "the Agency"),
    _party("kric", "기타나미 지역정보화협의회", "Kitanami Regional Informatization Council", "KRIC", "협의회"),
    _party("bdca", "발트디지털도시협회", "Baltic Digital Cities Association", "BDCA", "the Association"),
    _party("bdcf", "발트디지털도시재단", "Baltic Digital Cities Foundation", "BDCF"),
    _party("mdt", "발모라 디지털전환부", "Ministry of Digital Transition of Valmora", "MDT", "전환부", "the Ministry"),
    _party("odlf", "온새미디지털배움재단", "Onsaemi Digital Learning Foundation", "ODLF", "배움재단"),
    _party("scdc", "센다라 도시개발공사", "Sendara City Development Corporation", "SCDC", "공사"),
    _party("haeden", "해든모빌리티 주식회사", "Haeden Mobility Co., Ltd.", "HDM", "해든모빌리티"),
    _party("sia", "쇠르비크 혁신청", "Sorvik Innovation Authority", "SIA", "혁신청"),
    _party("amdo", "앨더머스시 디지털국", "Aldermouth City Digital Office", "AMDO", "the Office"),
)
