"""What browser tests need: a browser, and JupyterLab."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
# Settings of JupyterLab: no questions about news, every cell drawn at once.
_LAB_SETTINGS = {
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    "notebook-extension/tracker": {"windowingMode": "none"},
}
_PATIENCE = 120  # seconds for JupyterLab to start


def browser_path() -> str | None:
    """Find an installed Chromium."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return found or (str(MAC) if MAC.exists() else None)


class Lab:
    """JupyterLab over a folder, with its own settings and nothing of the user's."""

    def __init__(self, folder: Path) -> None:
        self._token = secrets.token_hex(16)
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self._log = folder / "lab.log"
        own = folder / "own"
        for name, content in _LAB_SETTINGS.items():
            file = own / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(json.dumps(content), encoding="utf-8")
        places = {
            "JUPYTERLAB_SETTINGS_DIR": own / "settings",
            "JUPYTERLAB_WORKSPACES_DIR": own / "workspaces",
            "JUPYTER_CONFIG_DIR": own / "config",
            "JUPYTER_RUNTIME_DIR": own / "runtime",
            "IPYTHONDIR": own / "ipython",
        }
        command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"]
        command += [
            "--ip=127.0.0.1",
            f"--port={self.port}",
            "--ServerApp.port_retries=0",
            f"--ServerApp.root_dir={folder}",
            "--LabApp.expose_app_in_browser=True",
            "--LabApp.extension_manager=readonly",
        ]
        secret = {"JUPYTER_TOKEN": self._token}
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                command,
                cwd=folder,
                env={**os.environ, **{k: str(v) for k, v in places.items()}, **secret},
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def address(self, path: str) -> str:
        """Give the address of a notebook."""
        return f"http://127.0.0.1:{self.port}/lab/tree/{path}?token={self._token}&reset"

    def wait(self) -> Lab:
        """Wait until it answers."""
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end and self._process.poll() is None:
            try:
                urllib.request.urlopen(
                    f"http://127.0.0.1:{self.port}/api?token={self._token}"
                ).close()
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.2)
            else:
                return self
        raise RuntimeError(self._log.read_text(errors="replace")[-2000:])

    def stop(self) -> None:
        """Stop it and its kernels."""
        self._process.terminate()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
