//! The work that a session has to do, edition by edition.
use super::super::session::Session;
use super::work::EditionJob;
use crate::edition::{Edition, EditionContent, PageListOf};
use crate::language::is_right_to_left;
use crate::typeset::have_one_type_area;

impl Session<'_> {
    /// The requested editions, followed by the editions that are typeset only because an EPUB or a concordance needs their pages.
    pub(super) fn jobs(&self) -> Vec<EditionJob> {
        self.jobs_for(&self.requested)
    }

    /// The same for some editions.
    pub(super) fn jobs_for(&self, requested: &[Edition]) -> Vec<EditionJob> {
        let mut jobs: Vec<EditionJob> = Vec::new();
        for edition in requested {
            jobs.push(EditionJob::new(edition.clone(), edition.pdf && edition.content != EditionContent::Concordance));
        }
        for (at, edition) in requested.iter().enumerate().filter(|(_, edition)| edition.epub) {
            let wanted = match &edition.page_list {
                PageListOf::Own => edition.name.as_str(),
                PageListOf::Nobody => continue,
                PageListOf::Edition(name) => name.as_str(),
            };
            let Some(other) = self.editions.iter().find(|other| other.name == wanted && has_page_list(other)) else { continue };
            jobs[at].page_list = Some(job_with_pages(&mut jobs, other));
        }
        for edition in requested.iter().filter(|edition| edition.content == EditionContent::Concordance) {
            for other in self.in_concordance(edition) {
                job_with_pages(&mut jobs, other);
            }
        }
        for at in 1..jobs.len() {
            jobs[at].same_pages = (0..at).find(|first| self.request.only.is_empty() && have_same_pages(&jobs[*first], &jobs[at]));
        }
        jobs
    }

    /// The editions whose pages a concordance lists: those that it names, or all that `book.toml` defines.
    pub(super) fn in_concordance(&self, edition: &Edition) -> Vec<&Edition> {
        let own = self.manuscript.editions.iter().map(|own| own.name.as_str());
        let names: Vec<&str> = if edition.of.is_empty() { own.collect() } else { edition.of.iter().map(String::as_str).collect() };
        names.into_iter().filter_map(|name| self.editions.iter().find(|other| other.name == name && has_page_list(other))).collect()
    }
}

/// Whether the pages of an edition can be listed in an EPUB or a concordance. An edition for a print shop is typeset on its own, because
/// the shop asks for other margins.
fn has_page_list(edition: &Edition) -> bool {
    edition.pdf && edition.content == EditionContent::Book && !edition.print.is_pod() && !is_right_to_left(edition.metadata.language.tag())
}

/// Whether two jobs have the same pages, apart from the size of the paper.
fn have_same_pages(first: &EditionJob, job: &EditionJob) -> bool {
    let (one, other) = (&first.edition, &job.edition);
    let one_on_other_paper =
        Edition { name: other.name.clone(), design: other.design.clone(), origins: other.origins.clone(), ..one.clone() };
    let can_share = |job: &EditionJob| {
        let is_plain = !job.edition.print.is_pod() && !job.edition.is_counted_in_sheets() && !job.edition.has_cover_page();
        job.needs_pages && is_plain
    };
    can_share(first)
        && can_share(job)
        && first.same_pages.is_none()
        && have_one_type_area(&one.design, &other.design)
        && one_on_other_paper == *other
}

/// The index of the job that typesets an edition. Adds a job without files if the edition is not requested.
fn job_with_pages(jobs: &mut Vec<EditionJob>, edition: &Edition) -> usize {
    let at = jobs.iter().position(|job| job.edition.name == edition.name).unwrap_or_else(|| {
        jobs.push(EditionJob::new(Edition { epub: false, pdf: false, ..edition.clone() }, true));
        jobs.len() - 1
    });
    jobs[at].needs_pages = true;
    at
}
