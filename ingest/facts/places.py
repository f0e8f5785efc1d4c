"""Places whose names agreements use as adjectives: countries of a law, states of a corporation."""

from __future__ import annotations

# "Governed by English law" names England.
COUNTRY_OF = {
    "English": "England", "Korean": "Republic of Korea", "Japanese": "Japan", "Chinese": "China", "German": "Germany", "French": "France", "Swiss": "Switzerland",
    "Dutch": "The Netherlands", "Danish": "Denmark", "Swedish": "Sweden", "Finnish": "Finland", "Norwegian": "Norway", "Irish": "Ireland", "Scottish": "Scotland",
    "Italian": "Italy", "Spanish": "Spain", "Israeli": "Israel", "Indian": "India", "Canadian": "Canada", "Australian": "Australia", "Austrian": "Austria",
    "Belgian": "Belgium", "Taiwanese": "Taiwan", "Polish": "Poland", "Portuguese": "Portugal", "Brazilian": "Brazil", "Mexican": "Mexico", "Russian": "Russia",
}  # fmt: skip

STATES = frozenset(
    "Alabama,Alaska,Arizona,Arkansas,California,Colorado,Connecticut,Delaware,Florida,Georgia,Hawaii,Idaho,Illinois,Indiana,Iowa,Kansas,Kentucky,Louisiana,Maine,Maryland,"
    "Massachusetts,Michigan,Minnesota,Mississippi,Missouri,Montana,Nebraska,Nevada,New Hampshire,New Jersey,New Mexico,New York,North Carolina,North Dakota,Ohio,Oklahoma,"
    "Oregon,Pennsylvania,Rhode Island,South Carolina,South Dakota,Tennessee,Texas,Utah,Vermont,Virginia,Washington,West Virginia,Wisconsin,Wyoming,Hong Kong,Singapore,Ontario,Quebec".split(
        ","
    )
)
