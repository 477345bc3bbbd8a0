"""The form by which the public says that something is wrong, with a scene or with the site."""

from django import forms
from django.core.validators import MinLengthValidator
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from kartlaggning import personal_data
from kartlaggning.services.messages import LONGEST_TEXT

SHORTEST_BODY = 10  # characters; less says nothing that can be checked


class TypedText(forms.CharField):
    """Text as the sender counts it: browsers send a line break as two characters."""

    def to_python(self, value: str | None) -> str:
        """Return the text with plain line breaks."""
        return (super().to_python(value) or "").replace("\r\n", "\n")


class MessageForm(forms.Form):
    """What can be written, and the address `action` that takes it. `webbplats` is a trap that only programs see."""

    meddelande = TypedText(
        label=_("Vad stämmer inte?"),
        max_length=LONGEST_TEXT,
        validators=[
            MinLengthValidator(
                SHORTEST_BODY,
                message=ngettext_lazy(
                    "Skriv lite mer, minst %(limit_value)d tecken, så att vi förstår vad du menar.",
                    "Skriv lite mer, minst %(limit_value)d tecken, så att vi förstår vad du menar.",
                    "limit_value",
                ),
            )
        ],
        widget=forms.Textarea({"rows": 6}),
        error_messages={
            "required": _("Skriv vad som inte stämmer."),
            "max_length": _("Meddelandet är för långt. Korta det till högst %(limit_value)d tecken."),
        },
    )
    e_post = forms.EmailField(
        label=_("Din e-postadress, om du vill ha svar (frivilligt)"),
        required=False,
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={"invalid": _("Skriv e-postadressen som namn@exempel.se, eller lämna fältet tomt.")},
    )
    webbplats = forms.CharField(required=False, widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"}))

    use_required_attribute = False

    def __init__(self, action: str, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.action = action

    def clean_meddelande(self) -> str:
        """Refuse identity numbers here, where the sender can take them away."""
        text: str = self.cleaned_data["meddelande"]
        if personal_data.has_identity_number(text):
            raise forms.ValidationError(
                _("Texten innehåller ett personnummer. Ta bort det: skriv inte uppgifter om andra personer.")
            )
        return text

    def clean_webbplats(self) -> str:
        """Refuse what only a program fills in."""
        if self.cleaned_data["webbplats"]:
            raise forms.ValidationError(_("Meddelandet såg ut att komma från ett program. Töm fältet och skicka igen."))
        return ""


def correction_form(scene_slug: str, data: QueryDict | None = None) -> MessageForm:
    """Return the form for a message about a scene."""
    return MessageForm(reverse("public:scene_message", args=[scene_slug]), data)


def accessibility_form(data: QueryDict | None = None) -> MessageForm:
    """Return the form for a message about an obstacle on the site."""
    form = MessageForm(reverse("public:accessibility_message"), data)
    form.fields["meddelande"].label = _("Vad hindrade dig?")
    form.fields["meddelande"].error_messages["required"] = _("Skriv vad som hindrade dig.")
    return form
