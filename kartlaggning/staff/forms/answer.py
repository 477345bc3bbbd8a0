"""The form for taking out an answer about an area: for what, which stands on it and in the log."""

from django import forms

from kartlaggning.services.exports import LONGEST_PURPOSE


class AnswerForm(forms.Form):
    """What the answer is to be used for."""

    purpose = forms.CharField(
        label="Vad ska svaret användas till?",
        max_length=LONGEST_PURPOSE,
        help_text="Till exempel: underlag till nämndens möte i mars. Texten står på varje sida och i loggen.",
        error_messages={
            "required": "Skriv vad svaret ska användas till.",
            "max_length": f"Korta texten till högst {LONGEST_PURPOSE} tecken.",
        },
    )
