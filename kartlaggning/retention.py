"""Every kind of data the portal keeps: why, on what ground, for how long, and whether it may be disposed of.

All of it is the project's proposal until the authority that takes the portal over decides; a time without a source is
assumed. Nothing here disposes of anything: services/disposal.py does, and only by a recorded decision.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

YEAR = 365  # days
ARCHIVE = "Arkivlagen (1990:782) 3 §: bevaras som del av myndighetens arkiv"
PUBLIC_TASK = "Dataskyddsförordningen art. 6.1 e (uppgift av allmänt intresse)"
SECURITY = "Dataskyddsförordningen art. 6.1 e och art. 32 (säkerhet)"
NOT_PERSONAL = "Inga personuppgifter"
RECORD = f"{PUBLIC_TASK}; {ARCHIVE}"
TRIFLING = (
    "Arkivlagen 10 §; hos en statlig myndighet RA-FS 2021:6 (uppenbart ringa betydelse), hos en kommun dess eget beslut"
)


class Disposal(Enum):
    """Whether a kind of data is ever thrown away, and by whom."""

    NEVER = auto()
    BY_ITSELF = auto()  # the program or the operator's routine does it
    BY_DECISION = auto()  # manage.py gallra, with a recorded decision


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of data. `models` are Django's labels, `folders` names in DATA_DIR, `elsewhere` what is neither.

    `keep_days` is the time in days, None for what is kept for good or as long as it is used; `time_note` says it in
    words. `age` says from what the time is counted. `reason` says why it is not disposed of by decision.
    """

    key: str
    title: str
    purpose: str
    basis: str
    disposal: Disposal
    time_note: str
    models: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    elsewhere: str = ""
    keep_days: int | None = None
    is_assumed: bool = True
    age: str = ""
    reason: str = ""

    @property
    def is_disposable(self) -> bool:
        """Tell whether a decision can be recorded for it."""
        return self.disposal is Disposal.BY_DECISION


def _kept(key: str, title: str, purpose: str, models: tuple[str, ...], reason: str, **more: str) -> Kind:
    basis, note = more.get("basis", RECORD), more.get("time_note", "bevaras")
    folders = (more["folder"],) if "folder" in more else ()
    return Kind(key, title, purpose, basis, Disposal.NEVER, note, models, folders, reason=reason)


