"""A real mail server for tests (aiosmtpd): it keeps each message it takes as a file and as what Python reads in it.

    smtp_server.py FOLDER [--sign-in USER:PASSWORD] [--tls start|immediate] [--answer COMMAND=REPLY]… [--silent]

Prints `port N` on its first line and runs until its standard input closes. Message 1 becomes FOLDER/00001.eml and
FOLDER/00001.json before the server says that it has it. Whoever is at refused.example is refused for good (550), whoever
is at later.example for now (451), whatever else the server is told.

With --tls it makes itself a certificate for localhost, not for 127.0.0.1: FOLDER/certificate.pem.
"""

from __future__ import annotations

import argparse
import asyncio
import email
import email.policy
import hmac
import json
import logging
import os
import ssl
import subprocess
import sys
import warnings
from email.message import EmailMessage
from pathlib import Path

from aiosmtpd.smtp import MISSING, SMTP, AuthResult, Envelope, LoginPassword, Session

REFUSALS = {
    "refused.example": "550 5.1.1 There is no such mailbox",
    "later.example": "451 4.2.1 The mailbox is busy",
}


class Keeper:
    """Takes messages, or answers what it was told to."""

    def __init__(self, folder: Path, answers: dict[str, str]) -> None:
        self.folder = folder
        self.answers = answers
        self.count = 0

    async def handle_AUTH(self, server: SMTP, session: Session, envelope: Envelope, words: list[str]) -> object:
        return self.answers.get("AUTH", MISSING)

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if "MAIL" in self.answers:
            return self.answers["MAIL"]
        envelope.mail_from = address
        return "250 2.1.0 Sender accepted"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        refusal = self.answers.get("RCPT") or REFUSALS.get(address.rpartition("@")[2].lower())
        if refusal:
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Recipient accepted"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if "DATA" in self.answers:
            return self.answers["DATA"]
        self.keep(envelope, session, server.transport.get_extra_info("sslcontext") is not None)
        return "250 2.0.0 Kept"

    def keep(self, envelope: Envelope, session: Session, is_encrypted: bool) -> None:
        self.count += 1
        file = self.folder / f"{self.count:05}"
        file.with_suffix(".eml").write_bytes(envelope.original_content)
        report = {
            "sender": envelope.mail_from,
            "recipients": envelope.rcpt_tos,
            "isEncrypted": is_encrypted,
            "user": session.auth_data,
        } | read(envelope.original_content)
        # Whoever waits for the file finds it whole.
        draft = file.with_suffix(".draft")
        draft.write_text(json.dumps(report, ensure_ascii=False), encoding="utf-8")
        draft.rename(file.with_suffix(".json"))


def read(content: bytes) -> dict:
    """What a mail program sees in a message."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    return {
        "subject": message["subject"],
        "from": mailbox(message, "from"),
        "to": mailbox(message, "to"),
        "date": int(message["date"].datetime.timestamp()),
        "id": message["message-id"],
        "text": body(message, "plain"),
        "html": body(message, "html"),
        "headers": [[name, str(value)] for name, value in message.items()],
        "defects": [repr(defect) for part in message.walk() for defect in defects(part)],
    }


def mailbox(message: EmailMessage, field: str) -> dict:
    address = message[field].addresses[0]
    return {"name": address.display_name, "address": address.addr_spec}


def body(message: EmailMessage, kind: str) -> str | None:
    part = message.get_body((kind,))
    return None if part is None else part.get_content().replace("\r\n", "\n")


def defects(part: EmailMessage) -> list:
    return [*part.defects, *(defect for value in part.values() for defect in value.defects)]


def certificate(folder: Path) -> ssl.SSLContext:
    """A context with a certificate that only whoever is shown its file can trust."""
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
         "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
         "-keyout", key, "-out", certificate],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


def authenticator(sign_in: str):
    user, _, password = sign_in.partition(":")

    def check(server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: LoginPassword) -> AuthResult:
        is_right = given.login == user.encode() and hmac.compare_digest(given.password, password.encode())
        return AuthResult(success=is_right, handled=False, auth_data=user if is_right else None)

    return check


async def serve(options: argparse.Namespace) -> None:
    keeper = Keeper(options.folder, dict(answer.split("=", 1) for answer in options.answer))
    context = certificate(options.folder) if options.tls else None
    manners = {"hostname": "mail.test", "auth_require_tls": False}
    if options.tls == "start":
        manners |= {"tls_context": context, "require_starttls": True}
    if options.sign_in:
        manners |= {"auth_required": True, "authenticator": authenticator(options.sign_in)}
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        asyncio.Protocol if options.silent else lambda: SMTP(keeper, loop=loop, **manners),
        "127.0.0.1", 0, ssl=context if options.tls == "immediate" else None,
    )
    print(f"port {server.sockets[0].getsockname()[1]}", flush=True)
    # Ends with whoever started it, however that ends.
    await asyncio.to_thread(sys.stdin.buffer.read)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("--sign-in", metavar="USER:PASSWORD", help="let only this user send")
    options.add_argument("--tls", choices=["start", "immediate"], help="send only over TLS")
    options.add_argument("--answer", action="append", default=[], metavar="COMMAND=REPLY",
                         help="answer AUTH, MAIL, RCPT or DATA with this")
    options.add_argument("--silent", action="store_true", help="take connections and never say a word")
    # A sign-in without TLS and senders that turn away from a certificate are what tests are about.
    warnings.simplefilter("ignore")
    logging.getLogger("mail.log").setLevel(logging.CRITICAL)
    asyncio.run(serve(options.parse_args()))
    # Connections that are still open are nobody's any more.
    os._exit(0)


if __name__ == "__main__":
    main()
