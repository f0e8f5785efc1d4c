"""English agreements, letters and minutes of several styles: who promises what, and what is no promise."""

from __future__ import annotations

import datetime as dt

import pytest

from ingest.facts.english_verbs import WORDINGS, Wording, begins_with_verb, hits
from tests.ingest.facts.reading import facts_of, told

CHARITY = """MEMORANDUM OF UNDERSTANDING
between
Green Rivers Trust (hereinafter "GRT")
and
Harbour Food Bank (hereinafter "HFB")

Background
GRT is a charity that works with rivers. HFB distributes food to 4,000 families. In 2022 both organisations agreed to explore cooperation.

Purpose
This MOU sets out how the partners work together.

Responsibilities of GRT
GRT will:
• Provide a coordinator
• Recruit and train 20 volunteers by 30 June 2025
• Share its reports with HFB
Responsibilities of HFB
HFB agrees to:
- host the monthly meeting
- Cover the cost of transport, subject to available funding
Joint responsibilities
Both organisations will promote the project on their websites.
The partners will make reasonable efforts to find further funding.

Term
This MOU will take effect on 1 March 2025 and remain in force until 28 February 2027.
Nothing in this MOU shall be construed as creating a partnership.
This MOU is governed by the laws of England.
"""

LETTER = """Letter of Intent
This letter sets out the understanding between Norrby Municipality ("NM") and Suncrest University ("SU").
1. {sentence}
"""

MINUTES = """Minutes of the second project meeting
Date: 6 May 2025
Present: Northgate Council (Jo Lind, Sam Reed); Birch Valley Foundation (BVF): Ara Kim, Lea Moss

1. Discussion
Ms Lind: We will send you the site plan by Friday. It would be good to have more volunteers.
Ms Moss: I think we should talk about insurance.
The group discussed whether BVF should pay for the signs.
BVF asked Northgate Council to share its data.
BVF said it hoped to open a second site.
Northgate Council suggested that BVF would fund the pilot.
2. Decisions
It was agreed that Northgate Council will fund the pilot.
It was agreed to meet again on 3 June 2025.
BVF to draft the press release by 20 May.
3. Actions
- BVF: send the volunteer list by 15 May 2025
- Northgate Council to confirm the budget
- Sam Reed to book the room
"""


def test_bullets_below_an_opening_are_commitments_of_whom_it_names() -> None:
    assert told(facts_of(CHARITY)) == [
        ("obligation", ("GRT",), "Provide a coordinator"),
        ("obligation", ("GRT",), "Recruit and train 20 volunteers by 30 June 2025"),
        ("obligation", ("GRT",), "Share its reports with HFB"),
        ("obligation", ("HFB",), "host the monthly meeting"),
        ("obligation", ("HFB",), "Cover the cost of transport, subject to available funding"),
        ("obligation", ("GRT", "HFB"), "Both organisations will promote the project on their websites."),
        ("best_effort", ("GRT", "HFB"), "The partners will make reasonable efforts to find further funding."),
    ]
    transport = facts_of(CHARITY).commitments[4]
    assert (transport.condition, transport.topic) == ("subject to available funding", "Responsibilities of HFB")


