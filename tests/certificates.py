"""Certificates for servers of the tests, by the openssl program."""

import subprocess
from pathlib import Path


def make_certificates(folder: Path, host: str, name: str = "server") -> Path:
    """An authority, and `name`.pem and `name`.key for `host`, by the openssl program. Returns the authority's PEM."""
    ca, days = str(folder / f"{name}-ca.pem"), ["-days", "30"]
    new = ["req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-sha256"]
    authority = ["-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign"]
    sign = ["x509", "-req", "-CA", ca, "-CAkey", f"{name}-ca.key", "-CAcreateserial", *days, "-sha256"]
    (folder / f"{name}.ext").write_text(
        f"subjectAltName=DNS:{host}\nbasicConstraints=CA:FALSE\nkeyUsage=digitalSignature\n"
        "extendedKeyUsage=serverAuth\nauthorityKeyIdentifier=keyid\n"
    )
    commands: list[list[str]] = [
        [*new, "-x509", *days, "-subj", "/CN=jrld test authority", *authority, "-keyout", f"{name}-ca.key", "-out", ca],
        [*new, "-subj", f"/CN={host}", "-keyout", f"{name}.key", "-out", f"{name}.csr"],
        [*sign, "-in", f"{name}.csr", "-extfile", f"{name}.ext", "-out", f"{name}.pem"],
    ]
    for command in commands:
        done = subprocess.run(["openssl", *command], cwd=folder, capture_output=True, text=True, timeout=60)
        if done.returncode:
            raise RuntimeError(f"openssl {command[0]} failed: {done.stderr.strip()}")
    return Path(ca)
