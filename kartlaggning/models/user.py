"""Staff accounts: who may sign in, in which role, and for which areas."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.gis.db import models
from django.db.models import Q

from kartlaggning.choices import Role
from kartlaggning.models.area import CityDistrict, Municipality, PoliceArea


class UserManager(BaseUserManager["User"]):
    """Makes accounts; whoever is invited has no password until the invitation is answered."""

    def create_user(self, email: str, name: str, role: Role, password: str | None = None, **more: Any) -> "User":
        """Return a new account. Without a password nobody can sign in to it yet."""
        user = self.model(email=self.normalize_email(email).lower(), name=name, role=role, **more)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """Return the account of an e-mail address, in whatever case it is typed."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """One person with one role. The areas bound the role: police areas for a police officer, municipalities or city
    districts for a municipal officer; other roles see the whole county.

    `may_read_police_only` opens the police-only fields for an SSR coordinator and does nothing for other roles.
    """

    email = models.EmailField("e-postadress", unique=True)
    name = models.CharField("namn", max_length=120)
    organisation = models.CharField("organisation", max_length=120, blank=True)
    role = models.CharField("roll", max_length=20, choices=Role.choices)
    is_deputy = models.BooleanField("ersättare", default=False)
    police_areas = models.ManyToManyField(PoliceArea, verbose_name="lokalpolisområden", related_name="+", blank=True)
    municipalities = models.ManyToManyField(Municipality, verbose_name="kommuner", related_name="+", blank=True)
    city_districts = models.ManyToManyField(CityDistrict, verbose_name="stadsdelsområden", related_name="+", blank=True)
    may_read_police_only = models.BooleanField("får läsa fält för endast Polisen", default=False)
    is_active = models.BooleanField("aktivt", default=True)
    invited_at = models.DateTimeField("inbjuden", null=True, blank=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name", "role"]

    class Meta:
        verbose_name = "konto"
        verbose_name_plural = "konton"
        constraints = [
            models.CheckConstraint(condition=Q(role__in=Role.values), name="user_role_known"),
            models.CheckConstraint(
                condition=Q(may_read_police_only=False) | Q(role=Role.COORDINATOR),
                name="user_police_only_for_coordinators",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """Return the name, as libraries ask for it."""
        return self.name
