"""List the messages from the public for the coordinator, in the terminal, until the staff side can show them."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from kartlaggning.choices import MessageKind
from kartlaggning.models import PublicMessage
from kartlaggning.selectors.messages import received

# Control characters could rewrite what the coordinator's terminal shows.
_CONTROL = {code: " " for code in (*range(0x20), *range(0x7F, 0xA0)) if code != ord("\n")}


class Command(BaseCommand):
    """`messages [--kind correction|accessibility] [--number 20]`: newest first."""

    help = "Skriver ut meddelanden från allmänheten, de nyaste först."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--kind", choices=MessageKind.values, help="bara meddelanden av ett slag")
        parser.add_argument("--number", type=int, default=20, help="högst så många (20)")

    def handle(self, *args: Any, **options: Any) -> None:
        messages = received(MessageKind(options["kind"]) if options["kind"] else None)
        for message in messages[: max(options["number"], 0)]:
            self.stdout.write(_as_text(message))
        self.stdout.write(f"Antal meddelanden: {messages.count()}")


def _as_text(message: PublicMessage) -> str:
    about = f", {message.scene_name} ({message.scene_public_id})" if message.scene_public_id else ""
    received_at = timezone.localtime(message.created_at)
    lines = (
        f"{message.receipt}  {received_at:%Y-%m-%d %H:%M}  {message.get_kind_display()}{about}",
        f"Svar till: {message.reply_to or 'önskas inte'}",
        message.body.translate(_CONTROL),
        "",
    )
    return "\n".join(lines)
