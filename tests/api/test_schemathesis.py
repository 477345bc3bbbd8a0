"""The API against its own description: Schemathesis asks what the schema allows, and what it forbids."""

from functools import cache

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings

from kartlaggning.api.description import openapi_document

EXAMPLES = 40


@cache
def product():
    """Return the product's own WSGI application, made when the first test runs: it wants its static files."""
    return get_wsgi_application()


def portal(environ, start_response):
    return product()(environ, start_response)


api = schemathesis.openapi.from_dict(openapi_document("http://localhost"))
api.app = portal


@pytest.fixture
def kept_connection(demonstration):
    """The test's own transaction, which the server would otherwise end with each request, as Django's client knows."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@api.parametrize()
@settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_every_answer_is_as_described(case, kept_connection):
    # Schemathesis does not unpack what a WSGI application has compressed.
    case.call_and_validate(headers={"Accept-Encoding": "identity"})
