"""The pages of follow-up, as the row of links that all of them show, and who may open each."""

from kartlaggning.permissions import Permission

# Route, text, and the permission that the page takes.
PAGES: tuple[tuple[str, str, Permission], ...] = (
    ("staff:follow_up", "Översikt", Permission.READ_FOLLOW_UP),
    ("staff:measures", "Insatser", Permission.READ_FOLLOW_UP),
    ("staff:agreements", "Samverkan", Permission.READ_FOLLOW_UP),
    ("staff:scene_checks", "Kontroller", Permission.READ_FOLLOW_UP),
    ("staff:studies", "Studier", Permission.READ_FOLLOW_UP),
    ("staff:contacts", "Kontakter", Permission.READ_FOLLOW_UP),
    ("staff:area_answers", "Svar om ett område", Permission.READ_FOLLOW_UP),
    ("staff:figures", "Underlag", Permission.READ_FOLLOW_UP),
    ("staff:what_worked", "Vad har fungerat", Permission.READ_FOLLOW_UP),
)
