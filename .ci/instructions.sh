#!/usr/bin/env bash
# Counts the instructions that building a long book takes, and compares them with the figure in instructions.txt. The count does not depend
# on how busy the machine is. It depends on the compiler, so it is compared only if the compiler is the one that made the figure.
#
#   .ci/instructions.sh          fails if the count differs by more than 3 %
#   .ci/instructions.sh record   writes the count into instructions.txt
#
# Raise the figure only with a reason. Write the reason into the list in instructions.txt.
set -euo pipefail
cd "$(dirname "$0")/.."
target="${CARGO_TARGET_DIR:-target}/debug"
record=.ci/instructions.txt
toolchain="$(rustc -V)"
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
"$target/examples/thousand-pages" "$folder" 4 >/dev/null
count="$(RAYON_NUM_THREADS=1 valgrind --tool=callgrind --callgrind-out-file=/dev/null "$target/chapbook" build "$folder" -o "$folder/out" 2>&1 |
  sed -n 's/.*Collected : \([0-9]*\).*/\1/p')"
[ -n "$count" ] || { echo "valgrind counted nothing"; exit 1; }
if [ "${1:-}" = record ]; then
  sed -i -e "s/^toolchain .*/toolchain $toolchain/" -e "s/^instructions .*/instructions $count/" "$record"
fi
recorded="$(sed -n 's/^instructions //p' "$record")"
if [ "$(sed -n 's/^toolchain //p' "$record")" != "$toolchain" ]; then
  echo "instructions: $count; skipped the comparison with $recorded, which another compiler made"
  exit 0
fi
awk -v count="$count" -v recorded="$recorded" 'BEGIN {
  change = (count - recorded) / recorded * 100
  printf "instructions: %.0f, %+.1f %% of the recorded %.0f\n", count, change, recorded
  exit change > 3 || change < -3
}' || { echo "If this is right, run \`.ci/instructions.sh record\` and write the reason into $record."; exit 1; }
