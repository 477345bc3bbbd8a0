"""`manage.py export_site`: the whole public site as files that any web server or CDN can answer."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from kartlaggning.management.change import ChangeCommand
from kartlaggning.services.static_copy import site as static_site


class Command(ChangeCommand):
    help = "Skriver hela den publika webbplatsen som filer, på svenska och engelska (docs/static-site.md)."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--folder", type=Path, required=True, help="en ny mapp, eller en tidigare kopia att byta")
        parser.add_argument("--edition", default="", metavar="REF", help="webbplatsen som den utgåvan hade den")
        parser.add_argument("--site-url", default="", metavar="ADRESS", help="kopians adress, om den inte är SITE_URL")

    def handle(self, *, commit: bool, **options: Any) -> None:
        self.is_commit = commit
        super().handle(commit=commit, **options)

    def change(self, **options: Any) -> str:
        folder, ref = options["folder"], options["edition"]
        if not self.is_commit:
            static_site.refuse_other_folder(folder)
            return f"{len(static_site.addresses(ref))} adresser skulle skrivas till {folder}."
        manifest = static_site.export_site(folder=folder, ref=ref, site_url=options["site_url"])
        size = sum((folder / name).stat().st_size for name in manifest.files)
        return (
            f"{folder} har {len(manifest.files)} filer, {size / 1_000_000:.1f} MB, "
            f"med {', '.join(manifest.editions)}. Kontrollsummorna står i {static_site.MANIFEST}."
        )
