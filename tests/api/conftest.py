"""What the tests of the API share: asking, and the answers as JSON."""

import pytest


@pytest.fixture
def ask(client, demonstration):
    """Ask the API of the example county: `ask("scenes", year=2024)` → the answer's JSON."""

    def get(resource, **parameters):
        query = {name.replace("_", "-"): value for name, value in parameters.items()}
        response = client.get(f"/api/v1/{resource}", query)
        assert response.status_code == 200, response.content.decode()
        return response.json()

    return get


@pytest.fixture
def refused(client, demonstration):
    """Ask what is refused: `refused(404, "scenes?year=1900")` → the problem's `detail`."""

    def get(status, address):
        response = client.get(f"/api/v1/{address}")
        assert response.status_code == status
        assert response["Content-Type"] == "application/problem+json"
        problem = response.json()
        assert problem["status"] == status
        assert problem["type"].startswith("urn:drogscener:problem:")
        return problem["detail"]

    return get
