"""The embedded database under test: settings of its own, whichever database the rest of the suite runs on."""

ALIAS = "embedded"
ENGINE = "drogscener.spatial_sqlite"


def settings(path, timeout=20):
    """Return the entry of DATABASES for the file `path`, with the options of drogscener.settings."""
    return {
        "ENGINE": ENGINE,
        "NAME": str(path),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": timeout,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }
