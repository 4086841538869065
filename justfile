# Lists the recipes.
default:
    @just --list

# Checks format and lints, and runs the tests: before every commit
check:
    cargo fmt --all --check
    cargo clippy --all-targets -- -D warnings
    cargo test

# Runs the tests only
test:
    cargo test

# Builds book/ to book/dist
book:
    cargo run --release -- build book

# Reviews changed snapshots of manuscripts (needs cargo-insta)
proofs:
    cargo insta review

# Measures the time of each stage
bench:
    cargo bench

# Compares time and memory with those of Typst, pdfLaTeX and Pandoc. Installs them, so it needs a network
compare:
    cargo build --release --bins --examples
    benches/compare/compare.py

# Runs the slow tests in a release build, one at a time, since they measure time: the time and memory of a book of photographs, 300 damaged PDFs, and 200 damaged fonts
prove:
    cargo test --release --test it -- --ignored --nocapture --test-threads 1 a_hundred_photographs three_hundred_damaged_pdfs two_hundred_damaged_fonts a_thousand_formulas a_megabyte_of_code

# Changes files of each kind at random, builds the books and checks the results, for so many seconds each
fuzz SECONDS SEED="7":
    FUZZ_SECONDS={{SECONDS}} FUZZ_SEED={{SEED}} cargo test --release --test it fuzz:: -- --nocapture

# Runs everything that CI runs, including the validators
validate:
    .ci/run
