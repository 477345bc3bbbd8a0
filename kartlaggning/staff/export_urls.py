"""The addresses of tables over the rounds and their files, below /personal/."""

from django.urls import URLPattern

PATHS: list[URLPattern] = []
