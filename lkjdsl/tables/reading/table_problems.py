"""What is said of the cells of a table."""

from attrs import frozen

from lkjdsl.diagnostic import Diagnostic, Language, problem
from lkjdsl.kinds import Misfit


def cell_problem(row: str, name: str, misfit: Misfit) -> Diagnostic:
    """Return the problem of a cell; rows are counted from 1, without the headers."""
    return problem(
        "unreadable-cell",
        row=row,
        column=name,
        why=CellProblem(misfit, name),
        found=misfit.values.get("found", misfit.values.get("written", "")),
    )


@frozen
class CellProblem:
    """Why a cell is no value of its kind, as a word of a message."""

    misfit: Misfit
    name: str

    def text(self, language: Language) -> str:
        """Return the headline of the problem that the same value has in a data file."""
        values = {
            "name": self.name,
            "kind": "",
            "found": "",
            "written": "",
            "limit": "",
            "suggestion": "",
            **self.misfit.values,
        }
        return problem(self.misfit.code, also=values).message(language)
