//! The class of each part of a tree, and the lists inside it.
use super::table::Row;
use super::tree::{Class, Part, Tree};

impl Tree {
    /// The labels that the formula refers to, in order.
    #[must_use]
    pub fn references(&self) -> Vec<&str> {
        fn collect<'a>(parts: &'a [Part], found: &mut Vec<&'a str>) {
            for part in parts {
                if let Part::Reference { label, .. } = part {
                    found.push(label);
                }
                part.lists().into_iter().for_each(|inner| collect(inner, found));
            }
        }
        let mut found = Vec::new();
        collect(&self.parts, &mut found);
        found
    }

    /// The rows, if the whole formula is a table. Empty otherwise.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        match self.parts.as_slice() {
            [Part::Table(table)] => &table.rows,
            _ => &[],
        }
    }

    /// All labels: those of the formula and those of its rows.
    pub fn all_labels(&self) -> impl Iterator<Item = &str> {
        self.labels.iter().chain(self.rows().iter().flat_map(|row| &row.labels)).map(String::as_str)
    }
}

impl Part {
    /// The class of the part. `None` for spaces, for [`Part::Middle`], and for parts that are spaced as the parts inside them.
    #[must_use]
    pub fn class(&self) -> Option<Class> {
        match self {
            Self::Symbol(symbol) => Some(symbol.class),
            Self::Group { class, .. } | Self::SizedDelimiter { class, .. } | Self::Stack { class, .. } => Some(*class),
            Self::BigOperator(_) | Self::NamedOperator(_) | Self::Brace { .. } => Some(Class::Op),
            Self::Scripts(scripts) => match &scripts.base {
                Some(base) => base.class().or(Some(Class::Ord)),
                None => Some(Class::Ord),
            },
            Self::Fraction(_) | Self::Fenced { .. } => Some(Class::Inner),
            Self::Arrow { .. } => Some(Class::Rel),
            Self::Word(_)
            | Self::Root { .. }
            | Self::Accent { .. }
            | Self::Line { .. }
            | Self::VerticalArrow { .. }
            | Self::Table(_)
            | Self::Text { .. }
            | Self::Rule { .. }
            | Self::Phantom { .. }
            | Self::Smashed { .. }
            | Self::Overlapping { .. }
            | Self::Enclosed { .. }
            | Self::Raised { .. }
            | Self::Centred(_)
            | Self::Reference { .. } => Some(Class::Ord),
            Self::Middle(_) | Self::Space(_) | Self::Styled { .. } | Self::Resized { .. } | Self::Choice { .. } => None,
        }
    }

    /// The lists inside the part, in reading order.
    #[must_use]
    pub fn lists(&self) -> Vec<&[Self]> {
        fn some(list: &Option<Vec<Part>>) -> &[Part] {
            list.as_deref().unwrap_or_default()
        }
        match self {
            Self::Symbol(_)
            | Self::Word(_)
            | Self::BigOperator(_)
            | Self::NamedOperator(_)
            | Self::Middle(_)
            | Self::SizedDelimiter { .. }
            | Self::Text { .. }
            | Self::Space(_)
            | Self::Rule { .. }
            | Self::Reference { .. } => Vec::new(),
            Self::Group { parts, .. }
            | Self::Fenced { parts, .. }
            | Self::Styled { parts, .. }
            | Self::Resized { parts, .. }
            | Self::Phantom { parts, .. }
            | Self::Smashed { parts, .. }
            | Self::Overlapping { parts, .. }
            | Self::Enclosed { parts, .. }
            | Self::Raised { parts, .. }
            | Self::Centred(parts)
            | Self::Accent { base: parts, .. }
            | Self::Line { base: parts, .. } => vec![parts],
            Self::Scripts(scripts) => {
                let base = scripts.base.as_deref().map(std::slice::from_ref).unwrap_or_default();
                vec![base, some(&scripts.sub), some(&scripts.sup)]
            }
            Self::Fraction(fraction) => vec![&fraction.numerator, &fraction.denominator],
            Self::Root { radicand, degree } => vec![some(degree), radicand],
            Self::Brace { base, label, .. } => vec![base, some(label)],
            Self::Stack { base, over, under, .. } => vec![base, some(over), some(under)],
            Self::Arrow { over, under, .. } => vec![over, under],
            Self::VerticalArrow { left, right, .. } => vec![left, right],
            Self::Table(table) => table.rows.iter().flat_map(|row| row.cells.iter().map(Vec::as_slice)).collect(),
            Self::Choice { display, text, script, script_of_script } => vec![display, text, script, script_of_script],
        }
    }
}
