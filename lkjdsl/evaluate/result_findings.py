"""What a reader should know of results that are all right: targets below 0, labels that the print contradicts."""

from collections.abc import Iterator

from attrs import evolve

from lkjdsl.core.arithmetic import banded
from lkjdsl.core.operators import BAND
from lkjdsl.core.program import is_of, printing
from lkjdsl.diagnostic import Diagnostic, problem
from lkjdsl.evaluate.evaluated_program import EvaluatedProgram
from lkjdsl.model.results import PREVIOUS, ComparedAchievement, NodeValue, ScaleLabel, TargetValue
from lkjdsl.numbers.rational import round_at


def targets_below_zero(outcome: EvaluatedProgram) -> Iterator[Diagnostic]:
    """Note a target, or a result of the year before, that is below 0: a quotient would turn the order upside down."""
    for path, output in outcome.program.outputs.items():
        match output.kind:
            case TargetValue(of, upper=False):
                value = outcome.values[outcome.program.results[path]]
                if isinstance(value, tuple) and value[0] < 0:
                    keys = ("compare", of.name) if isinstance(of, ComparedAchievement) else ("target",)
                    from lkjdsl.unit_words import NumberWord

                    place = of.node.place_of(*keys) if keys[-1] != PREVIOUS else of.node.place
                    notes = ("polarity",) if of.node.achievement is None else ("own",)
                    target = NumberWord(value, output.unit)
                    yield problem("target-below-zero", place, notes=notes, path=path, target=target)


def contradicted_labels(outcome: EvaluatedProgram) -> Iterator[Diagnostic]:
    """Warn of a label that is not the printed number's: 79,996 prints 80,00, where the band above begins at 80."""
    for path, output in outcome.program.outputs.items():
        match output.kind:
            case ScaleLabel(of, scale=str(scale)):
                index, labelled = outcome.program.results[path], outcome.program.outputs[of.path]
                step, value = outcome.program.steps[index], outcome.values[outcome.program.results[of.path]]
                print_of = printing(labelled)
                if not is_of(step, BAND) or step.setting.printed == print_of or not isinstance(value, tuple):
                    continue
                expected = banded(evolve(step, setting=evolve(step.setting, printed=print_of)), value)
                label = outcome.values[index]
                if isinstance(label, str) and isinstance(expected, str) and label != expected:
                    from lkjdsl.unit_words import NumberWord

                    rounded = NumberWord(
                        round_at(value, print_of.digits, print_of.mode), labelled.unit, labelled.digits
                    )
                    yield problem(
                        "label-contradicts-print",
                        of.node.place_of("scale" if isinstance(of, NodeValue) else "achievement_scale"),
                        path=of.path, number=rounded, label=label, printed=expected, scale=scale,
                    )  # fmt: skip
