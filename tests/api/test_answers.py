"""The kept answers: bounded, and never another question's."""

from kartlaggning.api.answers import AnswerStore, Document, write


def answer(text):
    return write(Document({"text": text}), "application/json")


def test_an_answer_is_made_once_and_kept():
    store, made = AnswerStore(2), []
    for _ in range(3):
        store.get("a", lambda: made.append("a") or answer("a"))
    assert made == ["a"]


def test_the_least_recently_used_answer_goes_first():
    store, made = AnswerStore(2), []

    def ask(key):
        return store.get(key, lambda: made.append(key) or answer(key))

    for key in ("a", "b", "a", "c", "a", "b"):
        assert ask(key).body == answer(key).body
    assert made == ["a", "b", "c", "b"]


def test_equal_answers_have_equal_tags_and_others_not():
    assert answer("a").etag == answer("a").etag
    assert answer("a").etag != answer("b").etag
    assert answer("a").etag != write(Document({"text": "a"}), "application/geo+json").etag
    assert answer("a").etag != write(Document({"text": "a"}, {"Link": "<x>"}), "application/json").etag
