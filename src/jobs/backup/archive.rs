//! A backup as a file: a line of what it is, the bytes in pieces, and a line of what they must add up to; all of it as
//! one age stream, or open when that was said. Written under another name and given its own only when it is whole.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use age::stream::{StreamReader, StreamWriter};
use age::x25519::{Identity, Recipient};
use age::{DecryptError, Decryptor, Encryptor};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::clock::Instant;
use crate::ids::hex;

const AGE: &[u8] = b"age-encryption.org/v1\n";
const OURS: &str = "sabak backup 1\n";
/// Bytes read and written at once; all that is ever held of a backup.
const PIECE: usize = 64 * 1024;
/// A line longer than this is none of ours.
const LINE: u64 = 64 * 1024;

/// Which of the two files of a backup.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// Everything but the keys.
    Main,
    /// The wrapped data keys, and who was erased: kept for a shorter time.
    Keys,
}

/// What a file says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    pub part: Part,
    /// `sqlite` or `postgres`.
    pub engine: String,
    pub made_at: Instant,
    /// The program's version.
    pub version: String,
    /// The newest migration.
    pub schema: i64,
    /// The same in both files of one backup.
    pub pair: Uuid,
    /// Rows by table, of those that are counted.
    pub counts: BTreeMap<String, i64>,
    /// The newest entry of the history.
    pub audit_head: Option<Uuid>,
    /// People, testimonials and accounts that had neither a key nor a tombstone: as many may lack one afterwards.
    pub unopenable: i64,
}

#[derive(Serialize, Deserialize)]
struct End {
    bytes: u64,
    sha256: String,
}

/// Writes one file of a backup; dropped before [`Writer::finish`], it leaves nothing.
pub struct Writer {
    out: Option<Out>,
    hash: Sha256,
    bytes: u64,
    name: PathBuf,
    unfinished: PathBuf,
    kept: bool,
}

enum Out {
    Age(Box<StreamWriter<BufWriter<File>>>),
    Plain(BufWriter<File>),
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Age(out) => out.write(bytes),
            Self::Plain(out) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Age(out) => out.flush(),
            Self::Plain(out) => out.flush(),
        }
    }
}

impl Writer {
    /// Begins the file `name`; without recipients it is open to whoever can read it.
    ///
    /// # Errors
    /// When the file cannot be made.
    pub fn create(name: PathBuf, recipients: &[Recipient], manifest: &Manifest) -> io::Result<Self> {
        let unfinished = unfinished(&name);
        let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&unfinished)?;
        let mut made = Self { out: None, hash: Sha256::new(), bytes: 0, name, unfinished, kept: false };
        let file = BufWriter::with_capacity(PIECE, file);
        let mut out = if recipients.is_empty() {
            Out::Plain(file)
        } else {
            let encryptor = Encryptor::with_recipients(recipients.iter().map(|r| r as &dyn age::Recipient))
                .map_err(io::Error::other)?;
            Out::Age(Box::new(encryptor.wrap_output(file)?))
        };
        let line = serde_json::to_string(manifest)? + "\n";
        made.hash.update(&line);
        out.write_all(OURS.as_bytes())?;
        out.write_all(line.as_bytes())?;
        made.out = Some(out);
        Ok(made)
    }

    /// Adds bytes.
    ///
    /// # Errors
    /// When the disk does not take them.
    pub fn add(&mut self, bytes: &[u8]) -> io::Result<()> {
        let out = self.out.as_mut().ok_or(io::ErrorKind::NotConnected)?;
        for piece in bytes.chunks(PIECE) {
            self.hash.update(piece);
            self.bytes += piece.len() as u64;
            out.write_all(&u32::try_from(piece.len()).unwrap_or_default().to_be_bytes())?;
            out.write_all(piece)?;
        }
        Ok(())
    }

    /// Adds all that `from` gives.
    ///
    /// # Errors
    /// When either side fails.
    pub fn add_all(&mut self, from: &mut dyn Read) -> io::Result<()> {
        let mut piece = vec![0; PIECE];
        loop {
            match from.read(&mut piece)? {
                0 => return Ok(()),
                n => self.add(&piece[..n])?,
            }
        }
    }

    /// Puts it on disk under its name, and says how large it became.
    ///
    /// # Errors
    /// When the disk does not take it.
    pub fn finish(mut self) -> io::Result<u64> {
        let mut out = self.out.take().ok_or(io::ErrorKind::NotConnected)?;
        let sha256 = hex(&std::mem::take(&mut self.hash).finalize());
        out.write_all(&[0; 4])?;
        serde_json::to_writer(&mut out, &End { bytes: self.bytes, sha256 })?;
        out.write_all(b"\n")?;
        let file = match out {
            Out::Age(out) => out.finish()?,
            Out::Plain(out) => out,
        };
        let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.sync_all()?;
        let size = file.metadata()?.len();
        fs::rename(&self.unfinished, &self.name)?;
        self.kept = true;
        File::open(self.name.parent().unwrap_or(Path::new(".")))?.sync_all()?;
        Ok(size)
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        if !self.kept {
            let _ = fs::remove_file(&self.unfinished);
        }
    }
}

