"""The browser that drives the journeys: found on this machine, never downloaded by us.

`python -m tests.chromium` is run before the tests: as root on a machine with apt-get it installs Chromium
where there is none; elsewhere it says what is missing, and the browser journeys are skipped.
"""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = (
    "No Chromium or Chrome found, so the browser journeys are skipped: "
    "install one, or name its program: make test CHROMIUM=/path/to/chromium"
)


def find():
    """The path of a Chromium, from CHROMIUM or the PATH; None if there is none."""
    if given := os.environ.get("CHROMIUM"):
        return shutil.which(given)
    return next(filter(None, map(shutil.which, NAMES)), None)


def install():
    """Install Chromium with the system's packages; False where that is not possible."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    print("Installing Chromium for the browser journeys …", flush=True)
    quiet = {"stdout": subprocess.DEVNULL, "env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}}
    steps = (["update"], ["install", "-y", "--no-install-recommends", "chromium"])
    return all(subprocess.run(["apt-get", "-qq", *step], **quiet).returncode == 0 for step in steps)


if __name__ == "__main__":
    if os.environ.get("CHROMIUM") and not find():
        sys.exit(f"CHROMIUM={os.environ['CHROMIUM']} is no program on this machine.")
    if not find() and not install():
        print(MISSING, file=sys.stderr)
        # Continuous integration must not lose the journeys without anybody noticing.
        sys.exit(1 if os.environ.get("CI") else 0)
