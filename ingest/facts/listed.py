"""Entries of lists: an opening sentence or heading says who and how, the entries say what."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.facts.clauses import Clause
from ingest.facts.english import english_promises, is_bare
from ingest.facts.english_verbs import begins_with_verb
from ingest.facts.korean import korean_promises
from ingest.facts.korean_endings import modality_of
from ingest.facts.naming import Names
from ingest.facts.organisations import Organisation
from ingest.facts.promise import Promise, Setting
from kb.domain import Commitment, Modality

_OPENS = re.compile(
    r"[:：]$|다음\s*(?:각\s*[호목]|의?\s*사항)|(?:다음|아래)[과와]\s*같|아래의?\s*(?:사항|각\s*호)|the following[^.]{0,40}[:.]?$|as follows[:.]?$",
    re.IGNORECASE,
)
# "The Parties will cooperate in the following areas:" promises by itself; "BVF will:" only with what follows.
_COMPLETE = re.compile(
    r"\b(?:cooperate|collaborate|work\s+together)\b|otherwise\s*:$|(?:분야|방법)[^.]{0,30}협력", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Lead:
    """What the opening of a list says of its entries; `commitment` is the one made of it, `complete` where it stands by itself."""

    modality: Modality
    obligor: tuple[Organisation, ...]
    commitment: Commitment | None = None
    complete: bool = False


def leads_list(clause: Clause) -> bool:
    """Whether a clause announces a list."""
    return bool(_OPENS.search(clause.text))


def lead_of(
    clause: Clause, modality: Modality, obligor: tuple[Organisation, ...], commitment: Commitment | None = None
) -> Lead | None:
    """The lead that a clause is; None where nobody is named whose entries they are."""
    return Lead(modality, obligor, commitment, bool(_COMPLETE.search(clause.text))) if obligor else None


def promise_of_entry(clause: Clause, lead: Lead, names: Names, setting: Setting) -> Promise | None:
    """The promise that an entry makes below its lead; None where it is a sentence of its own, or only describes."""
    text = clause.text
    outside = Setting(setting.kind)
    if clause.language == "ko":
        own = any(korean_promises(text, names, outside)) or any(
            promise.obligor is not None for promise in korean_promises(text, names, Setting("mou", setting.binding))
        )
        told = re.search(r"다[.]?$", text) and modality_of(text, True) is None
        entry = not own and not told
    else:
        named = any(each.start < 3 for each in names.mentions(text))
        described = lead.commitment is not None and is_bare(text) and not any(english_promises(text, names, outside))
        entry = not named and (begins_with_verb(text) or described)
    if not entry:
        return None
    return Promise(lead.modality, lead.obligor, text.strip(" .;,"), 0, len(text))
