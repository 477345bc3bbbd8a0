"""What the tests of OGC API – Features share: asking, and what is refused."""

import pytest

from kartlaggning.api.answers import answers
from kartlaggning.computed_limit import computed


@pytest.fixture(autouse=True)
def fresh_limit():
    """Give every test a full bucket and nothing kept: they all ask from one address."""
    computed.clear()
    answers._answers.clear()


@pytest.fixture
def get(client, demonstration):
    """Ask the example county: `get("/collections/scenes/items", year=2024)` → the response, with status 200."""

    def ask(path="", **query):
        response = client.get(f"/ogc{path}", {name.replace("_crs", "-crs"): value for name, value in query.items()})
        assert response.status_code == 200, response.content.decode()
        return response

    return ask


@pytest.fixture
def klara(demonstration):
    """The permanent number of the documented scene at Sergels torg."""
    return demonstration.public_id_by_slug["sergels-torg-klara"]


@pytest.fixture
def refused(client, demonstration):
    """Ask what is refused: `refused(404, "/collections/x")` → the problem's `detail`."""

    def ask(status, address, **headers):
        response = client.get(f"/ogc{address}", headers=headers)
        assert response.status_code == status, response.content.decode()[:300]
        assert response["Content-Type"] == "application/problem+json"
        return response.json()["detail"]

    return ask
