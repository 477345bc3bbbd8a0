"""Template filters that say something about an edition or a row in words."""

from django import template

from kartlaggning.exports.words import edition_words
from kartlaggning.followup import breaks
from kartlaggning.public import forms, words

register = template.Library()

register.filter("edition_sentences", words.edition_sentences)
register.filter("sources_label", words.sources_label)
register.filter("judged_period", edition_words.judged_period)
register.filter("printed_municipality", edition_words.printed_municipality)
register.filter("status_words", words.status_words)
register.filter("area_label", forms.area_label)
register.filter("breaks_at", breaks.breaks_at)
