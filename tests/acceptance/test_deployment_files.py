"""The service unit, the compose file and the image, as far as can be seen without systemd running or an engine."""

import json
import re
import shutil
import subprocess
from configparser import ConfigParser
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

TOP = Path(__file__).parents[2]
UNIT = TOP / "config" / "jrld.service"


class _AnyCase(ConfigParser):
    def optionxform(self, optionstr: str) -> str:
        return optionstr


@pytest.fixture(scope="module")
def unit() -> ConfigParser:
    parser = _AnyCase(interpolation=None, delimiters=("=",), comment_prefixes=("#",))
    parser.read_string(UNIT.read_text("utf-8"))
    return parser


@pytest.fixture(scope="module")
def compose() -> Any:
    return YAML(typ="safe", pure=True).load((TOP / "docker-compose.yml").read_text("utf-8"))


@pytest.fixture(scope="module")
def instructions() -> list[tuple[str, str]]:
    """The Dockerfile's instructions, lines joined."""
    text = re.sub(r"^#.*\n", "", (TOP / "daemon" / "Dockerfile").read_text("utf-8"), flags=re.MULTILINE)
    lines = text.replace("\\\n", " ").splitlines()
    return [(line.split(None, 1)[0], line.split(None, 1)[1]) for line in lines if line.strip()]


# --- systemd ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("Type", "exec"),
        ("ExecStart", "/opt/jrld/bin/jrld run --config /etc/jrld/jrld.yaml"),
        ("User", "jrld"),
        ("Restart", "on-failure"),
        ("RestartPreventExitStatus", "78"),
        ("KillMode", "mixed"),
        ("StateDirectory", "jrld"),
        ("UMask", "0077"),
        ("ProtectSystem", "strict"),
        ("PrivateTmp", "yes"),
        ("NoNewPrivileges", "yes"),
        ("CapabilityBoundingSet", ""),
        ("RestrictAddressFamilies", "AF_INET AF_INET6 AF_UNIX"),
        ("SystemCallFilter", "@system-service"),
    ],
)
def test_unit_says(unit: ConfigParser, key: str, value: str) -> None:
    """Guards what the unit promises: who runs, what is closed, and that a wrong configuration is not tried again."""
    assert unit["Service"][key] == value


def test_unit_leaves_time_to_stop(unit: ConfigParser) -> None:
    """Guards that the daemon's 5 seconds and its database's shutdown fit before SIGKILL."""
    assert int(unit["Service"]["TimeoutStopSec"]) >= 15
    assert unit["Install"]["WantedBy"] == "multi-user.target"


def test_unit_hands_the_secret_over(unit: ConfigParser) -> None:
    """Guards that the credential and the path that the comment tells people to write are the same."""
    name, _, _ = unit["Service"]["LoadCredential"].partition(":")
    assert f"{{file: /run/credentials/jrld.service/{name}}}" in UNIT.read_text("utf-8")


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
def test_unit_is_verified_by_systemd(tmp_path: Path) -> None:
    """Guards spelling and values by systemd's own reader, with a program in place that exists."""
    copy = tmp_path / "jrld.service"
    copy.write_text(UNIT.read_text("utf-8").replace("=/opt/jrld/bin/jrld ", f"={shutil.which('true')} "))
    done = subprocess.run(["systemd-analyze", "verify", str(copy)], capture_output=True, text=True, timeout=60)
    assert (done.returncode, [line for line in done.stderr.splitlines() if str(copy) in line]) == (0, [])


# --- compose ------------------------------------------------------------------------------------


def test_services_are_closed(compose: Any) -> None:
    """Guards that nothing runs as root, writes outside of its volumes, or can gain a right."""
    assert set(compose["services"]) == {"database", "migrate", "jrld"}
    for name, service in compose["services"].items():
        assert service["user"].split(":")[0] not in ("", "root", "0"), name
        assert service["read_only"] is True, name
        assert "/tmp" in service["tmpfs"], name
        assert service["cap_drop"] == ["ALL"], name
        assert "no-new-privileges:true" in service["security_opt"], name
        assert "privileged" not in service, name
        assert "cap_add" not in service, name


def test_services_that_stay_are_watched(compose: Any) -> None:
    """Guards that whatever runs for ever has a health check, and stops in its time."""
    for name in ("database", "jrld"):
        service = compose["services"][name]
        assert service["healthcheck"]["test"][0] == "CMD"
        assert {"interval", "timeout", "retries", "start_period"} <= set(service["healthcheck"])
        assert int(service["stop_grace_period"].removesuffix("s")) >= 15
        assert service["restart"] == "unless-stopped"


def test_order_of_services(compose: Any) -> None:
    """Guards that the daemon meets a database that is up and migrated: it refuses one that is behind."""
    services = compose["services"]
    assert services["migrate"]["command"] == ["migrate"]
    assert services["migrate"]["depends_on"] == {"database": {"condition": "service_healthy"}}
    assert services["migrate"]["restart"] == "no"
    assert services["jrld"]["command"] == ["run"]
    assert services["jrld"]["depends_on"]["database"]["condition"] == "service_healthy"
    assert services["jrld"]["depends_on"]["migrate"]["condition"] == "service_completed_successfully"


