"""The map's filters in Chromium: how long from a choice until list and map show its answer."""

import statistics
import sys

import programs
from playwright.sync_api import Page, sync_playwright

# Of each, the choice of an area and the way back to all.
CHOICES = (("kommun", "exempelkommun-{}"), ("lokalpolisomrade", "exempelomrade-{}"))
ROUNDS = range(3, 8)
ANSWERED = """async ([name, value]) => {
  const shown = () => [...document.querySelectorAll("[data-place]")].filter((item) => !item.hidden).length;
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const [before, signs] = [shown(), () => document.querySelectorAll(".leaflet-marker-pane .sign").length];
  const started = performance.now();
  const control = document.querySelector("[data-filter] form").elements[name];
  control.value = value;
  control.dispatchEvent(new Event("change", { bubbles: true }));
  while (shown() === before || signs() > shown()) await frame();
  return performance.now() - started;
}"""


def answered_ms(address: str) -> tuple[float, float]:
    """Return the median milliseconds until an area is chosen, and until all are shown again; the address is the map."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=programs.find_chromium(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.route("**/tile*", lambda route: route.abort())
        page.goto(address)
        page.wait_for_selector(".leaflet-marker-pane .sign", timeout=60_000)
        chosen, widened = [], []
        for number in ROUNDS:
            for name, value in CHOICES:
                chosen.append(_choose(page, name, value.format(number)))
                widened.append(_choose(page, name, ""))
        browser.close()
    return statistics.median(chosen), statistics.median(widened)


def _choose(page: Page, name: str, value: str) -> float:
    milliseconds = float(page.evaluate(ANSWERED, [name, value]))
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(300)  # until the server's own answer has been taken over
    return milliseconds


if __name__ == "__main__":
    print(answered_ms(sys.argv[1]))
