#!/usr/bin/env python3
"""Compares the time and memory of chapbook with those of Typst, pdfLaTeX and Pandoc on the same book.

    cargo build --release --bins --example thousand-pages
    benches/compare/compare.py [--chapters 35] [--runs 5] [--sets 1]

The script installs the peers, writes the book, runs all programs in turn, and prints a table in Markdown. The peers are public packages:
Typst and Pandoc from PyPI, in a virtual environment of their own; pdfLaTeX from Debian, if `pdflatex` is missing and the script may install
packages. If pdfLaTeX cannot be installed, the script says so and continues without it.

The book is that of the benchmarks (`benches/thousand_pages.rs`). All PDFs have pages of A5, justified and hyphenated text of about 11 pt,
notes at the foot of the page, and a table of contents. Each program has its usual serif face and leading, so the numbers of pages differ
by up to an eighth. Pandoc writes the sources for Typst and LaTeX; that time is not counted.

A round runs every program once. So all of them run under the same load, and the ratio to chapbook is computed for each round.
CPU seconds are user and system time of a program and of all that it starts. Memory is the largest resident set of one process."""

import argparse
import datetime
import os
import pathlib
import platform
import shutil
import statistics
import subprocess
import sys
import time
import venv
from dataclasses import dataclass

ROOT = pathlib.Path(__file__).resolve().parents[2]
PACKAGES = ["typst==0.15.2", "pypandoc-binary==1.17"]
LATEX_PACKAGES = ["texlive-latex-recommended", "texlive-fonts-recommended", "lmodern"]

TYPST = """#set page(width: 148mm, height: 210mm, margin: 19mm, numbering: "1")
#set text(font: "Libertinus Serif", size: 11pt, lang: "en", region: "gb")
#set par(justify: true, leading: 0.55em, spacing: 0.55em, first-line-indent: 1em)
#set heading(numbering: none)
#show heading.where(level: 1): it => { pagebreak(weak: true); it }
#let horizontalrule = line(length: 30%)
#outline()
"""

LATEX = r"""\documentclass[11pt]{book}
\usepackage[T1]{fontenc}
\usepackage[utf8]{inputenc}
\usepackage[british]{babel}
\usepackage{lmodern}
\usepackage{microtype}
\usepackage[a5paper,textwidth=110mm,textheight=172mm]{geometry}
\usepackage[hidelinks]{hyperref}
\providecommand{\tightlist}{}
\begin{document}
\tableofcontents
"""


@dataclass
class Program:
    """A program to measure: its row in the table, its command, and the folder to run it in."""

    name: str
    command: list
    folder: pathlib.Path


@dataclass
class Cost:
    """What one run took: CPU and wall time in seconds, memory in MiB."""

    cpu: float
    wall: float
    memory: float


