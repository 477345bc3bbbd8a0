"""Reading what follows the scenes up, as each person of the staff may see it."""
