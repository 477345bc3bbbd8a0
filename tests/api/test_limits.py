"""The limit on new questions: known numbers, kept answers free, a refusal that says when to come back."""

import pytest

from kartlaggning import computed_limit
from kartlaggning.api.answers import answers
from kartlaggning.errors import TooManyQuestions


@pytest.fixture
def three_a_minute(settings, monkeypatch, demonstration):
    settings.API_COMPUTED_PER_MINUTE = 3
    computed_limit.computed.clear()
    monkeypatch.setattr(answers, "_answers", type(answers._answers)())


def test_the_fourth_new_question_of_a_minute_is_refused_and_told_when_to_return(three_a_minute, client):
    for page in (1, 2, 3):
        answer = client.get(f"/api/v1/scenes?limit=1&page={page}")
        assert answer.status_code == 200
        assert answer["RateLimit-Policy"] == '"computed";q=3;w=60'
        assert answer["RateLimit"] == f'"computed";r={3 - page};t=60'
    refused = client.get("/api/v1/scenes?limit=1&page=4")
    assert refused.status_code == 429
    assert refused["Content-Type"] == "application/problem+json"
    assert 1 <= int(refused["Retry-After"]) <= 20
    assert "Vänta" in refused.json()["detail"]


def test_an_answer_that_is_kept_costs_nothing(three_a_minute, client):
    for _ in range(10):
        answer = client.get("/api/v1/scenes?year=2024")
        assert answer.status_code == 200
    assert "RateLimit" not in answer.headers


def test_another_address_has_its_own_bucket(three_a_minute, client):
    for page in range(1, 5):
        client.get(f"/api/v1/scenes?limit=1&page={page}")
    assert client.get("/api/v1/scenes?limit=1&page=6", REMOTE_ADDR="192.0.2.7").status_code == 200


def test_a_question_that_can_not_be_read_costs_a_token_too(three_a_minute, client):
    statuses = [client.get(f"/api/v1/scenes?year={year}").status_code for year in (1, 2, 3, 4)]
    assert statuses == [404, 404, 404, 429]


def test_the_bucket_fills_evenly():
    limit = computed_limit.Limit()
    assert limit.take("a", most=60, now=0.0) == 59
    for _ in range(59):
        limit.take("a", most=60, now=0.0)
    with pytest.raises(TooManyQuestions) as refused:
        limit.take("a", most=60, now=0.0)
    assert refused.value.wait == 1
    assert limit.take("a", most=60, now=1.0) == 0
    assert limit.take("a", most=60, now=31.0) == 29


def test_all_of_one_subscribers_network_shares_a_bucket():
    limit = computed_limit.Limit()
    assert limit.take("2001:db8:1:2::1", most=2, now=0.0) == 1
    assert limit.take("2001:db8:1:2:ffff::9", most=2, now=0.0) == 0
    with pytest.raises(TooManyQuestions):
        limit.take("2001:db8:1:2:a:b:c:d", most=2, now=0.0)
    assert limit.take("2001:db8:1:3::1", most=2, now=0.0) == 1
    assert limit.take("192.0.2.1", most=2, now=0.0) == 1
    assert limit.take("::ffff:192.0.2.1", most=2, now=0.0) == 0
    assert limit.take("192.0.2.2", most=2, now=0.0) == 1
    assert limit.take("unknown", most=2, now=0.0) == 1
