"""A portal of its own in other processes: what the settings make of an environment, seen from outside."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings

PROJECT = Path(__file__).resolve().parent.parent
PRODUCTION = {"SECRET_KEY": "not-a-secret-but-long-enough-for-the-check-0123456789", "ALLOWED_HOSTS": "example.org"}

GET = """
import json, sys
import django
django.setup()
from django.test import Client
path, options = json.loads(sys.argv[1])
answer = Client(raise_request_exception=False).generic(path=path, **options)
print(json.dumps({"status": answer.status_code, "headers": dict(answer.items()), "text": answer.content.decode(),
    "cookies": {name: dict(morsel) for name, morsel in answer.cookies.items()}}))
"""


@dataclass
class Installation:
    """Folder, database and further environment of one portal; nothing of the developer's environment is handed on."""

    data_dir: Path
    database_url: str = ""
    environment: dict[str, str] = field(default_factory=lambda: {"DEMONSTRATION": "1"})

    def __post_init__(self) -> None:
        """Lend it the static files that this test session has collected: collecting takes seconds."""
        (self.data_dir / "static").symlink_to(settings.STATIC_ROOT)

    def run(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """Run Python with these arguments in the project's folder."""
        database_url = self.database_url or f"sqlite:///{self.data_dir}/portal.sqlite3"
        environment = {
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "drogscener.settings",
            "DATA_DIR": str(self.data_dir),
            "DATABASE_URL": database_url,
        }
        return subprocess.run(
            [sys.executable, *map(str, arguments)],
            check=False,
            capture_output=True,
            text=True,
            env=environment | self.environment,
            cwd=PROJECT,
        )

    def manage(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """Run manage.py, whatever comes of it."""
        return self.run("manage.py", *arguments)

    def must(self, *arguments: str | Path) -> str:
        """Run manage.py, which must succeed, and return what it printed."""
        done = self.manage(*arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def rows(self) -> str:
        """Return every row of ours, as JSON."""
        return self.must("dumpdata", "kartlaggning", "--indent", "1")

    def setting(self, name: str) -> Any:
        """Return a setting's value as these processes see it."""
        code = f"import json; from drogscener import settings; print(json.dumps(settings.{name}))"
        done = self.run("-c", code)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def request(self, path: str, **options: Any) -> tuple[dict[str, Any], str]:
        """Return the answer to one request (status, headers, text, cookies), and what was logged meanwhile."""
        done = self.run("-c", GET, json.dumps([path, {"method": "GET"} | options]))
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout), done.stderr
