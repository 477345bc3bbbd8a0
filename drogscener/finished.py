"""Finished public answers, kept in memory in front of Django: asked for again, they cost neither a view nor a query.

Kept is what Django itself calls the same for everybody (status 200, `Cache-Control: public`, no cookie). All of it is
dropped when something else is public, which is looked up at most once a second in each process, and at midnight,
because pages speak of days. Answers from memory do not reach Django's access log: the web server in front has them.
"""

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import count
from threading import Lock
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from drogscener.finished_store import Finished, Headers, Key, Store
from drogscener.request_headers import best_coding, has_already

LARGEST = 8_000_000  # bytes of one answer
# Apart, so that no number of made-up questions drives out the pages and files themselves.
ROOM_FOR_ADDRESSES, ROOM_FOR_QUESTIONS = 48_000_000, 16_000_000
LONGEST_KEY = 2_000  # characters of address and headers together
SECONDS_BETWEEN_LOOKS = 1.0
LONGEST_BLIND_SECONDS = (
    60.0  # as long as an answer may be kept elsewhere: what is hidden must be out of sight in two minutes
)
PASSED_BY = ("/personal/", "/halsa/", "/forhandsvisning/")
# Only of an edition's file can a part be had, and only who has the file at hand can judge these conditions. Elsewhere
# they are left aside, as a server may: else a header would be a way around what is kept.
FILES = "/utgavor/"
OF_FILES = ("HTTP_RANGE", "HTTP_IF_RANGE", "HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE")
ACCEPT_MATTERS = ("/api/", "/ogc")
VARIES_BY = {"accept", "accept-encoding"}
# One reader's account of questions asked, and noise against guessing at secrets: a kept answer has neither.
NOT_KEPT_HEADERS = ("ratelimit", "x-ratelimit", "retry-after", "x-noise")
OF_THE_BODY = ("content-length", "content-type", "content-encoding")

log = logging.getLogger(__name__)


