//! Reads the files of an author: only regular files of a reasonable size. Also says which files belong to a book, since an untrusted
//! manuscript must not be able to print other files of the computer.
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

/// The largest file that is read, in bytes.
const LARGEST: u64 = 1 << 30;

/// Why a file does not belong to a book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is outside the folder of the book and its repository. A symbolic link may lead there.
    Outside,
    /// It is hidden. Hidden files are settings of programs, and some contain passwords.
    Hidden,
}

/// Reads a file.
///
/// # Errors
/// If it cannot be read, if it is not a regular file, or if it is larger than a gibibyte. Opening a pipe would wait for ever, and a device
/// may have no end.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    let metadata = fs::metadata(path)?;
    if metadata.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if !metadata.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not a regular file"));
    }
    let mut bytes = Vec::new();
    // The file may grow while it is read.
    if metadata.len() > LARGEST || File::open(path)?.take(LARGEST + 1).read_to_end(&mut bytes)? as u64 > LARGEST {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, "it is larger than a gibibyte"));
    }
    Ok(bytes)
}

/// What a file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileUse {
    /// It is a part of the text, or a picture in it.
    Text,
    /// It is a cover. If there is no repository, it may also be in the folder around that of the book: `../covers`.
    Cover,
}

/// Why a file does not belong to the book in a folder. `None` if it does, or if it does not exist. `path` is relative to the folder.
///
/// Symbolic links are followed. All files of the repository belong to the book. The repository is the nearest folder around the book, or
/// the folder of the book itself, that contains `.git`.
///
/// A file is hidden if its own name begins with a point. A hidden folder may have pictures, so a file in it is refused only if the path
/// leads there through a symbolic link or `..`. Files in `.git` are always refused.
#[must_use]
pub fn refusal(folder: &Path, path: &str, purpose: FileUse) -> Option<Refusal> {
    let folder = fs::canonicalize(if folder.as_os_str().is_empty() { Path::new(".") } else { folder }).ok()?;
    let file = fs::canonicalize(folder.join(path)).ok()?;
    let repository = folder.ancestors().find(|around| around.join(".git").exists());
    let around = repository.or_else(|| folder.parent().filter(|_| purpose == FileUse::Cover)).unwrap_or(&folder);
    let within = file.strip_prefix(&folder).or_else(|_| file.strip_prefix(around));
    let Ok(within) = within else { return Some(Refusal::Outside) };
    let is_hidden = |part: Component<'_>| part.as_os_str().to_string_lossy().starts_with('.');
    let is_link = folder.join(path).components().collect::<PathBuf>() != file;
    let mut parts = within.components().rev();
    let hides = parts.next().is_some_and(is_hidden) || parts.any(|part| part.as_os_str() == ".git" || (is_link && is_hidden(part)));
    hides.then_some(Refusal::Hidden)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_the_repository_belong_to_a_book() {
        let outer = tempfile::tempdir().expect("a folder");
        let root = outer.path().join("repository");
        for file in ["repository/book/a.md", "repository/covers/a.png", "repository/.env", "repository/book/.web/a.png", "secret"] {
            let path = outer.path().join(file);
            fs::create_dir_all(path.parent().expect("a folder")).and_then(|()| fs::write(path, "x")).expect("a file");
        }
        let book = root.join("book");
        assert_eq!(refusal(&book, "../covers/a.png", FileUse::Text), Some(Refusal::Outside), "without a repository");
        assert_eq!(refusal(&book, "../covers/a.png", FileUse::Cover), None);
        assert_eq!(refusal(&book, "../../secret", FileUse::Cover), Some(Refusal::Outside));
        fs::create_dir(root.join(".git")).and_then(|()| fs::write(root.join(".git/config"), "x")).expect("a folder");
        let wanted = [
            ("a.md", None),
            (".web/a.png", None),
            ("missing.md", None),
            ("../covers/a.png", None),
            ("../.env", Some(Refusal::Hidden)),
            ("../.git/config", Some(Refusal::Hidden)),
            ("../../secret", Some(Refusal::Outside)),
        ];
        for (path, wanted) in wanted {
            assert_eq!(refusal(&book, path, FileUse::Text), wanted, "{path}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed() {
        let outer = tempfile::tempdir().expect("a folder");
        let book = outer.path().join("book");
        fs::create_dir_all(book.join(".web")).expect("a folder");
        for (link, target) in [("out.md", "../secret"), ("in.md", "a.md"), ("web.md", ".web/b.md")] {
            std::os::unix::fs::symlink(target, book.join(link)).expect("a link");
        }
        for file in ["book/a.md", "book/.web/b.md", "secret"] {
            fs::write(outer.path().join(file), "x").expect("a file");
        }
        let found = ["out.md", "in.md", "web.md"].map(|path| refusal(&book, path, FileUse::Text));
        assert_eq!(found, [Some(Refusal::Outside), None, Some(Refusal::Hidden)]);
    }

    #[test]
    fn only_regular_files_are_read() {
        let folder = tempfile::tempdir().expect("a folder");
        assert_eq!(read(folder.path()).map_err(|error| error.kind()), Err(io::ErrorKind::IsADirectory));
        if cfg!(unix) {
            assert_eq!(read(Path::new("/dev/zero")).map_err(|error| error.kind()), Err(io::ErrorKind::InvalidInput));
        }
    }
}
