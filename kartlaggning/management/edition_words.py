"""What the commands say of an edition: its checks and what it changes, a line each."""

from kartlaggning.models import Edition
from kartlaggning.selectors.edition_differences import Differences, differences
from kartlaggning.services.editions.checks import checks


def report_of(edition: Edition) -> str:
    """Return the edition's checks and differences as lines of text."""
    lines = [f"Kontroller av {edition.ref}:"]
    lines += [f"  {check.word}: {check.text}" for check in checks(edition)]
    found = differences(edition)
    lines += ["Skillnader:", *(_differences(found) if found else ["  Ingen tidigare utgåva att jämföra med."])]
    return "\n".join(lines)


def _differences(found: Differences) -> list[str]:
    lines = [f"  Mot {found.before_title}:"]
    lines += [
        f"  {row.label}: {row.before} → {row.after}" for row in (*found.counts, *found.header, *found.surroundings)
    ]
    lines += [f"  Tillkommen: {row.name} ({row.public_id})" for row in found.added]
    lines += [f"  Inte längre med: {row.name} ({row.public_id})" for row in found.removed]
    for scene in found.changed:
        lines += [
            f"  {scene.name} ({scene.public_id}), {row.label}: {row.before} → {row.after}" for row in scene.fields
        ]
    return lines
