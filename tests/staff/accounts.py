"""What the tests of accounts share: signing in as people do, time codes, and an installation that asks for them."""

import base64
import hashlib
import hmac
import re
import struct
import time

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.test import Client

from tests.personas import PASSWORD

LOGIN = "/personal/konto/logga-in/"
CODE = "/personal/konto/tvasteg/kod/"
SET_UP = "/personal/konto/tvasteg/"


def sign_in(client: Client, user, password=PASSWORD, **more):
    return client.post(LOGIN, {"login": user.email, "password": password, **more})


def give_app(user) -> str:
    """Give the account an authenticator app; return its secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def time_code(secret: str, periods_ahead: int = 0) -> str:
    """RFC 6238: six digits, half a minute a period."""
    counter = struct.pack(">Q", int(time.time()) // 30 + periods_ahead)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    offset = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[offset : offset + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


def has_app(user) -> bool:
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


def is_signed_in(client: Client) -> bool:
    return client.get("/personal/konto/session/").json()["signed_in"]


def link_in_mail(number: int = -1) -> str:
    """Return the path of the address in a sent mail, counted among those that hold one."""
    links = [re.search(r"https?://[^/]+(/\S+)", sent.body) for sent in mail.outbox]
    return [link for link in links if link][number].group(1)
