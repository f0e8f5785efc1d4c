"""How often an answer or the register claims what experts say an agreement does not mention: `python -m bench.contractnli`.

ContractNLI: NDAs, each with 17 statements that it entails, contradicts or does not mention. Every NDA is filed as a text file in
one home, and each statement is asked of the one it is about: `According to "nda-7.txt", is it so that STATEMENT?`

A claim is any answer that is not refused and cites that NDA, whatever it says: the strictest reading, as an answer only quotes. The
register claims a statement where one of the NDA's commitments has its modality and every word of what it says is done.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

from bench.commands import ingest
from kb import KnowledgeBase
from kb.domain import Answer, Commitment
from kb.tokens import terms

_MODALITIES = {"shall not": ("prohibition",), "shall": ("obligation",), "may": ("permission",)}
# Who and what every statement is about; what remains says what is done.
_EVERYWHERE = frozenset(terms("Receiving Disclosing Party parties Confidential Information Agreement some any all"))


def main() -> None:
    """File the NDAs, ask their statements, and print for each label how often the product claims, and cites the evidence."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="the folder that holds contractnli/")
    parser.add_argument("--home", type=Path, default=Path("build/bench/contractnli"), help="for the texts and the base")
    parser.add_argument("--documents", type=int, default=61, help="how many of the NDAs")
    parser.add_argument("--rows", type=Path, help="write what was asked and answered, a JSON object a line")
    given = parser.parse_args()
    told = json.loads((given.data / "contractnli" / "dev.json").read_text("utf-8"))
    documents = told["documents"][: given.documents]
    folder = given.home / "texts"
    folder.mkdir(parents=True, exist_ok=True)
    for document in documents:
        (folder / _name(document)).write_text(document["text"], "utf-8")
    ingest(given.home / "kb", folder)
    with KnowledgeBase.open(given.home / "kb") as base:
        rows = [row for document in documents for row in _asked(base, document, told["labels"])]
    if given.rows:
        given.rows.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    _print(rows)


def _name(document: dict[str, Any]) -> str:
    return f"nda-{document['id']}.txt"


def _asked(base: KnowledgeBase, document: dict[str, Any], labels: dict[str, Any]) -> list[dict[str, Any]]:
    name = _name(document)
    promised = [row for row in base.commitments() if row.citation.document == name]
    rows = []
    for key, marked in document["annotation_sets"][0]["annotations"].items():
        statement = labels[key]["hypothesis"].rstrip(".")
        answer = base.ask(f'According to "{name}", is it so that {statement}?')
        evidence = [document["text"][slice(*document["spans"][index])] for index in marked["spans"]]
        claims = not answer.refused and any(name == cited.document for cited in _cited(answer))
        rows.append(
            {
                "document": name, "statement": statement, "label": marked["choice"], "answered": not answer.refused,
                "claims": claims, "register": any(_promises(row, statement) for row in promised),
                "evidence": claims and any(_shared(cited.quote, span) for cited in _cited(answer) for span in evidence),
                "said": [one.text for one in answer.statements],
            }
        )  # fmt: skip
    return rows


def _cited(answer: Answer) -> list[Any]:
    return [cited for statement in answer.statements for cited in statement.citations]


def _promises(row: Commitment, statement: str) -> bool:
    """Whether a commitment says what a statement says: its modality, and every word of what is done."""
    modality = next((kinds for words, kinds in _MODALITIES.items() if f" {words} " in statement), ())
    done = set(terms(statement)) - _EVERYWHERE
    return row.modality in modality and done <= set(terms(f"{row.action} {row.citation.quote}"))


def _shared(quote: str, span: str) -> bool:
    """Whether a quote and an evidence span are, in the main, the same words of the text."""
    one, other = "".join(quote.split()), "".join(span.split())
    return bool(one) and (one in other or other in one)


def _print(rows: list[dict[str, Any]]) -> None:
    count = Counter(row["label"] for row in rows)
    for label in ("NotMentioned", "Entailment", "Contradiction"):
        mine = [row for row in rows if row["label"] == label]
        shares = {
            name: sum(bool(row[name]) for row in mine) / max(1, len(mine))
            for name in ("answered", "claims", "register", "evidence")
        }
        either = sum(row["claims"] or row["register"] for row in mine) / max(1, len(mine))
        print(
            f"{label:12} {count[label]:4}: answered {shares['answered']:.3f}, an answer claims {shares['claims']:.3f}, "
            f"the register claims {shares['register']:.3f}, either {either:.3f}, evidence cited {shares['evidence']:.3f}"
        )


if __name__ == "__main__":
    main()
