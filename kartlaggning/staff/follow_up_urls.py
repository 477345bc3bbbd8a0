"""The staff side's addresses of the county against its aims, and what has worked elsewhere."""

from django.urls import URLPattern

PATHS: list[URLPattern] = []
