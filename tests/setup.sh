#!/usr/bin/env bash
# Sets a checkout up: `uv PYTHON` fetches uv, `venv PYTHON` makes .venv from the lock, `system` installs Debian
# packages, `demo` what the demo needs where those could not be had.
# What cannot be installed is said in one line, with what it costs.
set -euo pipefail
cd "$(dirname "$0")/.."

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; elif sudo -n true 2>/dev/null; then sudo -n "$@"; else return 1; fi
}

apt_install() {  # quietly; the log is shown only when it fails
  command -v apt-get >/dev/null || return 1
  local log; log=$(mktemp)
  { as_root apt-get update -qq && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"; } >"$log" 2>&1 && rm "$log" && return 0
  tail -n 3 "$log" >&2
  return 1
}

has_dovecot() { PATH="$PATH:/usr/sbin:/usr/local/sbin" command -v dovecot >/dev/null; }

has_chromium() { command -v chromium || command -v chromium-browser || command -v google-chrome; } >/dev/null

case "$1" in
uv)
  "$2" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "jrld needs Python 3.11 or newer; '$2' is $("$2" -V 2>&1). Say which: make PYTHON=python3.12" >&2; exit 1; }
  "$2" -m venv .uv 2>/dev/null || { apt_install python3-venv && "$2" -m venv .uv; } || { echo "cannot make a virtual environment with $2: install python3-venv" >&2; exit 1; }
  .uv/bin/pip install --quiet --disable-pip-version-check 'uv>=0.13'
  ;;
venv)
  [ -x .venv/bin/python ] || .uv/bin/uv venv --quiet --python "$2" .venv
  .uv/bin/uv pip sync --quiet --compile-bytecode --python .venv/bin/python --require-hashes requirements.lock
  .uv/bin/uv pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation -e .
  ;;
system)
  if ! has_dovecot; then
    echo "installing dovecot (the IMAP server of the tests and the demo) ..." >&2
    apt_install dovecot-core dovecot-imapd openssl || echo "dovecot could not be installed: the demo uses pymap instead, and the tests against Dovecot are skipped (in CI they fail)" >&2
  fi
  if ! has_chromium; then
    echo "installing chromium (the browser that the tests look at pages with) ..." >&2
    apt_install chromium || echo "chromium could not be installed: the tests of the page are skipped (in CI they fail)" >&2
  fi
  ;;
demo)
  if ! has_dovecot && ! .pymap/bin/python -c 'import pymap' 2>/dev/null; then
    .uv/bin/uv venv --quiet --clear .pymap && .uv/bin/uv pip install --quiet --python .pymap/bin/python "$(sed -n 's/^REQUIREMENT = "\(.*\)"/\1/p' tests/pymap_server.py)"
  fi
  ;;
esac
