"""Generators of TOML texts: random nested data in random spellings."""

import json

from hypothesis import strategies as st

NAMES = ["a", "b", "2025", "x-y", "_", "", "a.b", "a b", "é", 'q"', "p'", "\\", "\t", "#", "]"]


def spellings(name: str) -> list[str]:
    """Return ways to spell a key."""
    found = ['"' + "".join(f"\\U{ord(character):08X}" for character in name) + '"', json.dumps(name)]
    if "'" not in name:
        found.append(f"'{name}'")
    if name and name.isascii() and name.replace("-", "").replace("_", "a").isalnum():
        found.append(name)
    return found


KEYS = {name: st.sampled_from(spellings(name)) for name in NAMES}
DOTS = st.sampled_from([".", " .\t"])
CHARACTERS = st.sampled_from("ab #=[]{},.'\"\\\n\té€😀")
BLANKS = st.sampled_from(["", " ", " \t"])


def basic(content: str, *, lines: bool) -> st.SearchStrategy[str]:
    """Spell *content* between double quotes, each character in one of its spellings."""

    def spellings(character: str) -> st.SearchStrategy[str]:
        plain = [] if character in '"\\' or (character == "\n" and not lines) else [character]
        code = ord(character)
        short = {'"': ['\\"'], "\\": ["\\\\"], "\n": ["\\n"], "\t": ["\\t"]}.get(character, [])
        hexadecimal = [f"\\u{code:04x}"] if code < 0x10000 else []  # what four digits can say
        skipped = [one + "\\\n \t\n" for one in plain] if lines and character not in "\n\t " else []
        return st.sampled_from([*plain * 3, *short, *hexadecimal, f"\\U{code:08X}", *skipped])

    return st.tuples(*map(spellings, content)).map("".join)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Spell a text value."""
    content = draw(st.text(CHARACTERS, max_size=6))
    choices = [
        basic(content, lines=False).map(lambda inner: f'"{inner}"'),
        basic(content, lines=True).map(lambda inner: f'"""\n{inner}"""'),
    ]
    if "'" not in content and "\n" not in content:
        choices.append(st.just(f"'{content}'"))
    if "'''" not in content and not content.endswith("''''"):
        choices.append(st.just(f"'''\n{content}'''"))
    return draw(st.one_of(choices))


SCALARS = st.one_of(
    texts(),
    st.integers().map(str),
    st.decimals(allow_nan=False, allow_infinity=False, places=3).map("{:f}".format),
    st.datetimes().flatmap(
        lambda moment: st.sampled_from([f"{moment}", f"{moment.date()}", f"{moment.time()}", moment.isoformat()])
    ),
    st.sampled_from(["true", "false", "inf", "-inf", "0x1F", "1_000.5e-3", "+7", "1979-05-27T07:32:00-08:00", "07:32"]),
)
GAPS = st.sampled_from(["", " ", "\n", " # ] } ' \n", "\n\n\t"])


@st.composite
def lists(draw: st.DrawFn, values: st.SearchStrategy[str]) -> str:
    """Spell an array."""
    inner: list[str] = [draw(GAPS) + value for value in draw(st.lists(values, max_size=3))]
    last = draw(st.sampled_from(["", ","])) if inner else ""
    return f"[{','.join(inner)}{last}{draw(GAPS)}]"


@st.composite
def pairs(draw: st.DrawFn, values: st.SearchStrategy[str], names: list[str]) -> list[str]:
    """Spell `key = value` for *names*; some of them become dotted keys of several values."""
    found = []
    for name in names:
        inner = draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=2)) if draw(st.booleans()) else []
        for path in [[name, more] for more in inner] or [[name]]:
            key = draw(DOTS).join(draw(KEYS[part]) for part in path)
            found.append(f"{key}{draw(BLANKS)}={draw(values)}")
    return draw(st.permutations(found))


@st.composite
def inlines(draw: st.DrawFn, values: st.SearchStrategy[str]) -> str:
    """Spell an inline table."""
    names = draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=2))
    inner = [draw(GAPS) + pair for pair in draw(pairs(values, names))]
    return f"{{{','.join(inner)}{draw(GAPS)}}}"


VALUES = st.recursive(SCALARS, lambda values: lists(values) | inlines(values), max_leaves=5)


@st.composite
def sections(draw: st.DrawFn, path: tuple[str, ...], depth: int) -> list[str]:
    """Spell a table as blocks, its own first; the blocks may change places where no array of tables is around."""
    names = draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=3))
    own = draw(st.integers(0, len(names))) if depth else len(names)
    lines = draw(pairs(VALUES, names[:own]))
    blocks = []
    for name in names[own:]:
        below = (*path, name)
        if draw(st.booleans()):
            tables = [draw(sections(below, depth - 1)) for _ in range(draw(st.integers(1, 2)))]
            heading = [f"[[{draw(dotted(below))}]]\n{table[0]}" for table in tables]
            blocks.append(
                "\n".join("\n".join([first, *table[1:]]) for first, table in zip(heading, tables, strict=True))
            )
        else:
            first, *rest = draw(sections(below, depth - 1))
            if first or not rest or draw(st.booleans()):
                rest.insert(0, f"[{draw(dotted(below))}]\n{first}")
            blocks += rest
    remark = draw(st.sampled_from(["", " # x = ']'"]))
    return ["\n".join(f" {line}{remark}" for line in lines), *draw(st.permutations(blocks))]


@st.composite
def dotted(draw: st.DrawFn, path: tuple[str, ...]) -> str:
    """Spell the key of a heading."""
    return draw(DOTS).join(draw(KEYS[part]) for part in path)


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Random nested data in random TOML spellings."""
    text = "\n".join(draw(sections((), 2)))
    return text.replace("\n", "\r\n") if draw(st.booleans()) else text
