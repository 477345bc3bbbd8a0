"""Editions described to other programs and to those who cite them."""
