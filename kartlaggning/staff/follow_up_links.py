"""The pages of follow-up, as the row of links that all of them show, and who may open each."""

from kartlaggning.permissions import Permission

# Route, text, and the permission that the page takes.
PAGES: tuple[tuple[str, str, Permission], ...] = ()
