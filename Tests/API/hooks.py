"""What schemathesis cannot know of our API from its document."""

import itertools

import schemathesis

numbers = itertools.count(1)


@schemathesis.hook
def before_call(context, case, kwargs):
    # A cursor is what an answer gave, not any text of its form: made-up ones are tried in Tests/APITests.
    if case.query:
        case.query.pop("cursor", None)
    # A key belongs to one request; a made-up one would be met again.
    if case.headers and "Idempotency-Key" in case.headers and is_usable(case.headers["Idempotency-Key"]):
        case.headers["Idempotency-Key"] = f"test-{next(numbers)}"


def is_usable(key) -> bool:
    return isinstance(key, str) and 1 <= len(key) <= 255 and all("!" <= letter <= "~" for letter in key)
