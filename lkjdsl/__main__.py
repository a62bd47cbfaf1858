"""``python -m lkjdsl``, and the command ``lkjdsl``: the command line in a process of its own."""

import atexit
import gc
import sys

COLLECTED_AFTER = 200_000  # objects


def main() -> int:
    """Run the command that the process was started with, and return its exit status."""
    # A command lives for a fraction of a second and makes no rubbish to speak of: looking for it takes a tenth of that
    # while it runs, and a tenth again when all that is left would be looked through before it goes anyway.
    gc.set_threshold(COLLECTED_AFTER)
    atexit.register(gc.freeze)
    from lkjdsl.cli import main

    return main()


if __name__ == "__main__":
    sys.exit(main())