/// What a backup is called while it is written.
fn unfinished(name: &Path) -> PathBuf {
    name.with_added_extension("part")
}

/// One or more `age1…`, parted by commas or blanks.
///
/// # Errors
/// Names the one that is none.
pub fn recipients(text: &str) -> Result<Vec<Recipient>, String> {
    let parse = |r: &str| r.parse().map_err(|e| format!("{r:?} is no age recipient (age1…): {e}"));
    text.split([',', ' ', '\n']).filter(|r| !r.is_empty()).map(parse).collect()
}

/// The identities of a file that `age-keygen` wrote.
///
/// # Errors
/// When there is none in it.
pub fn identities(file: &Path) -> Result<Vec<Identity>, String> {
    let text = zeroize::Zeroizing::new(fs::read_to_string(file).map_err(|e| format!("{}: {e}", file.display()))?);
    let lines = text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#'));
    let found: Result<Vec<Identity>, _> = lines.map(str::parse).collect();
    match found {
        Ok(found) if !found.is_empty() => Ok(found),
        _ => Err(format!("{}: no age identity (AGE-SECRET-KEY-1…) in it", file.display())),
    }
}

/// How a file is protected, as its first bytes say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Header {
    Age,
    Plain,
}

/// Looks at the beginning of a file, which needs no identity.
///
/// # Errors
/// When it is neither, or its age header is damaged.
pub fn header(file: &Path) -> Result<Header, String> {
    let mut input = begin(file)?;
    match kind(file, &mut input)? {
        Header::Plain => Ok(Header::Plain),
        Header::Age => Decryptor::new_buffered(input).map(|_| Header::Age).map_err(|e| undecrypted(file, &e)),
    }
}

fn begin(file: &Path) -> Result<BufReader<File>, String> {
    let opened = File::open(file).map_err(|e| format!("{}: {e}", file.display()))?;
    Ok(BufReader::with_capacity(PIECE, opened))
}

fn kind(file: &Path, input: &mut BufReader<File>) -> Result<Header, String> {
    let first = input.fill_buf().map_err(|e| format!("{}: {e}", file.display()))?;
    if first.starts_with(AGE) {
        Ok(Header::Age)
    } else if first.starts_with(OURS.as_bytes()) {
        Ok(Header::Plain)
    } else {
        Err(format!("{}: this is no backup (neither age nor plain)", file.display()))
    }
}

fn undecrypted(file: &Path, error: &DecryptError) -> String {
    let file = file.display();
    match error {
        DecryptError::NoMatchingKeys => {
            format!("{file}: this identity does not open it; it was made for another recipient")
        }
        DecryptError::Io(e) if e.kind() == io::ErrorKind::UnexpectedEof => format!("{file}: cut off"),
        _ => format!("{file}: its header is damaged"),
    }
}

