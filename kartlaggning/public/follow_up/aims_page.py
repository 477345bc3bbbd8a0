"""The page of the county against its aims: each aim as a tile that leads on to what it is made of."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kartlaggning.followup.aim_words import AimTile, words_of
from kartlaggning.followup.aims import AimKey
from kartlaggning.selectors.editions import Atlas
from kartlaggning.selectors.editions.aims import aims_of


@dataclass(frozen=True, slots=True)
class WayOn:
    """A page of follow-up, and what is found there."""

    address: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class AimsPage:
    """What the page shows: the aims in the order of the source, and the pages to go on to."""

    tiles: tuple[AimTile, ...]
    ways_on: tuple[WayOn, ...]

    @property
    def has_examples(self) -> bool:
        """Tell whether any figure is made up."""
        return any(shown.is_example for tile in self.tiles for shown in tile.words.indicators)


def aims_page(atlas: Atlas) -> AimsPage:
    """Return the page's values; forms of cooperation are counted on the day that the newest edition was built."""
    day = timezone.localdate(atlas.newest.built_at)
    aims = aims_of(atlas, atlas.follow_up, day=day, register=atlas.newest.title)
    leads = _leads()
    return AimsPage(tuple(AimTile(words_of(aim), *leads[aim.key]) for aim in aims), tuple(_ways_on()))


def _leads() -> dict[AimKey, tuple[str, str]]:
    """Return where each aim's tile leads, and the words of the link."""
    change, measures = reverse("public:change"), reverse("public:measures")
    crimes = reverse("public:crimes")
    return {
        AimKey.NUMBER: (reverse("public:statistics"), _("Antalen år för år")),
        AimKey.AREA: (change, _("Hur platserna har ändrats")),
        AimKey.VIOLENCE: (crimes, _("Brotten plats för plats")),
        AimKey.DETECTION: (crimes, _("Brotten plats för plats, med upptäcktsbrott")),
        AimKey.SAFETY: (reverse("public:safety"), _("Tryggheten efter avstånd")),
        AimKey.YOUNG: (measures, _("Insatserna på platserna")),
        AimKey.COOPERATION: (reverse("public:cooperation"), _("Samverkan område för område")),
    }


def _ways_on() -> Iterator[WayOn]:
    """Yield the pages of follow-up, also those that no aim leads to."""
    pages = (
        ("public:change", _("Förändring"), _("två kartläggningar mot varandra, i länet eller i ett område")),
        ("public:crimes", _("Brott på platserna"), _("antal, yta och antal per hektar bredvid varandra")),
        ("public:safety", _("Trygghet"), _("efter avståndet till närmaste plats")),
        ("public:measures", _("Insatser"), _("vad som görs på platserna, av vem och sedan när")),
        ("public:cooperation", _("Samverkan"), _("överenskommelser och forum")),
        ("public:studies", _("Studier och utvärderingar"), _("vad andra har funnit")),
        ("public:contacts", _("Kontakter"), _("funktioner att vända sig till")),
    )
    for route, title, text in pages:
        yield WayOn(reverse(route), title, text)
