//! A face for formulas: the measurements of its glyphs, and its table `MATH` (OpenType 1.9, "MATH - The Mathematical Typesetting Table"),
//! which has the parameters of the layout. Lengths are in font units unless stated otherwise.
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use foldhash::fast::FixedState;
use read_fonts::tables::gsub::{AlternateSubst, Gsub, SubstitutionSubtables};
use read_fonts::tables::math::{
    GlyphAssembly, GlyphPartRecord, Math, MathConstant, MathGlyphInfo, MathKernCorner, MathVariants, StretchAxis,
};
use read_fonts::types::{GlyphId, Tag};
use read_fonts::{FontRef, TableProvider};

use crate::font::{Face, FaceId};

/// A face for formulas.
pub struct MathFace<'f> {
    /// Its id in the font book.
    pub id: FaceId,
    face: &'f Face,
    /// The number of font units in one em.
    pub units_per_em: i64,
    /// The constants of its table.
    pub(super) constants: Constants,
    info: Option<MathGlyphInfo<'f>>,
    variants: Option<MathVariants<'f>>,
    /// The substitutions of the feature `ssty`: the forms of letters in scripts.
    script_forms: Vec<AlternateSubst<'f>>,
    /// A cache of measurements. To measure a glyph, its outline has to be read.
    measured: Mutex<HashMap<u16, GlyphMeasure, FixedState>>,
}

/// The measurements of a glyph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct GlyphMeasure {
    pub(super) advance: i64,
    /// The left and the right end of its ink.
    pub(super) ink: [i64; 2],
    pub(super) ascent: i64,
    pub(super) descent: i64,
    /// The italic correction: how far a slanted letter leans out of its advance at the top.
    pub(super) italic: i64,
    /// The x coordinate of the middle of an accent. `None` if the font does not define it.
    pub(super) accent: Option<i64>,
}

/// The larger forms of a glyph.
#[derive(Clone, Debug)]
pub(super) struct Construction {
    /// The direction in which the glyph grows.
    pub(super) axis: Axis,
    /// Whole glyphs, from the smallest to the largest.
    pub(super) variants: Vec<u16>,
    /// The pieces of a sign of any size, from bottom to top or from left to right. Empty if there are none.
    pub(super) pieces: Vec<AssemblyPiece>,
}

/// A piece of an assembled sign.
#[derive(Clone, Copy, Debug)]
pub(super) struct AssemblyPiece {
    pub(super) glyph: u16,
    /// How much of its beginning may overlap the piece before.
    pub(super) start: i64,
    /// How much of its end may overlap the next piece.
    pub(super) end: i64,
    /// Its length.
    pub(super) full: i64,
    /// Whether it may be repeated or left out.
    pub(super) extends: bool,
}

/// The direction in which a glyph grows.
pub(super) type Axis = StretchAxis;

/// A corner of a glyph, at which a script is kerned.
pub(super) type Corner = MathKernCorner;

macro_rules! constants {
    ($($field:ident $constant:ident;)*) => {
        /// The constants of the table `MATH`, with the names of the specification.
        #[derive(Clone, Debug)]
        pub(super) struct Constants {
            $(pub(super) $field: i64,)*
        }

        impl Constants {
            fn of(table: &read_fonts::tables::math::MathConstants<'_>) -> Self {
                Self { $($field: i64::from(table.constant(MathConstant::$constant)),)* }
            }
        }
    };
}

