"""``lkjdsl reach``: the smallest change of inputs that brings a result to a value."""

from argparse import ArgumentParser, Namespace

from lkjdsl import kinds
from lkjdsl.commands.answer import FINDINGS, OK, WRONG_USE, Answer, refused
from lkjdsl.commands.arguments import HelpText, add_common, language_of
from lkjdsl.commands.cached_editions import opened
from lkjdsl.commands.one_office import add_office, offices_data
from lkjdsl.commands.year_files import add_previous, evaluated, part_of
from lkjdsl.diagnostic import Diagnostic, nearest, problem
from lkjdsl.edition import Edition
from lkjdsl.editions.command_settings import typed
from lkjdsl.editions.levers import is_lever
from lkjdsl.editions.ratings import labels_of
from lkjdsl.editions.reach import Reach, reach
from lkjdsl.editions.reach_page import reach_json, reach_page
from lkjdsl.evaluate.outcome import Outcome
from lkjdsl.model.results import ScaleLabel
from lkjdsl.numbers.rational import Number
from lkjdsl.render.forms import written
from lkjdsl.source import Place, Source
from lkjdsl.syntax.toml_files import LkjdslError
from lkjdsl.units import of_node

FORMATS = ("table", "json", "csv", "markdown", "html")
MOST_INPUTS = 6
"""Every input more doubles the directions to look in."""


def configure(parser: ArgumentParser, words: HelpText) -> None:
    """Add the arguments of ``reach``."""
    parser.add_argument("path", metavar="PATH", help=words("argument.path"))
    parser.add_argument("value", metavar="VALUE", help=words("reach.value"))
    parser.add_argument("edition", metavar="EDITION", help=words("argument.edition"))
    parser.add_argument("data", metavar="DATA", nargs="+", help=words("argument.data"))
    parser.add_argument(
        "--by", metavar="INPUT", dest="inputs", action="append", required=True, help=words("reach.vary")
    )
    add_previous(parser, words)
    add_office(parser, words)
    add_common(parser, words, FORMATS)


def run(arguments: Namespace) -> Answer:
    """Return what it would take, in the format asked for."""
    edition, problems = opened(arguments.edition)
    language = language_of(arguments, edition)
    if edition is None:
        return refused(problems, language)
    try:
        data, _ = offices_data(arguments.data, arguments, edition)
        now, arguments.path = part_of(evaluated(edition, data, arguments.previous), arguments.path)
    except LkjdslError as error:
        return refused(error.diagnostics, language)
    flaws, value = wrong_use(edition, now, arguments)
    if flaws or value is None:
        return Answer("", tuple(flaws), WRONG_USE, language)
    found = reach(edition, now, arguments.path, value, arguments.inputs)
    if arguments.format == "json":
        text = reach_json(found, language, ())
    else:
        text = written(reach_page(found, language), arguments.format, language, arguments.width)
    return Answer(text, (), OK if _is_reached(found) else FINDINGS, language)


def _is_reached(found: Reach) -> bool:
    return found.reached or any(not finding.why for finding in found.findings)


def wrong_use(edition: Edition, now: Outcome, arguments: Namespace) -> tuple[list[Diagnostic], Number | str | None]:
    """Return what is wrong with the arguments, and the value to reach."""
    flaws = []
    path, value = arguments.path, None
    output = now.program.outputs.get(path)
    if output is not None and isinstance(output.kind, ScaleLabel) and path in now.program.results:
        path = arguments.path = output.kind.of.path
    if output is None:
        near = nearest(path, now.single_paths)
        flaws.append(problem("unknown-path", name=path, near=near))
    else:
        found = value_of(now, path, arguments.value)
        if isinstance(found, Diagnostic):
            flaws.append(found)
        else:
            value = found
    for name in arguments.inputs:
        if name not in edition.inputs:
            near = nearest(name, edition.inputs)
            flaws.append(
                problem("unknown-input", Place(Source("--by", name), span=(0, len(name))), name=name, near=near)
            )
        elif not is_lever(edition.inputs[name]):
            place = Place(Source("--by", name), span=(0, len(name)))
            flaws.append(problem("input-not-a-number", place, name=name, kind=edition.inputs[name].kind))
    if len(arguments.inputs) > MOST_INPUTS:
        flaws.append(problem("too-many-inputs", limit=MOST_INPUTS))
    return flaws, value


def value_of(now: Outcome, path: str, text: str) -> Number | str | Diagnostic:
    """Return the number or the label that *text* is for the result at *path*, or what is wrong with it."""
    labels = labels_of(now, path)
    label = next((label for label in labels if label.casefold() == " ".join(text.split()).casefold()), None)
    if label is not None:
        return label
    unit = of_node(now.result(path).unit)
    kind = unit if unit in ("percent", "rupiah", "index") else "number"
    read = kinds.read(kind, typed(text))
    place = Place(Source("VALUE", text), span=(0, len(text)))
    is_label = not any(letter.isdigit() for letter in text)
    if labels and is_label:
        near = nearest(text, labels)
        return problem("no-such-label", place, name=path, found=text, near=near, labels=", ".join(labels))
    if isinstance(read, kinds.Misfit):
        if is_label:
            return problem("no-scale-to-reach", place, name=path, found=text)
        return problem(read.code, place, helps=read.helps, also=read.values, name=path, kind=kind)
    if isinstance(read, tuple):
        return read
    return problem("text-for-number", place, found=text, name=path, kind=kind)
