"""Template filters that say something about an edition or a row in words."""

from django import template

from kartlaggning.public import forms, words

register = template.Library()

register.filter("edition_sentences", words.edition_sentences)
register.filter("sources_label", words.sources_label)
register.filter("judged_period", words.judged_period)
register.filter("printed_municipality", words.printed_municipality)
register.filter("status_words", words.status_words)
register.filter("area_label", forms.area_label)