constants! {
    script_percent_scale_down ScriptPercentScaleDown;
    script_script_percent_scale_down ScriptScriptPercentScaleDown;
    display_operator_min_height DisplayOperatorMinHeight;
    axis_height AxisHeight;
    accent_base_height AccentBaseHeight;
    subscript_shift_down SubscriptShiftDown;
    subscript_top_max SubscriptTopMax;
    subscript_baseline_drop_min SubscriptBaselineDropMin;
    superscript_shift_up SuperscriptShiftUp;
    superscript_shift_up_cramped SuperscriptShiftUpCramped;
    superscript_bottom_min SuperscriptBottomMin;
    superscript_baseline_drop_max SuperscriptBaselineDropMax;
    sub_superscript_gap_min SubSuperscriptGapMin;
    superscript_bottom_max_with_subscript SuperscriptBottomMaxWithSubscript;
    space_after_script SpaceAfterScript;
    upper_limit_gap_min UpperLimitGapMin;
    upper_limit_baseline_rise_min UpperLimitBaselineRiseMin;
    lower_limit_gap_min LowerLimitGapMin;
    lower_limit_baseline_drop_min LowerLimitBaselineDropMin;
    stack_top_shift_up StackTopShiftUp;
    stack_top_display_style_shift_up StackTopDisplayStyleShiftUp;
    stack_bottom_shift_down StackBottomShiftDown;
    stack_bottom_display_style_shift_down StackBottomDisplayStyleShiftDown;
    stack_gap_min StackGapMin;
    stack_display_style_gap_min StackDisplayStyleGapMin;
    stretch_stack_gap_above_min StretchStackGapAboveMin;
    stretch_stack_gap_below_min StretchStackGapBelowMin;
    fraction_numerator_shift_up FractionNumeratorShiftUp;
    fraction_numerator_display_style_shift_up FractionNumeratorDisplayStyleShiftUp;
    fraction_denominator_shift_down FractionDenominatorShiftDown;
    fraction_denominator_display_style_shift_down FractionDenominatorDisplayStyleShiftDown;
    fraction_numerator_gap_min FractionNumeratorGapMin;
    fraction_num_display_style_gap_min FractionNumDisplayStyleGapMin;
    fraction_rule_thickness FractionRuleThickness;
    fraction_denominator_gap_min FractionDenominatorGapMin;
    fraction_denom_display_style_gap_min FractionDenomDisplayStyleGapMin;
    overbar_vertical_gap OverbarVerticalGap;
    overbar_rule_thickness OverbarRuleThickness;
    overbar_extra_ascender OverbarExtraAscender;
    underbar_vertical_gap UnderbarVerticalGap;
    underbar_rule_thickness UnderbarRuleThickness;
    underbar_extra_descender UnderbarExtraDescender;
    radical_vertical_gap RadicalVerticalGap;
    radical_display_style_vertical_gap RadicalDisplayStyleVerticalGap;
    radical_rule_thickness RadicalRuleThickness;
    radical_extra_ascender RadicalExtraAscender;
    radical_kern_before_degree RadicalKernBeforeDegree;
    radical_kern_after_degree RadicalKernAfterDegree;
    radical_degree_bottom_raise_percent RadicalDegreeBottomRaisePercent;
}

impl std::fmt::Debug for MathFace<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("MathFace").field(&self.face).finish()
    }
}

impl<'f> MathFace<'f> {
    /// A face of the font book. `None` if it has no table `MATH`.
    #[must_use]
    pub fn new(id: FaceId, face: &'f Face) -> Option<Self> {
        let font = FontRef::new(face.data()).ok()?;
        let table: Math<'f> = font.math().ok()?;
        let constants = Constants::of(&table.math_constants().ok()?);
        let script_forms = font.gsub().map(|substitutions| alternates(&substitutions, Tag::new(b"ssty"))).unwrap_or_default();
        Some(Self {
            id,
            face,
            units_per_em: i64::from(font.head().ok()?.units_per_em()),
            constants,
            info: table.math_glyph_info().ok(),
            variants: table.math_variants().ok(),
            script_forms,
            measured: Mutex::default(),
        })
    }

    /// The x-height of the face, in thousandths of an em.
    #[must_use]
    pub fn x_height(&self) -> i64 {
        self.face.metrics().x_height * 1000 / self.units_per_em.max(1)
    }

    /// The advance of a glyph, in font units.
    #[must_use]
    pub fn advance(&self, glyph: u16) -> i64 {
        self.measure(glyph).advance
    }

    /// The glyph of a character.
    pub(super) fn glyph(&self, character: char) -> Option<u16> {
        self.face.glyph(character)
    }

