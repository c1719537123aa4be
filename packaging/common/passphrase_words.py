"""Make the word lists of `resources/words/` from facts of frequency and of word forms.

Needed only when the lists are to be made anew: the package `wordfreq` (3.1.1; its data are under CC BY-SA 4.0) in this
Python, and the programs and files of the Debian packages `hunspell` and `hunspell-ar`. Nothing of theirs is shipped but
the order of frequency; see docs/licences.md. The same versions give the same lists.
"""

import re
import subprocess
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
WORDS = ROOT / "resources/words"
REFUSED = Path(__file__).with_name("passphrase_refused.txt")
DICTIONARY = Path("/usr/share/hunspell/ar.dic")

SIZE = 7776  # five dice
FREQUENT = 40_000  # words whose rank the estimate of a passphrase knows
READ = 120_000  # spellings that are looked at
TOO_COMMON = 1_000  # the first so many are guessed first: five words of the list shall always be worth 50 bits
RARE_NAME, RARE_VERB = 84_000, 69_000  # beyond these ranks few would know the word

HEAD = "# Arabic words, folded, the most frequent first; derived from wordfreq 3.1.1, CC BY-SA 4.0: docs/licences.md"

LETTERS = re.compile("[ءاأإآؤئبةتثجحخدذرزسشصضطظعغفقكلمنهويى]+")
_FOLD = str.maketrans({**dict.fromkeys("أإآ", "ا"), "ى": "ي", "ؤ": "و", "ئ": "ي", "ة": "ه", "ء": ""})
_HAMZA = set("أإآؤئء")
_CLITIC_ENDS = ("ه", "ها", "هم", "نا", "كم", "ك", "ي", "هن", "هما", "ا")
_NAME_FLAGS = {57, 58, 59, 60, 62, 63, 64}  # of the dictionary: takes no article


def fold(word: str) -> str:
    """The spelling without the forms of hamza, final ya and ta marbuta."""
    return word.translate(_FOLD)


def lines(path: Path) -> Iterator[list[str]]:
    """The fields of each line that holds any."""
    with path.open(encoding="utf-8") as file:
        yield from filter(None, map(str.split, file))