def test_secrets_are_files(compose: Any) -> None:
    """Guards that passwords are in files that git and the image never see, and that each is declared and used."""
    declared = compose["secrets"]
    assert all(re.fullmatch(r"\./secrets/\w+", secret["file"]) for secret in declared.values())
    assert {name for service in compose["services"].values() for name in service["secrets"]} == set(declared)
    for service in compose["services"].values():
        assert not [key for key in service["environment"] if "PASSWORD" in key and not key.endswith("_FILE")]
    configuration = (TOP / "config" / "jrld.docker.yaml").read_text("utf-8")
    assert {f"/run/secrets/{name}" for name in declared} == set(re.findall(r"/run/secrets/\w+", configuration))


def test_database_is_the_one_configured(compose: Any) -> None:
    """Guards that user, database and host of the configuration are those that compose makes."""
    made = compose["services"]["database"]["environment"]
    configuration = YAML(typ="safe", pure=True).load((TOP / "config" / "jrld.docker.yaml").read_text("utf-8"))
    expected = f"postgresql://{made['POSTGRES_USER']}@database:5432/{made['POSTGRES_DB']}"
    assert configuration["database"]["url"] == expected
    assert configuration["database"]["password"]["file"] == made["POSTGRES_PASSWORD_FILE"]


def test_volumes_exist(compose: Any) -> None:
    """Guards that the data is in a named volume, where Postgres 18 keeps it, and that mounted files are there."""
    database = compose["services"]["database"]
    assert database["image"] == "postgres:18"
    assert database["volumes"] == ["database:/var/lib/postgresql"]
    assert "database" in compose["volumes"]
    for mount in compose["services"]["jrld"]["volumes"]:
        source, target, mode = mount.split(":")
        assert (TOP / source).is_file()
        assert (target, mode) == (compose["services"]["jrld"]["environment"]["JRLD_CONFIG"], "ro")


def test_compose_by_its_own_reader(tmp_path: Path) -> None:
    """Guards the file by compose itself, where the plugin is installed."""
    docker = shutil.which("docker")
    if docker is None or subprocess.run([docker, "compose", "version"], capture_output=True).returncode != 0:
        pytest.skip("docker compose is not installed")
    command = [docker, "compose", "--file", str(TOP / "docker-compose.yml"), "config", "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert set(json.loads(done.stdout)["services"]) == {"database", "migrate", "jrld"}


# --- the image ----------------------------------------------------------------------------------


def find_sources(instructions: list[tuple[str, str]]) -> list[str]:
    """What is copied from the checkout."""
    copies = [words.split() for name, words in instructions if name == "COPY" and "--from" not in words]
    return [source for words in copies for source in words[:-1]]


def test_image_copies_what_exists_and_is_sent(instructions: list[tuple[str, str]]) -> None:
    """Guards that each COPY has its source in the checkout, and that .dockerignore lets it through."""
    lines = (TOP / ".dockerignore").read_text("utf-8").splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]
    assert rules[0] == "*"
    sources = find_sources(instructions)
    assert {"daemon", "config", "migrations", "pyproject.toml", "requirements.lock"} <= set(sources)
    for source in sources:
        assert (TOP / source).exists(), source
        assert f"!{source}" in rules, source
    assert {rule[1:] for rule in rules if rule.startswith("!")} == set(sources)


def test_image_holds_no_private_configuration() -> None:
    """Guards a configuration of one's own, and secrets, from travelling in an image."""
    rules = (TOP / ".dockerignore").read_text("utf-8").splitlines()
    assert rules.index("config/jrld.yaml") > rules.index("!config")
    assert not any(fnmatch("secrets", rule.removeprefix("!")) for rule in rules if rule.startswith("!"))


def test_image_has_what_the_build_needs(instructions: list[tuple[str, str]]) -> None:
    """Guards that every file and folder that pyproject.toml builds from is copied before the wheel is built."""
    project = (TOP / "pyproject.toml").read_text("utf-8")
    files = r'^readme = "(.+)"|^license-files = \["(.+)"\]|^"(\w+)(?:/[\w.]+)?" = "jrld/'
    needed = re.findall(files, project, re.MULTILINE)
    names = {name for match in needed for name in match if name}
    assert {"README.md", "LICENSE", "migrations", "config"} <= names
    assert names <= set(find_sources(instructions))


def test_image_installs_by_hash_only(instructions: list[tuple[str, str]]) -> None:
    """Guards the supply: one download, by hash, from the lock; everything else from what it brought."""
    pips = [command for name, words in instructions if name == "RUN" for command in re.findall(r"pip [^&]+", words)]
    assert [command for command in pips if command.startswith("pip download")] == [pips[0]]
    assert "--require-hashes" in pips[0]
    assert "requirements.lock" in pips[0]
    offline = instructions.index(("ENV", "PIP_NO_INDEX=1 PIP_FIND_LINKS=/wheels"))
    assert all("pip download" in words for name, words in instructions[:offline] if name == "RUN")


def test_image_runs_as_nobody_special(compose: Any, instructions: list[tuple[str, str]]) -> None:
    """Guards that the last stage ends as the user that compose runs it by, with jrld as its program."""
    stages = [n for n, (name, _) in enumerate(instructions) if name == "FROM"]
    assert len(stages) == 2
    last = dict(instructions[stages[-1] :])
    assert last["USER"] == compose["services"]["jrld"]["user"]
    assert json.loads(last["ENTRYPOINT"]) == ["jrld"]
    assert json.loads(last["CMD"]) == ["run"]
