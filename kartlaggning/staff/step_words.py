"""What each step is called where it is offered, what it means, and what is said when it is taken. Plain Swedish."""

from collections.abc import Mapping
from dataclasses import dataclass

from kartlaggning.workflow import Step


@dataclass(frozen=True, slots=True)
class StepWords:
    """The words of one step. Without `label` it takes no text; `is_main` marks the steps that lead on."""

    heading: str
    text: str
    button: str
    done: str
    label: str = ""
    help: str = ""
    is_optional: bool = False
    is_main: bool = False


_GUARDED = "Skriv inget om personer, och inget som bara Polisen får läsa."
WORDS: Mapping[Step, StepWords] = {
    Step.SEND: StepWords(
        heading="Skriv under och skicka till kommunen",
        text="Du skriver under för Polisen. Kommunen läser, och skriver under eller lämnar tillbaka.",
        button="Skriv under och skicka",
        done="Du har skrivit under. Kartläggningen är hos kommunen.",
        is_main=True,
    ),
    Step.SIGN: StepWords(
        heading="Skriv under för kommunen",
        text="Med din underskrift är kartläggningen gemensam och lämnas in för granskning.",
        button="Skriv under och lämna in",
        done="Du har skrivit under. Kartläggningen är inlämnad.",
        label="Reservation",
        help=f"Om kommunen ser något annorlunda skriver du det här. Det följer med underskriften. {_GUARDED}",
        is_optional=True,
        is_main=True,
    ),
    Step.HAND_BACK: StepWords(
        heading="Lämna tillbaka till Polisen",
        text="Skriv vid de avsnitt som behöver ändras. Polisens underskrift slutar att gälla.",
        button="Lämna tillbaka",
        done="Kartläggningen är tillbaka hos Polisen.",
    ),
    Step.SUBMIT_ALONE: StepWords(
        heading="Lämna in utan kommunen",
        text="Kartläggningen ska göras tillsammans. Går det inte lämnar du in den ensam och skriver varför.",
        button="Skriv under och lämna in utan kommunen",
        done="Kartläggningen är inlämnad utan kommunens underskrift.",
        label="Varför är kommunen inte med?",
        help=f"Granskaren läser skälet. {_GUARDED}",
    ),
    Step.RETURN: StepWords(
        heading="Återlämna",
        text="Skriv vid de avsnitt som behöver ändras. Underskrifterna slutar att gälla.",
        button="Återlämna",
        done="Kartläggningen är återlämnad.",
    ),
    Step.APPROVE: StepWords(
        heading="Godkänn",
        text="Det som står här blir resultatet för platsen och kan publiceras.",
        button="Godkänn",
        done="Kartläggningen är godkänd.",
        is_main=True,
    ),
    Step.REVIEW_POLICE_ONLY: StepWords(
        heading="Granska Polisens del",
        text="Du har gått igenom svaren som bara Polisen får läsa, och de kan stå som de är.",
        button="Polisens del är granskad",
        done="Polisens del är granskad.",
        is_main=True,
    ),
    Step.REQUEST_CHANGE: StepWords(
        heading="Begär att få ändra",
        text="Kartläggningen är godkänd. SSR:s samordnare avgör om den ska öppnas igen.",
        button="Begär ändring",
        done="Begäran är skickad till SSR.",
        label="Vad behöver ändras, och varför?",
        help=_GUARDED,
    ),
    Step.REOPEN: StepWords(
        heading="Bevilja ändringen",
        text="Kartläggningen öppnas igen hos Polisen. Resultatet töms och underskrifterna slutar att gälla.",
        button="Bevilja och öppna igen",
        done="Kartläggningen är öppnad igen hos Polisen.",
        label="Svar",
        help=_GUARDED,
        is_optional=True,
        is_main=True,
    ),
    Step.REFUSE_CHANGE: StepWords(
        heading="Säg nej till ändringen",
        text="Kartläggningen står kvar som godkänd.",
        button="Säg nej",
        done="Begäran har fått nej.",
        label="Svar till den som begärde ändringen",
        help=_GUARDED,
    ),
    Step.WITHDRAW: StepWords(
        heading="Återta kartläggningen",
        text="Kartläggningen tas ur omgången. Det går inte att ångra. Innehållet finns kvar men räknas inte.",
        button="Återta",
        done="Kartläggningen är återtagen.",
        label="Varför återtas den?",
        help=_GUARDED,
    ),
}
