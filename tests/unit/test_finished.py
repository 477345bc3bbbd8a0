"""Answers kept in front of the application: what is kept, for whom, how long, and what never is."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from drogscener import finished
from drogscener.finished import FinishedAnswers
from drogscener.finished_store import OVERHEAD, Finished, Store

FOR_EVERYBODY = {"Cache-Control": "public, max-age=60", "ETag": 'W/"one"', "Content-Type": "text/html"}


class Site:
    """A small site behind the layer, with a clock and a public state that the test sets."""

    def __init__(self):
        self.now, self.state, self.is_down = 0.0, "first", False
        self.body, self.status, self.headers = b"the page", "200 OK", dict(FOR_EVERYBODY)
        self.asked, self.looks, self.closed = [], 0, 0
        self.layer = FinishedAnswers(self.application, self.public_state, lambda: self.now)

    def public_state(self):
        self.looks += 1
        if self.is_down:
            raise ConnectionError("no database")
        return self.state

    def application(self, environ, start_response):
        self.asked.append(environ)
        headers = self.headers if "Content-Length" in self.headers else self.headers | {"Content-Length": self.length()}
        start_response(self.status, [(name, value) for name, value in headers.items() if value is not None])
        return Parts(self, self.body)

    def length(self):
        return str(len(self.body))

    def get(self, path="/", query="", method="GET", **environ):
        given = {}

        def start_response(status, headers, exc_info=None):
            given.update(status=status[:3], headers=dict(headers))

        request = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "wsgi.url_scheme": "http",
            "HTTP_HOST": "example.org",
        }
        given["body"] = b"".join(self.layer(request | environ, start_response))
        return given


class Parts:
    """A body in two parts that counts how often it is closed."""

    def __init__(self, site, body):
        self.site, self.body = site, body

    def __iter__(self):
        yield self.body[:3]
        yield self.body[3:]

    def close(self):
        self.site.closed += 1


@pytest.fixture
def site():
    return Site()


def test_an_answer_for_everybody_is_asked_for_once(site):
    first, second = site.get(), site.get()
    assert first == second
    assert second["body"] == b"the page"
    assert second["headers"] == FOR_EVERYBODY | {"Content-Length": "8"}
    assert len(site.asked) == 1
    assert site.closed == 1


def test_a_reader_who_has_the_answer_is_told_so_from_memory(site):
    site.get()
    told = site.get(HTTP_IF_NONE_MATCH='"other", "one"')
    assert (told["status"], told["body"]) == ("304", b"")
    assert told["headers"] == {"Cache-Control": "public, max-age=60", "ETag": 'W/"one"'}
    assert site.get(HTTP_IF_NONE_MATCH='"other"')["status"] == "200"
    assert len(site.asked) == 1


def test_the_first_who_asks_may_have_the_answer_too_and_it_is_kept_whole(site):
    assert site.get(HTTP_IF_NONE_MATCH='W/"one"')["status"] == "304"
    assert "HTTP_IF_NONE_MATCH" not in site.asked[0]
    assert site.get()["body"] == b"the page"
    assert len(site.asked) == 1


def test_an_answer_that_is_not_kept_is_still_given_as_unchanged(site):
    site.headers |= {"Content-Length": str(finished.LARGEST + 1)}
    assert site.get(HTTP_IF_NONE_MATCH='"one"')["status"] == "304"
    assert site.closed == 1


def test_head_is_answered_without_the_body_and_never_kept_as_the_answer(site):
    site.get(method="HEAD")
    site.get()
    assert len(site.asked) == 2
    head = site.get(method="HEAD")
    assert (head["status"], head["body"], head["headers"]["Content-Length"]) == ("200", b"", "8")
    assert len(site.asked) == 2


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        ("404 Not Found", {}),
        ("301 Moved Permanently", {}),
        ("200 OK", {"Cache-Control": None}),
        ("200 OK", {"Cache-Control": "private, max-age=60"}),
        ("200 OK", {"Set-Cookie": "csrftoken=1"}),
        ("200 OK", {"Vary": "Accept-Encoding, Cookie"}),
        ("200 OK", {"Vary": "Accept"}),
        ("200 OK", {"Content-Length": None}),
        ("200 OK", {"Content-Length": str(finished.LARGEST + 1)}),
    ],
)
def test_what_is_not_for_everybody_is_never_kept(site, status, headers):
    site.status, site.headers = status, site.headers | headers
    assert site.get()["body"] == b"the page"
    site.get()
    assert len(site.asked) == 2


@pytest.mark.parametrize("path", ["/personal/", "/personal/konto/logga-in/", "/halsa/redo", "/forhandsvisning/abc/"])
def test_the_staff_side_probes_and_previews_pass_by_even_if_marked_public(site, path):
    site.get(path)
    site.get(path)
    assert len(site.asked) == 2
    assert site.looks == 0


@pytest.mark.parametrize(
    ("path", "request_headers"),
    [
        ("/utgavor/2024-r1/tabeller-2024-r1.xlsx", {"HTTP_RANGE": "bytes=0-3"}),
        ("/utgavor/2024-r1/tabeller-2024-r1.xlsx", {"HTTP_IF_MATCH": '"one"'}),
        ("/", {"HTTP_IF_MODIFIED_SINCE": "Wed, 25 Nov 2026 06:00:00 GMT"}),
        ("/", {"method": "POST"}),
    ],
)
def test_a_request_that_only_the_application_can_judge_goes_there(site, path, request_headers):
    site.get(path)
    site.get(path, **request_headers)
    assert len(site.asked) == 2


@pytest.mark.parametrize(
    "header",
    [{"HTTP_RANGE": "bytes=0-3"}, {"HTTP_IF_MATCH": '"other"'}, {"HTTP_AUTHORIZATION": "Basic x"}],
)
def test_no_header_is_a_way_around_what_is_kept(site, header):
    site.get("/kommuner/solna/rapport.pdf", **header)
    answer = site.get("/kommuner/solna/rapport.pdf", **header)
    assert answer["status"] == "200"
    assert answer["body"] == b"the page"
    assert len(site.asked) == 1
    assert not {"HTTP_RANGE", "HTTP_IF_MATCH"} & set(site.asked[0])


def test_questions_that_may_have_other_answers_are_kept_apart(site):
    site.get()
    for other in (
        {"path": "/om/"},
        {"query": "ar=2024"},
        {"HTTP_HOST": "annat.example"},
        {"HTTP_X_FORWARDED_PROTO": "https"},
        {"HTTP_ACCEPT_ENCODING": "gzip"},
        {"HTTP_ACCEPT_ENCODING": "gzip, deflate, br, zstd"},
    ):
        before = len(site.asked)
        site.get(**other)
        site.get(**other)
        assert len(site.asked) == before + 1


def test_what_a_reader_prefers_counts_in_the_api_alone(site):
    site.headers |= {"Vary": "Accept, Accept-Encoding"}
    for accept in ("application/json", "application/geo+json", "application/json"):
        site.get("/api/v1/scenes", HTTP_ACCEPT=accept)
    assert len(site.asked) == 2
    site.headers |= {"Vary": "Accept-Encoding"}
    for accept in ("text/html", "*/*"):
        site.get("/om/", HTTP_ACCEPT=accept)
    assert len(site.asked) == 3


@pytest.mark.parametrize(
    ("accepted", "asked_for"),
    [("", ""), ("br;q=0, gzip", "gzip"), ("zstd", ""), ("GZIP;q=0.5, br", "br"), ("gzip;q=x", ""), ("identity", "")],
)
def test_the_application_is_asked_for_the_encoding_that_the_answer_is_kept_under(site, accepted, asked_for):
    site.get(HTTP_ACCEPT_ENCODING=accepted)
    assert site.asked[0]["HTTP_ACCEPT_ENCODING"] == asked_for


def test_one_readers_account_of_questions_is_not_kept_for_the_next(site):
    site.headers |= {"RateLimit": '"computed";r=59', "RateLimit-Policy": "60;w=60", "X-Noise": "abc"}
    assert site.get()["headers"] == FOR_EVERYBODY | {"Content-Length": "8"}


def test_a_cookie_from_elsewhere_makes_no_other_answer(site):
    site.get()
    site.get(HTTP_COOKIE="csrftoken=1")
    assert len(site.asked) == 1


def test_everything_is_dropped_within_a_second_of_something_else_being_public(site):
    site.get()
    site.state, site.body = "second", b"without the scene"
    site.now = 0.9
    assert site.get()["body"] == b"the page"
    site.now = 1.0
    assert site.get()["body"] == b"without the scene"


def test_what_is_public_is_looked_up_once_a_second_however_many_ask(site):
    for tenth in range(30):
        site.now = tenth / 10
        site.get()
    assert site.looks == 3


def test_an_answer_begun_before_the_change_is_not_given_after_it(site):
    def change_meanwhile(environ, start_response):
        site.state, site.now = "second", site.now + 1
        site.get("/om/")
        return site.application(environ, start_response)

    site.layer = FinishedAnswers(change_meanwhile_once(change_meanwhile, site), site.public_state, lambda: site.now)
    site.get("/")
    before = len(site.asked)
    site.get("/")
    assert len(site.asked) == before + 1


def change_meanwhile_once(change, site):
    state = {"left": 1}

    def application(environ, start_response):
        if environ["PATH_INFO"] == "/" and state["left"]:
            state["left"] = 0
            return change(environ, start_response)
        return site.application(environ, start_response)

    return application


def test_kept_answers_stay_while_the_database_is_down_and_that_is_said_once(site, caplog):
    site.get()
    site.is_down = True
    for second in range(1, 5):
        site.now = second
        assert site.get()["body"] == b"the page"
    assert len(site.asked) == 1
    assert [record.levelname for record in caplog.records] == ["WARNING"]


def test_nothing_is_given_from_memory_when_nobody_has_seen_for_a_minute_what_is_public(site):
    site.get()
    site.is_down, site.now = True, 60.0
    assert site.get()["body"] == b"the page"
    assert len(site.asked) == 1
    site.now = 61.5
    site.get()
    assert len(site.asked) == 2
    site.is_down, site.now = False, 70.0
    site.get()
    site.get()
    assert len(site.asked) == 3


def test_nothing_is_kept_before_it_is_known_what_is_public(site):
    site.is_down = True
    site.get()
    site.get()
    assert len(site.asked) == 2


def test_those_who_ask_the_same_at_once_let_it_be_made_once(site):
    begun, may_end = threading.Event(), threading.Event()

    def slow(environ, start_response):
        begun.set()
        assert may_end.wait(5)
        return site.application(environ, start_response)

    site.layer = FinishedAnswers(slow, site.public_state, lambda: site.now)
    with ThreadPoolExecutor(4) as threads:
        first = threads.submit(site.get)
        assert begun.wait(5)
        others = [threads.submit(site.get) for _ in range(3)]
        may_end.set()
        assert {answer.result()["body"] for answer in (first, *others)} == {b"the page"}
    assert len(site.asked) == 1


def test_an_endless_address_is_answered_but_not_kept(site):
    for _ in range(2):
        site.get(query="q=" + "å" * finished.LONGEST_KEY)
    assert len(site.asked) == 2


def answer(size):
    return Finished([], [], "", b"x" * size)


def test_the_answers_least_recently_asked_for_make_room():
    store = Store(room=3 * (100 + OVERHEAD))
    for name in "abc":
        store.keep((name,), answer(100))
    store.find(("a",))
    store.keep(("d",), answer(100))
    assert [name for name in "abcd" if store.find((name,))] == ["a", "c", "d"]


def test_an_answer_kept_again_takes_its_room_once():
    store = Store(room=2 * (100 + OVERHEAD))
    for _ in range(5):
        store.keep(("a",), answer(100))
    store.keep(("b",), answer(100))
    assert len(store) == 2
