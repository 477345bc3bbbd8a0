"""The product's settings in the environment that tests run in; nothing of the developer's own environment counts.

The database is a SQLite file of this run, or the server that TEST_DATABASE_URL names.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_folder = Path(tempfile.mkdtemp(prefix="drogscener-test-"))
atexit.register(shutil.rmtree, _folder, ignore_errors=True)

for _name in ("DEBUG", "HTTPS", "ALLOWED_HOSTS", "PUBLISHER_NAME", "PUBLISHER_URL", "COORDINATOR_EMAIL", "EMAIL_URL"):
    os.environ.pop(_name, None)
os.environ |= {
    "DEMONSTRATION": "1",
    "SECRET_KEY": "only-for-tests",
    "DATA_DIR": str(_folder),
    "DATABASE_URL": os.environ.get("TEST_DATABASE_URL", f"sqlite:///{_folder / 'drogscener.sqlite3'}"),
    "BASEMAP_TILES_URL": "",
    "API_COMPUTED_PER_MINUTE": "1000000",
}

from drogscener.settings import *  # the environment above must come first

# The product's hasher is slow on purpose, and every test with personas makes ten accounts.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if "TEST_DATABASE_URL" not in os.environ:
    # A file, as in the product: in memory there is no WAL and no second process.
    DATABASES["default"]["TEST"] = {"NAME": str(_folder / "test.sqlite3")}
