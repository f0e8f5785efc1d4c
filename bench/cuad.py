"""Facts of real agreements against experts' labels: `python -m bench.cuad [--data ../shared/data/cuad] [--show] [--files WORD...]`.

What counts as right, where the register and CUAD do not ask the same:

- A date of which the experts leave a part open ("07/[]/2013"), an expiry that is "perpetual" or hangs on an event, and an effective date
  that is a condition are no dates: absent is right.
- CUAD ends a term on its anniversary, the register on the day before, as the Korean Civil Act counts: a computed expiry may be a day off.
- The experts label the terms of renewals that come by themselves or by one side's word. "by_agreement" and "none" are invented nowhere
  and right only where the labelled clause is not automatic.
- CUAD's notice is the one that stops a renewal; the register also keeps the notice to end an agreement at will. Where the experts label no
  notice, one on a page that they label "Termination For Convenience" is not invented ("at will" counts them).
- A party is right when one of its names is the expert's, letter for letter but for case, spaces, punctuation and "The" before it.
- A page is right when it is among those of the label; values without a labelled page are not counted.
"""

from __future__ import annotations

import argparse
import ast
import csv
import datetime as dt
import json
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.describing import description
from ingest.facts import Facts, extract
from ingest.readers import read_file
from ingest.structure.passages import split
from kb.dates import terms
from kb.domain import Agreement, Document, Fact

