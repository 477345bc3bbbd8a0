"""The addresses of tables over the rounds and their files, below /personal/."""

from django.urls import URLPattern, path

from kartlaggning.staff.views import tables

PATHS: list[URLPattern] = [
    path("tabeller/", tables.tables, name="tables"),
    path("tabeller/fil/", tables.file, name="tables_file"),
    path("tabeller/svar/", tables.answers, name="answers"),
]
