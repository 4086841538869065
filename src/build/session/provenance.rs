//! What an edition was made from: the program, the commit of the sources, the digest of their bytes, the licence. With these lines, a
//! reader of an archived file can fetch the commit, build it, and get the same bytes.
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::edition::Edition;
use crate::font::font_files;
use crate::manuscript::Manuscript;
use crate::source::SourceMap;
use crate::source::files::read;
use crate::source::uri::is_data;

/// Adds the lines to each edition with `provenance = true`.
pub(super) fn add(editions: &mut [Edition], manuscript: &Manuscript, sources: &SourceMap) {
    if editions.iter().all(|edition| edition.provenance.is_none()) {
        return;
    }
    let commit = commit(&manuscript.root);
    for edition in editions {
        let metadata = &edition.metadata;
        let Some(lines) = &mut edition.provenance else { continue };
        lines.push(format!("chapbook {}", env!("CARGO_PKG_VERSION")));
        lines.extend(commit.iter().map(|commit| format!("git {commit}")));
        let list = checksums(manuscript, sources, metadata.cover.as_deref());
        // In groups of eight, so that the digest can be read aloud and broken over lines.
        let digest = sha256(list.as_bytes());
        let groups: Vec<&str> = (0..digest.len() / 8).map(|at| &digest[at * 8..at * 8 + 8]).collect();
        lines.push(format!("SHA-256 {}", groups.join(" ")));
        lines.extend(metadata.rights.clone());
        lines.extend(metadata.licence_url());
    }
}

/// The checksums of the sources, in the format of `sha256sum`, sorted by path.
fn checksums(manuscript: &Manuscript, sources: &SourceMap, cover: Option<&str>) -> String {
    let texts = sources.files().iter().map(|file| (file.path.clone(), sha256(file.text.as_bytes())));
    let pictures = manuscript.images.iter().map(|(path, _)| path.as_str()).filter(|path| !is_data(path)).chain(cover);
    let pictures = pictures.filter_map(|path| Some((path.to_owned(), sha256(&read(&manuscript.root.join(path)).ok()?))));
    let fonts = manuscript.fonts.paths.iter().flatten().flat_map(|(path, _)| font_files(&manuscript.root.join(path)));
    let fonts = fonts.filter_map(|path| {
        let shown = path.strip_prefix(&manuscript.root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        Some((shown, sha256(&read(&path).ok()?)))
    });
    let mut files: Vec<(String, String)> = texts.chain(pictures).chain(fonts).collect();
    files.sort();
    files.dedup();
    files.into_iter().map(|(path, digest)| format!("{digest}  {path}\n")).collect()
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The commit that is checked out in the folder of the sources. `None` if they are not in a git repository. Changes since that commit
/// show in the digest.
fn commit(root: &Path) -> Option<String> {
    let root = root.canonicalize().ok()?;
    let git = root.ancestors().map(|folder| folder.join(".git")).find(|git| git.exists())?;
    // In a linked work tree, `.git` is a file that names the folder, and the branches are in the main repository.
    let git = match std::fs::read_to_string(&git) {
        Ok(text) => git.parent()?.join(text.strip_prefix("gitdir:")?.trim()),
        Err(_) => git,
    };
    let common: PathBuf = std::fs::read_to_string(git.join("commondir")).map_or_else(|_| git.clone(), |text| git.join(text.trim()));
    let head = std::fs::read_to_string(git.join("HEAD")).ok()?;
    let commit = match head.trim().strip_prefix("ref: ") {
        None => head.trim().to_owned(),
        Some(branch) => std::fs::read_to_string(common.join(branch)).map(|text| text.trim().to_owned()).ok().or_else(|| {
            let packed = std::fs::read_to_string(common.join("packed-refs")).ok()?;
            packed.lines().find_map(|line| line.strip_suffix(branch)?.strip_suffix(' ').map(str::to_owned))
        })?,
    };
    (commit.len() >= 40 && commit.bytes().all(|byte| byte.is_ascii_hexdigit())).then_some(commit)
}
