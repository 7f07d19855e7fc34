"""Makes people, places and companies: from the lists, and letter by letter where the lists end."""

import random
from collections import defaultdict

import lists

FIRST = lists.names("first-names.txt")
LAST = lists.names("last-names.txt")
MORE_FIRST = lists.faker_names("first")
MORE_LAST = lists.faker_names("last")
PLACES = lists.phrases("places.txt")
COUNTRIES = lists.phrases("countries.txt")[0]
COMPANIES = lists.phrases("organisations.txt")[0]
NOT_NAMES = lists.names("not-names.txt")[0]
WORDS = lists.ordinary_words()
WORDLIKE = "Will Mark Bill Rob Pat Frank Grace Rose May April June Dawn Faith Hope Joy Art Drew Jack Nick Ray Rich Sandy Summer Iris Violet Ruby Pearl Amber Ivy Holly Hazel Heather Daisy Lily Basil Chase Chance Hunter Gene Dale Dean Glen Grant Guy Hank Jay Josh Lance Miles Norm Otto Rusty Skip Sonny Stew Sue Ty Van Wade Ward Woody Bob Chuck Curt Curtis Cliff Dick Don Earl Ed Hal Jerry Ken Lee Les Matt Max Mo Moe Ned Nat Pete Phil Ron Russ Sal Sam Sid Stan Ted Tim Tom Vic Wes Zach Bret Brad Greg Doug Neil Clint Ross Ryan Alex Paul Peter John Mike Dan Steve Jim Joe Jeff Chris Scott Brian Robert Richard Pam Emily Sarah Craig Louise Kate Ben Andy Tony Randy Bobby Gary Kim Kay Robin Carol Penny Jasmine Victor Wally Rick Ian Cameron Jordan Morgan Taylor Kelly Kerry Terry Gail Lois Lynn Ann Anne Jean Dean Carl Karl Kurt Kirk Rory Roy Ray Todd Neal Nell Nina Tina Lisa Laura David Andrew James William Thomas Jason Kevin Eric Adam Anna Maria Julie Susan Karen".split()
"""Given names that are ordinary words as well, or so short that little tells them from one; the commonest ones too."""

WORDS_AND_NAMES = "Mark Bill Will Rob Frank Jack Nick Grant Drew Ray Rich Pat Bob Dean Dale Gene Glen Chase Grace Rose Sue Max Art Don Ed Jay Ken".split()
"""Those of them that every office has somebody of."""


class Letters:
    """A letter trigram model: names nobody wrote down, that sound like those somebody did."""

    def __init__(self, words: list[str]) -> None:
        self.after: dict[str, list[str]] = defaultdict(list)
        for word in words:
            text = "^^" + word.lower() + "$"
            for at in range(2, len(text)):
                self.after[text[at - 2 : at]].append(text[at])

    def make(self, random: random.Random) -> str:
        while True:
            text = "^^"
            while not text.endswith("$") and len(text) < 16:
                text += random.choice(self.after[text[-2:]])
            name = text[2:].rstrip("$")
            if text.endswith("$") and 3 <= len(name) <= 12:
                return name[0].upper() + name[1:]


