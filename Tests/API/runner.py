"""Serves a demo company and holds what the API answers against what its document says."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "Browser"))

from product import ROOT, Product, find_binary, make_demo  # noqa: E402

SCRIPTS = ROOT / ".venv/bin"


def main() -> int:
    options = argparse.ArgumentParser(prog="Tests/API/run", description=__doc__)
    options.add_argument("--binary", help="the program to test (default: .build/debug/mainstay)")
    options.add_argument("--examples", type=int, default=25, help="how many calls an operation gets in a phase")
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    binary = find_binary(chosen.binary)
    if not binary.is_file():
        print(f"api: there is no program at {binary}")
        return close(0, 1)
    with tempfile.TemporaryDirectory(prefix="mainstay-demo.") as folder, Product(
        binary, make_demo(binary, Path(folder))
    ) as product:
        hire(product)
        product.serve("--api-rate", "100000000")
        outcomes = [valid(product), *[conforms(product, role, chosen) for role in ROLES]]
        if not all(outcomes):
            print(product.console()[-4000:])
    return close(outcomes.count(True), outcomes.count(False))


# A user of each, and what their token is for: one who may everything, and one who is shown a part.
ROLES = {"api.administrator": "administrator", "api.representative": "representative"}


def hire(product: Product) -> None:
    os.environ["MAINSTAY_LOG"] = "error"
    for username, role in ROLES.items():
        product.command("user", "add", username, "--name", role, "--role", role)
    product.command("account", "assign", "K0001", "K0002", "K0003", "--owner", "api.representative")


def valid(product: Product) -> bool:
    """Whether the document is one of OpenAPI."""
    place = product.folder / "openapi.json"
    with urllib.request.urlopen(f"{product.address}/api/v1/openapi.json") as answer:
        place.write_bytes(answer.read())
    return run("the document is OpenAPI 3.1", [SCRIPTS / "openapi-spec-validator", place], product, {})


def conforms(product: Product, username: str, chosen: argparse.Namespace) -> bool:
    """Whether every answer is what the document says, whatever is asked."""
    scopes = [word for scope in ("read", "write", "import") for word in ("--scope", scope)]
    token = product.command("token", "add", username, "--name", "test", *scopes).strip()
    return run(
        f"answers to {ROLES[username]} conform",
        [
            SCRIPTS / "schemathesis", "--config-file", HERE / "schemathesis.toml", "run", f"{product.address}/api/v1/openapi.json",
            "--header", f"Authorization: Bearer {token}", "--seed", str(chosen.seed),
            "--max-examples", str(chosen.examples), "--phases", "examples,coverage,fuzzing,stateful",
            # The token comes with every call, also where the check thinks it left it out; ignored_auth does leave it out.
            "--checks", "all", "--exclude-checks", "missing_required_header", "--continue-on-failure", "--generation-database", "none", "--no-color",
        ],
        product, {"SCHEMATHESIS_HOOKS": "hooks", "PYTHONPATH": str(HERE)},
    )


def run(title: str, words: list, product: Product, environment: dict[str, str]) -> bool:
    done = subprocess.run(
        [str(word) for word in words], capture_output=True, text=True, timeout=300, cwd=product.folder,
        env={**os.environ, **environment},
    )
    print(f"{'✔' if done.returncode == 0 else '✘'} {title}", flush=True)
    if done.returncode != 0:
        print(done.stdout[-12_000:] + done.stderr[-4_000:])
    return done.returncode == 0


def close(passed: int, failed: int) -> int:
    print(f"api: {passed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main())
