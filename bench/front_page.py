"""The front page in a throttled Chromium: how much it weighs, what blocks it, when the largest of it is painted."""

import statistics
import sys
from dataclasses import dataclass
from typing import Any

import programs
from playwright.sync_api import Browser, CDPSession, sync_playwright

RUNS = 5
# 9 Mbit/s both ways, and a round trip of 165 ms.
SLOW = {"offline": False, "latency": 165, "downloadThroughput": 9e6 / 8, "uploadThroughput": 9e6 / 8}
LARGEST_PAINT = """() => new Promise((resolve) => {
  new PerformanceObserver((list) => resolve(list.getEntries().at(-1).startTime))
    .observe({ type: "largest-contentful-paint", buffered: true });
})"""
BLOCKING = """() => performance.getEntriesByType("resource")
  .filter((entry) => entry.renderBlockingStatus === "blocking").map((entry) => entry.name.split("/").pop())"""


@dataclass(frozen=True, slots=True)
class FrontPage:
    """What loading the page once, with nothing kept, took."""

    kilobytes: float
    requests: int
    blocking: tuple[str, ...]
    largest_paint_ms: float


def load(address: str) -> FrontPage:
    """Return the medians of RUNS loads of a page as transferred, street tiles left out."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=programs.find_chromium(), args=["--no-sandbox"])
        runs = [_load_once(browser, address) for _ in range(RUNS)]
        browser.close()
    middle = statistics.median(run.largest_paint_ms for run in runs)
    return FrontPage(runs[0].kilobytes, runs[0].requests, runs[0].blocking, middle)


def _load_once(browser: Browser, address: str) -> FrontPage:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setBlockedURLs", {"urls": ["*tile*"]})
    session.send("Network.emulateNetworkConditions", SLOW)
    transferred = _count(session)
    page.goto(address, wait_until="networkidle")
    found = FrontPage(
        sum(transferred) / 1000,
        len(transferred),
        tuple(page.evaluate(BLOCKING)),
        float(page.evaluate(LARGEST_PAINT)),
    )
    context.close()
    return found


def _count(session: CDPSession) -> list[float]:
    """Return a list that grows by the bytes on the wire of every answer, headers included."""
    transferred: list[float] = []

    def finished(event: dict[str, Any]) -> None:
        transferred.append(event["encodedDataLength"])

    session.on("Network.loadingFinished", finished)
    return transferred


if __name__ == "__main__":
    print(load(sys.argv[1]))
