"""Template filters for figures, areas and dates, written as the page's language writes them."""

from django import template

from kartlaggning.exports.words import writing

register = template.Library()

for _write in (
    writing.number,
    writing.signed,
    writing.hectares,
    writing.signed_hectares,
    writing.percent,
    writing.long_date,
    writing.listed,
):
    register.filter(_write)
