//! The styles of TeX with their cramped forms, and the styles of scripts and fractions in each of them (The TeXbook, chapter 17).
use crate::formula::MathStyle;
use crate::units::Length;

/// How deeply lists may be nested. Deeper lists are left out. The reader of formulas accepts far fewer levels.
const DEEPEST: u16 = 150;

/// The style at a place in a formula, and the size of its display and text style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct StyleLevel {
    pub(super) style: MathStyle,
    /// Whether superscripts are raised less, as under a root sign or in a denominator.
    pub(super) cramped: bool,
    /// The size of display and text style.
    pub(super) base: Length,
    /// The number of lists around this one.
    depth: u16,
}

impl StyleLevel {
    pub(super) const fn new(style: MathStyle, base: Length) -> Self {
        Self { style, cramped: false, base, depth: 0 }
    }

    /// The level of a list within one of this level. `None` if lists are nested too deeply.
    pub(super) const fn deeper(self) -> Option<Self> {
        if self.depth >= DEEPEST { None } else { Some(Self { depth: self.depth + 1, ..self }) }
    }

    pub(super) const fn styled(self, style: MathStyle) -> Self {
        Self { style, ..self }
    }

    /// The same level in another size.
    pub(super) const fn resized(self, base: Length) -> Self {
        Self { base, ..self }
    }

    pub(super) const fn cramped(self) -> Self {
        Self { cramped: true, ..self }
    }

    pub(super) fn is_display(self) -> bool {
        self.style == MathStyle::Display
    }

    /// Whether it is one of the script styles.
    pub(super) fn is_script(self) -> bool {
        self.style >= MathStyle::Script
    }

    /// 0 for display and text style, 1 for script style, 2 for scriptscript style.
    pub(super) const fn script_depth(self) -> usize {
        match self.style {
            MathStyle::Display | MathStyle::Text => 0,
            MathStyle::Script => 1,
            MathStyle::ScriptOfScript => 2,
        }
    }

    pub(super) const fn superscript(self) -> Self {
        match self.style {
            MathStyle::Display | MathStyle::Text => self.styled(MathStyle::Script),
            MathStyle::Script | MathStyle::ScriptOfScript => self.styled(MathStyle::ScriptOfScript),
        }
    }

    pub(super) const fn subscript(self) -> Self {
        self.superscript().cramped()
    }

    pub(super) const fn numerator(self) -> Self {
        match self.style {
            MathStyle::Display => self.styled(MathStyle::Text),
            MathStyle::Text => self.styled(MathStyle::Script),
            MathStyle::Script | MathStyle::ScriptOfScript => self.styled(MathStyle::ScriptOfScript),
        }
    }

    pub(super) const fn denominator(self) -> Self {
        self.numerator().cramped()
    }
}
