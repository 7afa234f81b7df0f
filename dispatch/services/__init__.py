"""Use cases: the only API that the window and the command line call."""
