"""A problem is a value: a code of the catalogue, the author's own names and numbers, and the places concerned."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain, islice
from typing import Protocol

from attrs import Factory, frozen

from lkjdsl import language
from lkjdsl.lookalikes import latin
from lkjdsl.planners_words import meant
from lkjdsl.source import Place
from lkjdsl.visible import visible

Language = language.Language


class Speaking(Protocol):
    """Something that is spelled differently in each language, such as a number."""

    def text(self, language: Language) -> str:
        """Return the spelling in *language*."""
        ...


Word = str | int | Speaking
NOTHING: Mapping[str, Word] = {}
Detail = Word | Iterable[str] | Mapping[str, Word] | None
"""What is said of a problem by name: words for its texts, and its notes, helps, nearest name and further words."""


@frozen
class Both:
    """A word that is said differently in each language."""

    en: str
    id: str

    def text(self, language: Language) -> str:
        """Return the word in *language*."""
        return self.id if language == "id" else self.en

    @classmethod
    def of(cls, text: Callable[[Language], str]) -> "Both":
        """Return what *text* gives for each language."""
        return cls(text("en"), text("id"))

    @classmethod
    def same(cls, text: str) -> "Both":
        """Return what is said alike in both languages, such as a calculation."""
        return cls(text, text)

    def filled(self, **values: "Word") -> "Both":
        """Return the word with what stands in braces filled in, each value as the language spells it."""
        return Both.of(lambda language: filled(self.text(language), values, language))


MOST_COMPARED = 200
"""Names that a misspelled one is held against, letter by letter: of more, those as long that begin like it."""
SLIPS = 2
"""Letters by which these may be longer or shorter."""

OTHER_ALPHABET = Both("`{name}` has letters of another alphabet", "`{name}` memuat huruf dari abjad lain")


@frozen
class Label:
    """A place and the key of the catalogue's label text that is written under it (``here`` is the main one)."""

    place: Place
    words: str = "here"
    values: Mapping[str, Word] = Factory(dict)


@frozen
class Diagnostic:
    """
    One problem.

    ``code`` names an entry of the catalogue, ``values`` fill its texts, the first of ``labels`` is the
    main place; ``notes`` and ``helps`` are keys of the entry's texts that apply to this case and not to all.
    """

    code: str
    values: Mapping[str, Word] = Factory(dict)
    labels: tuple[Label, ...] = ()
    notes: tuple[str, ...] = ()
    helps: tuple[str, ...] = ()
    within: Speaking | None = None
    """The part of a year that it is about, where there are several."""

    @property
    def severity(self) -> language.Severity:
        """Return ``error``, ``warning`` or ``note``, as the catalogue says."""
        from lkjdsl.catalogue import entry

        return entry(self.code).severity

    def message(self, language: Language = "en") -> str:
        """Return the headline, one sentence, in *language*."""
        from lkjdsl.catalogue import entry

        headline = filled(entry(self.code).words[language].headline, self.values, language)
        return headline if self.within is None else f"{headline} ({self.within.text(language)})"

    def notes_in(self, language: Language) -> list[str]:
        """Return the notes in *language*: the rule that holds for every case, then what holds for this one."""
        from lkjdsl.catalogue import entry

        found = self._chosen(entry(self.code).words[language].notes, ("rule", *self.notes), language)
        return found + [OTHER_ALPHABET.text(language).format(name=name) for name in self._strange_names()]

    def _strange_names(self) -> list[str]:
        """Return the name that looks like the nearest one, if it does: to look at it again tells nobody anything."""
        near = self.values.get("nearest")
        if near is None:
            return []
        named = [value for value in self.values.values() if isinstance(value, str) and not value.isascii()]
        return [name for name in dict.fromkeys(named) if latin(name) == near]

    def helps_in(self, language: Language) -> list[str]:
        """Return the helps in *language*: what to type in this case, then in every case."""
        from lkjdsl.catalogue import entry

        return self._chosen(entry(self.code).words[language].helps, (*self.helps, "write"), language)

    def _chosen(self, texts: Mapping[str, str], keys: Iterable[str], language: Language) -> list[str]:
        return [filled(texts[key], self.values, language) for key in dict.fromkeys(keys) if key in texts]


