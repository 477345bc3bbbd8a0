"""Whether an aim was met, in a sentence; where it can't be told, why."""

from django.utils.translation import gettext as _

from kartlaggning.followup.indicators import Indicator, IndicatorKind, Verdict, Why


def verdict_sentence(indicator: Indicator) -> str:
    """Return whether the aim was met by what the indicator measures."""
    if indicator.verdict is Verdict.UNKNOWN:
        return _("Kan inte bedömas: %(why)s.") % {"why": _why(indicator)}
    is_met = indicator.verdict is Verdict.MET
    values = {"year": indicator.now.year if indicator.now else ""}
    if indicator.kind is IndicatorKind.CRIMES:
        if is_met:
            return _("Målet är uppnått %(year)s på de här platserna.") % values
        return _("Målet är inte uppnått %(year)s på de här platserna.") % values
    return (_("Målet är uppnått %(year)s.") if is_met else _("Målet är inte uppnått %(year)s.")) % values


def _why(indicator: Indicator) -> str:
    now, before = indicator.now, indicator.before
    values = {
        "missing": now.year - 1 if now else "",
        "before": before.year if before else "",
    }
    texts = {
        Why.NO_FIGURE: _("det finns ingen siffra"),
        Why.ONE_YEAR: _("det finns bara en siffra att utgå från, för ett enda år"),
        Why.GAP: _("det finns ingen siffra för %(missing)s, så skillnaden mot %(before)s är inte ett års förändring"),
        Why.AREAS_MISSING: _("ytan är inte känd för alla platser"),
        Why.HIDDEN: _("tal som är för små för att visas kan vända resultatet"),
        Why.OUTLINE_CHANGED: _("platsernas gränser har ändrats för mycket mellan åren"),
        Why.NO_OUTLINE: _("ingen kartläggning täcker båda åren, så brotten är inte räknade på en känd yta"),
        Why.OTHER_SCENES: _("ingen plats har siffror för båda åren"),
        Why.NO_LIMIT: _("ingen källa säger hur mycket som ska hålla för att målet är nått"),
        Why.WITHIN_MARGIN: _("skillnaden ryms inom felmarginalerna och kan bero på slumpen"),
    }
    return texts[indicator.why or Why.NO_FIGURE] % values
