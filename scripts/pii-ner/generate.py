"""Generated calls: turns of words with a label each. Every name, place and company is drawn by people.py."""

import random
import re

import meetings
import templates
from inflect import cut_off, past, plural, present
from lists import names
from people import NOT_NAMES, WORDS, People

Turn = tuple[list[str], list[str]]
"""Words and their labels: O, or B-/I- and a type."""

THINGS = "account bill card order policy claim flight booking phone contract delivery parcel invoice subscription engine laptop boiler meter statement loan mortgage cheque transfer password app website router line signal service address appointment prescription premium excess quote refund payment direct-debit standing-order balance limit pin transaction guidance margin pipeline product platform store plant segment customer market price".split()
NOUNS = [word for line in names("nouns.txt") for word in line]
VERBS = names("verbs.txt")[0]
ADJECTIVES, ADVERBS = names("modifiers.txt")
IRREGULAR = "saw went took brought gave got ran told made meant thought found kept left led lost met paid put read sat sold sent set spoke spent stood wrote began became broke built bought caught chose came cut dealt drove drew ate fell felt fought flew forgot grew had heard hid held hit hurt knew laid lay let lit rang rode rose said shook shut slept split spread stole stuck struck swam swore taught threw understood woke wore won was were is are am been being did does done has".split()
MONTHS = "January February March April May June July August September October November December".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
TITLES = "Mr Mrs Ms Miss Dr Mr. Mrs. Ms. Dr. Doctor Mister Sir Madam Professor".split()
UNITS = "megawatt megawatts gigawatt gigawatts kilowatt kilowatts kilowatt-hour watts volts amps hertz megahertz gigahertz decibels barrels barrel tonnes tons ounces ounce pounds kilos kilogram grams milligrams micrograms liters litres gallons pints hectares acres meters metres kilometers kilometres miles inches feet microns nanometers angstroms degrees celsius fahrenheit bytes kilobytes megabytes gigabytes terabytes pixels euros yen rupees rubles francs krona pesos rand renminbi yuan won shekels baht ringgit bitcoin basis points bps".split()
SLOT = re.compile(r"\{(\w+)\}")
LABELS = {
    "per": "PERSON", "first": "PERSON", "last": "PERSON", "full": "PERSON", "odd": "PERSON", "spell": "PERSON", "title_last": "PERSON",
    "city": "LOCATION", "country": "LOCATION", "addr": "ADDRESS", "street": "ADDRESS", "org": "ORGANIZATION", "founder": "ORGANIZATION",
    "wordlike": "PERSON",
}


def parse(block: str) -> list[str]:
    """Top-level alternatives of every line."""
    found: list[str] = []
    for line in filter(None, block.splitlines()):
        depth, start = 0, 0
        for at, letter in enumerate(line):
            depth += letter in "([" and 1 or letter in ")]" and -1 or 0
            if depth == 0 and line[at : at + 3] == " | ":
                found.append(line[start:at])
                start = at + 3
        found.append(line[start:])
    return found


CHOICE = re.compile(r"\(([^()\[\]]*)\)|\[([^()\[\]]*)\]")


def expand(template: str, r: random.Random) -> str:
    """Innermost choices first, until none is left."""
    def pick(match: re.Match[str]) -> str:
        if match.group(1) is not None:
            return r.choice(match.group(1).split("|"))
        return match.group(2) if r.random() < 0.5 else ""
    while True:
        text, changed = CHOICE.subn(pick, template)
        if changed == 0:
            return re.sub(r" +([,.?!])", r"\1", re.sub(r" +", " ", text)).strip()
        template = text


