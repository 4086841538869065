//! Code that the tests share: random documents, small books typeset in memory, small books built to files, programs that read the files.
pub mod built;
pub mod made_fonts;
pub mod mutation;
pub mod pressed;
pub mod random_documents;
pub mod setting;
pub mod shelf;
pub mod tools;
