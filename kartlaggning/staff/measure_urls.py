"""The staff side's addresses of the register of measures."""

from django.urls import path

from kartlaggning.staff.views import measure_kinds, measures

PATHS = [
    path("insatser/", measures.measure_list, name="measures"),
    path("insatser/ny/", measures.add, name="add_measure"),
    path("insatser/slag/", measure_kinds.kinds, name="measure_kinds"),
    path("insatser/slag/ny/", measure_kinds.add, name="add_measure_kind"),
    path("insatser/slag/<slug:measure_kind>/", measure_kinds.change, name="measure_kind"),
    path("insatser/slag/<slug:measure_kind>/flytta/", measure_kinds.move, name="move_measure_kind"),
    path("insatser/slag/<slug:measure_kind>/anvands/", measure_kinds.set_active, name="measure_kind_active"),
    path("insatser/<str:measure>/", measures.measure, name="measure"),
    path("insatser/<str:measure>/andra/", measures.change, name="change_measure"),
    path("insatser/<str:measure>/avsluta/", measures.end, name="end_measure"),
    path("insatser/<str:measure>/offentlig/", measures.set_public, name="measure_public"),
    path("insatser/<str:measure>/ta-bort/", measures.withdraw, name="withdraw_measure"),
]
