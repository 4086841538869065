//! The sentences in which a book says how it can be read by those who do not see it, in its language.

/// What can be said about a book. In `undescribed` numbers stand for `{missing}` and `{all}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say what the sentences say")]
pub struct AccessibilityTerms {
    pub text: &'static str,
    pub contents: &'static str,
    pub notes: &'static str,
    pub pages: &'static str,
    pub index: &'static str,
    pub described: &'static str,
    pub undescribed: &'static str,
    pub formulas: &'static str,
    pub moving: &'static str,
}

const TERMS: &[(&str, AccessibilityTerms)] = &[
    (
        "en",
        AccessibilityTerms {
            text: "The text can be read aloud and shown in any size, face and colour.",
            contents: "A table of contents leads to its headings.",
            notes: "Notes are linked with their calls, both ways.",
            pages: "The page numbers of the printed book are marked.",
            index: "The index leads to the passages that it names.",
            described: "Every picture has a description.",
            undescribed: "Pictures without a description: {missing} of {all}.",
            formulas: "Formulas are given as their source.",
            moving: "There are pictures that may move; whether they flash has not been examined.",
        },
    ),
    (
        "de",
        AccessibilityTerms {
            text: "Der Text kann vorgelesen und in jeder Größe, Schrift und Farbe dargestellt werden.",
            contents: "Ein Inhaltsverzeichnis führt zu den Überschriften.",
            notes: "Anmerkungen und ihre Verweise im Text sind in beiden Richtungen verlinkt.",
            pages: "Die Seitenzahlen der gedruckten Ausgabe sind angegeben.",
            index: "Das Register führt zu den genannten Stellen.",
            described: "Alle Bilder sind beschrieben.",
            undescribed: "Bilder ohne Beschreibung: {missing} von {all}.",
            formulas: "Formeln sind als Quelltext wiedergegeben.",
            moving: "Einige Bilder sind möglicherweise bewegt; ob sie blinken, wurde nicht geprüft.",
        },
    ),
    (
        "fr",
        AccessibilityTerms {
            text: "Le texte peut être lu à voix haute et affiché dans toutes les tailles, polices et couleurs.",
            contents: "Une table des matières mène aux titres.",
            notes: "Les notes et leurs appels sont liés dans les deux sens.",
            pages: "Les numéros de page de l’édition imprimée sont indiqués.",
            index: "L’index mène aux passages cités.",
            described: "Toutes les images sont décrites.",
            undescribed: "Images sans description : {missing} sur {all}.",
            formulas: "Les formules sont données sous forme de code source.",
            moving: "Certaines images peuvent être animées ; la présence de clignotements n’a pas été vérifiée.",
        },
    ),
    (
        "es",
        AccessibilityTerms {
            text: "El texto puede leerse en voz alta y mostrarse en cualquier tamaño, tipo de letra y color.",
            contents: "Un índice lleva a los títulos.",
            notes: "Las notas y sus llamadas están enlazadas en ambos sentidos.",
            pages: "Están marcados los números de página de la edición impresa.",
            index: "El índice alfabético lleva a los pasajes citados.",
            described: "Todas las imágenes tienen una descripción.",
            undescribed: "Imágenes sin descripción: {missing} de {all}.",
            formulas: "Las fórmulas se dan como código fuente.",
            moving: "Algunas imágenes pueden ser animadas; no se ha comprobado si parpadean.",
        },
    ),
    (
        "it",
        AccessibilityTerms {
            text: "Il testo può essere letto ad alta voce e mostrato in qualsiasi dimensione, carattere e colore.",
            contents: "Un indice conduce ai titoli.",
            notes: "Le note e i loro richiami sono collegati nei due sensi.",
            pages: "Sono indicati i numeri di pagina dell’edizione a stampa.",
            index: "L’indice analitico conduce ai passi citati.",
            described: "Tutte le immagini hanno una descrizione.",
            undescribed: "Immagini senza descrizione: {missing} su {all}.",
            formulas: "Le formule sono date come codice sorgente.",
            moving: "Alcune immagini possono essere animate; non è stato verificato se lampeggiano.",
        },
    ),
    (
        "pt",
        AccessibilityTerms {
            text: "O texto pode ser lido em voz alta e mostrado em qualquer tamanho, tipo de letra e cor.",
            contents: "Um sumário leva aos títulos.",
            notes: "As notas e as suas chamadas estão ligadas nos dois sentidos.",
            pages: "Os números de página da edição impressa estão marcados.",
            index: "O índice remissivo leva às passagens citadas.",
            described: "Todas as imagens têm uma descrição.",
            undescribed: "Imagens sem descrição: {missing} de {all}.",
            formulas: "As fórmulas são dadas como código-fonte.",
            moving: "Algumas imagens podem ser animadas; não foi verificado se piscam.",
        },
    ),
    (
        "nl",
        AccessibilityTerms {
            text: "De tekst kan worden voorgelezen en in elke grootte, letter en kleur worden getoond.",
            contents: "Een inhoudsopgave leidt naar de koppen.",
            notes: "Noten en hun verwijzingen zijn in beide richtingen gekoppeld.",
            pages: "De paginanummers van de gedrukte uitgave zijn aangegeven.",
            index: "Het register leidt naar de genoemde plaatsen.",
            described: "Alle afbeeldingen zijn beschreven.",
            undescribed: "Afbeeldingen zonder beschrijving: {missing} van {all}.",
            formulas: "Formules zijn als broncode weergegeven.",
            moving: "Sommige afbeeldingen bewegen mogelijk; of ze flitsen is niet onderzocht.",
        },
    ),
    (
        "ru",
        AccessibilityTerms {
            text: "Текст можно слушать в чтении вслух и показывать любым размером, шрифтом и цветом.",
            contents: "Содержание ведёт к заголовкам.",
            notes: "Примечания и знаки сносок связаны ссылками в обе стороны.",
            pages: "Отмечены номера страниц печатного издания.",
            index: "Указатель ведёт к названным местам.",
            described: "Все изображения имеют описание.",
            undescribed: "Изображений без описания: {missing} из {all}.",
            formulas: "Формулы приведены в виде исходного кода.",
            moving: "Некоторые изображения могут двигаться; мигают ли они, не проверялось.",
        },
    ),
];

impl AccessibilityTerms {
    /// The sentences in the language of that tag, with the tag of the language that they are in: English where the language
    /// has none here.
    #[must_use]
    pub fn of(tag: &str) -> (&'static str, &'static Self) {
        let primary = tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
        let found = TERMS.iter().find(|(language, _)| *language == primary).unwrap_or(&TERMS[0]);
        (found.0, &found.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_counts_what_is_missing() {
        for (language, terms) in TERMS {
            assert!(terms.undescribed.contains("{missing}") && terms.undescribed.contains("{all}"), "{language}");
        }
        assert_eq!(AccessibilityTerms::of("pt-BR").0, "pt");
        assert_eq!(AccessibilityTerms::of("ja").0, "en");
    }
}
