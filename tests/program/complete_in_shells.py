#!/usr/bin/env python3
"""complete_in_shells.py FOLDER-OF-THE-PROGRAMS: presses Tab in real shells, on a terminal.

Each shell reads the script of `muster completion`, as a user's would. A line is typed up to a Tab; the screen
must then show the rest of the word. Exits with 77 if no shell is installed.
"""
import os
import pty
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time

# Typed text, and text that must be on the screen behind it.
LINES = [
    ("muster reco", "muster reconcile"),
    ("muster plan --detailed", "muster plan --detailed-exitcode"),
    ("muster --format m", "muster --format markdown"),
    ("muster --format=m", "muster --format=markdown"),
    ("muster -C desired-state what-if --region-lost fr", "--region-lost fra1"),
    ("muster vault ro", "muster vault rotate"),
    ("muster show saved", "muster show saved-plan.json"),
]
START = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], "source <(muster completion bash)"),
    "zsh": (["zsh", "-f", "-i"], "autoload -Uz compinit; compinit -u -D; source <(muster completion zsh)"),
    "fish": (["fish", "--no-config", "-i"], "muster completion fish | source"),
}
DEADLINE = 60  # Seconds; a slow machine needs a few.


class Terminal:
    def __init__(self, words, folder, path):
        self.seen = ""
        self.child, self.screen = pty.fork()
        if self.child == 0:
            os.chdir(folder)
            environment = {"PATH": path, "HOME": folder, "TERM": "dumb", "PS1": "", "LC_ALL": "C.UTF-8",
                           "INPUTRC": "/dev/null", "COLUMNS": "200", "LINES": "40"}
            os.execvpe(words[0], words, environment)

    def type(self, text):
        os.write(self.screen, text.encode())

    def await_text(self, pattern):
        end = time.monotonic() + DEADLINE
        while time.monotonic() < end:
            if re.search(pattern, self.plain()):
                return True
            if select.select([self.screen], [], [], 0.1)[0]:
                try:
                    self.seen += os.read(self.screen, 65536).decode(errors="replace")
                except OSError:
                    break
        return bool(re.search(pattern, self.plain()))

    def plain(self):
        text = re.sub(r"\x1b(\[[0-9;?]*[A-Za-z]|\][^\x07]*\x07|[()][A-Z0-9]|[=>])", "", self.seen)
        # A character and a backspace draw nothing.
        while re.search(r"[^\x08]\x08", text):
            text = re.sub(r"[^\x08]\x08", "", text)
        return text.replace("\r", "").replace("\x07", "")

    def forget(self):
        self.seen = ""

    def close(self):
        os.close(self.screen)
        try:
            os.kill(self.child, 9)
        except ProcessLookupError:
            pass
        os.waitpid(self.child, 0)


def check(shell, folder, path):
    words, setup = START[shell]
    terminal = Terminal(words, folder, path)
    failures = []
    try:
        terminal.type(setup + "; echo re''ady\n")
        if not terminal.await_text(r"ready"):
            return [f"{shell}: does not start: {terminal.plain()[-400:]!r}"]
        for typed, expected in LINES:
            terminal.forget()
            terminal.type(typed + "\t")
            if not terminal.await_text(re.escape(expected)):
                failures.append(f"{shell}: {typed!r} and Tab do not show {expected!r}: {terminal.plain()[-300:]!r}")
            terminal.type("\x15")  # Control-U: an empty line.
    finally:
        terminal.close()
    return failures


def main():
    programs = os.path.abspath(sys.argv[1])
    shells = [shell for shell in START if shutil.which(shell)]
    if not shells:
        print("skipped: none of bash, zsh and fish is installed")
        return 77
    failures = []
    with tempfile.TemporaryDirectory() as folder:
        path = programs + ":" + os.environ["PATH"]
        subprocess.run([programs + "/muster", "init"], cwd=folder, check=True, capture_output=True)
        open(folder + "/saved-plan.json", "w").close()
        for shell in START:
            if shell not in shells:
                print(f"skipped: {shell} is not installed")
                continue
            found = check(shell, folder, path)
            print(f"{shell}: {len(LINES) - len(found)} of {len(LINES)} lines completed")
            failures += found
    for failure in failures:
        print(failure)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
