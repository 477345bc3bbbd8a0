"""The staff side's addresses, below /personal/. Every view is guarded by staff_page; a test holds that."""

from django.urls import path

from kartlaggning.staff import (
    cooperation_urls,
    disposal_urls,
    edition_urls,
    export_urls,
    figure_urls,
    follow_up_urls,
    measure_urls,
    removal_urls,
    report_urls,
    round_urls,
)
from kartlaggning.staff.views import (
    accounts,
    history,
    home,
    imports,
    log,
    outline,
    questionnaires,
    questions,
    review,
    surveys,
)

app_name = "staff"
urlpatterns = [
    path("", home.home, name="home"),
    path("konton/", accounts.account_list, name="accounts"),
    path("konton/bjud-in/", accounts.invite, name="invite_account"),
    path("konton/<int:pk>/", accounts.account, name="account"),
    *(
        path(f"konton/<int:pk>/{name}/", accounts.act, {"name": name}, name=f"account_{name}".replace("-", "_"))
        for name in accounts.ACTS
    ),
    path("kartlaggning/<int:year>/<str:public_id>/grans/kontroll/", outline.check, name="outline_check"),
    path("kartlaggning/<int:year>/<str:public_id>/grans/fil/", outline.file, name="outline_file"),
    path("kartlaggning/<int:year>/<str:public_id>/historik/", history.history, name="history"),
    path("logg/", log.log, name="log"),
    path("logg/fil/", log.export, name="log_export"),
    path("kartlaggning/<int:year>/<str:public_id>/", surveys.survey, name="survey"),
    path("kartlaggning/<int:year>/<str:public_id>/autospara/", surveys.autosave, name="survey_autosave"),
    path("kartlaggning/<int:year>/<str:public_id>/steg/<slug:step>/", review.take_step, name="survey_step"),
    path("kartlaggning/<int:year>/<str:public_id>/granska/", review.review, name="review"),
    path("granskning/", review.reviews, name="reviews"),
    path("granskning/godkann/", review.approve_many, name="approve_reviews"),
    path("formular/", questionnaires.version_list, name="questionnaires"),
    path("formular/<int:pk>/", questionnaires.version, name="questionnaire"),
    path("formular/<int:pk>/ny-version/", questionnaires.copy, name="questionnaire_copy"),
    path("formular/<int:pk>/namn/", questionnaires.rename, name="questionnaire_rename"),
    path("formular/<int:pk>/ta-bort/", questionnaires.delete, name="questionnaire_delete"),
    path("formular/<int:pk>/forhandsgranska/", questionnaires.preview, name="questionnaire_preview"),
    path("formular/<int:pk>/jamfor/", questionnaires.compare, name="questionnaire_compare"),
    path("formular/<int:pk>/ny-fraga/", questions.add, name="question_add"),
    path("formular/<int:pk>/fraga/<slug:key>/", questions.change, name="question"),
    path("formular/<int:pk>/fraga/<slug:key>/flytta/", questions.move, name="question_move"),
    path("formular/<int:pk>/fraga/<slug:key>/ta-bort/", questions.remove, name="question_remove"),
    *round_urls.PATHS,
    *edition_urls.PATHS,
    *removal_urls.PATHS,
    *export_urls.PATHS,
    *disposal_urls.PATHS,
    *follow_up_urls.PATHS,
    *figure_urls.PATHS,
    *measure_urls.PATHS,
    *cooperation_urls.PATHS,
    *report_urls.PATHS,
    path("import/", imports.upload, name="import"),
    path("import/<uuid:token>/", imports.columns, name="import_columns"),
    path("import/<uuid:token>/svar/", imports.values, name="import_values"),
    path("import/<uuid:token>/rapport/", imports.report, name="import_report"),
    path("import/<uuid:token>/avbryt/", imports.discard, name="import_discard"),
]