    /// The form of a glyph in scripts (`depth` 1) or in scripts of scripts (`depth` 2). The glyph itself if there is no such form.
    pub(super) fn in_script(&self, glyph: u16, depth: usize) -> u16 {
        if depth == 0 {
            return glyph;
        }
        let id = GlyphId::from(u32::from(glyph));
        for subtable in &self.script_forms {
            let AlternateSubst::Format1(subtable) = subtable else { continue };
            let Some(at) = subtable.coverage().ok().and_then(|coverage| coverage.get(id)) else { continue };
            let Some(Ok(forms)) = usize::try_from(at).ok().map(|at| subtable.alternate_sets().get(at)) else { continue };
            let forms = forms.alternate_glyph_ids();
            if let Some(form) = forms.get(depth - 1).or(forms.last()) {
                return form.get().to_u16();
            }
        }
        glyph
    }

    /// The measurements of a glyph.
    pub(super) fn measure(&self, glyph: u16) -> GlyphMeasure {
        let known = || self.measured.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(measure) = known().get(&glyph) {
            return *measure;
        }
        let [left, bottom, right, top] = self.face.ink(glyph).unwrap_or_default();
        let id = GlyphId::from(u32::from(glyph));
        let italic = self.info.as_ref().and_then(|info| info.math_italics_correction_info()?.ok()?.correction(id)).unwrap_or(0);
        let accent = self.info.as_ref().and_then(|info| info.math_top_accent_attachment()?.ok()?.attachment(id));
        let measure = GlyphMeasure {
            advance: self.face.advance(glyph),
            ink: [left, right],
            ascent: top,
            descent: -bottom,
            italic: i64::from(italic),
            accent: accent.map(i64::from),
        };
        known().insert(glyph, measure);
        measure
    }

    /// The kern of a script at a corner of a glyph. `height` is measured from the baseline of the glyph. A negative kern brings the script
    /// closer.
    pub(super) fn kern(&self, glyph: u16, corner: Corner, height: i64) -> i64 {
        let id = GlyphId::from(u32::from(glyph));
        let kern = || self.info.as_ref()?.math_kern_info()?.ok()?.kern(id, corner)?.kerning(i32::try_from(height).ok()?);
        kern().map_or(0, i64::from)
    }

    /// The larger forms of a glyph. `None` if it does not grow.
    pub(super) fn construction(&self, glyph: u16, axis: Axis) -> Option<Construction> {
        let construction = self.variants.as_ref()?.glyph_construction(GlyphId::from(u32::from(glyph)), axis)?;
        let variants = construction.math_glyph_variant_records().iter().map(|variant| variant.variant_glyph().to_u16()).collect();
        let assembly = construction.glyph_assembly().and_then(Result::ok);
        Some(Construction { axis, variants, pieces: assembly.map_or_else(Vec::new, |assembly| pieces(&assembly)) })
    }

    /// The least overlap of two pieces.
    pub(super) fn least_overlap(&self) -> i64 {
        self.variants.as_ref().map_or(0, |variants| i64::from(variants.min_connector_overlap().to_u16()))
    }
}

/// The pieces of an assembly.
fn pieces(assembly: &GlyphAssembly<'_>) -> Vec<AssemblyPiece> {
    let piece = |part: &GlyphPartRecord| AssemblyPiece {
        glyph: part.glyph_id().to_u16(),
        start: i64::from(part.start_connector_length().to_u16()),
        end: i64::from(part.end_connector_length().to_u16()),
        full: i64::from(part.full_advance().to_u16()),
        extends: part.part_flags().bits() & 1 == 1,
    };
    assembly.part_records().iter().map(piece).collect()
}

/// The alternate substitutions (GSUB lookup type 3) of a feature.
fn alternates<'f>(substitutions: &Gsub<'f>, tag: Tag) -> Vec<AlternateSubst<'f>> {
    let (Ok(features), Ok(lookups)) = (substitutions.feature_list(), substitutions.lookup_list()) else { return Vec::new() };
    let mut found = Vec::new();
    for record in features.feature_records().iter().filter(|record| record.feature_tag() == tag) {
        let Ok(feature) = record.feature(features.offset_data()) else { continue };
        for at in feature.lookup_list_indices() {
            let Ok(lookup) = lookups.lookups().get(usize::from(at.get())) else { continue };
            if let Ok(SubstitutionSubtables::Alternate(subtables)) = lookup.subtables() {
                found.extend(subtables.iter().flatten());
            }
        }
    }
    found
}
