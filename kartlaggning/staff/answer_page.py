"""The staff's page of an answer about an area: the levels to choose among, the answer at one, and taking it out."""

from dataclasses import dataclass
from datetime import datetime

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from kartlaggning.choices import AreaKind, Visibility
from kartlaggning.errors import Forbidden, NotFound, NotFoundInEdition
from kartlaggning.exports.answer.document import Answer
from kartlaggning.exports.source import PublishedFile
from kartlaggning.permissions import Actor
from kartlaggning.selectors.editions import Area, current_atlas
from kartlaggning.selectors.follow_up.answer import LEVELS, levels_in
from kartlaggning.services.follow_up.answers import TakenAnswer, mark_of, read_answer, take_out_answer
from kartlaggning.staff.attempt import attempt
from kartlaggning.staff.forms.answer import AnswerForm


@dataclass(frozen=True)
class LevelLink:
    """A level that the person may read, and the answer's address at it."""

    level: Visibility
    address: str
    is_current: bool


class AnswerPage:
    """One area's answer at the level that is asked for, else the highest that the person may read.

    Raises NotFound for an area or a level that there is not, Forbidden for a level that is not theirs.
    """

    def __init__(self, actor: Actor, kind: str, slug: str, wanted: str, sent: QueryDict | None = None) -> None:
        self._actor = actor
        self.atlas = current_atlas()
        self.area = self._area(kind, slug)
        self.levels = levels_in(actor, self.area.ref)
        self.level = self._level(wanted)
        self.form = AnswerForm(sent)
        self.shown_at = timezone.now()

    def _area(self, kind: str, slug: str) -> Area:
        if kind not in AreaKind.values:
            raise NotFound("Det finns inget sådant slag av område.")
        try:
            found = self.atlas.area(AreaKind(kind), slug)
        except NotFoundInEdition as error:
            raise NotFound(str(error)) from error
        if found.ref.slug != slug:
            raise NotFound("Området finns inte.")
        return found

    def _level(self, wanted: str) -> Visibility:
        if not wanted:
            return self.levels[-1]
        if wanted not in LEVELS:
            raise NotFound("Det finns ingen sådan version av svaret.")
        if wanted not in self.levels:
            raise Forbidden("Du får inte läsa den versionen av svaret.")
        return Visibility(wanted)

    @property
    def status(self) -> int:
        """Return the page's status: 422 where something has to be put right."""
        return 422 if self.form.errors else 200

    @property
    def is_internal(self) -> bool:
        """Tell whether the answer holds more than everybody may read."""
        return self.level is not Visibility.PUBLIC

    @property
    def mark(self) -> str:
        """Return what stands above an internal answer."""
        return mark_of(self.level, self._actor, self.shown_at).replace("Uttaget av", "Visas för")

    @property
    def links(self) -> list[LevelLink]:
        """Return the levels to choose among."""
        arguments = [self.area.ref.kind.value, self.area.ref.slug]
        address = reverse("staff:area_answer", args=arguments)
        return [LevelLink(level, f"{address}?niva={level.value}", level is self.level) for level in self.levels]

    @property
    def public_file(self) -> str:
        """Return the address of the public version as PDF."""
        return reverse(f"public:{self.area.ref.kind.value}_answer_file", args=[self.area.ref.slug])

    def answer(self) -> Answer:
        """Return the answer; that the police's own is read is noted."""
        return read_answer(self.atlas, self.area, self.level, by=self._actor)

    def take(self) -> PublishedFile | None:
        """Return the PDF, or None where the form does not say for what."""
        taken = attempt(self.form, self._take_out, at="purpose")
        return self._file(taken) if taken else None

    def _take_out(self) -> TakenAnswer:
        purpose = self.form.cleaned_data["purpose"]
        return take_out_answer(self.atlas, self.area, self.level, purpose=purpose, by=self._actor)

    def _file(self, taken: TakenAnswer) -> PublishedFile:
        return PublishedFile(_name(self.area, self.level, taken.taken_at), "application/pdf", "Svar", taken.content)


def _name(area: Area, level: Visibility, at: datetime) -> str:
    words = "endast-polisen" if level is Visibility.POLICE_ONLY else "delad"
    return f"internt-svar-{words}-{area.ref.slug}-{timezone.localtime(at).date().isoformat()}.pdf"
