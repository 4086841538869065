# The recipes of the house; `just` lists them.
default:
    @just --list

# Format, lints, tests: before every commit
check:
    cargo fmt --all --check
    cargo clippy --all-targets -- -D warnings
    cargo test

# The tests alone
test:
    cargo test

# The first book, to book/dist
book:
    cargo run --release -- build book

# Look at changed proofs of manuscripts (needs cargo-insta)
proofs:
    cargo insta review

# What each stage costs
bench:
    cargo bench

# The whole of the CI, validators included
validate:
    .ci/run
