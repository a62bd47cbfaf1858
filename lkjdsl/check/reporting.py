"""The check's own collector: problems at places of the document, and inside its formulas."""

from attrs import field, frozen

from lkjdsl.diagnostic import Detail, Diagnostic, Label, Word, collect
from lkjdsl.source import Path, Place, PlacePart
from lkjdsl.syntax.document import Document
from lkjdsl.syntax.formula_tree import Span


@frozen(eq=False)
class Report:
    """Collects what is wrong with one document; the further arguments are those of ``diagnostic.problem``."""

    document: Document
    problems: list[Diagnostic] = field(factory=list)

    def at(self, code: str, path: Path, part: PlacePart = "value", *labels: Label, **details: Detail) -> None:
        """Add a problem with the key or the value at *path*."""
        collect(self.problems, code, self.place(path, part), *labels, **details)

    def inside(self, code: str, path: Path, span: Span, *labels: Label, **details: Detail) -> None:
        """Add a problem with the characters *span* of the formula at *path*."""
        collect(self.problems, code, self.place(path, span=span), *labels, **details)

    def label(
        self, words: str, path: Path, part: PlacePart = "value", span: Span | None = None, **values: Word
    ) -> Label:
        """Return a further label for a problem."""
        return Label(self.place(path, part, span), words, values)

    def place(self, path: Path, part: PlacePart = "value", span: Span | None = None) -> Place:
        """Return a place of the document."""
        return self.document.place(path, part, span)
