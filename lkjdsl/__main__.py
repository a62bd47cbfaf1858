"""``python -m lkjdsl`` does what the command ``lkjdsl`` does."""

import sys

from lkjdsl.cli import main

if __name__ == "__main__":
    sys.exit(main())