_KINDS = (
    Kind(
        key="messages",
        title="Meddelanden från allmänheten",
        purpose="Rätta fel och svara den som har skrivit",
        basis=f"{PUBLIC_TASK}; TF 2 kap. (allmän handling), OSL 5 kap. 1 § (registrering)",
        disposal=Disposal.BY_DECISION,
        time_note="2 år",
        models=("kartlaggning.PublicMessage",),
        keep_days=2 * YEAR,
        age="dagen då meddelandet kom",
    ),
    Kind(
        key="accounts",
        title="Personuppgifter i avstängda konton",
        purpose="Rätt person ska komma åt rätt uppgifter",
        basis=SECURITY,
        disposal=Disposal.BY_DECISION,
        time_note="2 år efter senaste inloggning; raden, underskrifterna och loggen finns kvar",
        models=(
            *("kartlaggning.User", "account.EmailAddress", "account.EmailConfirmation", "mfa.Authenticator"),
            *("socialaccount.SocialAccount", "socialaccount.SocialToken", "usersessions.UserSession"),
        ),
        keep_days=2 * YEAR,
        age="senaste inloggning, annars inbjudan; bara konton som är avstängda",
    ),
    Kind(
        key="sessions",
        title="Inloggningar och formulär som hålls i dem",
        purpose="Hålla den inloggade inloggad, och spara det som skrevs när inloggningen tog slut",
        basis=f"{SECURITY}; {TRIFLING}",
        disposal=Disposal.BY_DECISION,
        time_note="högst 7 dagar, ett hållet formulär 8 timmar; rader som har gått ut gallras",
        models=("sessions.Session",),
        keep_days=7,
        is_assumed=False,
        age="dagen då inloggningen gick ut",
    ),
    _kept(
        "log",
        "Loggen över vem som har gjort vad",
        "Se i efterhand vem som har ändrat eller läst",
        ("kartlaggning.AuditEntry",),
        "Loggen är spärrad i databasen och är beviset på allt annat, också på gallringen.",
        basis=SECURITY,
    ),
    _kept(
        "surveys",
        "Kartläggningar, svar, gränser och platser",
        "Kartlägga öppna drogscener år för år",
        (
            *("kartlaggning.Survey", "kartlaggning.NilReturn", "kartlaggning.SurveyRound", "kartlaggning.Scene"),
            *("kartlaggning.FormerName", "kartlaggning.Lineage", "kartlaggning.Reassessment"),
            *("kartlaggning.Questionnaire", "kartlaggning.Question"),
        ),
        "Underlaget till det som är publicerat bevaras. Påbörjade kartläggningar blir del av omgången när den stängs.",
        basis=f"{RECORD}; OSL 18 kap. 1 § och 35 kap. 1 § (sekretess)",
    ),
    _kept(
        "signatures",
        "Underskrifter",
        "Visa vem som svarar för uppgifterna",
        ("kartlaggning.Signature",),
        "En underskrift är spärrad i databasen och hör till kartläggningen.",
    ),
    _kept(
        "comments",
        "Kommentarer vid granskning och begäranden om ändring",
        "Visa varför en kartläggning lämnades tillbaka eller ändrades",
        ("kartlaggning.SectionComment", "kartlaggning.ChangeRequest"),
        "De hör till ärendet och bevaras med kartläggningen.",
    ),
    Kind(
        key="review-visits",
        title="Vem som har öppnat en granskning",
        purpose="Visa granskaren vad som är nytt sedan senast",
        basis=f"{PUBLIC_TASK}; {TRIFLING}",
        disposal=Disposal.BY_DECISION,
        time_note="1 år; bara för stängda omgångar",
        models=("kartlaggning.ReviewVisit",),
        keep_days=YEAR,
        age="dagen då granskningen öppnades",
    ),
    Kind(
        key="notices",
        title="Aviseringar till personal",
        purpose="Tala om vad som väntar",
        basis=f"{PUBLIC_TASK}; {TRIFLING}",
        disposal=Disposal.BY_DECISION,
        time_note="90 dagar; bara de som är skickade",
        models=("kartlaggning.Notice",),
        keep_days=90,
        age="dagen då aviseringen skapades",
    ),
    _kept(
        "editions",
        "Utgåvor och deras filer",
        "Publicera kartläggningen så att den går att citera",
        (
            *("kartlaggning.Edition", "kartlaggning.EditionScene", "kartlaggning.EditionArea"),
            *(
                "kartlaggning.EditionFigure",
                "kartlaggning.EditionFollowUp",
                "kartlaggning.EditionManifest",
                "kartlaggning.Erratum",
            ),
            *("kartlaggning.PublishedFigure", "kartlaggning.PlannedPublication"),
        ),
        "En publicerad utgåva är fryst. Det som inte får ligga ute tas bort genom en borttagning.",
        basis=f"{RECORD}; lagen (2022:818) om den offentliga sektorns tillgängliggörande av data",
        folder="editions",
    ),
    _kept(
        "follow-up-figures",
        "Underlag om brott, trygghet och attityder",
        "Följa upp målen för platserna",
        (
            *("kartlaggning.FigureImport", "kartlaggning.FigureRelease", "kartlaggning.CrimeCount"),
            *("kartlaggning.SafetyBand", "kartlaggning.AttitudeShare", "kartlaggning.CrimeCategory"),
            "kartlaggning.FollowUpLimits",
        ),
        "Bara antal och andelar, aldrig punkter eller personer. En siffra som har visats måste gå att härleda.",
    ),
    _kept(
        "follow-up-registers",
        "Insatser, samverkan, kontroller, studier och kontakter",
        "Visa vad som har gjorts och med vilka",
        (
            *("kartlaggning.Measure", "kartlaggning.MeasureKind", "kartlaggning.Agreement"),
            *("kartlaggning.AgreementParty", "kartlaggning.SceneCheck", "kartlaggning.Study", "kartlaggning.Contact"),
        ),
        "Det som tas ur registret finns kvar med skälet. Kontakter är funktioner, inte personer.",
    ),
    _kept(
        "preview-links",
        "Länkar för förhandsläsning",
        "Visa vem som fick läsa före publiceringen",
        ("kartlaggning.PreviewLink",),
        "Bara länkens kontrollsumma sparas. Den visar vem som fick läsa i förväg.",
    ),
    Kind(
        key="preview-visits",
        title="Läsningar av förhandsvisning",
        purpose="Se om en länk har spritts",
        basis=SECURITY,
        disposal=Disposal.BY_DECISION,
        time_note="1 år",
        models=("kartlaggning.PreviewVisit",),
        keep_days=YEAR,
        age="dagen då sidan lästes",
    ),
    _kept(
        "recipients",
        "Mottagare av utskick",
        "Tala om för länets aktörer att en utgåva finns",
        ("kartlaggning.Recipient",),
        "Registret innehåller funktionsbrevlådor och ändras när en aktör ändras.",
        time_note="så länge aktören ska ha utskick",
    ),
    Kind(
        key="deliveries",
        title="Utskick och fel vid utskick",
        purpose="Visa att aktörerna har fått veta",
        basis=f"{PUBLIC_TASK}; {TRIFLING}",
        disposal=Disposal.BY_DECISION,
        time_note="3 år",
        models=("kartlaggning.Delivery",),
        keep_days=3 * YEAR,
        age="dagen då det skickades",
    ),
    _kept(
        "removals",
        "Borttagningar ur utgåvor",
        "Visa vad som togs bort, av vem och varför",
        ("kartlaggning.Removal",),
        "Innehållet är borta; spåret av beslutet bevaras.",
    ),
    _kept(
        "disposal-decisions",
        "Gallringsbeslut och protokoll",
        "Visa vad som har gallrats och med vilken rätt",
        ("kartlaggning.DisposalDecision",),
        "Beslutet är spärrat i databasen och bevaras.",
        basis=ARCHIVE,
    ),
    Kind(
        key="imports",
        title="Filer som läses in",
        purpose="Läsa in kartläggningar från fil i flera steg",
        basis=f"{PUBLIC_TASK}; {TRIFLING}",
        disposal=Disposal.BY_DECISION,
        time_note="1 dygn; de tas också bort vid nästa inläsning",
        folders=("imports",),
        keep_days=1,
        is_assumed=False,
        age="mappens tid",
    ),
    Kind(
        key="mail",
        title="Brev på disk, där ingen e-postserver är vald",
        purpose="Läsa inbjudningar och brev utan e-postserver",
        basis=f"{PUBLIC_TASK}; {TRIFLING}",
        disposal=Disposal.BY_DECISION,
        time_note="30 dagar",
        folders=("mail",),
        keep_days=30,
        age="filens tid",
    ),
    _kept(
        "areas",
        "Kommuner, stadsdelsområden och lokalpolisområden",
        "Säga var en plats ligger",
        ("kartlaggning.Municipality", "kartlaggning.CityDistrict", "kartlaggning.PoliceArea"),
        "Utgåvorna bygger på dem.",
        basis=NOT_PERSONAL,
    ),
    _kept(
        "program",
        "Programmets egna uppgifter",
        "Få programmet att fungera",
        ("contenttypes.ContentType", "auth.Permission", "auth.Group", "socialaccount.SocialApp"),
        "De följer programmet och hör inte till verksamheten.",
        basis=NOT_PERSONAL,
        time_note="så länge programmet används",
    ),
    Kind(
        key="program-files",
        title="Programmets egna filer",
        purpose="Stilmallar, nycklar och demonstrationens inloggningar",
        basis=NOT_PERSONAL,
        disposal=Disposal.BY_ITSELF,
        time_note="görs om vid varje uppgradering",
        folders=("static", "media", "secret_key", "personas.txt", "drogscener.sqlite3"),
        is_assumed=False,
    ),
    Kind(
        key="cache",
        title="Räknare för inloggningsförsök och anrop",
        purpose="Bromsa den som gissar lösenord eller frågar för mycket",
        basis=SECURITY,
        disposal=Disposal.BY_ITSELF,
        time_note="minuter till en timme; tas bort av sig själv",
        elsewhere="tabellen cache_entry",
        is_assumed=False,
    ),
    Kind(
        key="logs",
        title="Driftens loggar",
        purpose="Hitta fel och intrång",
        basis=SECURITY,
        disposal=Disposal.BY_ITSELF,
        time_note="90 dagar, ställs in i systemets loggtjänst; webbservern har egna",
        folders=("logs",),
        elsewhere="systemets loggtjänst",
        keep_days=90,
    ),
    Kind(
        key="backups",
        title="Säkerhetskopior",
        purpose="Återställa efter ett fel",
        basis=SECURITY,
        disposal=Disposal.BY_ITSELF,
        time_note="35 dagar, av driftens rutin; det gallrade finns kvar där tills kopian är borta",
        elsewhere="mapparna från manage.py backup",
        keep_days=35,
    ),
    Kind(
        key="static-copies",
        title="Statiska kopior av webbplatsen",
        purpose="Tåla många läsare",
        basis=NOT_PERSONAL,
        disposal=Disposal.BY_ITSELF,
        time_note="tills nästa kopia; görs om efter varje borttagning",
        elsewhere="mapparna från manage.py export_site",
    ),
)
KINDS: Mapping[str, Kind] = {kind.key: kind for kind in _KINDS}
