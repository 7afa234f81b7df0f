"""The two kinds of failure: what a user can mend (KnownError) and what is our bug (everything else)."""


class KnownError(Exception):
    """A failure of the input or the environment, with a sentence for the user; never a bug of ours."""


class InputError(KnownError):
    """What was given is wrong; nothing was changed. Exit code 3."""


class EnvironmentProblem(KnownError):
    """The machine does not allow it: no display, database locked, disk full, station name taken. Exit code 4."""


class VerificationFailed(KnownError):
    """The journal and the tables disagree. Exit code 5."""
