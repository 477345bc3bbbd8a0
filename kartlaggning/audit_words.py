"""The log's actions in Swedish words: one table, which holds every action that the services write."""

from collections.abc import Mapping

from kartlaggning.workflow import Step

SAVE_DRAFT = "save-draft"
READ_POLICE_ONLY = "read-police-only"
PREVIEW_RELEASE = "preview-release"
EXPORT_LOG = "export-log"
EXPORT_TABLES = "export-tables"
EXPORT_ANSWER = "export-answer"
EXPORT_WHAT_WORKED = "export-what-worked"
IMPORT_SURVEYS = "import-surveys"
IMPORT_DRAFT = "import-draft"
IMPORT_FINDING = "import-finding"

ACTIONS: Mapping[str, str] = {
    # surveys
    SAVE_DRAFT: "Utkast sparat",
    Step.SEND.value: "Undertecknad av Polisen och skickad till kommunen",
    Step.SIGN.value: "Undertecknad av kommunen och inlämnad",
    Step.HAND_BACK.value: "Återlämnad till Polisen av kommunen",
    Step.SUBMIT_ALONE.value: "Inlämnad utan kommunen",
    Step.RETURN.value: "Återlämnad efter granskning",
    Step.APPROVE.value: "Godkänd",
    Step.REVIEW_POLICE_ONLY.value: "Polisens del granskad",
    Step.REQUEST_CHANGE.value: "Ändring begärd",
    Step.REFUSE_CHANGE.value: "Begäran om ändring avslagen",
    Step.REOPEN.value: "Begäran om ändring beviljad, öppnad igen",
    Step.PUBLISH.value: "Publicerad",
    Step.WITHDRAW.value: "Återtagen",
    READ_POLICE_ONLY: "Läste uppgifter som bara Polisen får se",
    IMPORT_DRAFT: "Utkast inläst från fil",
    IMPORT_FINDING: "Resultat inläst från fil",
    "record-survey": "Resultat infört",
    # rounds and scenes
    "replace-survey": "Kartläggning ersatt av andra platsers",
    "start-survey": "Kartläggning påbörjad",
    "undo-lineage": "Samband mellan platser borttaget",
    "explain-name": "Platsens namn förklarat",
    "reopen-scene": "Plats åter öppen",
    "note-reassessment": "Ny bedömning antecknad",
    "set-follow-up": "Uppföljning ändrad",
    "send-reminders": "Påminnelser skickade",
    "take-back-nil": "Nollrapport återtagen",
    "report-nil": "Nollrapport lämnad",
    "close-round": "Omgång avslutad",
    "open-round": "Omgång öppnad",
    "remove-round": "Exempelomgång borttagen",
    "add-scene": "Plats tillagd",
    "rename-scene": "Plats bytte namn",
    "record-lineage": "Samband mellan platser infört",
    IMPORT_SURVEYS: "Kartläggningar inlästa från fil",
    # questionnaires
    "add-questionnaire": "Frågeformulär tillagt",
    "freeze-questionnaire": "Frågeformulär fryst",
    "copy-questionnaire": "Ny version av frågeformulär",
    "rename-questionnaire": "Frågeformulär bytte namn",
    "delete-questionnaire": "Frågeformulär borttaget",
    "add-question": "Fråga tillagd",
    "change-question": "Fråga ändrad",
    "move-question": "Fråga flyttad",
    "remove-question": "Fråga borttagen",
    "open-question": "Fler får läsa svaren på en fråga",
    # accounts
    "remove-accounts": "Demonstrationens konton borttagna",
    "renew-recovery-codes": "Nya reservkoder gjorda",
    "set-password": "Lösenord valt",
    "change-email": "E-postadress bytt",
    "reset-password": "Lösenord återställt",
    "change-password": "Lösenord bytt",
    "remove-authenticator": "Andra steg för inloggning borttaget",
    "add-authenticator": "Andra steg för inloggning tillagt",
    "sign-out": "Loggade ut",
    "sign-in": "Loggade in",
    "invite-account": "Inbjudan skickad",
    "invite-account-again": "Inbjudan skickad igen",
    "accept-invitation": "Inbjudan besvarad",
    "change-account": "Konto ändrat",
    "deactivate-account": "Konto avstängt",
    "reactivate-account": "Konto aktiverat igen",
    "reset-second-factor": "Tvåstegsinloggning återställd",
    "end-session": "Session avslutad",
    # the record and what is published
    "load-areas": "Områden inlästa",
    "load-figures": "Publicerade uppgifter inlästa",
    "import-boundaries": "Gränser för områden inlästa",
    "load-lists": "Uppföljningens listor inlästa",
    "build-edition": "Utgåva byggd",
    "publish-edition": "Utgåva publicerad",
    "make-preview-link": "Länk för förhandsläsning gjord",
    "revoke-preview-link": "Länk för förhandsläsning återkallad",
    "hide-scene": "Plats dold för allmänheten",
    "ask-removal": "Borttagning begärd",
    "confirm-removal": "Borttagning bekräftad",
    "undo-removal": "Borttagning upphävd",
    "finish-removal": "Borttagning utförd",
    "discard-edition": "Byggd utgåva kastad",
    "plan-publication": "Publicering planerad",
    "cancel-plan": "Planerad publicering avbokad",
    "fail-planned-publication": "Planerad publicering misslyckades",
    "tell-recipients": "Brev till mottagarna skickade",
    "add-recipient": "Mottagare tillagd",
    "change-recipient": "Mottagare ändrad",
    "deactivate-recipient": "Mottagare får inga fler brev",
    "reactivate-recipient": "Mottagare får brev igen",
    "withdraw-edition": "Utgåva återkallad",
    "remove-demonstration": "Demonstrationen borttagen",
    "record-disposal-decision": "Gallringsbeslut registrerat",
    "dispose": "Uppgifter gallrade",
    "make-masked-copy": "Maskad kopia gjord",
    "receive-message": "Meddelande från allmänheten mottaget",
    EXPORT_LOG: "Loggen hämtad som fil",
    EXPORT_TABLES: "Svar ur kartläggningar hämtade som fil",
    EXPORT_ANSWER: "Svar om ett område taget ut som fil",
    EXPORT_WHAT_WORKED: "Vad har fungerat hämtat som fil",
    "send-digests": "Dagens brev skickade",
    # figures
    "import-figures": "Siffror inlästa från fil",
    "withdraw-figures": "Underlag återkallat",
    PREVIEW_RELEASE: "Såg vad allmänheten skulle få av brott",
    "release-figures": "Underlag ska med i utgåvor",
    "revoke-release": "Underlag ska inte med i utgåvor",
    "add-crime-category": "Brottskategori tillagd",
    "change-crime-category": "Brottskategori ändrad",
    "move-crime-category": "Brottskategori flyttad i listan",
    "deactivate-crime-category": "Brottskategori används inte längre",
    "reactivate-crime-category": "Brottskategori används igen",
    "delete-crime-category": "Brottskategori borttagen",
    "set-follow-up-limits": "Gränser för redovisning ändrade",
    # measures
    "add-measure": "Insats tillagd",
    "change-measure": "Insats ändrad",
    "end-measure": "Insats avslutad",
    "publish-measure": "Insats gjord offentlig",
    "take-back-measure": "Insats inte längre offentlig",
    "withdraw-measure": "Insats borttagen ur registret",
    "add-measure-kind": "Slag av insats tillagt",
    "change-measure-kind": "Slag av insats ändrat",
    "move-measure-kind": "Slag av insats flyttat i listan",
    "deactivate-measure-kind": "Slag av insats används inte längre",
    "reactivate-measure-kind": "Slag av insats används igen",
    # cooperation, checks of closed scenes, studies and contacts
    "add-agreement": "Samverkan tillagd",
    "change-agreement": "Samverkan ändrad",
    "end-agreement": "Samverkan avslutad",
    "withdraw-agreement": "Samverkan borttagen ur registret",
    "remind-of-reviews": "Påminnelser om samverkan skrivna",
    "add-scene-check": "Kontroll av upphörd plats skriven",
    "answer-signal": "Signal från kontroll besvarad",
    "add-study": "Studie tillagd",
    "change-study": "Studie ändrad",
    "withdraw-study": "Studie borttagen ur registret",
    "add-contact": "Kontakt tillagd",
    "change-contact": "Kontakt ändrad",
    "confirm-contact": "Kontakt kontrollerad",
    "withdraw-contact": "Kontakt borttagen ur registret",
}


def action_words(action: str) -> str:
    """Return an action in words; one that is not in the table is its own name."""
    return ACTIONS.get(action, action)
