"""Template filters for what follows the scenes up."""

from django import template

from kartlaggning.followup.spells import spell_words
from kartlaggning.followup.timeline_breaks import panel_breaks

register = template.Library()

register.filter("spell_words", spell_words)
register.filter("panel_breaks", panel_breaks)