@pytest.mark.parametrize(
    ("sentence", "modality", "obligor"),
    [
        ("NM shall make available its test site at no cost.", "obligation", ("NM",)),
        ("SU intends to establish a living lab in 2026.", "intent", ("SU",)),
        ("Should the site be closed, NM shall offer another one within 10 working days.", "obligation", ("NM",)),
        ("Upon completion of the trial, SU will deliver a final report to NM.", "obligation", ("SU",)),
        ("Either party may publish the results, provided that the other party is named.", "permission", ("NM", "SU")),
        ("Each party bears its own costs.", "obligation", ("NM", "SU")),
        ("The Participants will meet at least twice a year.", "obligation", ("NM", "SU")),
        ("The results of the trial will be shared with NM.", "obligation", ("SU",)),
        ("The site shall be prepared by NM.", "obligation", ("NM",)),
        ("It is understood that SU may invite guests.", "permission", ("SU",)),
        ("No party shall use the logo of the other without prior written consent.", "prohibition", ("NM", "SU")),
        ("NM and SU each appoint one contact person.", "obligation", ("NM", "SU")),
        ("NM provides the site and SU trains the staff.", "obligation", ("NM",)),
        ("The Parties agree that SU shall insure the equipment.", "obligation", ("SU",)),
        ("If either party fails to pay, the other party is entitled to compensation.", "permission", ("NM", "SU")),
        ("SU agrees not to sell the data.", "prohibition", ("SU",)),
        ("SU should report on progress every quarter.", "obligation", ("SU",)),
        ("Parties shall settle all disputes by negotiation.", "obligation", ("NM", "SU")),
    ],
)  # fmt: skip
def test_a_sentence_of_an_agreement(sentence: str, modality: str, obligor: tuple[str, ...]) -> None:
    first, *_ = told(facts_of(LETTER.format(sentence=sentence)))
    assert first == (modality, obligor, sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "SU shall not be required to pay rent.",
        "NM is not obliged to buy anything.",
        "Neither Party shall be liable to the other for delays if such delays are caused by weather.",
        "IN NO EVENT SHALL EITHER PARTY BE LIABLE FOR LOST PROFITS.",
        "Nothing in this letter shall be construed as creating a joint venture.",
        "This letter shall be effective upon signature by NM and SU.",
        "This letter shall be governed by the laws of Sweden.",
        "Sections 3 to 5 shall survive termination.",
        "Any notice shall be in writing.",
        "“Data” means everything that SU shall collect.",
        "NM is a municipality that provides schools.",
        "This may involve some cleaning of the data.",
        "In May 2024 NM and SU discussed a second site.",
    ],
)
def test_what_promises_nothing_in_an_agreement(sentence: str) -> None:
    assert told(facts_of(LETTER.format(sentence=sentence))) == []


def test_minutes_tell_decisions_from_wishes_and_talk() -> None:
    found = facts_of(MINUTES, "minutes", dt.date(2025, 5, 6))
    council = "Northgate Council"
    assert told(found) == [
        ("intent", (council,), "Ms Lind: We will send you the site plan by Friday."),
        ("intent", ("BVF",), "BVF said it hoped to open a second site."),
        ("obligation", (council,), "It was agreed that Northgate Council will fund the pilot."),
        ("obligation", ("BVF", council), "It was agreed to meet again on 3 June 2025."),
        ("obligation", ("BVF",), "BVF to draft the press release by 20 May."),
        ("obligation", ("BVF",), "BVF: send the volunteer list by 15 May 2025"),
        ("obligation", (council,), "Northgate Council to confirm the budget"),
        ("obligation", (council,), "Sam Reed to book the room"),
    ]
    draft, *_, room = found.commitments[4:]
    assert (draft.due_on, "meeting" in draft.due_trace) == (dt.date(2025, 5, 20), True)
    assert room.owner == "Sam Reed"


def test_recommendations_of_a_paper_are_no_promises() -> None:
    paper = """Policy Brief
Universities should reward team science. Funders must change their criteria. Researchers may need training.
Aurora University recommends that journals shall publish contributions. We will see whether this helps."""
    assert told(facts_of(paper, "brief")) == []


@pytest.mark.parametrize("wording", WORDINGS, ids=lambda each: each.example)
def test_each_wording_reads_its_example(wording: Wording) -> None:
    first, *_ = hits(wording.example, should=False)
    assert first[2] == wording.modality


def test_an_entry_begins_with_a_verb_or_describes() -> None:
    assert all(map(begins_with_verb, ("Provide a venue", "Responsible for permits", "jointly organise a day")))
    assert not any(map(begins_with_verb, ("Location of projects", "A venue", "The Agency")))
