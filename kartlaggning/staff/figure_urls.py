"""The staff side's addresses of imports of figures, their release, categories and limits."""

from django.urls import URLPattern, path

from kartlaggning.staff.views import figure_lists, figure_upload, figures

PATHS: list[URLPattern] = [
    path("underlag/", figures.import_list, name="figures"),
    path("underlag/las-in/", figure_upload.upload, name="figure_upload"),
    path("underlag/las-in/<uuid:token>/", figure_upload.report, name="figure_report"),
    path("underlag/las-in/<uuid:token>/avbryt/", figure_upload.discard, name="figure_discard"),
    path("underlag/mall/<slug:kind>.csv", figure_upload.template, name="figure_template"),
    path("underlag/brottskategorier/", figure_lists.categories, name="crime_categories"),
    path("underlag/brottskategorier/<slug:category>/", figure_lists.change, name="crime_category"),
    path("underlag/brottskategorier/<slug:category>/flytta/", figure_lists.move, name="crime_category_move"),
    path("underlag/brottskategorier/<slug:category>/anvands/", figure_lists.set_active, name="crime_category_active"),
    path("underlag/brottskategorier/<slug:category>/ta-bort/", figure_lists.delete, name="crime_category_delete"),
    path("underlag/granser/", figure_lists.limits, name="follow_up_limits"),
    path("underlag/<str:number>/", figures.figure_import, name="figure_import"),
    path("underlag/<str:number>/aterkalla/", figures.withdraw, name="withdraw_figures"),
    path("underlag/<str:number>/publicera/<int:year>/", figures.release, name="release_figures"),
    path("underlag/<str:number>/publicera/<int:year>/upphav/", figures.revoke, name="revoke_release"),
]