# The register's field, CUAD's category.
FIELDS = {
    "signed_on": "Agreement Date",
    "effective_on": "Effective Date",
    "expires_on": "Expiration Date",
    "renewal": "Renewal Term",
    "notice_period": "Notice Period To Terminate Renewal",
    "governing_law": "Governing Law",
}
_AT_WILL = "Termination For Convenience"
_NO_NAME = re.compile(r"^\W*(?:individually|collectively|each of|the \W|\(|.*\breferred to\b)", re.IGNORECASE)
_OF_A_STATE = re.compile(r"\b(?:the|state|commonwealth|province|laws?|of|internal|courts?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Label:
    """What the experts say of one agreement: the answers and clauses by category, and the pages where each stands."""

    name: str
    answers: Mapping[str, str]
    clauses: Mapping[str, Sequence[str]]
    pages: Mapping[str, frozenset[int]]

    @property
    def parties(self) -> list[str]:
        """The parties' names without what they are called for short."""
        listed = re.sub(r"\([^()]*[“”\"][^()]*\)|\([^()]*\b(?:Part(?:y|ies))\b[^()]*\)", " ", self.answers["Parties"])
        names = [" ".join(part.split()).strip(" ,") for part in listed.split(";")]
        return [name for name in names if name and not _NO_NAME.match(name)]

    def value(self, field: str) -> str | None:
        """The answer as the register would write it; None where there is none."""
        answer = self.answers[FIELDS[field]].strip()
        if field.endswith("_on"):
            return _day(answer)
        if field == "notice_period":
            return next((term.iso for term in terms(answer)), None)
        if field == "governing_law":
            return _jurisdiction(answer) or None
        automatic = any(re.search("automatic|unless", clause, re.IGNORECASE) for clause in self.clauses[FIELDS[field]])
        return ("automatic" if automatic else "by_agreement") if answer else None


def labels(folder: Path) -> list[Label]:
    """The experts' labels of every agreement in `folder`."""
    pages: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for line in (folder / "gold_pages.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        pages[Path(row["pdf"]).name][row["category"]].update(row["pdf_pages"])
    found: list[Label] = []
    with (folder / "master_clauses.dev.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            answers = {re.sub(r"\s*-\s*Answer$", "", key): value for key, value in row.items() if "Answer" in key}
            clauses = {category: ast.literal_eval(row[category] or "[]") for category in FIELDS.values()}
            named = {category: frozenset(at) for category, at in pages[row["Filename"]].items()}
            found.append(Label(row["Filename"], answers, clauses, named))
    return found


def _day(answer: str) -> str | None:
    parts = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{2,4})", answer)
    if parts is None:
        return None
    month, day, year = (int(part) for part in parts.groups())
    century = 0 if year > 99 else 1900 if year > 69 else 2000
    return dt.date(century + year, month, day).isoformat()


def _jurisdiction(text: str) -> str:
    return "".join(re.findall(r"\w+", _OF_A_STATE.sub(" ", text).lower()))


def read(path: Path) -> Facts:
    """The facts of a file as the pipeline reads them."""
    reading = read_file(path)
    said = description.describe(reading.extract.pages, reading.extract.title, path)
    document = Document(
        reading.id, path.name, str(path), said.title, said.kind, said.languages, said.dated_on, reading.pages
    )
    return extract(document, split(reading.extract.pages))


class Scores:
    """Counts over all agreements, by field."""

    def __init__(self, show: bool) -> None:
        self.show = show
        self.agreements = self.missed = 0
        self.counts: dict[str, Counter[str]] = defaultdict(Counter)

    def take(self, label: Label, agreement: Agreement | None) -> None:
        """Compare one agreement with its label."""
        self.agreements += 1
        self.missed += agreement is None
        self._parties(label, agreement)
        for field in FIELDS:
            self._field(label, field, getattr(agreement, field) if agreement else None)

    def _parties(self, label: Label, agreement: Agreement | None) -> None:
        count = self.counts["parties"]
        found = agreement.parties if agreement else ()
        waiting = label.parties
        for fact in found:
            names = {_letters(name) for name in fact.value.names}
            right = next((name for name in waiting if _letters(name) in names), None)
            if right is None:
                self._print(f"party {fact.value.names} is none of {label.parties}")
                continue
            waiting.remove(right)
            count["right"] += 1
            self._page(label, "parties", "Parties", fact.citation.page)
        for name in waiting:
            self._print(f"party {name} is missing")
        count.update(found=len(found), wanted=len(label.parties))

    def _field(self, label: Label, field: str, fact: Fact[object] | None) -> None:
        count = self.counts[field]
        wanted, got = label.value(field), _written(field, fact)
        quote = " ".join(fact.citation.quote.split())[:160] if fact else ""
        if wanted is None:
            kept = got is None or (field == "renewal" and got != "automatic")
            at_will = field == "notice_period" and fact and fact.citation.page in label.pages.get(_AT_WILL, ())
            count.update(none=1, absent=int(bool(kept or at_will)), at_will=int(bool(at_will and not kept)))
            if not kept:
                self._print(f"{field} is {got}, {'at will' if at_will else 'invented'}: {quote}")
            return
        right = _same(field, wanted, got)
        count.update(wanted=1, right=int(right), found=int(fact is not None))
        if not right:
            self._print(f"{field} is {got}, not {wanted}: {quote}")
        if fact is not None:
            self._page(label, field, FIELDS[field], fact.citation.page)

    def _page(self, label: Label, field: str, category: str, page: int) -> None:
        pages = label.pages.get(category)
        if pages:
            self.counts[field].update(placed=1, at_page=page in pages)
            if page not in pages:
                self._print(f"{field} is cited from page {page}, not {sorted(pages)}")

    def _print(self, line: str) -> None:
        if self.show:
            print(f"  {line}")

    def report(self) -> None:
        """Print every figure."""
        print(f"agreements {self.agreements}, not taken for one {self.missed}")
        count = self.counts["parties"]
        precision, recall = _share(count, "right", "found"), _share(count, "right", "wanted")
        f1 = 2 * precision * recall / (precision + recall) if count["right"] else 0.0
        print(f"parties        F1 {f1:.3f}  precision {precision:.3f}  recall {recall:.3f}  ({count['right']} right of {count['found']} found, {count['wanted']} labelled)")  # fmt: skip
        for field in FIELDS:
            count = self.counts[field]
            at_will = f", {count['at_will']} at will" if count["at_will"] else ""
            print(f"{field:<14} value {_share(count, 'right', 'wanted'):.3f} ({count['right']}/{count['wanted']})  "
                  f"absent {_share(count, 'absent', 'none'):.3f} ({count['absent']}/{count['none']}{at_will})")  # fmt: skip
        whole: Counter[str] = sum(self.counts.values(), Counter())
        print(f"absent, all fields {_share(whole, 'absent', 'none'):.3f} ({whole['absent']}/{whole['none']})")
        print(f"right page         {_share(whole, 'at_page', 'placed'):.3f} ({whole['at_page']}/{whole['placed']})")


def _letters(name: str) -> str:
    return "".join(re.findall(r"\w+", re.sub(r"^the\s", "", name.lower())))


def _written(field: str, fact: Fact[object] | None) -> str | None:
    if fact is None:
        return None
    value = fact.value.isoformat() if isinstance(fact.value, dt.date) else str(fact.value)
    return _jurisdiction(value) if field == "governing_law" else value


def _same(field: str, wanted: str, got: str | None) -> bool:
    if got is None:
        return False
    if field == "expires_on":
        return abs((dt.date.fromisoformat(wanted) - dt.date.fromisoformat(got)).days) <= 1
    return got == wanted


def _share(count: Mapping[str, int], part: str, whole: str) -> float:
    return count[part] / count[whole] if count[whole] else 1.0


def main() -> None:
    """Read the agreements and print how much of what the experts label is found, where, and how much is invented."""
    parser = argparse.ArgumentParser(
        description=__doc__.split("\n")[0] if __doc__ else None, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="the folder cuad/, or that holds it")
    parser.add_argument("--show", action="store_true", help="print every difference")
    parser.add_argument("--files", nargs="*", default=[], help="only files whose name holds one of these words")
    given = parser.parse_args()
    folder = given.data / "cuad" if (given.data / "cuad").is_dir() else given.data
    scores = Scores(given.show)
    for label in labels(folder):
        if not given.files or any(word.lower() in label.name.lower() for word in given.files):
            if given.show:
                print(label.name)
            scores.take(label, read(folder / "pdf" / label.name).agreement)
    scores.report()


if __name__ == "__main__":
    main()
