"""Building, checking, publishing, planning and withdrawing editions."""
