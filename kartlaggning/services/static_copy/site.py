"""The whole public site as files that any web server can answer; the folder appears whole or not at all."""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.utils import timezone

from kartlaggning.errors import Refused
from kartlaggning.exports import static_copy
from kartlaggning.selectors.editions import Atlas, atlas_as_it_was, current_atlas, lens
from kartlaggning.services.static_copy import answers as static_answers
from kartlaggning.services.static_copy import routes as static_routes

MANIFEST = "site-manifest.json"
TEXTS = ("application/xml", "application/atom+xml", "application/rdf+xml", "text/plain", "text/turtle")
ERROR_PAGES = {"404.html": "/finns-inte/", "en/404.html": "/en/finns-inte/"}
MOST_REDIRECTS = 3
GONE = 410


@dataclass(frozen=True, slots=True)
class SiteManifest:
    """What a copy holds: the editions by reference, the scenes by permanent id, and the SHA-256 of each file."""

    format: int
    made_at: str
    site_url: str
    editions: list[str]
    public_ids: list[str]
    files: dict[str, str]


@dataclass
class Copied:
    """The copy as it is made: files as bytes, by their path in the folder."""

    site_url: str
    site: static_answers.Site
    files: dict[str, bytes] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)

    def take(self, address: str) -> None:
        """Keep what the site answers to an address, at the end of its redirects; what is taken away is left out."""
        answer = self.site.ask(address)
        here = address
        for _step in range(MOST_REDIRECTS):
            if not answer.location:
                break
            here = urljoin(here, answer.location)
            answer = self.site.ask(here)
        if answer.status == GONE:
            return
        if answer.status != 200:
            raise Refused(f"{address} svarar {answer.status}. Kopian skrevs inte.")
        file = static_copy.file_of_address(address)
        if answer.media_type == "text/html":
            self.pages[file] = answer.content.decode()
        else:
            self.files[file] = self._own(answer)

    def take_former(self, address: str) -> None:
        """Keep a page that leads from a former address to the present one; nothing where it leads nowhere."""
        answer = self.site.ask(address)
        if answer.location and static_copy.file_of_address(answer.location) in self.pages:
            self.files[static_copy.file_of_address(address)] = static_copy.redirect_page(answer.location)

    def finish(self) -> None:
        """Take the API's answers that pages link to, and write all links as the copy has them."""
        for html in list(self.pages.values()):
            for address in static_copy.links(html):
                if static_copy.is_answer(address) and static_copy.file_of_address(address) not in self.files:
                    self.take(address)
        known = {*self.files, *self.pages}
        for file, html in self.pages.items():
            own = static_copy.with_own_links(html, known, self.site.copy)
            self.files[file] = self._text(own)

    def _own(self, answer: static_answers.Answer) -> bytes:
        return self._text(answer.content.decode()) if answer.media_type in TEXTS else answer.content

    def _text(self, text: str) -> bytes:
        return static_copy.readdressed(text, live_url=settings.SITE_URL, site_url=self.site_url).encode()


def export_site(*, folder: Path, ref: str = "", site_url: str = "") -> SiteManifest:
    """Write the site, or the site as the edition `ref` had it, to a folder; an earlier copy there is replaced.

    Raises Refused where the folder holds something else or a page does not answer, NotFoundInEdition for a reference
    that there is none of.
    """
    refuse_other_folder(folder)
    if not (settings.STATIC_ROOT / "staticfiles.json").is_file():
        raise Refused("Webbplatsens egna filer är inte samlade. Kör manage.py collectstatic först.")
    copied, atlas = _copied(ref, site_url.rstrip("/") or settings.SITE_URL)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _beside(folder) as made:
        _write(made, copied.files)
        shutil.copytree(settings.STATIC_ROOT, made / "static", ignore=shutil.ignore_patterns("staticfiles.json"))
        manifest = _manifest(made, atlas, copied.site_url)
        (made / MANIFEST).write_text(json.dumps(asdict(manifest), indent=1, ensure_ascii=False), encoding="utf-8")
        made.chmod(0o755)
        _swap(made, folder)
    return manifest


def refuse_other_folder(folder: Path) -> None:
    """Raise Refused for a folder that is there and is no earlier copy."""
    if folder.exists() and not (folder / MANIFEST).is_file():
        raise Refused(f"{folder} finns redan och är ingen tidigare kopia. Ange en mapp som inte finns.")


def addresses(ref: str = "") -> tuple[str, ...]:
    """Return every address that a copy would hold."""
    with _read(ref) as atlas:
        return (*static_routes.page_addresses(atlas, has_register=not ref), *_documents(atlas, ref))


def _documents(atlas: Atlas, ref: str) -> Iterator[str]:
    return static_routes.document_addresses(atlas, has_register=not ref)


def _copied(ref: str, site_url: str) -> tuple[Copied, Atlas]:
    entry = current_atlas().registered(ref) if ref else None
    if entry is not None and entry.is_withdrawn:
        raise Refused(f"Utgåvan {ref} är återkallad: {entry.state_reason}")
    copied = Copied(site_url, static_answers.Site(ref, entry.title if entry else ""))
    with _read(ref) as atlas, static_answers.without(static_answers.VISITS):
        # What is taken away answers 410, which the log would have as a refusal for each of its addresses.
        with static_answers.without(static_answers.REFUSALS):
            for address in (*static_routes.page_addresses(atlas, has_register=not ref), *_documents(atlas, ref)):
                copied.take(address)
        for address in static_routes.former_addresses(atlas):
            copied.take_former(address)
        with static_answers.without(static_answers.REFUSALS):
            for file, address in ERROR_PAGES.items():
                copied.pages[file] = copied.site.ask(address).content.decode()
        copied.finish()
    return copied, atlas


@contextmanager
def _read(ref: str) -> Iterator[Atlas]:
    """Yield the editions that are copied; with a reference all pages are read as that edition had them."""
    with ExitStack() as stack:
        if ref:
            stack.enter_context(lens.reading(lens.Lens(ref, as_it_was=True)))
        yield atlas_as_it_was(ref) if ref else current_atlas()


def _write(folder: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        target = folder / name
        if not target.resolve().is_relative_to(folder.resolve()):
            raise Refused(f"{name} ligger utanför mappen.")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def _manifest(folder: Path, atlas: Atlas, site_url: str) -> SiteManifest:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return SiteManifest(
        format=1,
        made_at=timezone.now().strftime("%Y-%m-%dT%H:%M:%SZ"),
        site_url=site_url,
        editions=[edition.ref for edition in atlas.editions],
        public_ids=sorted(atlas.history),
        files={str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths},
    )


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _swap(made: Path, folder: Path) -> None:
    """Put the new copy in the earlier one's place: two renames, and the old one goes afterwards."""
    if not folder.exists():
        made.rename(folder)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    folder.rename(old)
    made.rename(folder)
    shutil.rmtree(old)


def unanswered_links(folder: Path) -> dict[str, list[str]]:
    """Return the links between the copy's own pages that no file answers, by the file that they stand in."""
    found = {}
    for path in folder.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        targets = (urlsplit(address).path for address in static_copy.links(html) if not address.startswith("//"))
        lost = sorted({target for target in targets if not _is_there(folder, target)})
        if lost:
            found[str(path.relative_to(folder))] = lost
    return found


def _is_there(folder: Path, target: str) -> bool:
    path = folder / target.lstrip("/")
    return (path / "index.html").is_file() if target.endswith("/") else path.is_file()
