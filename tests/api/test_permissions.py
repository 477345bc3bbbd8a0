"""Refusal is the default, and no error gives anything away."""

import logging

from rest_framework.response import Response
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

from kartlaggning.api import urls
from kartlaggning.api.errors import problem_response
from kartlaggning.api.permissions import Everybody


class Forgetful(APIView):
    """A view whose author forgot to say who may read it."""

    def get(self, request):
        return Response({"secret": True})


def test_a_view_without_a_permission_of_its_own_answers_nobody():
    response = Forgetful.as_view()(APIRequestFactory().get("/"))
    assert response.status_code == 403
    assert response["Content-Type"] == "application/problem+json"
    assert b"secret" not in response.content


def test_every_view_of_the_api_says_itself_that_it_is_open():
    views = [pattern.callback.cls for pattern in urls.urlpatterns if hasattr(pattern.callback, "cls")]
    assert len(views) == len(urls.urlpatterns) - 1  # the documentation page is no API view
    assert {tuple(view.permission_classes) for view in views} == {(Everybody,)}


def test_our_own_fault_is_logged_and_answered_without_details(caplog):
    with caplog.at_level(logging.ERROR, logger="kartlaggning.api.errors"):
        response = problem_response(RuntimeError("the database's name"), {})
    assert response.status_code == 500
    assert b"database" not in response.content
    assert "the database's name" in caplog.text
