"""Serves a demo company and holds what the API answers against what its document says."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "Browser"))

from product import ROOT, Product, find_binary, make_demo  # noqa: E402

SCRIPTS = ROOT / ".venv/bin"


def main() -> int:
    options = argparse.ArgumentParser(prog="Tests/API/run", description=__doc__)
    options.add_argument("--binary", help="the program to test (default: .build/debug/mainstay)")
    options.add_argument("--examples", type=int, default=25, help="how many calls an operation gets in a phase at most")
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    binary = find_binary(chosen.binary)
    if not binary.is_file():
        print(f"api: there is no program at {binary}")
        return close(0, 1)
    with tempfile.TemporaryDirectory(prefix="mainstay-demo.") as folder, ThreadPoolExecutor() as crew:
        demo = make_demo(binary, Path(folder))
        # Each role has a server of its own, so that both run at once and neither meets what the other wrote.
        runs = [crew.submit(held, binary, demo, username, chosen) for username in ROLES]
        outcomes = [outcome for run in runs for outcome in run.result()]
    return close(outcomes.count(True), outcomes.count(False))


def held(binary: Path, demo: Path, username: str, chosen: argparse.Namespace) -> list[bool]:
    """What the API answers to one user; with the first, whether its document is one of OpenAPI."""
    with Product(binary, demo) as product:
        hire(product)
        product.serve("--api-rate", "100000000")
        document = read_document(product)
        outcomes = [valid(product, document)] if username == next(iter(ROLES)) else []
        outcomes.append(conforms(product, document, username, chosen))
        if not all(outcomes):
            print(product.console()[-4000:])
    return outcomes


# A user of each, and what their token is for: one who may everything, and one who is shown a part.
ROLES = {"api.administrator": "administrator", "api.representative": "representative"}


def hire(product: Product) -> None:
    os.environ["MAINSTAY_LOG"] = "error"
    for username, role in ROLES.items():
        product.command("user", "add", username, "--name", role, "--role", role)
    product.command("account", "assign", "K0001", "K0002", "K0003", "--owner", "api.representative")


def read_document(product: Product) -> Path:
    place = product.folder / "openapi.json"
    with urllib.request.urlopen(f"{product.address}/api/v1/openapi.json") as answer:
        place.write_bytes(answer.read())
    return place


def valid(product: Product, place: Path) -> bool:
    """Whether the document is one of OpenAPI."""
    return run("the document is OpenAPI 3.1", [SCRIPTS / "openapi-spec-validator", place], product, {})


def conforms(product: Product, document: Path, username: str, chosen: argparse.Namespace) -> bool:
    """Whether every answer is what the document says, whatever is asked."""
    settings = product.folder / "schemathesis.toml"
    settings.write_text((HERE / "schemathesis.toml").read_text("utf-8") + scaled(document, chosen.examples), "utf-8")
    scopes = [word for scope in ("read", "write", "import") for word in ("--scope", scope)]
    token = product.command("token", "add", username, "--name", "test", *scopes).strip()
    return run(
        f"answers to {ROLES[username]} conform",
        [
            SCRIPTS / "schemathesis", "--config-file", settings, "run", f"{product.address}/api/v1/openapi.json",
            "--header", f"Authorization: Bearer {token}", "--seed", str(chosen.seed), "--phases", "examples,coverage,fuzzing,stateful",
            # The token comes with every call, also where the check thinks it left it out; ignored_auth does leave it out.
            "--checks", "all", "--exclude-checks", "missing_required_header", "--continue-on-failure", "--generation-database", "none", "--no-color",
        ],
        product, {"SCHEMATHESIS_HOOKS": "hooks", "PYTHONPATH": str(HERE)},
    )


def scaled(document: Path, most: int) -> str:
    """Settings that give each operation calls by its shape: two for each value that it takes, up to a limit. Asking again
    and again for what takes no value would prove the same each time."""
    described = json.loads(document.read_text("utf-8"))
    lines = ["", "[generation]", f"max-examples = {most}"]
    for path in described["paths"].values():
        for method, operation in path.items():
            if method != "parameters":
                values = len(path.get("parameters", [])) + len(operation.get("parameters", []))
                values += sum(
                    members(content["schema"], described) for content in operation.get("requestBody", {}).get("content", {}).values()
                )
                lines += [
                    "[[operations]]", f'include-operation-id = "{operation["operationId"]}"',
                    f"generation.max-examples = {min(most, 2 + 2 * values)}",
                ]
    return "\n".join(lines) + "\n"


def members(schema: dict, described: dict) -> int:
    """How many values a schema holds."""
    if "$ref" in schema:
        schema = described["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]]
    inner = [*schema.get("properties", {}).values(), *([schema["items"]] if "items" in schema else [])]
    inner += [each for word in ("oneOf", "anyOf", "allOf") for each in schema.get(word, [])]
    return sum(members(each, described) for each in inner) or 1


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