enum In {
    Age(Box<StreamReader<BufReader<File>>>),
    Plain(BufReader<File>),
}

impl Read for In {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Age(from) => from.read(into),
            Self::Plain(from) => from.read(into),
        }
    }
}

/// Gives the bytes of a backup's file as [`Read`], and an error at the end when they are not those that were written.
pub struct Reader {
    pub manifest: Manifest,
    from: BufReader<In>,
    /// Left of the piece at hand.
    left: usize,
    hash: Sha256,
    bytes: u64,
    ended: bool,
}

impl Reader {
    /// # Errors
    /// A sentence that names the file and what is wrong with it.
    pub fn open(file: &Path, identities: &[Identity]) -> Result<Self, String> {
        let mut input = begin(file)?;
        let from = match kind(file, &mut input)? {
            Header::Plain => In::Plain(input),
            Header::Age if identities.is_empty() => {
                return Err(format!("{}: it is encrypted; say --identity FILE", file.display()));
            }
            Header::Age => {
                let opened = Decryptor::new_buffered(input)
                    .and_then(|d| d.decrypt(identities.iter().map(|i| i as &dyn age::Identity)))
                    .map_err(|e| undecrypted(file, &e))?;
                In::Age(Box::new(opened))
            }
        };
        let mut from = BufReader::with_capacity(PIECE, from);
        let damaged = |e: &dyn std::fmt::Display| format!("{}: cut off or damaged ({e})", file.display());
        let first = line(&mut from).map_err(|e| damaged(&e))?;
        if first != OURS {
            return Err(format!("{}: encrypted, but no backup of this program and format", file.display()));
        }
        let said = line(&mut from).map_err(|e| damaged(&e))?;
        let manifest = serde_json::from_str(&said).map_err(|e| damaged(&e))?;
        let hash = Sha256::new_with_prefix(&said);
        Ok(Self { manifest, from, left: 0, hash, bytes: 0, ended: false })
    }

    /// The sums must be those of the last line, and nothing may come after it.
    fn end(&mut self) -> io::Result<()> {
        let wrong = |what: &str| io::Error::new(io::ErrorKind::InvalidData, what.to_owned());
        let end: End = serde_json::from_str(&line(&mut self.from)?)?;
        if end.bytes != self.bytes || end.sha256 != hex(&std::mem::take(&mut self.hash).finalize()) {
            return Err(wrong("its checksum is another"));
        }
        if self.from.read(&mut [0])? != 0 {
            return Err(wrong("something stands after its end"));
        }
        self.ended = true;
        Ok(())
    }
}

impl Read for Reader {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.ended || into.is_empty() {
            return Ok(0);
        }
        if self.left == 0 {
            let mut length = [0; 4];
            self.from.read_exact(&mut length)?;
            self.left = u32::from_be_bytes(length) as usize;
            if self.left == 0 {
                return self.end().map(|()| 0);
            }
            if self.left > PIECE {
                return Err(io::Error::new(io::ErrorKind::InvalidData, "a piece is too long"));
            }
        }
        let most = self.left.min(into.len());
        let n = self.from.read(&mut into[..most])?;
        if n == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.hash.update(&into[..n]);
        self.bytes += n as u64;
        self.left -= n;
        Ok(n)
    }
}

fn line(from: &mut impl BufRead) -> io::Result<String> {
    let mut text = String::new();
    from.take(LINE).read_line(&mut text)?;
    if text.ends_with('\n') { Ok(text) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}

/// Reads a file to its end, as [`Reader`] checks it.
///
/// # Errors
/// A sentence that names the file and what is wrong with it.
pub fn verify(file: &Path, identities: &[Identity]) -> Result<Manifest, String> {
    let mut reader = Reader::open(file, identities)?;
    io::copy(&mut reader, &mut io::sink()).map_err(|e| format!("{}: cut off or damaged ({e})", file.display()))?;
    Ok(reader.manifest)
}

#[cfg(test)]
mod tests;
