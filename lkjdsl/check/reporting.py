"""The check's own collector: problems at places of the document, and inside its formulas."""

from collections.abc import Iterable, Mapping

from attrs import field, frozen

from lkjdsl.diagnostic import NOTHING, Diagnostic, Label, Word, problem
from lkjdsl.source import Part, Path, Place
from lkjdsl.syntax.document import Document
from lkjdsl.syntax.formula_tree import Span


@frozen(eq=False)
class Report:
    """Collects what is wrong with one document; the further arguments are those of ``diagnostic.problem``."""

    document: Document
    problems: list[Diagnostic] = field(factory=list)

    def at(
        self,
        code: str,
        path: Path,
        part: Part = "value",
        *labels: Label,
        notes: Iterable[str] = (),
        helps: Iterable[str] = (),
        near: str | None = None,
        also: Mapping[str, Word] = NOTHING,
        **values: Word,
    ) -> None:
        """Add a problem with the key or the value at *path*."""
        place = self.document.place(path, part)
        self.problems.append(problem(code, place, *labels, notes=notes, helps=helps, near=near, also=also, **values))

    def inside(
        self,
        code: str,
        path: Path,
        span: Span,
        *labels: Label,
        notes: Iterable[str] = (),
        helps: Iterable[str] = (),
        near: str | None = None,
        also: Mapping[str, Word] = NOTHING,
        **values: Word,
    ) -> None:
        """Add a problem with the characters *span* of the formula at *path*."""
        place = self.document.place(path, "value", span)
        self.problems.append(problem(code, place, *labels, notes=notes, helps=helps, near=near, also=also, **values))

    def label(self, words: str, path: Path, part: Part = "value", span: Span | None = None, **values: Word) -> Label:
        """Return a further label for a problem."""
        return Label(self.place(path, part, span), words, values)

    def place(self, path: Path, part: Part = "value", span: Span | None = None) -> Place:
        """Return a place of the document."""
        return self.document.place(path, part, span)
