"""The commands: each turns its arguments into an answer; only :mod:`lkjdsl.cli` prints."""
