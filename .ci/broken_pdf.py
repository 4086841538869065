"""Breaks a good PDF in ways that veraPDF must report: `broken_pdf.py book.pdf FOLDER` writes the broken files. For each file it prints
the flavour to check, the broken rule, and the path. qpdf first unpacks the PDF, so that a word can be replaced, and packs it again
afterwards."""
import pathlib
import subprocess
import sys

BREAKS = {
    # name: flavour, rule, old bytes, new bytes
    "no-title-shown": ("ua1", "7.1-10", b"/DisplayDocTitle true", b"/DisplayDocTitle false"),
    "not-marked": ("ua1", "6.2-1", b"/Marked true", b"/Marked false"),
    "no-claim": ("ua1", "5-2", b"pdfuaid:part>1<", b"pdfuaid:part>7<"),
    "no-intent": ("2a", "6.2.4.3-", b"/OutputIntents", b"/OutputIntentz"),
    "no-text-for-glyphs": ("2a", "6.2.11.7.2-", b"/ToUnicode", b"/ToUnikode"),
    "heading-skip": ("ua1", "7.4.2-1", b"/S /H1\n", b"/S /H4\n"),
    "cells-outside-rows": ("ua1", "7.2-3", b"/S /TR\n", b"/S /P\n"),
    "no-schema": ("2a", "6.6.2.3.1-", b"pdfaExtension:schemas", b"pdfaExtension:schemaz"),
}

book, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
folder.mkdir(parents=True, exist_ok=True)
plain = folder / "plain.pdf"
subprocess.run(["qpdf", "--qdf", "--object-streams=disable", str(book), str(plain)], check=True)
good = plain.read_bytes()
for name, (flavour, rule, there, instead) in BREAKS.items():
    if there not in good:
        sys.exit(f"broken_pdf.py: {book} does not contain {there.decode().strip()}")
    path = folder / f"{name}.pdf"
    path.write_bytes(good.replace(there, instead))
    # Lengths may have changed: fix-qdf repairs the cross-reference table.
    fixed = subprocess.run(["fix-qdf", str(path)], capture_output=True, check=True).stdout
    (folder / "fixed.pdf").write_bytes(fixed)
    subprocess.run(["qpdf", str(folder / "fixed.pdf"), str(path)], check=True)
    print(flavour, rule, path)
