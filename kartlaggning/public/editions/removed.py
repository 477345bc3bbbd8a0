"""What of an edition is not to be had although it was published, and why."""

from kartlaggning.selectors.editions import Atlas, Registered, RemovalNotice


def notices_of(atlas: Atlas, ref: str) -> tuple[RemovalNotice, ...]:
    """Return what has been taken out of an edition, the latest first, and what its files must wait for."""
    return tuple(n for n in atlas.removals if ref in n.refs or (not n.is_final and ref in n.touched_refs))


def _pending_in_files(atlas: Atlas, ref: str) -> RemovalNotice | None:
    """Return a removal that holds but is not carried out in the edition's files yet.

    Also where the files of a later edition hold the rows of one that it was taken out of.
    """
    rests_on = {ref, *atlas.registered(ref).based_on}
    return next((n for n in atlas.removals if not n.is_final and rests_on & {*n.refs, *n.touched_refs}), None)


def why_withheld(atlas: Atlas, entry: Registered, path: str) -> str | None:
    """Return why a file must not be given out, in Swedish; None where nothing speaks against it.

    A scene that is only hidden is still in every file of the edition, until the removal is confirmed and the files are
    made anew or it is undone: so all of them wait.
    """
    if entry.is_withdrawn:
        return entry.state_reason
    for notice in notices_of(atlas, entry.ref):
        if path == notice.file_path:
            return notice.reason
    pending = _pending_in_files(atlas, entry.ref)
    return pending.reason if pending else None
