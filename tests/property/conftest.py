"""`--hypothesis-profile=fuzz`: as many examples as `make fuzz` has time for. Otherwise each test has its own number."""

from hypothesis import settings

settings.register_profile("fuzz", max_examples=10_000, derandomize=False, print_blob=True)
