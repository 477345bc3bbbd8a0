"""The forms about accounts: invite, change, and the first password."""

from typing import Any

from django import forms

from kartlaggning.choices import Role
from kartlaggning.selectors.accounts import Account, AreaChoices
from kartlaggning.services.account_rules import AccountData, FieldRefused

ROLE_HELP = {
    Role.POLICE_OFFICER: "Kartlägger platserna i sina lokalpolisområden.",
    Role.POLICE_COORDINATOR: "Läser allt i hela länet och granskar fält för endast Polisen.",
    Role.MUNICIPAL_OFFICER: "Kartlägger tillsammans med polisen i sina kommuner eller stadsdelsområden.",
    Role.COORDINATOR: "Öppnar omgångar, granskar och publicerar.",
    Role.READER: "Läser godkända kartläggningar, utan fält för endast Polisen.",
    Role.ADMINISTRATOR: "Hanterar konton och läser loggen. Ser inga kartläggningar.",
}
AREA_FIELDS = ("police_area_ids", "municipality_ids", "city_district_ids")


class AccountForm(forms.Form):
    """Name, role and areas of an account. `may_grant` is whether the person at the form is an administrator."""

    name = forms.CharField(label="Namn", max_length=120, error_messages={"required": "Skriv personens namn."})
    organisation = forms.CharField(
        label="Organisation", max_length=120, required=False, help_text="Till exempel Polisregion Stockholm."
    )
    role = forms.ChoiceField(label="Roll", widget=forms.RadioSelect, error_messages={"required": "Välj en roll."})
    is_deputy = forms.BooleanField(
        label="Ersättare", required=False, help_text="Har samma rättigheter som den ordinarie."
    )
    police_area_ids = forms.TypedMultipleChoiceField(
        label="Lokalpolisområden", required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    municipality_ids = forms.TypedMultipleChoiceField(
        label="Kommuner", required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    city_district_ids = forms.TypedMultipleChoiceField(
        label="Stadsdelsområden i Stockholm", required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    may_read_police_only = forms.BooleanField(
        label="Får läsa fält för endast Polisen",
        required=False,
        help_text="Bara för samordnare vid SSR, och bara efter ett beslut.",
    )

    def __init__(self, *args: Any, areas: AreaChoices, may_grant: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = [role for role in Role if may_grant or role is not Role.ADMINISTRATOR]
        self.fields["role"].choices = [(role.value, role.label) for role in roles]  # type: ignore[attr-defined]
        choices = (areas.police_areas, areas.municipalities, areas.city_districts)
        for name, pairs in zip(AREA_FIELDS, choices, strict=True):
            self.fields[name].choices = pairs  # type: ignore[attr-defined]
        if not may_grant:
            self.fields["may_read_police_only"].disabled = True

    @property
    def role_options(self) -> list[tuple[Any, str]]:
        """Return the radio buttons, each with what the role is."""
        return [(option, ROLE_HELP[Role(option.data["value"])]) for option in self["role"]]

    @property
    def area_groups(self) -> list[tuple[forms.BoundField, str]]:
        """Return the groups of areas, each with the role that it belongs to."""
        owners = (Role.POLICE_OFFICER, Role.MUNICIPAL_OFFICER, Role.MUNICIPAL_OFFICER)
        return [(self[name], role.value) for name, role in zip(AREA_FIELDS, owners, strict=True)]

    def data_of(self) -> AccountData:
        """Return what has been filled in, once the form is valid."""
        filled = self.cleaned_data
        return AccountData(
            name=filled["name"],
            role=Role(filled["role"]),
            organisation=filled["organisation"],
            is_deputy=filled["is_deputy"],
            may_read_police_only=filled["may_read_police_only"],
            **{name: tuple(filled[name]) for name in AREA_FIELDS},
        )

    def refuse(self, refusal: FieldRefused) -> None:
        """Show a refusal at its field."""
        self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal))


class InvitationForm(AccountForm):
    """A new account."""

    email = forms.EmailField(
        label="E-postadress",
        help_text="Tjänsteadressen. Dit skickas inbjudan.",
        error_messages={
            "required": "Skriv personens e-postadress.",
            "invalid": "Skriv en hel e-postadress, till exempel anna.berg@polisen.se.",
        },
    )
    field_order = ["email", "name", "organisation", "role"]


def filled_from(account: Account) -> dict[str, Any]:
    """Return an account as the form's initial values."""
    values = {name: list(getattr(account, name)) for name in AREA_FIELDS}
    plain = ("name", "organisation", "is_deputy", "may_read_police_only")
    return {"role": account.role.value, **{name: getattr(account, name) for name in plain}, **values}


class FirstPasswordForm(forms.Form):
    """The answer to an invitation; the service checks the password's strength."""

    password = forms.CharField(
        label="Lösenord",
        strip=False,
        widget=forms.PasswordInput,
        help_text="Minst 12 tecken. Undvik vanliga lösenord och ditt eget namn.",
        error_messages={"required": "Välj ett lösenord."},
    )
    again = forms.CharField(
        label="Lösenordet en gång till",
        strip=False,
        widget=forms.PasswordInput,
        error_messages={"required": "Skriv lösenordet en gång till."},
    )

    def clean(self) -> dict[str, Any]:
        """Refuse two that differ."""
        filled = super().clean() or {}
        if "password" in filled and "again" in filled and filled["password"] != filled["again"]:
            self.add_error("again", "De två lösenorden är olika. Skriv dem igen.")
        return filled
