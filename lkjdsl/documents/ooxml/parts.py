"""The parts of a package that are read: the main one, and those that it refers to, parsed."""

from collections.abc import Collection, Mapping

from attrs import frozen

from lkjdsl.diagnostic import Diagnostic, problem
from lkjdsl.documents.ooxml.package import Package
from lkjdsl.documents.ooxml.relationships import Relationship, relationships
from lkjdsl.documents.ooxml.xml import Element, parsed


@frozen(eq=False)
class Parts:
    """The name of the main part, the roots of all that are read by name, and what the main one refers to by id."""

    main: str
    roots: Mapping[str, Element]
    related: Mapping[str, Relationship]

    @property
    def root(self) -> Element:
        """Return the root of the main part."""
        return self.roots[self.main]

    def of_type(self, kind: str) -> tuple[str, Element] | None:
        """Return the name and the root of the part that the main one refers to as *kind*, such as ``styles``."""
        names = [relationship.part for relationship in self.related.values() if relationship.type == kind]
        return next(((name, self.roots[name]) for name in names if name is not None and name in self.roots), None)

    def of_id(self, id_: str) -> Element | None:
        """Return the root of the part that the main one refers to by this id."""
        related = self.related.get(id_)
        return None if related is None else self.roots.get(related.part or "")


def parts_of(package: Package, root: str, kinds: Collection[str]) -> Parts | Diagnostic:
    """
    Return the main part of *package*, whose root is called *root*, and those of the *kinds* that it refers to.

    Or why the document cannot be read.
    """
    top = relationships(package, "")
    if isinstance(top, Diagnostic):
        return top
    main = next((relationship.part for relationship in top.values() if relationship.type == "officeDocument"), None)
    if main is None or main not in package.parts:
        return problem("document-broken", name=package.name, notes=["no-office-package"])
    related = relationships(package, main)
    if isinstance(related, Diagnostic):
        return related
    roots: dict[str, Element] = {}
    for name in dict.fromkeys(
        [main, *(relationship.part for relationship in related.values() if relationship.type in kinds)]
    ):
        if name is not None and name in package.parts:
            element = parsed(package.name, name, package.parts[name])
            if isinstance(element, Diagnostic):
                return element
            roots[name] = element
    if roots[main].name != root:
        return problem("document-broken", name=package.name, notes=["no-word" if root == "w:document" else "no-excel"])
    return Parts(main, roots, related)
