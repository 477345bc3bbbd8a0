"""Errors of the field, with Swedish messages that may be shown as they stand."""


class KartlaggningError(Exception):
    """The base of all errors that a user can do something about."""


class NotFoundInEdition(KartlaggningError):
    """What was asked for does not exist in the editions; the message says what does."""


class GoneFromEdition(NotFoundInEdition):
    """What was asked for has been taken away by decision; the message is the reason that the public is told."""


class Refused(KartlaggningError):
    """The act is not allowed as things stand; the message says why and what to do."""


class ImportProblem(KartlaggningError):
    """A file could not be read as what it should hold; the message names the place in it."""


class NotFound(KartlaggningError):
    """What was asked for does not exist, or may not be read by who asks: the two are not told apart."""


class TooManyQuestions(KartlaggningError):
    """A network has asked for too much that must be computed; `wait` is how many seconds until the next may come."""

    def __init__(self, wait: int) -> None:
        super().__init__(f"För många nya frågor på kort tid. Vänta {wait} s och fråga igen, eller hämta en hel fil.")
        self.wait = wait


class Forbidden(KartlaggningError):
    """The person may not do this."""
