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

USED_NODES = 20_000  # indicators and components that an edition takes from other files, and those from theirs

# What one sensitivity takes: enough for all inputs and rules of an indicator of 60 components.
SENSITIVITY_NODES = 20_000  # that are checked, for all variations together
SENSITIVITY_STEPS = 200_000  # that are gone through, for all inputs together

# Reports of offices: a long one with photographs has 30 MB, of which 3 MB are text.
DOCUMENT_BYTES = 128 * 2**20
DOCUMENT_PARTS = 10_000  # files inside one; each picture is one
PART_BYTES = 32 * 2**20  # of the XML of one part, unpacked
XML_BYTES = 64 * 2**20  # of all XML of a document, unpacked
XML_DEPTH = 200  # elements inside one another; a table in a cell adds eight
XML_ELEMENTS = 1_000_000  # of one part; 60 pages have 50,000
DOCUMENT_TABLES = 2_000
DOCUMENT_PAGES = 1_000  # of a PDF
PAGE_CHARACTERS = 20_000  # of a page of a PDF; one that is full of text has 6,000
PAGE_LINES = 3_000  # straight ones, those of its tables among them
PAGE_PIECES = 100_000  # what is drawn on one; a map has some thousands
PDF_PIECES = 2_000_000  # drawn and written on all pages together; one of 60 has 200,000
PDF_FORMS = 5  # drawings inside one another
TABLE_COLUMNS = 500  # Word itself allows 63
SHEET_CELLS = 200_000  # of one workbook that is read as a report
