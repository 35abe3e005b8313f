"""Every error, grouped by what the daemon does about it.

The docstring of a class says what kind of error it is; the message is the particular case, in words for a person.
Anything that is not one of these is a bug, and is loud.
"""


class JrldError(Exception):
    """Something could not be done."""


# --- stop: a person has to act first -----------------------------------------------------------


class ConfigError(JrldError):
    """The configuration is wrong. Nothing was started."""

    def __init__(self, problems: list[str]) -> None:
        """`problems`: one line each, with the path in the file and, where known, its line."""
        super().__init__("\n".join(problems))
        self.problems = problems


class SchemaOutOfDate(JrldError):
    """The database's schema is not the one this jrld was built for."""


# --- retry: the world is away, and comes back ---------------------------------------------------


class MailboxError(JrldError):
    """The mailbox could not be read. It is tried again at the next poll."""


class StoreUnavailable(JrldError):
    """The database cannot be reached. What was fetched is not lost: it is fetched again."""


class StoreTooSlow(StoreUnavailable):
    """One statement took longer than any should."""


# --- quarantine: this one message cannot be read ------------------------------------------------


class MessageError(JrldError):
    """The message cannot be read. It is kept whole, with the reason, and can be replayed.

    `code` is short and stable (`empty`, `nesting`, `mime`, …), for queries and metrics.
    """

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class NotAnIssue(MessageError):
    """The message can be read and is no issue of a configured digest. It is kept, and ignored."""
