"""What is proved of every result of an edition: what it may be, and how it moves with each input."""

from collections.abc import Mapping

from attrs import evolve, frozen

from lkjdsl.core.program import Program
from lkjdsl.domains.direction.directed import Directed
from lkjdsl.domains.direction.domain import directed
from lkjdsl.domains.direction.moves import Direction
from lkjdsl.domains.interval.facts import Facts
from lkjdsl.domains.interval.linear import Atom
from lkjdsl.domains.interval.ranges import Range
from lkjdsl.domains.interval.sharing import Sharing
from lkjdsl.evaluate.checked_edition import CheckedEdition
from lkjdsl.model.definition import Definition, Node
from lkjdsl.proving.assumptions import assumptions_of


@frozen(eq=False)
class Proofs:
    """
    The proofs for one edition and its year; ``steps`` are those of the program.

    ``alone`` is what each constraint may be where no other is known; ``contradicting`` are the names of those that no
    data can fulfil together, which are then left out.
    """

    edition: CheckedEdition
    program: Program
    facts: Facts
    sharing: Sharing
    steps: list[Directed]
    nodes: dict[str, Node]
    alone: Mapping[str, Range]
    contradicting: tuple[str, ...] = ()

    @property
    def definition(self) -> Definition:
        """Return the definition of the edition."""
        return self.edition.definition

    def at(self, path: str) -> Directed:
        """Return what is proved of a result."""
        return self.steps[self.program.results[path]]

    def range(self, path: str) -> Range:
        """Return what a result may be."""
        return self.at(path).meaning.range

    def moves(self, path: str) -> dict[str, Direction]:
        """Return how a result moves with each input, by the input's path; in all others it is constant."""
        return {name_of(self.definition, atom): direction for atom, direction in self.at(path).moves.items()}


def prove(edition: CheckedEdition) -> Proofs:
    """Return the proofs for *edition* and its own year."""
    program = edition.program()
    assumed = assumptions_of(edition.definition, program)
    facts, sharing, contradicting = without_contradiction(assumed.facts)
    nodes = {node.path: node for node in edition.definition.nodes()}
    steps = directed(program, facts, sharing)
    return Proofs(edition, program, facts, sharing, steps, nodes, assumed.alone, contradicting)


def without_contradiction(facts: Facts) -> tuple[Facts, Sharing, tuple[str, ...]]:
    """Return *facts*, without their relations where these contradict each other; and the constraints that do."""
    sharing = Sharing.of(facts)
    contradicting = _contradicting(facts, sharing)
    if contradicting:
        facts = evolve(facts, relations=())
        sharing = Sharing.of(facts)
    return facts, sharing, contradicting


def _contradicting(facts: Facts, sharing: Sharing) -> tuple[str, ...]:
    """Return the constraints that contradict each other, all of one kind of data where there are several."""
    known = sharing.knowledge
    seen: set[Atom] = set()
    for relation in facts.relations:
        atoms = relation.form.terms.keys()
        if atoms <= seen or not atoms <= known.atoms.keys():
            continue
        reached = known.reached([relation.form])
        seen |= reached
        if "contradiction" in known.between(relation.form):
            return tuple(
                dict.fromkeys(relation.name for relation in facts.relations if relation.form.terms.keys() <= reached)
            )
    return ()


def name_of(definition: Definition, atom: Atom) -> str:
    """Return the path of a value of the data, ``previous(...)`` for one of the year before."""
    match atom:
        case ("input", int(index)):
            return list(definition.inputs)[index]
        case ("previous", int(index)):
            return f"previous({list(definition.inputs)[index]})"
        case ("column", str(rows), int(index), *_):
            return f"{rows}.{list(definition.rows[rows].columns)[index]}"
        case (_, name):
            return str(name)
        case _:
            return ""
