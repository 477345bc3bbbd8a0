"""The OGC API against its own description: Schemathesis asks what the description allows, and what it forbids."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from kartlaggning.api.ogc.openapi import openapi_document
from kartlaggning.api.ogc.wanted import MAX_LIMIT
from kartlaggning.computed_limit import computed
from tests.api.test_schemathesis import portal

api = schemathesis.openapi.from_dict(openapi_document("http://localhost/ogc"))
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
    max_examples=20,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_every_answer_is_as_described(case, kept_connection):
    computed.clear()
    # The standard wants a limit over the most to be answered with the most, though the description states the most.
    limit = str(case.query.get("limit", ""))
    excused = [negative_data_rejection] if limit.isdecimal() and int(limit) > MAX_LIMIT else []
    # What makes a box or a time of numbers and words can't be said in a schema: test_core and test_crs hold them.
    if {"bbox", "datetime"} & set(case.query):
        excused.append(positive_data_acceptance)
    # Schemathesis does not unpack what a WSGI application has compressed.
    case.call_and_validate(headers={"Accept-Encoding": "identity"}, excluded_checks=excused)