class FinishedAnswers:
    """A WSGI application around another, which must call `start_response` before it returns, as Django does.

    `public_state` returns another value whenever anything public is another. When it raises, what is kept stays for
    LONGEST_BLIND_SECONDS and no longer: meanwhile something may have been hidden.
    """

    def __init__(
        self,
        application: WSGIApplication,
        public_state: Callable[[], str],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._application = application
        self._public_state = public_state
        self._clock = clock
        self._addresses, self._questions = Store(ROOM_FOR_ADDRESSES), Store(ROOM_FOR_QUESTIONS)
        self._state = ""
        self._generations = count(1)
        self._generation = 0  # of what is public; part of every key, 0 while nothing is known of it
        self._next_look = self._seen_at = float("-inf")
        self._looking = Lock()
        self._asking: dict[Key, tuple[Lock, int]] = {}  # what is being asked just now, and by how many
        self._asking_lock = Lock()
        self._is_troubled = False

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer from memory, or let the application answer and keep that."""
        if not _may_be_kept(environ):
            return self._application(environ, start_response)
        question = _question(environ)
        if sum(map(len, question)) > LONGEST_KEY:
            return self._application(environ, start_response)
        self._look()
        key: Key = (self._generation, *question)
        store = self._questions if environ.get("QUERY_STRING") else self._addresses
        answer = store.find(key)
        if answer is not None:
            return _give(answer, environ.get("HTTP_IF_NONE_MATCH", ""), environ, start_response)
        if environ["REQUEST_METHOD"] == "HEAD" or not self._generation:
            return self._application(environ, start_response)
        with self._one_at_a_time(key):
            answer = store.find(key)
            if answer is not None:
                return _give(answer, environ.get("HTTP_IF_NONE_MATCH", ""), environ, start_response)
            return self._ask(environ, start_response, key, store)

    @contextmanager
    def _one_at_a_time(self, key: Key) -> Iterator[None]:
        """Let those who ask the same wait for the first: a large answer is made once, not by every thread."""
        with self._asking_lock:
            lock, waiting = self._asking.get(key, (Lock(), 0))
            self._asking[key] = lock, waiting + 1
        try:
            with lock:
                yield
        finally:
            with self._asking_lock:
                waiting = self._asking[key][1] - 1
                if waiting:
                    self._asking[key] = lock, waiting
                else:
                    del self._asking[key]

    def _look(self) -> None:
        """Drop everything if something else is public now; one thread looks, the others do not wait."""
        now = self._clock()
        if now < self._next_look or not self._looking.acquire(blocking=False):
            return
        try:
            self._next_look = now + SECONDS_BETWEEN_LOOKS
            state = self._public_state()
            if state != self._state or not self._generation:
                self._state = state
                self._generation = next(self._generations)
                self._drop()
            self._is_troubled, self._seen_at = False, now
        except Exception as error:  # whatever the database's driver raises
            if not self._is_troubled:
                log.warning("what is public cannot be looked up; kept answers stay for a minute", exc_info=error)
            self._is_troubled = True
            if now - self._seen_at > LONGEST_BLIND_SECONDS:
                self._generation, self._state = 0, ""
                self._drop()
        finally:
            self._looking.release()

    def _drop(self) -> None:
        self._addresses.clear()
        self._questions.clear()

    def _ask(self, environ: WSGIEnvironment, start_response: StartResponse, key: Key, store: Store) -> Iterable[bytes]:
        """Let the application answer in full, and keep the answer if it is for everybody."""
        held = _made_unconditional(environ)
        begun: list[tuple[str, Headers]] = []
        parts = self._application(environ, lambda status, headers, _error=None, /: _begin(begun, status, headers))
        status, headers = begun[-1]
        stated = {name.lower(): value for name, value in headers}
        if not status.startswith("200 "):
            start_response(status, headers)
            return parts
        if _is_for_everybody(environ, stated):
            answer = _finished(headers, stated.get("etag", ""), _read(parts))
            store.keep(key, answer)
            return _give(answer, held, environ, start_response)
        if has_already(held, stated.get("etag", "")):
            _close(parts)
            start_response("304 Not Modified", _without(headers, OF_THE_BODY))
            return [b""]
        start_response(status, headers)
        return parts


def _may_be_kept(environ: WSGIEnvironment) -> bool:
    """Tell whether the answer to this request could be one for everybody, by what is asked."""
    return (
        environ["REQUEST_METHOD"] in ("GET", "HEAD")
        and not environ["PATH_INFO"].startswith(PASSED_BY)
        and not (environ["PATH_INFO"].startswith(FILES) and any(name in environ for name in OF_FILES))
        and ("HTTP_IF_MODIFIED_SINCE" not in environ or "HTTP_IF_NONE_MATCH" in environ)
    )


def _question(environ: WSGIEnvironment) -> tuple[str, ...]:
    """Return all that an answer for everybody may depend on. No cookie: outside the staff side none is read."""
    path = environ["PATH_INFO"]
    return (
        environ["wsgi.url_scheme"],
        environ.get("HTTP_X_FORWARDED_PROTO", ""),
        environ.get("HTTP_HOST", ""),
        path,
        environ.get("QUERY_STRING", ""),
        best_coding(environ.get("HTTP_ACCEPT_ENCODING", "")),
        environ.get("HTTP_ACCEPT", "") if path.startswith(ACCEPT_MATTERS) else "",
    )


def _made_unconditional(environ: WSGIEnvironment) -> str:
    """Let the application see a plain request for the whole answer; return the ETags that the reader holds."""
    environ["HTTP_ACCEPT_ENCODING"] = best_coding(environ.get("HTTP_ACCEPT_ENCODING", ""))
    for name in ("HTTP_IF_MODIFIED_SINCE", *OF_FILES):
        environ.pop(name, None)
    environ.pop("wsgi.file_wrapper", None)
    held: str = environ.pop("HTTP_IF_NONE_MATCH", "")
    return held


def _begin(begun: list[tuple[str, Headers]], status: str, headers: Headers) -> Callable[[bytes], object]:
    begun.append((status, headers))
    return _refuse


def _refuse(_part: bytes) -> None:
    raise NotImplementedError("WSGI's write() is not supported")


def _is_for_everybody(environ: WSGIEnvironment, stated: dict[str, str]) -> bool:
    """Tell whether an answer with these headers may be given to whoever asks the same."""
    varies_by = {name.strip().lower() for name in stated.get("vary", "").split(",") if name.strip()}
    return (
        "public" in {word.strip() for word in stated.get("cache-control", "").lower().split(",")}
        and "set-cookie" not in stated
        and varies_by <= VARIES_BY
        and ("accept" not in varies_by or environ["PATH_INFO"].startswith(ACCEPT_MATTERS))
        and stated.get("content-length", "").isdigit()
        and int(stated["content-length"]) <= LARGEST
    )


def _finished(headers: Headers, etag: str, body: bytes) -> Finished:
    kept = [(name, value) for name, value in headers if not name.lower().startswith(NOT_KEPT_HEADERS)]
    return Finished(kept, _without(kept, OF_THE_BODY), etag, body)


def _give(answer: Finished, held: str, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Answer in full, or that the reader has it already. A list, which servers send in one go."""
    if held and has_already(held, answer.etag):
        start_response("304 Not Modified", answer.unchanged.copy())
        return [b""]
    start_response("200 OK", answer.headers.copy())
    return [b"" if environ["REQUEST_METHOD"] == "HEAD" else answer.body]


def _without(headers: Headers, names: tuple[str, ...]) -> Headers:
    return [(name, value) for name, value in headers if name.lower() not in names]


def _read(parts: Iterable[bytes]) -> bytes:
    try:
        return b"".join(parts)
    finally:
        _close(parts)


def _close(parts: Any) -> None:
    if hasattr(parts, "close"):
        parts.close()
