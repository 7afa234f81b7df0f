"""The command line (contract 1): arguments in, exit codes out."""

from dispatch.commands.parser import main

__all__ = ["main"]
