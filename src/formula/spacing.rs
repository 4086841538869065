//! The space between parts of a formula, which depends on their classes (The TeXbook, chapter 18 and appendix G, rules 5, 6 and 20). The
//! layout for paper (`math/layout/list.rs`) and MathML use the same rules.
use super::tree::{Class, Part};

/// One of TeX's spaces between two parts of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// No space.
    #[default]
    None,
    /// A thin space, 3 mu.
    Thin,
    /// A medium space, 4 mu.
    Medium,
    /// A thick space, 5 mu.
    Thick,
}

impl Gap {
    /// The width in mu.
    #[must_use]
    pub const fn mu(self) -> i32 {
        match self {
            Self::None => 0,
            Self::Thin => 3,
            Self::Medium => 4,
            Self::Thick => 5,
        }
    }
}

/// The space between two classes (The TeXbook, page 170). `in_script` says that the list is in a script style, which keeps only the thin
/// spaces around operators.
#[must_use]
pub const fn gap(left: Class, right: Class, in_script: bool) -> Gap {
    use Class::{Bin, Close, Inner, Op, Open, Ord, Punct, Rel};
    let (gap, in_scripts_too) = match (left, right) {
        (Ord | Close | Op | Inner, Op) | (Op, Ord) => (Gap::Thin, true),
        (Ord | Close | Inner, Inner) | (Op, Inner) | (Inner, Ord | Open | Punct) => (Gap::Thin, false),
        (Punct, Ord | Op | Rel | Open | Close | Punct | Inner) => (Gap::Thin, false),
        (Ord | Close | Inner, Bin) | (Bin, Ord | Op | Open | Inner) => (Gap::Medium, false),
        (Ord | Op | Close | Inner, Rel) | (Rel, Ord | Op | Open | Inner) => (Gap::Thick, false),
        _ => (Gap::None, true),
    };
    if in_script && !in_scripts_too { Gap::None } else { gap }
}

/// The class by which each part of a list is spaced. `None` for parts without a class, such as spaces.
pub(super) fn classes(parts: &[Part]) -> Vec<Option<Edges>> {
    let mut classes: Vec<Option<Edges>> = parts.iter().map(edges).collect();
    let mut atoms: Vec<&mut Edges> = classes.iter_mut().flatten().collect();
    make_lone_operators_ordinary(&mut atoms);
    classes
}

/// Makes binary operators without two operands ordinary (rules 5 and 6). `atoms` are the parts of a list that have a class, in order.
pub fn make_lone_operators_ordinary(atoms: &mut [&mut Edges]) {
    for at in 0..atoms.len() {
        let before = at.checked_sub(1).map(|before| atoms[before].right);
        match atoms[at].left {
            Class::Bin if matches!(before, None | Some(Class::Bin | Class::Op | Class::Rel | Class::Open | Class::Punct)) => {
                atoms[at].make_ordinary();
            }
            Class::Rel | Class::Close | Class::Punct if before == Some(Class::Bin) => atoms[at - 1].make_ordinary(),
            Class::Ord | Class::Op | Class::Bin | Class::Rel | Class::Open | Class::Close | Class::Punct | Class::Inner => {}
        }
    }
    if let Some(last) = atoms.last_mut().filter(|last| last.right == Class::Bin) {
        last.make_ordinary();
    }
}

/// The classes at both ends of a part. They differ only for a part such as `\displaystyle …`, which is spaced by the parts inside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edges {
    /// The class at the left end.
    pub left: Class,
    /// The class at the right end.
    pub right: Class,
}

impl Edges {
    /// Makes each end that is a binary operator ordinary.
    fn make_ordinary(&mut self) {
        for class in [&mut self.left, &mut self.right] {
            if *class == Class::Bin {
                *class = Class::Ord;
            }
        }
    }
}

fn edges(part: &Part) -> Option<Edges> {
    match part {
        Part::Styled { parts, .. } | Part::Resized { parts, .. } => {
            let left = parts.iter().find_map(edges)?.left;
            let right = parts.iter().rev().find_map(edges)?.right;
            Some(Edges { left, right })
        }
        Part::Middle(_) => Some(Edges { left: Class::Open, right: Class::Open }),
        other => other.class().map(|class| Edges { left: class, right: class }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_spaces_are_those_of_the_texbook() {
        use Class::{Bin, Close, Inner, Op, Open, Ord, Punct, Rel};
        let classes = [Ord, Op, Bin, Rel, Open, Close, Punct, Inner];
        // The table of page 170. `*` is a pair that cannot occur. Spaces with letters are left out in scripts.
        let table = ["01mk000t", "11*k000t", "mm**m**m", "kk*0k00k", "00*00000", "01mk000t", "tt*ttttt", "t1mkt0tt"];
        for (left, row) in classes.iter().zip(table) {
            for (right, expected) in classes.iter().zip(row.chars()) {
                let expected = match expected {
                    '*' => continue,
                    '1' | 't' => (Gap::Thin, if expected == '1' { Gap::Thin } else { Gap::None }),
                    'm' => (Gap::Medium, Gap::None),
                    'k' => (Gap::Thick, Gap::None),
                    _ => (Gap::None, Gap::None),
                };
                assert_eq!((gap(*left, *right, false), gap(*left, *right, true)), expected, "{left:?} {right:?}");
            }
        }
    }
}
