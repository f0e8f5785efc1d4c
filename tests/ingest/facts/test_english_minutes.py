"""English minutes of several styles: who attends, who speaks for whom, and what is promised rather than said."""

from __future__ import annotations

import datetime as dt

from tests.ingest.facts.reading import facts_of, told

DELEGATIONS = """Minutes of the Second Bilateral Consultation
Date: 12 May 2025
Present:
For the Norvale Data Agency: Ms Ida Brekke, Director; Mr Tor Vang, Adviser
For the City of Hanul: Mr Jun Seo, Deputy Mayor
For Brightwell Labs Ltd: Dr Mara Quill, Chief Engineer

1. Opening
Ms Brekke welcomed the delegations and hoped that the work would be fruitful.
2. Discussion
Ms Brekke offered to host two trainees in Oslo. Mr Seo said that the City would provide office space for them.
The Norvalean side undertook to send the curriculum by 30 June 2025.
Dr Quill said that her company planned to repair the servers. She declined to waive the licence fee.
The Deputy Mayor expressed the City's willingness to join the 2026 conference.
The Hanul side was not in a position to fund travel.
3. Decisions
Both delegations agreed to meet again in October 2025.
M. Quill to share the price list by 1 June 2025.
4. Open points
Brightwell Labs to pay for the insurance.
"""

LETTER_PAPER = """NORVALE HARBOUR AUTHORITY
NOTES OF A MEETING
Held on 3 June 2025
Attendees: Chief Executive Una Berg; Mr Olav Lie (Finance); for the Norvale Fishers' Union: Ms Pia Roth, Secretary

1. The Chief Executive agreed to extend the berth by 40 metres before 1 December 2025.
2. Ms Roth said that fishers would like to see a new ice plant. She did not wish to raise fees.
3. The Union promised, however, to supply its drawings by 15 July 2025.
4. Mr Lie confirmed that the Authority would bear the survey costs. He regretted that it could not pay in advance.
5. Our side will report back in August.
"""

TITLES = """Meeting Minutes

Participants:
- Hana Kovac, Programme Lead, Orsay Water Institute
- Sam Bright (Tidewell Council)
- Lee Donghwa, Manager, Garam Corporation

Topic 1: Sensors
- Hana Kovac will circulate the sensor list by 9 May 2025.
- Sam Bright confirmed that the Council will lend two boats.
- The Institute was asked to consider free licences.
- Lee Donghwa said he would check the price.

Action items
- Sam to book the boats by 12 May 2025
"""

LINES = """RECORD OF MEETING

Date: 9 September 2025

In attendance:
Velmar City Council: Cllr Ana Pires (Chair), Mr Joao Reis
Marsh Data Foundation: Ms Ines Moor, Team Leader
Quay Robotics AB: Mr Lars Ek, CEO

Discussion
Cllr Pires asked whether the robots could be tested in winter. Mr Ek replied that this was not possible.
Mr Ek said Quay Robotics would ship two robots by 1 November 2025.
Mr Reis agreed to find a test site before 15 October 2025.
The Council was unable to offer storage.

It was decided that:
(a) the Council will issue the permit by 30 September 2025;
(b) the parties will hold monthly calls.
"""

ACTIONS = """Minutes of the harbour working group, 4 March 2025
Present: Larkham Town Council (LTC) Ada Lind, Per Moss; Seabright Sensors Ltd (SSL) Kofi Ray

1. Data
Members agreed not to publish raw data.
"""


def test_delegates_and_officers_speak_for_the_organisation_they_came_for() -> None:
    agency, city, company = "Norvale Data Agency", "City of Hanul", "Brightwell Labs Ltd"
    found = facts_of(DELEGATIONS, "minutes", dt.date(2025, 5, 12))
    assert [(each.modality, each.obligor) for each in found.commitments] == [
        ("intent", (agency,)),
        ("intent", (city,)),
        ("obligation", (agency,)),
        ("intent", (company,)),
        ("intent", (city,)),
        ("obligation", (agency, city, company)),
        ("obligation", (company,)),
    ], told(found)


def test_minutes_on_letter_paper_are_their_keepers_and_name_its_officers_without_it() -> None:
    authority, union = "Norvale Harbour Authority", "Norvale Fishers' Union"
    found = facts_of(LETTER_PAPER, "minutes", dt.date(2025, 6, 3), (authority,))
    assert [(each.modality, each.obligor) for each in found.commitments] == [
        ("obligation", (authority,)),
        ("obligation", (union,)),
        ("intent", (authority,)),
        ("intent", (authority,)),
    ], told(found)


def test_people_listed_with_a_title_or_in_front_of_brackets_speak_for_what_follows_them() -> None:
    institute, council, corporation = "Orsay Water Institute", "Tidewell Council", "Garam Corporation"
    found = facts_of(TITLES, "minutes", dt.date(2025, 5, 2))
    assert [(each.modality, each.obligor) for each in found.commitments] == [
        ("obligation", (institute,)),
        ("obligation", (council,)),
        ("intent", (corporation,)),
        ("obligation", (council,)),
    ], told(found)


def test_members_are_all_who_attend() -> None:
    found = facts_of(ACTIONS, "minutes", dt.date(2025, 3, 4))
    assert [(each.modality, each.obligor) for each in found.commitments] == [
        ("prohibition", ("Larkham Town Council", "Seabright Sensors Ltd"))
    ]


def test_each_line_of_a_list_names_one_side_and_a_company_goes_by_its_name_without_the_form() -> None:
    council, foundation, company = "Velmar City Council", "Marsh Data Foundation", "Quay Robotics AB"
    found = facts_of(LINES, "minutes", dt.date(2025, 9, 9))
    assert [(each.modality, each.obligor) for each in found.commitments] == [
        ("intent", (company,)),
        ("obligation", (council,)),
        ("obligation", (council,)),
        ("obligation", (council, foundation, company)),
    ], told(found)
