"""The yearly report as PDF: what it says is gathered as blocks, and one Typst template sets them."""