class Forms:
    """What the dictionary says about words: which are nouns of their own, which verbs, which belong to another."""

    def __init__(self, words: Iterable[str]) -> None:
        """Ask hunspell for the analyses of these words."""
        self.nouns: set[str] = set()
        self.verbs: set[str] = set()
        self.present: set[str] = set()
        self.stems: defaultdict[str, set[str]] = defaultdict(set)
        answer = subprocess.run(
            ["hunspell", "-d", "ar", "-i", "utf-8", "-m"],
            input="\n".join(words), capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
        for word, *marks in filter(None, map(str.split, answer.splitlines())):
            self._take(word, marks)
        self.present = {verb for verb in self.present if not (verb[-1] == "ك" and verb[:-1] in self.verbs)}
        self._without_names()

    def _take(self, word: str, marks: list[str]) -> None:
        verb = "po:verb" in marks
        if f"st:{word}" in marks and not verb and any(mark.startswith("fl:") for mark in marks):
            self.nouns.add(word)
        if verb and "is:prst" in marks:
            self.verbs.add(word)
            if word.startswith("ي") and not word.endswith(("ون", "ان", "ين", "وا", "ني", *_CLITIC_ENDS[:5])):
                self.present.add(word)
        stem = next((mark[3:] for mark in marks if mark.startswith("st:")), word)
        if stem != word:
            self.stems[word].add(stem)

    def _without_names(self) -> None:
        flags: defaultdict[str, set[int]] = defaultdict(set)
        for first, *_ in lines(DICTIONARY):
            word, _, flag = first.partition("/")
            if flag.isdigit():
                flags[word].add(int(flag))
        self.nouns -= {word for word in self.nouns if flags[word] and flags[word] <= _NAME_FLAGS}


def by_rank(frequency: dict[str, float], nouns: set[str]) -> list[str]:
    """The likeliest spelling of each folded word, the most frequent first; the article counts with its noun."""
    counts: defaultdict[str, float] = defaultdict(float)
    for word, value in frequency.items():
        bare = word[2:]
        counts[bare if word[:2] in ("ال", "لل") and bare in nouns else word] += value
    spelling: dict[str, str] = {}
    together: defaultdict[str, float] = defaultdict(float)
    for word in sorted(counts, key=counts.__getitem__, reverse=True):
        together[fold(word)] += counts[word]
        spelling.setdefault(fold(word), word)
    return [spelling[folded] for folded in sorted(together, key=together.__getitem__, reverse=True)]


def refusal() -> tuple[list[str], set[str]]:
    """Roots and whole words that are left out, folded; names, places and slogans of the guesses among them."""
    roots, words = REFUSED.read_text("utf-8").split("[roots]")[1].split("[words]")
    whole = {fold(word) for word in words.split()}
    guesses = tomllib.loads((WORDS / "guesses.toml").read_text("utf-8"))
    for name in ("passwords", "names", "places", "groups", "months"):
        for phrase in guesses[name].split("|"):
            folded = fold(phrase.strip())
            whole |= {folded, folded.removeprefix("ال")}
    return [fold(root) for root in roots.split()], whole


def inflected(word: str, at: int, forms: Forms, rank: dict[str, int]) -> bool:
    """Whether the word reads as a likelier one with a joined particle or ending."""
    for stem in forms.stems[word]:
        if rank.get(fold(stem), READ) >= at:
            continue
        joined = word[0] in "وفبلك" and word[1:] == stem
        ended = word.startswith(stem) and word[len(stem) :] in _CLITIC_ENDS
        if joined or ended or (stem.endswith("ة") and word.startswith(stem[:-1] + "ت")):
            return True
    return False


def candidates(order: list[str], forms: Forms) -> list[tuple[int, str]]:
    """Words with their rank that may stand in the list."""
    roots, whole = refusal()
    rank = {fold(word): at for at, word in enumerate(order)}
    found = []
    for at, word in enumerate(order[TOO_COMMON:RARE_NAME], TOO_COMMON):
        folded = fold(word)
        if len(folded) < 3 or len(word) > 7 or word.startswith("ال"):
            continue
        if folded in whole or folded.removesuffix("ه") in whole or any(root in folded for root in roots):
            continue
        verb_form = word in forms.verbs and at > 3000 and word[0] in "ين" and len(word) <= 5
        noun = word in forms.nouns and not verb_form and not inflected(word, at, forms, rank)
        if noun or (word in forms.present and word not in forms.nouns and len(word) >= 4 and at < RARE_VERB):
            found.append((at, word))
    return sorted(found, key=lambda one: _wanted(*one))


def _wanted(at: int, word: str) -> float:
    """Later is less wanted: rare words, spellings with a hamza (easily mistyped), three letters (all alike)."""
    return at * (1.5 if _HAMZA & set(word) else 1.0) * (1.6 if len(word) == 3 else 1.0)


def _holes(folded: str) -> set[str]:
    return {f"{folded[:at]}.{folded[at + 1 :]}" for at in range(len(folded))}


def _shorter(folded: str) -> set[str]:
    return {folded[:at] + folded[at + 1 :] for at in range(len(folded))}


class Chosen:
    """Words taken so far, with what is needed to see a likeness at once."""

    def __init__(self) -> None:
        """Nothing is taken yet."""
        self.words: dict[str, str] = {}
        self.starts: Counter[str] = Counter()
        self._holes: set[str] = set()
        self._shorter: set[str] = set()

    def near(self, folded: str) -> bool:
        """Whether one letter more, less or other makes a word that was taken."""
        return (
            folded in self._shorter
            or not self._holes.isdisjoint(_holes(folded))
            or any(one in self.words for one in _shorter(folded))
        )

    def take(self, word: str) -> None:
        """Add a word."""
        folded = fold(word)
        self.words[folded] = word
        self.starts[folded[:4]] += 1
        self._holes |= _holes(folded)
        self._shorter |= _shorter(folded)


def choose(found: list[tuple[int, str]]) -> list[str]:
    """As many words as are needed: first those unlike all others, then those with a start of their own, then more."""
    chosen = Chosen()
    for far, same_start in ((True, 0), (False, 0), (True, 1), (False, 1), (False, 2)):
        before = len(chosen.words)
        for _, word in found:
            folded = fold(word)
            if len(chosen.words) == SIZE or folded in chosen.words:
                continue
            if chosen.starts[folded[:4]] > same_start or (far and chosen.near(folded)):
                continue
            chosen.take(word)
        print(
            f"unlike the others: {far}, others with the same start: {same_start}, words: {len(chosen.words) - before}"
        )
    return sorted(chosen.words.values())


def main() -> None:
    """Write both lists."""
    every: dict[str, float] = import_module("wordfreq").get_frequency_dict("ar", wordlist="large")
    top = sorted((word for word in every if LETTERS.fullmatch(word)), key=lambda word: (-every[word], word))[:READ]
    forms = Forms(top)
    order = by_rank({word: every[word] for word in top}, forms.nouns)
    found = candidates(order, forms)
    print("candidates:", len(found), "starts:", len({fold(word)[:4] for _, word in found}))
    (WORDS / "ar.txt").write_text("\n".join(choose(found)) + "\n", "utf-8")
    never = [fold(root) for root in REFUSED.read_text("utf-8").split("[never]")[1].split("[roots]")[0].split()]
    spoken = (fold(word) for word in order if not any(root in fold(word) for root in never))
    frequent = [word for word in dict.fromkeys(spoken) if len(word) > 1][:FREQUENT]
    (WORDS / "frequent.txt").write_text("\n".join([HEAD, *frequent]) + "\n", "utf-8")


if __name__ == "__main__":
    main()
