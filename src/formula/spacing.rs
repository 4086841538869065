//! The space between parts of a formula, which depends on their classes (The TeXbook, chapter 18 and appendix G, rules 5, 6 and 20).
use super::tree::{Class, Part};

/// One of TeX's spaces: none, thin (3 mu), medium (4 mu) or thick (5 mu).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    None,
    Thin,
    Medium,
    Thick,
}

impl Gap {
    /// The width in mu.
    pub(super) fn mu(self) -> i32 {
        match self {
            Self::None => 0,
            Self::Thin => 3,
            Self::Medium => 4,
            Self::Thick => 5,
        }
    }
}

/// The space between two classes. `in_script` says that the list is in a script style, which keeps only the thin spaces around operators.
pub(super) fn gap(left: Class, right: Class, in_script: bool) -> Gap {
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

/// The class by which each part of a list is spaced. A binary operator without two operands becomes ordinary (rules 5 and 6). `None` for
/// parts without a class, such as spaces.
pub(super) fn classes(parts: &[Part]) -> Vec<Option<Edges>> {
    let mut classes: Vec<Option<Edges>> = parts.iter().map(edges).collect();
    let mut before: Option<usize> = None;
    for at in 0..classes.len() {
        let Some(edges) = classes[at] else { continue };
        let last = before.and_then(|before| classes[before]).map(|edges| edges.right);
        if edges.left == Class::Bin && matches!(last, None | Some(Class::Bin | Class::Op | Class::Rel | Class::Open | Class::Punct)) {
            classes[at] = Some(Edges { left: Class::Ord, right: if edges.right == Class::Bin { Class::Ord } else { edges.right } });
        } else if last == Some(Class::Bin)
            && matches!(edges.left, Class::Rel | Class::Close | Class::Punct)
            && let Some(before) = before
        {
            classes[before] = classes[before].map(|edges| Edges { right: Class::Ord, left: ordinary(edges.left) });
        }
        before = Some(at);
    }
    if let Some(edges) = before.and_then(|before| classes[before].as_mut())
        && edges.right == Class::Bin
    {
        *edges = Edges { left: ordinary(edges.left), right: Class::Ord };
    }
    classes
}

fn ordinary(class: Class) -> Class {
    if class == Class::Bin { Class::Ord } else { class }
}

/// The classes at both ends of a part. They differ only for a part such as `\displaystyle …`, which is spaced by the parts inside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Edges {
    pub(super) left: Class,
    pub(super) right: Class,
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
