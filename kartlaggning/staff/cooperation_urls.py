"""The staff side's addresses of cooperation, checks of closed scenes, studies and contacts."""

from django.urls import path

from kartlaggning.staff.views import agreements, contacts, scene_checks, studies

PATHS = [
    path("samverkan/", agreements.agreement_list, name="agreements"),
    path("samverkan/ny/", agreements.add, name="add_agreement"),
    path("samverkan/<str:agreement>/", agreements.agreement, name="agreement"),
    path("samverkan/<str:agreement>/andra/", agreements.change, name="change_agreement"),
    path("samverkan/<str:agreement>/avsluta/", agreements.end, name="end_agreement"),
    path("samverkan/<str:agreement>/ta-bort/", agreements.withdraw, name="withdraw_agreement"),
    path("kontroller/", scene_checks.board, name="scene_checks"),
    path("kontroller/ny/", scene_checks.add, name="add_scene_check"),
    path("kontroller/<int:check>/svara/", scene_checks.answer, name="answer_signal"),
    path("studier/", studies.study_list, name="studies"),
    path("studier/ny/", studies.add, name="add_study"),
    path("studier/<str:study>/", studies.change, name="study"),
    path("studier/<str:study>/ta-bort/", studies.withdraw, name="withdraw_study"),
    path("kontakter/", contacts.contact_list, name="contacts"),
    path("kontakter/ny/", contacts.add, name="add_contact"),
    path("kontakter/<str:contact>/", contacts.change, name="contact"),
    path("kontakter/<str:contact>/kontrollerad/", contacts.confirm, name="confirm_contact"),
    path("kontakter/<str:contact>/ta-bort/", contacts.withdraw, name="withdraw_contact"),
]
