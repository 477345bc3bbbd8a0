"""`manage.py invite_administrator <e-mail> --name …`: the first account, or the way back when all are locked out."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from kartlaggning.choices import Role
from kartlaggning.errors import KartlaggningError
from kartlaggning.models import User
from kartlaggning.services import accounts
from kartlaggning.services.account_rules import AccountData

BY = "manage.py invite_administrator"


class Command(BaseCommand):
    """Mails the link and prints it: whoever runs commands on the server may see it."""

    help = "Bjuder in en administratör, och skriver ut länken. Igen för samma adress: en ny länk."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take who is invited, and where the site is."""
        parser.add_argument("email")
        parser.add_argument("--name", required=True, help="personens namn")
        parser.add_argument("--organisation", default="")
        parser.add_argument("--site", help="webbplatsens adress; annars SITE_URL")

    def handle(self, email: str, name: str, organisation: str, site: str | None, **_options: Any) -> None:
        """Invite, or invite again who has not answered."""
        waiting = User.objects.filter(email__iexact=email, role=Role.ADMINISTRATOR).first()
        links: list[str] = []

        def link(token: str) -> str:
            links.append((site or settings.SITE_URL).rstrip("/") + reverse("own_invitation", args=[token]))
            return links[-1]

        try:
            if waiting:
                accounts.invite_again(waiting.pk, by=BY, link=link)
            else:
                data = AccountData(name, Role.ADMINISTRATOR, organisation)
                accounts.invite(email=email, data=data, by=BY, link=link)
        except KartlaggningError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Inbjudan är skickad. Länken gäller i {accounts.INVITATION_DAYS} dagar:\n{links[-1]}")
