"""The addresses of rounds and scenes, below /personal/."""

from django.urls import path

from kartlaggning.staff.views import rounds, scene_acts, scenes

PATHS = [
    path("omgangar/", rounds.round_list, name="rounds"),
    path("omgangar/ny/", rounds.open_round, name="open_round"),
    path("omgangar/<int:year>/", rounds.round_board, name="round"),
    path("omgangar/<int:year>/kartlaggningar/", rounds.round_surveys, name="round_surveys"),
    path("omgangar/<int:year>/nollrapport/", rounds.report_nil, name="report_nil"),
    path("omgangar/<int:year>/nollrapport/ta-tillbaka/", rounds.take_back_nil, name="take_back_nil"),
    path("omgangar/<int:year>/paminn/", rounds.remind, name="remind"),
    path("omgangar/<int:year>/avsluta/", rounds.close_round, name="close_round"),
    path("platser/", scenes.scene_list, name="scenes"),
    path("platser/ny/", scenes.add_scene, name="add_scene"),
    path("platser/<str:public_id>/", scenes.scene, name="scene"),
    path("platser/<str:public_id>/anteckning/", scenes.note_scene, name="note_scene"),
    path("platser/<str:public_id>/uppfoljning/", scenes.follow_up_scene, name="follow_up_scene"),
    path("platser/<str:public_id>/namn/", scene_acts.rename_scene, name="rename_scene"),
    path("platser/<str:public_id>/sla-ihop/", scene_acts.merge_scene, name="merge_scene"),
    path("platser/<str:public_id>/dela/", scene_acts.split_scene, name="split_scene"),
    path("platser/<str:public_id>/angra/", scene_acts.undo_lineage, name="undo_lineage"),
    path("platser/<str:public_id>/oppna-igen/", scene_acts.reopen_scene, name="reopen_scene"),
]
