#!/usr/bin/env python3
"""Checks that the validators can fail: breaks a good EPUB in known ways, and requires that a validator rejects each broken copy.

    broken.py --jar epubcheck.jar [--reader COMMAND] good.epub

The book must have notes, a picture with an alternative text and an embedded font. If it has a page list, that is broken too.
EPUBCheck checks validity, and Ace checks accessibility. Neither notices that a note call has lost its type. COMMAND must notice
that: a program that opens the book in a reading system. It gets the path as its last argument and must fail.
Prints only failures, and one summary line. Exit code 1 if a broken book passes, 2 if the good book fails.
"""
import argparse
import os
import re
import shlex
import subprocess
import sys
import tempfile
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))


def rewritten(source, target, change):
    """Copies an EPUB, with `change(name, bytes)` in place of each file. If that is None, leaves the file out. Returns whether anything changed."""
    changed = False
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for item in old.infolist():
            before = old.read(item.filename)
            after = change(item.filename, before)
            changed |= after != before
            if after is not None:
                entry = zipfile.ZipInfo(item.filename)
                entry.compress_type = item.compress_type
                new.writestr(entry, after)
    return changed


def once(pattern, replacement, names=r"\.xhtml$"):
    """Replaces the first match in the first matching file whose name matches `names`."""
    done = []

    def change(name, data):
        if done or not re.search(names, name):
            return data
        after, count = re.subn(pattern, replacement, data, count=1, flags=re.S)
        if count:
            done.append(name)
        return after

    return change


def everywhere(pattern, replacement, names=r"\.xhtml$"):
    """Replaces all matches in all files whose names match `names`."""
    return lambda name, data: re.sub(pattern, replacement, data, flags=re.S) if re.search(names, name) else data


def without(names):
    """Leaves out the first file whose name matches `names`."""
    gone = []

    def change(name, data):
        if not gone and re.search(names, name):
            gone.append(name)
        return None if name in gone else data

    return change


OPF = r"\.opf$"
# The name of the break, the change, the program that must reject it, and the words that it must print.
BREAKS = [
    ("note-gone", once(rb'(epub:type="footnote"[^>]* )id="[^"]*"', rb'\1id="nobody"'), "epubcheck", "RSC-012"),
    ("face-gone", without(r"\.ttf$"), "epubcheck", "RSC-001"),
    ("ill-formed", once(rb"</section>", rb"</sect>"), "epubcheck", "RSC-016"),
    ("twice-an-id", once(rb"<item id=\"ncx\"", rb'<item id="nav-xhtml"', OPF), "epubcheck", "RSC-005"),
    ("no-language", once(rb"<dc:language>[^<]*</dc:language>", b"", OPF), "epubcheck", "RSC-005"),
    ("link-gone", once(rb'(<li><a href=")([^"]*)"', rb'\1nowhere.xhtml"', r"nav\.xhtml$"), "epubcheck", "RSC-007"),
    ("no-alt", once(rb'(<img src="[^"]*") alt="[^"]*"', rb"\1", r"chapter[^/]*\.xhtml$"), "ace", "image-alt"),
    ("no-role", once(rb' role="doc-noteref"', b""), "ace", "epub-type-has-matching-role"),
    ("no-access-mode", everywhere(rb'<meta property="schema:accessMode">[^<]*</meta>', b"", OPF), "ace", "metadata-accessmode"),
    ("no-features", everywhere(rb'<meta property="schema:accessibilityFeature">[^<]*</meta>', b"", OPF), "ace", "metadata-accessibilityfeature"),
    ("pale", once(rb"\Z", b"\np { color: #bbb; background-color: #fff; }\n", r"\.css$"), "ace", "color-contrast"),
    ("no-notes", everywhere(rb' epub:type="noteref" role="doc-noteref"', b""), "reader", ""),
]
PAGE_BREAKS = [
    ("page-gone", once(rb'(role="doc-pagebreak"[^>]* )id="[^"]*"|id="[^"]*"([^>]* role="doc-pagebreak")', rb'\1\2 id="nobody"'), "epubcheck", "RSC-012"),
    ("no-page-source", everywhere(rb'<meta property="(?:a11y:)?pageBreakSource"[^>]*>[^<]*</meta>|<dc:source[^>]*>[^<]*</dc:source>', b"", OPF), "ace", "epub-pagesource"),
]


def epubcheck(jar, paths):
    """Runs EPUBCheck on all files in one Java process. Returns the output and the number of problems for each file."""
    command = ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", f"{jar}:{os.path.dirname(jar)}/lib/*"]
    result = subprocess.run(command + [os.path.join(HERE, "EpubCheck.java"), *paths], capture_output=True, text=True)
    outcomes, current = {}, []
    for line in result.stdout.splitlines():
        current.append(line)
        end = re.match(r"(.*) fatal=(\d+) error=(\d+) warning=(\d+) ", line)
        if end:
            outcomes[end.group(1)] = ("\n".join(current), sum(map(int, end.groups()[1:])))
            current = []
    if set(outcomes) != set(paths):
        sys.exit(f"EPUBCheck did not check all files:\n{result.stdout}{result.stderr}")
    return outcomes


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--jar", required=True)
    parser.add_argument("--reader")
    parser.add_argument("book")
    given = parser.parse_args()
    with zipfile.ZipFile(given.book) as book:
        has_pages = any(b'role="doc-pagebreak"' in book.read(name) for name in book.namelist() if name.endswith(".xhtml"))
    breaks = BREAKS + (PAGE_BREAKS if has_pages else [])
    if not given.reader:
        breaks = [one for one in breaks if one[2] != "reader"]
    wrong = []
    with tempfile.TemporaryDirectory() as folder:
        path = lambda name: os.path.join(folder, f"{name}.epub")
        rewritten(given.book, path("good"), lambda name, data: data)
        for name, change, _, _ in breaks:
            if not rewritten(given.book, path(name), change):
                wrong.append(f"{name}: the book has nothing that this change can break")
        by = lambda judge: [(name, words) for name, _, who, words in breaks if who == judge]

        outcomes = epubcheck(given.jar, [path("good")] + [path(name) for name, _ in by("epubcheck")])
        if outcomes[path("good")][1]:
            print(f"EPUBCheck rejects the good book:\n{outcomes[path('good')][0]}")
            return 2
        for name, words in by("epubcheck"):
            text, count = outcomes[path(name)]
            if not count or words not in text:
                wrong.append(f"{name}: EPUBCheck does not report {words}:\n{text}")

        ace = [os.path.join(HERE, "ace.sh"), *[path(name) for name, _ in by("ace")]]
        result = subprocess.run(ace, capture_output=True, text=True, env={**os.environ, "ACE_OUT": os.path.join(folder, "ace")})
        if result.returncode not in (0, 1):
            sys.exit(f"Ace cannot run:\n{result.stdout}{result.stderr}")
        for name, words in by("ace"):
            lines = [line for line in result.stdout.splitlines() if line.startswith(path(name))]
            if not any(words in line for line in lines):
                wrong.append(f"{name}: Ace does not report {words}:\n" + "\n".join(lines))

        for name, _ in by("reader"):
            if subprocess.run([*shlex.split(given.reader), path(name)], capture_output=True).returncode == 0:
                wrong.append(f"{name}: the reading system finds no fault")
    print("\n".join(wrong + [f"broken books: {len(breaks) - len(wrong)} of {len(breaks)} rejected"]))
    return 1 if wrong else 0


sys.exit(main())
