//! Why a style cannot be used. Each message continues a sentence about the style.

/// Why a style of CSL cannot be used.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum StyleError {
    /// The program has no engine for styles.
    #[cfg(not(feature = "citations"))]
    #[error("this program was built without citations")]
    WithoutCitations,
    /// The nesting or the size is beyond the limits.
    #[cfg(feature = "citations")]
    #[error("its elements are nested more than {deepest} deep, or it is larger than {largest} bytes")]
    TooLarge {
        /// The deepest nesting that is read.
        deepest: usize,
        /// The size in bytes up to which a style is read.
        largest: usize,
    },
    /// The engine failed.
    #[cfg(feature = "citations")]
    #[error("it cannot be read")]
    Unreadable,
    /// It is not a style: the message of the XML reader.
    #[cfg(feature = "citations")]
    #[error("{0}")]
    Xml(String),
    /// It only names another style: its address.
    #[cfg(feature = "citations")]
    #[error("it only refers to the style `{0}`")]
    Dependent(String),
    /// A macro calls itself, perhaps through others.
    #[cfg(feature = "citations")]
    #[error("its macro `{0}` calls itself")]
    EndlessMacro(String),
    /// Macros call macros that call macros, and so on.
    #[cfg(feature = "citations")]
    #[error("its macros are nested too deeply")]
    DeepMacros,
    /// With each call replaced by its macro, the style would be too large.
    #[cfg(feature = "citations")]
    #[error("its macros call one another too often")]
    ManyMacros,
}
