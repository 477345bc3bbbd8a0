"""The staff side's addresses of reports that answer a question about an area."""

from django.urls import URLPattern, path

from kartlaggning.staff.views import area_answers

PATHS: list[URLPattern] = [
    path("svar/", area_answers.area_list, name="area_answers"),
    path("svar/<slug:kind>/<slug:slug>/", area_answers.area_answer, name="area_answer"),
    path("svar/<slug:kind>/<slug:slug>.pdf", area_answers.area_answer_file, name="area_answer_file"),
]
