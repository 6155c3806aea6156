"""A real SMTP server for tests: keeps what it receives, and fails in the ways that mail servers fail."""

import asyncio
import contextlib
import email
import email.policy
from collections.abc import Iterator
from email.message import EmailMessage
from enum import Enum
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Mood(Enum):
    """How the server takes the next mails."""

    ACCEPT = "250 OK"
    TRY_LATER = "451 4.3.0 Try again later"
    REJECT = "554 5.7.1 Rejected"
    UNKNOWN_RECIPIENT = "550 5.1.1 No such mailbox"
    DROP_AFTER_DATA = "the mail is kept, the connection ends without an answer"
    SILENT_AFTER_DATA = "the mail is kept, and no answer comes"
    REFUSE = "nothing listens"


class Mailbox:
    """What the server received, and how to set its mood; `host` and `port` are where it listens."""

    def __init__(self) -> None:
        self.host = "127.0.0.1"
        self.messages: list[EmailMessage] = []
        self.raw: list[bytes] = []
        self.attempts = 0
        self._mood = Mood.ACCEPT
        self._controller = self._started(0)
        self.port: int = self._controller.port

    @property
    def mood(self) -> Mood:
        """How the server takes mails now; set it to change that, REFUSE closes the port until it is set again."""
        return self._mood

    @mood.setter
    def mood(self, mood: Mood) -> None:
        was, self._mood = self._mood, mood
        if mood is Mood.REFUSE and was is not Mood.REFUSE:
            self._controller.stop()
        if was is Mood.REFUSE and mood is not Mood.REFUSE:
            self._controller = self._started(self.port)

    def environment(self) -> dict[str, str]:
        """Return the settings that send the application's mail here."""
        return {"MAIL_SERVER": self.host, "MAIL_PORT": str(self.port)}

    def to(self, address: str) -> list[EmailMessage]:
        """Return the mails received for `address`, oldest first."""
        return [message for message in self.messages if address.lower() in str(message["To"]).lower()]

    def close(self) -> None:
        """Stop listening."""
        if self._mood is not Mood.REFUSE:
            self._controller.stop()

    def _started(self, port: int) -> "_Controller":
        controller = _Controller(_Handler(self), hostname=self.host, port=port)
        controller.start()
        return controller


class _Handler:
    """aiosmtpd calls these by name."""

    def __init__(self, mailbox: Mailbox) -> None:
        self.mailbox = mailbox

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]) -> str:  # noqa: N802
        if self.mailbox.mood is Mood.UNKNOWN_RECIPIENT:
            return Mood.UNKNOWN_RECIPIENT.value
        envelope.rcpt_tos.append(address)
        return Mood.ACCEPT.value

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        mailbox, mood = self.mailbox, self.mailbox.mood
        mailbox.attempts += 1
        if mood in {Mood.ACCEPT, Mood.DROP_AFTER_DATA, Mood.SILENT_AFTER_DATA}:
            content = envelope.original_content or b""
            mailbox.raw.append(content)
            mailbox.messages.append(email.message_from_bytes(content, policy=email.policy.default))
        if mood is Mood.SILENT_AFTER_DATA:
            await asyncio.sleep(3600)
        if mood is Mood.DROP_AFTER_DATA and server.transport is not None:
            server.transport.close()
        return mood.value if mood is not Mood.DROP_AFTER_DATA else Mood.TRY_LATER.value


class _Controller(Controller):
    """Takes the port that the system gives when asked for port 0."""

    async def _create_server(self) -> Any:
        server: Any = await super()._create_server()
        self.port = server.sockets[0].getsockname()[1]
        return server


@contextlib.contextmanager
def smtp_server() -> Iterator[Mailbox]:
    """Run an SMTP server on a free port of the loopback and yield its mailbox."""
    mailbox = Mailbox()
    try:
        yield mailbox
    finally:
        mailbox.close()
