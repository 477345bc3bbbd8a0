"""Finding a round or an edition that a command was given by name."""

from kartlaggning.errors import Refused
from kartlaggning.models import Edition, SurveyRound
from kartlaggning.swedish import enumerate_words


def round_of(year: int) -> SurveyRound:
    """Return the round; raises Refused that names the years there are."""
    survey_round = SurveyRound.objects.filter(year=year).first()
    if survey_round is None:
        years = SurveyRound.objects.order_by("year").values_list("year", flat=True)
        known = enumerate_words([str(known) for known in years]) or "inget år"
        raise Refused(f"Det finns ingen kartläggning för {year}. Det finns för {known}.")
    return survey_round


def edition_of(ref: str) -> Edition:
    """Return the edition; raises Refused that names the latest there are."""
    edition = Edition.objects.filter(ref=ref).first()
    if edition is None:
        refs = Edition.objects.order_by("-year", "-revision").values_list("ref", flat=True)[:8]
        known = enumerate_words(list(refs)) or "ingen"
        raise Refused(f"Det finns ingen utgåva {ref}. Det finns {known}.")
    return edition
