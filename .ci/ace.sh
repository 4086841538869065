#!/usr/bin/env bash
# Checks EPUBs with Ace by DAISY, the checker for EPUB Accessibility, two at a time: `.ci/ace.sh book.epub …`.
# Prints one line for each violation. Exit code 1 if there is a violation, 3 if Ace itself cannot run.
#
#   ACE_HOME   the folder in which Ace is installed at the first run (default: .ci/ace)
#   ACE_OUT    the folder for the reports (default: target/ace)
#   ACE_JOBS   the number of EPUBs to check at a time (default: 2)
#   CHROMIUM   the browser (default: Chromium or Chrome in the path, otherwise installed from Debian)
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
home=${ACE_HOME:-$root/.ci/ace}
out=${ACE_OUT:-$root/target/ace}
if [ $# -eq 0 ]; then echo "usage: ace.sh book.epub …" >&2; exit 3; fi
for book in "$@"; do if [ ! -f "$book" ]; then echo "Ace: no such file: $book" >&2; exit 3; fi; done

find_chromium() { command -v chromium || command -v chromium-browser || command -v google-chrome || true; }
packages=()
command -v node >/dev/null 2>&1 || packages+=(nodejs)
command -v npm >/dev/null 2>&1 || [ -x "$home/node_modules/.bin/ace-cli" ] || packages+=(npm)
[ -n "${CHROMIUM:-$(find_chromium)}" ] || packages+=(chromium fonts-liberation)
if [ ${#packages[@]} -gt 0 ]; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
fi
# The package `@daisy/ace` downloads its own browser. `@daisy/ace-cli` uses the installed one.
if [ ! -x "$home/node_modules/.bin/ace-cli" ]; then
  mkdir -p "$home"
  [ -f "$home/package.json" ] || echo '{"private":true}' >"$home/package.json"
  (cd "$home" && PUPPETEER_SKIP_DOWNLOAD=1 npm install --silent --no-audit --no-fund @daisy/ace-cli@1.4.6 >/dev/null)
fi

export PUPPETEER_EXECUTABLE_PATH=${CHROMIUM:-$(find_chromium)}
export ACE_BIN="$home/node_modules/.bin/ace-cli" ACE_REPORTS="$out"
mkdir -p "$out"

# Runs Ace. Its browser sometimes does not answer in time on a busy machine, so `examine` tries twice.
report_on() {
  rm -rf "$2"
  timeout 300 "$ACE_BIN" -f -s -o "$2" "$1" >"$2.log" 2>&1 && [ -f "$2/report.json" ]
}

examine() {
  book=$1
  report="$ACE_REPORTS/$(basename "$book" .epub)"
  if ! report_on "$book" "$report" && ! report_on "$book" "$report"; then
    echo "$book: Ace failed: $(tail -n 1 "$report.log")"
    exit 3
  fi
  # One line for each violation: the file, the severity, the rule, the place.
  node -e '
    const [book, file] = process.argv.slice(1);
    const report = JSON.parse(require("fs").readFileSync(file, "utf8"));
    const lines = [];
    for (const document of report.assertions || []) {
      for (const { "earl:test": rule, "earl:result": result } of document.assertions || []) {
        if (result["earl:outcome"] !== "fail") continue;
        const at = document["earl:testSubject"].url;
        const where = result.html ? " " + String(result.html).replace(/\s+/g, " ").slice(0, 160) : "";
        lines.push(`${book}: ${rule["earl:impact"]} ${rule["dct:title"]} in ${at}${where}`);
      }
    }
    lines.forEach((line) => console.log(line));
    process.exit(lines.length ? 1 : 0);
  ' "$book" "$report/report.json"
}
export -f examine report_on

found=0
# xargs exits with 123 if any check failed.
printf '%s\0' "$@" | xargs -0 -n 1 -P "${ACE_JOBS:-2}" bash -c 'examine "$1"' _ >"$out/violations.txt" || found=$?
if [ "$found" -ne 0 ]; then
  cat "$out/violations.txt"
  echo "Ace: $(grep -c . "$out/violations.txt" || true) violations in $# books"
  if grep -q ': Ace failed:' "$out/violations.txt"; then exit 3; fi
  exit 1
fi
echo "Ace: no violation in $# books"