class Generator:
    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.people = People(self.random)
        self.blocks = {name: parse(getattr(file, name)) for file in (templates, meetings) for name in dir(file) if name.isupper()}

    def call(self) -> list[Turn]:
        """A handful of turns between two speakers."""
        r = self.random
        roll = r.random()
        if roll < 0.27:
            return [self.turn("NAME_QUESTIONS"), *self._backchannel(), self.turn("NAME_ANSWERS"), self.turn("ORDINARY")]
        if roll < 0.5:
            return [self.turn(r.choice(("CALLER", "CALLER", "COMMAND")), r.choice((1, 1, 2))), self.turn(r.choice(("ORDINARY", "TALK", "NO_NAMES")), r.choice((1, 2)))]
        if roll < 0.54:
            return [self.turn("COMMAND")]
        if roll < 0.65:
            return [self.turn("ORDINARY", r.choice((1, 2, 3)))]
        if roll < 0.7:
            return [self.turn("DOCUMENT", r.choice((1, 1, 2)))]
        return [self.business(), self.business()]

    def business(self) -> Turn:
        """A turn as in a conference call: names first and last, business between."""
        r = self.random
        naming = ("BUSINESS_NAMES", "BUSINESS_ASIDES", "MEETING", "MEETING")
        parts = [self.turn(r.choice(naming)) for _ in range(r.choice((0, 1, 1, 2)))]
        parts += [self.turn(r.choice(("BUSINESS", "TALK", "TALK", "NO_NAMES"))) for _ in range(r.choice((0, 1, 2, 3, 5)))]
        if r.random() < 0.3 or not parts:
            parts.append(self.turn(r.choice(naming)))
        r.shuffle(parts)
        return self.addressed(join(parts))

    def addressed(self, turn: Turn) -> Turn:
        """Now and then somebody is called by name in the middle of a sentence, with nothing around that says so."""
        r = self.random
        words, labels = list(turn[0]), list(turn[1])
        for at in range(len(words) - 1, 0, -1):
            if r.random() < 0.006 and labels[at] == "O" and labels[at - 1] == "O":
                words.insert(at, self.people.first() + r.choice((",", ",", "", ".")))
                labels.insert(at, "B-PERSON")
                if r.random() < 0.7 and words[at - 1][-1].isalnum():
                    words[at - 1] += ","
        return words, labels

    def turn(self, block: str, sentences: int = 1) -> Turn:
        return join([self.sentence(self.random.choice(self.blocks[block])) for _ in range(sentences)])

    def _backchannel(self) -> list[Turn]:
        return [self.turn("ORDINARY")] if self.random.random() < 0.15 else []

    def sentence(self, template: str) -> Turn:
        text = expand(template, self.random)
        if self.random.random() < 0.5:
            text = text[:1].upper() + text[1:]
        words: list[str] = []
        labels: list[str] = []
        for chunk in text.split():
            match = SLOT.search(chunk)
            if match is None:
                words.append(chunk)
                labels.append("O")
                continue
            filled = (chunk[: match.start()] + self.fill(match.group(1)) + chunk[match.end() :]).replace("\\n", " ")
            # a second slot in the same chunk, as in "{w}{num}", holds no name
            filled = SLOT.sub(lambda other: self.fill(other.group(1)), filled)
            label = LABELS.get(match.group(1))
            for place, word in enumerate(filled.split()):
                words.append(word)
                titled = match.group(1) == "title_last" and place == 0
                labels.append("O" if label is None or titled else label)
        return mark(words, labels)

    def word(self) -> str:
        """Half of them words one meets every day, half anything a dictionary holds."""
        return self.random.choice(self.random.choice((NOUNS, VERBS, ADJECTIVES, ADVERBS, WORDS, WORDS, WORDS, WORDS)))

    def fill(self, slot: str) -> str:
        r, p = self.random, self.people
        match slot:
            case "per": return p.person()
            case "first": return p.first()
            case "last": return p.last()
            case "full": return p.full()
            case "odd": return p.odd() if r.random() < 0.4 else p.person()
            case "spell": return p.spelled()
            case "title_last": return f"{r.choice(TITLES)} {p.last()}"
            case "city": return p.place()
            case "country": return p.country()
            case "addr": return p.address()
            case "street": return p.street()
            case "org": return p.company()
            case "founder": return p.founder()
            case "wordlike": return p.wordlike()
            case "land": return p.country()
            case "cut": return cut_off(self.word())
            case "unit": return r.choice(UNITS)
            case "w": return self.word()
            case "ws": return self.word() + " " + self.word()
            case "n": return r.choice(NOUNS)
            case "ns": return plural(r.choice(NOUNS))
            case "v": return r.choice(VERBS)
            case "vd": return past(r.choice(VERBS))
            case "ving": return present(r.choice(VERBS))
            case "adj": return r.choice(ADJECTIVES)
            case "adv": return r.choice(ADVERBS)
            case "did": return r.choice(IRREGULAR)
            case "brand": return self.people.brand()
            case "code": return self.people.code()
            case "thing": return r.choice(THINGS)
            case "not": return r.choice(NOT_NAMES)
            case "month": return r.choice(MONTHS)
            case "num": return r.choice((str(r.randint(0, 30)), str(r.randint(0, 9999)), p.spoken_number(), f"{r.randint(1, 99)}.{r.randint(0, 9)}"))
            case "money": return r.choice(("$", "£", "€", "")) + str(r.randint(1, 5000)) + r.choice((" million", " billion", "", "", " dollars", " pounds"))
            case "time": return r.choice((f"{r.randint(1, 12)}:{r.randint(10, 59)}", f"{r.randint(1, 12)}pm", f"{p.spoken_number()} o'clock", f"half past {p.spoken_number()}"))
            case "date": return r.choice((f"{r.choice(MONTHS)} {r.randint(1, 31)}", f"the {r.randint(1, 31)}th of {r.choice(MONTHS)}", r.choice(DAYS), f"{r.randint(1, 31)}/{r.randint(1, 12)}/{r.randint(1940, 2026)}", f"{r.choice(MONTHS)} {r.randint(1, 31)}, {r.randint(1940, 2026)}"))
            case "id": return r.choice((" ".join(r.choice("0123456789") for _ in range(r.randint(4, 10))), "".join(r.choice("ABCDEFGHJKLMNP0123456789") for _ in range(r.randint(5, 9))), str(r.randint(10**5, 10**9))))
        raise ValueError(slot)


def mark(words: list[str], types: list[str]) -> Turn:
    """Types a word → B- and I-; neighbours of one type make one span."""
    labels = []
    before = "O"
    for kind in types:
        labels.append("O" if kind == "O" else ("I-" if kind == before else "B-") + kind)
        before = kind
    return words, labels


def join(turns: list[Turn]) -> Turn:
    return [word for words, _ in turns for word in words], [label for _, labels in turns for label in labels]
