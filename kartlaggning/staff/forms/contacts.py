"""The form about a contact: a function, how it is reached, and where it belongs."""

from datetime import date
from typing import Any

from django import forms

from kartlaggning.followup.addresses import looks_personal
from kartlaggning.models import Contact
from kartlaggning.permissions import Actor
from kartlaggning.services.follow_up.contacts import LONGEST, REQUIRED, ContactData
from kartlaggning.staff.forms.registers import (
    AREAS,
    AreasForm,
    ReadersForm,
    day,
    line,
    registered_initial,
    version_field,
)

SHARED = "Alla som arbetar med uppföljning i länet (delad)"


class ContactForm(ReadersForm, AreasForm):
    """A contact. An address that looks like a person's has to be confirmed."""

    function = line(
        *("Funktion", LONGEST["function"], "Till exempel ”Brottsförebyggande samordning”. Inte en person."),
        missing=REQUIRED["function"],
    )
    organisation = line("Organisation", LONGEST["organisation"], missing=REQUIRED["organisation"])
    email = line("E-post", LONGEST["email"], "En brevlåda som flera läser, inte en persons.")
    is_function = forms.BooleanField(label="Adressen hör till funktionen, inte till en person", required=False)
    phone = line("Telefon", LONGEST["phone"])
    url = line("Webbadress", LONGEST["url"], "Börjar med https://.")
    checked_on = day(
        *("Kontrollerad", "Dagen då någon prövade att den stämmer."),
        missing="Skriv dagen då kontakten kontrollerades.",
    )
    version = version_field()

    def __init__(self, *args: Any, by: Actor, today: date, contact: Contact | None = None, **kwargs: Any) -> None:
        kwargs["initial"] = {"checked_on": today, **kwargs.get("initial", {})}
        super().__init__(*args, by=by, shared=SHARED, **kwargs)
        self.offer_areas(by, contact)

    @property
    def shows_is_function(self) -> bool:
        """Tell whether the box is shown: the address that is typed looks like a person's."""
        return looks_personal(str(self["email"].value() or ""))

    @property
    def seen(self) -> int:
        """Return the version that was on the screen, of a valid form."""
        return self.cleaned_data["version"] or 0

    @property
    def data_of(self) -> ContactData:
        """Return what has been filled in, of a valid form."""
        filled = self.cleaned_data
        plain = ("function", "organisation", "email", "phone", "url", "checked_on", "is_function")
        return ContactData(
            **{name: filled[name] for name in plain},
            municipality=self.chosen_municipality,
            city_district=self.chosen_district,
            police_area=self.chosen_police_area,
            sources=self.source_lines,
            visibility=self.read_by,
        )


def initial_of(contact: Contact) -> dict[str, Any]:
    """Return what the form holds of a contact that is to be changed."""
    return {
        **{
            name: getattr(contact, name) for name in ("function", "organisation", "email", "phone", "url", "checked_on")
        },
        **{name: getattr(contact, f"{name}_id") for name in AREAS},
        **registered_initial(contact),
        "is_function": looks_personal(contact.email),
    }