def filled(template: str, values: Mapping[str, Word], language: Language) -> str:
    """Return *template* with its ``{names}`` replaced by *values* as *language* spells them, each on one line."""
    spelled = {
        name: visible(str(value) if isinstance(value, str | int) else value.text(language))
        for name, value in values.items()
    }
    return template.format_map(spelled)


def listed(words: Sequence[Speaking]) -> Both:
    """Return all *words* on one line, each once."""
    return Both.of(lambda language: "; ".join(dict.fromkeys(word.text(language) for word in words)))


def problem(
    code: str,
    place: Place | None = None,
    *labels: Label,
    notes: Iterable[str] = (),
    helps: Iterable[str] = (),
    near: str | None = None,
    also: Mapping[str, Word] = NOTHING,
    **values: Word,
) -> Diagnostic:
    """
    Return a Diagnostic whose main label stands at *place*.

    *near* is the nearest known name, if any, for the help of that name; *also* are further values.
    """
    main = () if place is None else (Label(place),)
    if near is not None:
        helps, values = ("nearest", *helps), {**values, "nearest": near}
    return Diagnostic(code, {**also, **values}, main + labels, tuple(notes), tuple(helps))


def collect(problems: list[Diagnostic], code: str, place: Place | None, *labels: Label, **details: Detail) -> None:
    """Add a problem to those that were found; the *details* are those of :func:`problem`."""
    problems.append(problem(code, place, *labels, **details))  # type: ignore[arg-type] # the names say which is which


def is_error(diagnostic: Diagnostic) -> bool:
    """Return whether *diagnostic* keeps a file from being used."""
    return diagnostic.severity == "error"


def nearest(name: str, known: Iterable[str]) -> str | None:
    """
    Return the known name that *name* most likely misspells, if any.

    >>> nearest("permohonna", ["terbit", "permohonan"])
    'permohonan'
    >>> nearest("x", ["y"]) is None
    True
    """
    return KnownNames.of(known).nearest(name)


@frozen(eq=False, repr=False)
class KnownNames:
    """
    Names that others are held against; made once where there may be many unknown ones.

    Of more than ``MOST_COMPARED`` only those are compared that begin like the unknown one and are about as long.
    """

    names: dict[str, None] = Factory(dict)
    similar: dict[tuple[str, int], list[str]] = Factory(dict)
    """By the first letter and the length."""

    @classmethod
    def of(cls, known: Iterable[str]) -> "KnownNames":
        """Return *known* as others are held against them."""
        names = cls()
        for name in known:
            names.add(name)
        return names

    def add(self, name: str) -> None:
        """Take one more name."""
        if name not in self.names:
            self.names[name] = None
            self.similar.setdefault((name[:1], len(name)), []).append(name)

    def nearest(self, name: str) -> str | None:
        """Return the known name that *name* most likely misspells, if any."""
        from difflib import get_close_matches

        looks_like = None if name.isascii() else latin(name)
        if looks_like in self.names:
            return looks_like
        called = meant(name, self.names)
        if called is not None:
            return called
        known: Iterable[str] = self.names
        if len(self.names) > MOST_COMPARED:
            lengths = range(len(name) - SLIPS, len(name) + SLIPS + 1)
            alike = chain.from_iterable(self.similar.get((name[:1], length), ()) for length in lengths)
            known = islice(alike, MOST_COMPARED)
        spellings = {candidate.casefold(): candidate for candidate in known}
        found = get_close_matches(name.casefold(), spellings, n=1, cutoff=0.6 if len(name) > 3 else 0.75)  # noqa: PLR2004 - a short name shares letters with many
        return spellings[found[0]] if found else None
