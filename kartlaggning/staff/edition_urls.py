"""The addresses of publishing: editions, errata, preview links, recipients, below /personal/."""

from django.urls import path

from kartlaggning.staff.views import edition_links, editions, press, recipients

PATHS = [
    path("utgavor/", editions.edition_index, name="editions"),
    path("utgavor/mottagare/", recipients.recipient_list, name="recipients"),
    path("utgavor/mottagare/ny/", recipients.add, name="add_recipient"),
    path("utgavor/mottagare/<int:pk>/", recipients.change, name="recipient"),
    path("utgavor/mottagare/<int:pk>/brev/", recipients.set_active, name="recipient_active"),
    path("utgavor/bygg/<int:year>/", editions.build, name="build_edition"),
    path("utgavor/ratta/<int:year>/", editions.correct, name="correct_edition"),
    path("utgavor/<slug:ref>/", editions.edition, name="edition"),
    path("utgavor/<slug:ref>/publicera/", editions.publish, name="publish_edition"),
    path("utgavor/<slug:ref>/avboka/", editions.cancel_plan, name="cancel_plan"),
    path("utgavor/<slug:ref>/kasta/", editions.discard, name="discard_edition"),
    path("utgavor/<slug:ref>/aterkalla/", editions.withdraw, name="withdraw_edition"),
    path("utgavor/<slug:ref>/brev/", editions.resend, name="resend_letters"),
    path("utgavor/<slug:ref>/lankar/ny/", edition_links.make, name="make_preview_link"),
    path("utgavor/<slug:ref>/lankar/<int:pk>/avsluta/", edition_links.revoke, name="revoke_preview_link"),
    path("utgavor/<slug:ref>/presstext/", press.press_text, name="press_text"),
]
