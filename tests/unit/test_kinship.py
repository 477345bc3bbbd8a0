"""Kinship in words: each kind of event, from both its ends, with names escaped and others linked."""

from datetime import date
from types import SimpleNamespace

import pytest

from kartlaggning.choices import LineageKind, Origin
from kartlaggning.public.kinship import kinship
from kartlaggning.selectors.editions import LineageNote, SceneRef

A, B, C = (SceneRef(f"S-000{number}", name, name.lower()) for number, name in enumerate("ABC", 1))


def seen_from(ref, kind, from_scenes, to_scenes, origin=Origin.DOCUMENTED):
    row = SimpleNamespace(public_id=ref.public_id)
    return kinship(LineageNote(kind, date(2023, 5, 1), from_scenes, to_scenes, origin), row)


def link(ref):
    return f'<a href="/drogscener/{ref.slug}/">{ref.name}</a>'


@pytest.mark.parametrize(
    ("ref", "kind", "from_scenes", "to_scenes", "sentence"),
    [
        (C, LineageKind.MERGED, (A, B), (C,), f"Slogs 2023 ihop av {link(A)} och {link(B)}."),
        (A, LineageKind.MERGED, (A, B), (C,), f"Slogs 2023 ihop med {link(B)} till {link(C)}."),
        (A, LineageKind.MERGED, (A, B, C), (A,), f"Slogs 2023 ihop av A, {link(B)} och {link(C)}."),
        (A, LineageKind.SPLIT, (A,), (B, C), f"Delades 2023 i {link(B)} och {link(C)}."),
        (A, LineageKind.SPLIT, (A,), (A, B), f"Delades 2023 i A och {link(B)}."),
        (B, LineageKind.SPLIT, (A,), (B, C), f"Kom till 2023 när {link(A)} delades."),
        (A, LineageKind.REOPENED, (A,), (A,), "Blev en öppen drogscen igen 2023."),
        (B, LineageKind.REOPENED, (A,), (B,), f"Öppnade igen 2023, tidigare {link(A)}."),
    ],
)
def test_each_kind_of_event_is_told_from_the_scenes_own_side(ref, kind, from_scenes, to_scenes, sentence):
    assert seen_from(ref, kind, from_scenes, to_scenes).sentence == sentence


def test_names_are_escaped():
    evil = SceneRef("S-0009", "<script>", "skript")
    assert "&lt;script&gt;</a>" in seen_from(A, LineageKind.SPLIT, (A,), (evil,)).sentence


def test_a_made_up_event_is_known_as_such():
    assert seen_from(A, LineageKind.SPLIT, (A,), (B,), Origin.EXAMPLE).is_example