class People:
    def __init__(self, random: random.Random) -> None:
        self.random = random
        flat = [name for culture in FIRST for name in culture]
        self.first_letters = Letters(flat)
        self.last_letters = Letters([name for culture in LAST for name in culture if " " not in name])
        self.word_letters = Letters(random.sample(WORDS, 4000))
        self.place_letters = Letters([p for line in PLACES for p in line if " " not in p])

    def among(self, cultures: list[list[str]]) -> str:
        """A long list is chosen more often, though not as much more often as it is longer."""
        return self.random.choice(self.random.choices(cultures, [len(names) ** 0.5 for names in cultures])[0])

    def first(self) -> str:
        roll = self.random.random()
        if roll < 0.14:
            return self.wordlike()
        if roll < 0.25:
            return self.first_letters.make(self.random)
        return self.among(MORE_FIRST) if roll < 0.45 else self.random.choice(self.random.choice(FIRST))

    def wordlike(self) -> str:
        return self.random.choice(WORDS_AND_NAMES if self.random.random() < 0.4 else WORDLIKE)

    def last(self) -> str:
        roll = self.random.random()
        if roll < 0.22:
            return self.last_letters.make(self.random)
        if roll < 0.26:
            return self.random.choice(WORDS).capitalize()
        if roll < 0.28:
            return self.last() + "-" + self.last()
        return self.among(MORE_LAST) if roll < 0.55 else self.random.choice(self.random.choice(LAST))

    def full(self) -> str:
        roll = self.random.random()
        if roll < 0.72:
            return f"{self.first()} {self.last()}"
        if roll < 0.80:
            return f"{self.first()} {self.first()} {self.last()}"
        if roll < 0.84:
            return f"{self.first()} {self.random.choice('ABCDEFGHJKLMNPRSTW')} {self.last()}"
        if roll < 0.88:
            return f"{self.first()} {self.random.choice(('van', 'de', 'van der', 'von', 'al', 'bin', 'de la', 'da', 'Mc', 'Mac', 'O', 'St', 'Le', 'ten'))} {self.last()}"
        if roll < 0.92:
            return f"{self.first()} {self.last()} {self.last()}"
        if roll < 0.95:
            return f"{self.last()} {self.first()}"
        return f"{self.first()}-{self.first()} {self.last()}"

    def person(self) -> str:
        roll = self.random.random()
        return self.first() if roll < 0.35 else self.last() if roll < 0.42 else self.full()

    def odd(self) -> str:
        """A name that is an ordinary word, or was heard as one; only where the words around it say that it is a name."""
        return " ".join(self.random.choice(WORDS).capitalize() for _ in range(self.random.choice((1, 1, 2))))

    def spelled(self) -> str:
        name = self.random.choice((self.first, self.last))().lower()
        letters = [letter for letter in name if letter.isalpha()]
        return self.random.choice(("-", " ", " ", ", ")).join(letters).upper() if self.random.random() < 0.5 else " ".join(letters)

    def place(self) -> str:
        if self.random.random() < 0.12:
            return self.place_letters.make(self.random)
        return self.random.choice(self.random.choice(PLACES))

    def country(self) -> str:
        return self.random.choice(COUNTRIES)

    def street(self) -> str:
        kind = self.random.choice(
            "Street Street Road Road Avenue Lane Drive Close Way Court Place Crescent Terrace Gardens Grove Hill Park Square Boulevard Row Mews St Rd Ave Dr Ln Blvd Parkway Circle".split()
        )
        name = self.random.choice((
            self.last, self.last, self.place, self.first,
            lambda: self.random.choice("High Church Station Victoria Park Mill London Green Main Oak Maple Cedar Elm Pine Washington Lake Hill King Queen New Manor North South West East First Second Third Fifth 12th 42nd Sunset River Spring Meadow Orchard Chestnut Willow Birch School Bridge Castle Market".split()),
        ))()
        roll = self.random.random()
        if roll < 0.06:
            return self.random.choice(("Rue de ", "Via ", "Calle ", "Avenida ", "Rua ")) + name
        if roll < 0.12:
            return name + self.random.choice(("strasse", "weg", "straat", "gatan", "laan", "vej", "vägen"))
        return f"{name} {kind}"

    def address(self) -> str:
        r = self.random
        number = r.choice((str(r.randint(1, 9999)), str(r.randint(1, 200)), str(r.randint(1, 99)) + r.choice("abc"), self.spoken_number()))
        parts = [f"{number} {self.street()}"]
        if r.random() < 0.25:
            parts.insert(0, r.choice(("Flat ", "Apartment ", "Apt. ", "Unit ", "Suite ", "flat ", "apartment ")) + str(r.randint(1, 400)))
        if r.random() < 0.25:
            parts.append(r.choice(("Apt ", "Suite ", "Unit ", "Apt. ", "apartment ")) + str(r.randint(1, 900)))
        if r.random() < 0.6:
            parts.append(self.place())
        if r.random() < 0.2:
            parts.append(r.choice("AL AK AZ CA CO CT FL GA IL IN KS KY LA MA MD MI MN MO NC NH NJ NV NY OH OK OR PA TN TX UT VA WA WI".split()))
        if r.random() < 0.5:
            parts.append(self.postcode())
        if r.random() < 0.12:
            parts.append(self.country())
        return r.choice((", ", " ", ", ", " ")).join(parts)

    def postcode(self) -> str:
        r = self.random
        letters = lambda n: "".join(r.choice("ABCDEFGHJKLMNPRSTUWXYZ") for _ in range(n))
        if r.random() < 0.5:
            return str(r.randint(10000, 99999))
        return f"{letters(r.choice((1, 2)))}{r.randint(1, 29)} {r.randint(1, 9)}{letters(2)}"

    def spoken_number(self) -> str:
        ones = "one two three four five six seven eight nine".split()
        tens = "twenty thirty forty fifty sixty seventy eighty ninety".split()
        r = self.random
        return r.choice((r.choice(ones), f"{r.choice(tens)} {r.choice(ones)}", r.choice(tens), f"{r.choice(ones)} hundred and {r.choice(ones)}", f"{r.choice(ones)} {r.choice(ones)}", "twelve", "fifteen"))

    def founder(self) -> str:
        """A company, a store or a rule that is called like the person it goes back to."""
        r = self.random
        return r.choice((self.last, self.last, lambda: f"{self.last()} {self.last()}", lambda: f"{self.first()} {self.last()}", lambda: self.first() + self.last().lower()))()

    def company(self) -> str:
        r = self.random
        if r.random() < 0.5:
            return r.choice(COMPANIES)
        if r.random() < 0.15:
            return r.choice((f"{self.last()} {self.last()}", f"{self.first()} {self.last()}", self.last(), f"{self.last()} & {self.last()}", self.brand(), self.code()))
        stem = r.choice((
            self.last, lambda: f"{self.last()} and {self.last()}", self.place, lambda: r.choice(WORDS).capitalize(),
            lambda: f"{r.choice(WORDS).capitalize()} {r.choice(WORDS).capitalize()}", lambda: f"{self.last()}, {self.last()} and {self.last()}",
            lambda: r.choice(WORDS).capitalize() + r.choice(("ly", "ify", "tech", "soft", "hub", "net", "gen", "ware", "base", "works")),
            lambda: "".join(r.choice("ABCDEFGHIJKLMNOPRSTVW") for _ in range(3)),
        ))()
        ending = r.choice(
            "Inc|Ltd|LLC|Group|Holdings|Bank|Insurance|Energy|Partners|Capital|Securities|Solutions|Systems|Technologies|Pharmaceuticals|Industries|Logistics|Airlines|Motors|Foods|Stores|Media|Communications|Financial|Properties|Plumbing|Builders|Solicitors|Consulting|University|Hospital|College|Council|Brothers|and Sons|and Co|PLC|GmbH|Corporation|Company|Associates|Research|Labs|Health|Foundation|Trust|Clinic|Surgery|School|Club".split("|")
        )
        return f"{stem} {ending}"

    def code(self) -> str:
        """PD-1, AFM24, NDA, KPIs: letters that stand for something."""
        r = self.random
        letters = "".join(r.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ") for _ in range(r.choice((2, 2, 3, 3, 3, 4, 4, 5))))
        return letters + r.choice(("", "", "", "s", "-" + str(r.randint(1, 9)), "-" + str(r.randint(100, 9999)), str(r.randint(1, 99)), "-", " " + str(r.randint(1, 2500))))

    def brand(self) -> str:
        """A product or a drug: sounds like a word, is written like a name, names nobody."""
        r = self.random
        stem = self.word_letters.make(r)
        roll = r.random()
        if roll < 0.5:
            return stem
        if roll < 0.7:
            return stem + r.choice(("ab", "ib", "mab", "ex", "ia", "ix", "us", "yn", "ra", "tin", "pril", "Pay", "Cloud", "Max", "One", "360"))
        if roll < 0.85:
            return r.choice(WORDS).capitalize() + r.choice(WORDS).capitalize()
        return f"{r.choice(WORDS).capitalize()} {r.choice(WORDS).capitalize()}"
