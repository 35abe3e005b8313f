"""Any text is a configuration or a list of problems, in bounded time."""

import json
import re
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config_cases import MODELS
from jrld import config
from jrld.config.yaml import MAX_BYTES, read_yaml
from jrld.errors import ConfigError

_KEYS = st.sampled_from(sorted({key for model in MODELS for key in model.model_fields} | {"env", "file", "x"}))
_VALUES = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20), st.sampled_from(["5m", "jrl", "*"])
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=5),
    max_leaves=20,
)
_BYTES = st.one_of(
    st.binary(max_size=300),
    st.text(max_size=300).map(str.encode),
    st.text(alphabet="ab:-{}[]\"'&*!|>%#@,? \n\t\\", max_size=200).map(str.encode),
    st.dictionaries(_KEYS, _VALUES, max_size=4).map(lambda data: json.dumps(data).encode()),
)


@given(raw=_BYTES)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_give_a_config_or_problems(file: Path, raw: bytes) -> None:
    """Guards that no file crashes the reader, and that each problem is one printable line with the file's name."""
    file.write_bytes(raw)
    try:
        config.load(file, {})
    except ConfigError as error:
        problems = error.problems
    else:
        return
    assert problems
    for problem in problems:
        assert re.match(rf"{re.escape(str(file))}:\d+: .", problem), problem
        assert problem.isprintable()
        assert len(problem) < 600


@pytest.mark.parametrize(
    "text",
    [
        "[" * MAX_BYTES,
        "[ " * (MAX_BYTES // 2),
        "{a: " * (MAX_BYTES // 4),
        "- " * (MAX_BYTES // 2),
        "? " * (MAX_BYTES // 2),
        ": " * (MAX_BYTES // 2),
        "a: b\n" * (MAX_BYTES // 5),
        "a: &a [" + "b, " * (MAX_BYTES // 4) + "]",
        "".join(f"k{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30)),
        "mailboxes: [" + "{name: a}, " * (MAX_BYTES // 12) + "]",
        "a" * (MAX_BYTES + 1),
    ],
    ids=lambda text: text[:12],
)
def test_hostile_text_is_bounded(text: str) -> None:
    """Guards time and memory against nesting, repetition, alias bombs and size."""
    began = time.process_time()
    assert read_yaml(text.encode()).problems
    assert time.process_time() - began < 20  # each takes under 3 s on a small machine; unbounded, minutes
