"""`make run`: the demonstration on this machine. Migrates, loads data the first time, and becomes the server."""

import ipaddress
import os
import socket
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent


def main() -> None:
    host, port = os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "8000"
    refuse_other_than_loopback(host)
    refuse_taken_port(host, port)
    os.environ |= {"DEMONSTRATION": "1", "DJANGO_SETTINGS_MODULE": "drogscener.settings", "HOST": host, "PORT": port}
    os.environ.setdefault("LOG_LEVEL", "WARNING")
    os.environ.setdefault("SERVER_LOG_LEVEL", "error")
    os.chdir(PROJECT)
    sys.path.insert(0, str(PROJECT))
    prepare()
    shown_host = f"[{host}]" if ":" in host else host
    print(f"\nDrogscener i Stockholms län: http://{shown_host}:{port}/   (Ctrl-C avslutar / stops)")
    print(f"Personalens sidor / Staff pages: http://{shown_host}:{port}/personal/\n", flush=True)
    os.execv(PROJECT / "scripts" / "serve.sh", ["serve.sh"])


def refuse_other_than_loopback(host: str) -> None:
    """A demonstration shows invented places and has no TLS: it stays on this machine."""
    if host == "localhost" or _is_loopback(host):
        return
    sys.exit(
        f"HOST={host}: demonstrationen visas bara på den egna datorn (127.0.0.1 eller ::1).\n"
        f"HOST={host}: the demonstration is shown on this machine only (127.0.0.1 or ::1).\n"
        "Server: docs/deployment.md"
    )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def refuse_taken_port(host: str, port: str) -> None:
    """Say so now rather than after the data has been loaded."""
    if not port.isdecimal() or not 0 < int(port) < 65536:
        sys.exit(f"PORT={port}: ange ett tal mellan 1 och 65535. / Give a number from 1 to 65535.")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, int(port)))
        except OSError as error:
            sys.exit(
                f"{host}:{port} går inte att använda ({error.strerror}). Är portalen redan igång?\n"
                f"{host}:{port} cannot be used ({error.strerror}). Is the portal already running?\n"
                "Välj en annan port / Choose another port:\n"
                f"    make run PORT={int(port) + 1 if int(port) < 65535 else 8001}"
            )


def prepare() -> None:
    """Bring database and static files up to date; the first start loads the data, later ones keep what is there."""
    # Imported here: Django reads the environment that main() has just set.
    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    from drogscener import staticfiles

    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    call_command("migrate", interactive=False, verbosity=0)
    staticfiles.collect_if_changed()
    call_command("first_start")
    print("\nInloggningar, bara för den här datorn / Sign-ins for this machine only:\n")
    call_command("personas")


if __name__ == "__main__":
    main()
