"""The house rules that a machine can hold: imports point down, files and functions stay small."""

import ast
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
PACKAGES = ("drogscener", "kartlaggning")
# Which layer each package belongs to; a module may import its own layer and those below it (higher numbers).
LAYERS = {
    "kartlaggning.apps": 0,
    "kartlaggning.public": 1,
    "kartlaggning.api": 1,
    "kartlaggning.staff": 1,
    "kartlaggning.management": 1,
    "kartlaggning.templatetags": 1,
    "kartlaggning.services": 2,
    "kartlaggning.selectors": 3,
    "kartlaggning.guards": 4,
    "kartlaggning.models": 4,
    "kartlaggning.exports.words.goal": 5,
    "kartlaggning.exports.words.writing": 5,  # figures and days in words, of nothing but a language
    "kartlaggning.exports": 3,
    "kartlaggning.demonstration": 5,
    "kartlaggning.imports": 5,
    "kartlaggning.geometry": 5,
    "kartlaggning.change": 5,
    "kartlaggning.conclusion": 5,
    "kartlaggning.content": 5,
    "kartlaggning.audit_words": 5,
    "kartlaggning.field_words": 5,
    "kartlaggning.followup": 5,
    "kartlaggning.permissions": 5,
    "kartlaggning.questionnaire": 5,
    "kartlaggning.workflow": 5,
    "kartlaggning.personal_data": 5,
    "kartlaggning.reconciliation": 5,
    "kartlaggning.removable": 5,
    "kartlaggning.retention": 5,
    "kartlaggning.scene_names": 5,
    "kartlaggning.submission": 5,
    "kartlaggning.text_check": 5,
    "kartlaggning.plain_text": 6,
    "kartlaggning.swedish": 6,
    "kartlaggning.choices": 6,
    "kartlaggning.client_address": 6,
    "kartlaggning.computed_limit": 6,
    "kartlaggning.errors": 6,
}
DOORS = (
    "kartlaggning.public",
    "kartlaggning.api",
    "kartlaggning.staff",
    "kartlaggning.management",
    "kartlaggning.templatetags",
)
# All that the public side may know of the house: editions, exports, pure modules, and the two verbs it has.
PUBLIC_MAY = (
    "kartlaggning.selectors.editions",
    "kartlaggning.exports",
    "kartlaggning.services.messages",
    "kartlaggning.services.editions.preview_links",
    "kartlaggning.geometry",
    "kartlaggning.change",
    "kartlaggning.followup",
    "kartlaggning.personal_data",
    "kartlaggning.swedish",
    "kartlaggning.choices",
    "kartlaggning.client_address",
    "kartlaggning.computed_limit",
    "kartlaggning.errors",
)


def python_files(*folders):
    return [path for folder in folders for path in sorted((PROJECT / folder).rglob("*.py"))]


def module_name(path):
    parts = path.relative_to(PROJECT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(path):
    """Return the names of our own modules that a file imports, `from x import y` as x.y."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return {name for name in names if name.startswith(PACKAGES)}


def belongs_to(name, packages):
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def layer(name):
    return next((number for package, number in LAYERS.items() if belongs_to(name, (package,))), None)


def package_of(name):
    return next((package for package in LAYERS if belongs_to(name, (package,))), None)


def door_of(name):
    """Return the door a module belongs to; the template tags are the public pages' own."""
    door = next((door for door in DOORS if belongs_to(name, (door,))), None)
    return "kartlaggning.public" if door == "kartlaggning.templatetags" else door


OURS = [path for path in python_files("kartlaggning") if "migrations" not in path.parts]


def test_every_module_has_its_layer():
    homeless = [module_name(path) for path in OURS if module_name(path).count(".") and layer(module_name(path)) is None]
    assert homeless == []


@pytest.mark.parametrize("path", OURS, ids=module_name)
def test_imports_point_down(path):
    own = layer(module_name(path))
    upward = [name for name in imported(path) if own is not None and (layer(name) or 9) < own]
    assert upward == []


@pytest.mark.parametrize("path", OURS, ids=module_name)
def test_a_door_never_imports_another_door(path):
    own = door_of(module_name(path))
    assert [name for name in imported(path) if own and door_of(name) not in (own, None)] == []


@pytest.mark.parametrize("path", python_files("kartlaggning/public", "kartlaggning/api"), ids=module_name)
def test_the_public_side_reads_published_editions_and_nothing_else(path):
    own = (package_of(module_name(path)), "kartlaggning.templatetags")
    forbidden = [
        name
        for name in imported(path)
        if name.startswith("kartlaggning") and not belongs_to(name, PUBLIC_MAY) and not belongs_to(name, own)
    ]
    assert forbidden == []


@pytest.mark.parametrize("path", OURS, ids=module_name)
def test_our_code_knows_nothing_of_the_wiring(path):
    assert [name for name in imported(path) if name.startswith("drogscener")] == []


@pytest.mark.parametrize("path", python_files(*PACKAGES, "tests", "scripts", "bench"), ids=module_name)
def test_no_file_is_over_400_lines_and_no_function_over_50(path):
    if "migrations" in path.parts:  # written by Django
        return
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 400
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    assert [node.name for node in functions if node.end_lineno - node.lineno + 1 > 50] == []


@pytest.mark.parametrize("path", python_files(*PACKAGES), ids=module_name)
def test_every_module_says_what_belongs_in_it(path):
    if path.name == "__init__.py" and not path.read_text(encoding="utf-8"):
        return
    if "migrations" not in path.parts:
        assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "path", python_files("kartlaggning/public/views", "kartlaggning/api", "kartlaggning/staff"), ids=module_name
)
def test_a_view_holds_no_query(path):
    assert ".objects" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "path", sorted([*(PROJECT / "static").rglob("*.js"), *(PROJECT / "static").rglob("*.css")]), ids=lambda p: p.name
)
def test_front_end_files_are_small_too(path):
    assert path.read_text(encoding="utf-8").count("\n") <= 400
