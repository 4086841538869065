//! What mdBook adds to Markdown: `SUMMARY.md` and `{{#include}}`.
pub(crate) mod include;
pub(crate) mod summary;
