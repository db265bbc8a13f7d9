"""Milliseconds from a key on a scenario's slider to its mark at a new place in the browser.

python tests/benchmarks/slider_in_browser.py [workspace with a trained shop; without it the demo is trained]

The peer is a Streamlit app of one slider that moves one dot, opened in the same browser.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.pages import CHROMIUM, PATIENCE, ROOT, serving

N_MOVES, REST = 60, 0.4
BARE = """
import plotly.graph_objects as go
import streamlit as st

percent = st.slider("Discount", 0, 60, 15)
st.plotly_chart(go.Figure(go.Scatter(x=[percent], y=[1], mode="markers")).update_xaxes(range=[0, 60]))
"""
WATCH = """() => {
  const read = () => [...document.querySelectorAll(".js-plotly-plot .points path")]
    .map(mark => mark.getAttribute("transform")).join();
  const before = read();
  window.moved = new Promise((done, fail) => addEventListener("keydown", () => {
    const start = performance.now();
    const look = () => {
      if (read() !== before) done(performance.now() - start);
      else if (performance.now() - start > 5000) fail("no mark has moved");
      else requestAnimationFrame(look);
    };
    look();
  }, {once: true, capture: true}));
  return 0;
}"""


def move_milliseconds(browser: Browser, address: str) -> list[float]:
    """Return how long each of many moves of the last slider takes to show."""
    window = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    window.goto(address)
    window.locator(".js-plotly-plot .points path").first.wait_for(timeout=PATIENCE)
    time.sleep(5)  # the page below is drawn to its end
    slider = window.get_by_role("slider").last
    moves = []
    for move in range(N_MOVES):
        slider.focus()
        window.evaluate(WATCH)
        window.keyboard.press("ArrowRight" if move // 5 % 2 == 0 else "ArrowLeft")
        moves.append(window.evaluate("() => window.moved"))
        time.sleep(REST)
    window.context.close()
    return moves


def train_demo(workspace: Path, out: Path) -> None:
    command = [sys.executable, "-m", "analytics", "run", "--demo", "--out", str(out)]
    subprocess.run([*command, "--workspace", str(workspace)], cwd=ROOT, check=True)


def main(workspace: Path | None) -> None:
    with tempfile.TemporaryDirectory() as root, sync_playwright() as playwright:
        if workspace is None:
            workspace = Path(root) / "workspace"
            train_demo(workspace, Path(root) / "out")
        bare = Path(root) / "bare.py"
        bare.write_text(BARE)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        with serving([sys.executable, "-m", "components.shell.server"], workspace) as (address, _, _):
            moves = move_milliseconds(browser, f"{address}/scenarios")
        with serving([sys.executable, "-m", "streamlit", "run", str(bare)], workspace) as (address, _, _):
            peer = move_milliseconds(browser, address)
        browser.close()
    value, peer_value = float(np.quantile(moves, 0.95)), float(np.quantile(peer, 0.95))
    result = {
        "name": "slider_in_browser",
        "value": round(value),
        "unit": "ms, p95",
        "peer": "a Streamlit app of one slider and one dot",
        "peer_value": round(peer_value),
        "ratio": round(value / peer_value, 2),
        "median": round(float(np.median(moves))),
        "peer_median": round(float(np.median(peer))),
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
