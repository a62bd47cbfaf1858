"""The limits of language.md section 8: formula files come from strangers by mail."""

FILE_BYTES = 16 * 2**20  # an edition of 10,000 components takes less than 2 MiB
FORMULA_CHARACTERS = 10_000  # a page of text
FORMULA_DEPTH = 200  # nested operations; a person loses count at ten
LITERAL_DIGITS = 1_000  # of a number in a formula, an edition or a data file
EXPONENT = 10_000  # of ^ and of a decimal such as 1e9999
ROWS = 1_000_000  # of one table
EXACT_DIGITS = 100_000  # of the numerator or denominator of any number met on the way
EXACT_BITS = 332_193  # the same in binary digits
TOML_DEPTH = 100  # tables and arrays inside one another, in any file
NESTING = 30  # components inside components
EXTENDS = 20  # editions that extend one another; one a year makes two decades