def measured(program, log):
    """Runs a program and returns its cost. Exits if the program fails; its output is in `log`."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "0"}
    with open(log, "wb") as output:
        start = time.monotonic()
        child = subprocess.Popen(program.command, cwd=program.folder, stdout=output, stderr=output, env=environment)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.monotonic() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"compare.py: {program.name} failed with exit code {child.returncode}; see {log}")
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024)


def peers(work):
    """Installs Typst and Pandoc. Returns the Python that has them, and the path of Pandoc."""
    folder = work / "venv"
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "--disable-pip-version-check", *PACKAGES], check=True)
    found = subprocess.run([python, "-c", "import pypandoc; print(pypandoc.get_pandoc_path())"], check=True, capture_output=True, text=True)
    return python, found.stdout.strip()


def has_latex():
    """Installs pdfLaTeX from Debian if it is missing. Returns whether it is there."""
    if shutil.which("pdflatex") is None and shutil.which("apt-get") and os.geteuid() == 0:
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *LATEX_PACKAGES]
        subprocess.run(install, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return shutil.which("pdflatex") is not None


def programs(work, chapters):
    """Writes the book in every format, and returns the programs that set it."""
    release = ROOT / "target" / "release"
    manuscript = work / "manuscript"
    shutil.rmtree(manuscript, ignore_errors=True)
    subprocess.run([release / "examples" / "thousand-pages", manuscript, str(chapters)], check=True)
    python, pandoc = peers(work)
    # Notes have the same names in all chapters, so each file is read alone.
    files = sorted(manuscript.glob("*.md"))
    convert = [pandoc, "--file-scope", *map(str, files)]
    for name, head, tail in [("typst", TYPST, ""), ("latex", LATEX, "\\end{document}\n")]:
        body = subprocess.run([*convert, "--top-level-division=chapter", "-t", name], check=True, capture_output=True, text=True).stdout
        (work / f"book.{'typ' if name == 'typst' else 'tex'}").write_text(head + body + tail)
    chapbook = str(release / "chapbook")
    found = [
        Program("chapbook, PDF and EPUB", [chapbook, "build", str(manuscript), "-o", str(work / "out")], work),
        Program("chapbook, PDF", [chapbook, "build", str(manuscript), "--format", "pdf", "-o", str(work / "out-pdf")], work),
        Program("Typst, PDF", [str(python), "-c", "import typst; typst.compile('book.typ', output='typst.pdf')"], work),
    ]
    if has_latex():
        latex = Program("pdfLaTeX with microtype, PDF, one pass", ["pdflatex", "-interaction=batchmode", "book.tex"], work)
        # The first passes write the table of contents.
        for _ in range(2):
            measured(latex, work / "latex.log.txt")
        found.append(latex)
    else:
        print("compare.py: pdfLaTeX is left out: it is not installed", file=sys.stderr)
    found.append(Program("Pandoc, EPUB", [*convert, "--metadata", "title=A Thousand Pages", "-o", "pandoc.epub"], work))
    return found


def table(programs, rounds):
    """The table of one set: median, least and greatest CPU time, the median ratio to chapbook, wall time, and memory."""
    lines = ["| Program | CPU, s | times chapbook | Wall, s | Memory, MiB |", "|:--|--:|--:|--:|--:|"]
    first = [costs[0].cpu for costs in rounds]
    for at, program in enumerate(programs):
        cpu = [costs[at].cpu for costs in rounds]
        ratio = statistics.median(own / base for own, base in zip(cpu, first))
        wall = statistics.median(costs[at].wall for costs in rounds)
        memory = statistics.median(costs[at].memory for costs in rounds)
        spread = f"{statistics.median(cpu):.2f} ({min(cpu):.2f}–{max(cpu):.2f})"
        lines.append(f"| {program.name} | {spread} | {ratio:.1f} | {wall:.2f} | {memory:.0f} |")
    return "\n".join(lines)


def machine():
    """The processor and the number of cores."""
    name = platform.processor() or "unknown processor"
    information = pathlib.Path("/proc/cpuinfo")
    if information.exists():
        models = [line.split(":", 1)[1].strip() for line in information.read_text().splitlines() if line.startswith("model name")]
        name = models[0] if models else name
    return f"{name}, {os.cpu_count()} cores"


def main():
    parser = argparse.ArgumentParser(description="Compares the time and memory of chapbook with those of Typst, pdfLaTeX and Pandoc.")
    parser.add_argument("--chapters", type=int, default=35, help="the length of the book; 35 chapters are about a thousand pages")
    parser.add_argument("--runs", type=int, default=5, help="the number of rounds in a set")
    parser.add_argument("--sets", type=int, default=1, help="the number of sets")
    parser.add_argument("--work", type=pathlib.Path, default=ROOT / "target" / "compare", help="the folder for peers and results")
    options = parser.parse_args()
    for needed in ["chapbook", "examples/thousand-pages"]:
        if not (ROOT / "target" / "release" / needed).exists():
            sys.exit(f"compare.py: target/release/{needed} is missing; run `cargo build --release --bins --example thousand-pages`")
    work = options.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    compared = programs(work, options.chapters)
    print(f"{datetime.date.today()}, {machine()}; {options.chapters} chapters, {options.runs} rounds a set\n")
    for number in range(options.sets):
        rounds = []
        for _ in range(options.runs):
            rounds.append([measured(program, work / f"run-{at}.log") for at, program in enumerate(compared)])
        print(f"Set {number + 1}:\n\n{table(compared, rounds)}\n", flush=True)


if __name__ == "__main__":
    main()
