//! Packs the site as `cargo leptos build --release --precompress` would, without needing cargo-leptos.
//!
//! Reads the WebAssembly that cargo built, `style/main.css` and `public/`; writes `<site>/pkg/sabak.<hash>.{js,wasm,css}`, the public files
//! as they are, a `.br` and a `.gz` beside whatever gains from them, and `hash.txt`, in which the server finds the names.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions, StyleSheet};
use sha2::{Digest, Sha256};
use wasm_bindgen_cli_support::Bindgen;

const NAME: &str = "sabak";
const COMPRESSED: [&str; 9] = ["css", "html", "ico", "js", "json", "svg", "txt", "wasm", "webmanifest"];
/// A server that runs while its successor is built still hands out the files of its own build.
const KEEP_OLD_BUILDS: Duration = Duration::from_hours(24);

const USAGE: &str = "sabak-pack --wasm FILE --style FILE --public DIR --site DIR --cache DIR [--wasm-opt PROGRAM] [--hash-file FILE]… [--fast]";

struct Args {
    wasm: PathBuf,
    style: PathBuf,
    public: PathBuf,
    site: PathBuf,
    /// Where the result of wasm-bindgen is kept, so that an unchanged library costs nothing.
    cache: PathBuf,
    wasm_opt: Option<PathBuf>,
    hash_files: Vec<PathBuf>,
    /// For development: a quick brotli instead of the smallest.
    fast: bool,
}

fn main() -> Result<()> {
    let args = parse(std::env::args().skip(1))?;
    let mut site = Site::new(&args);

    let (js, wasm) = bindgen(&args)?;
    let wasm_hash = hash(&wasm);
    site.put(&format!("pkg/{NAME}.{wasm_hash}.wasm"), &wasm)?;
    // The script names its module; with the hash in that name it works however it is started.
    let js = js.replace(&format!("{NAME}_bg.wasm"), &format!("{NAME}.{wasm_hash}.wasm"));
    let js_hash = hash(js.as_bytes());
    site.put(&format!("pkg/{NAME}.{js_hash}.js"), js.as_bytes())?;

    let mut names = format!("js: {js_hash}\nwasm: {wasm_hash}\n");
    if args.style.exists() {
        let css = stylesheet(&args.style)?;
        let css_hash = hash(css.as_bytes());
        site.put(&format!("pkg/{NAME}.{css_hash}.css"), css.as_bytes())?;
        names.push_str(&format!("css: {css_hash}\n"));
    }
    site.put_tree(&args.cache.join("bindgen/snippets"), "pkg/snippets")?;
    site.put_tree(&args.public, "")?;
    site.put("hash.txt", names.as_bytes())?;
    for path in &args.hash_files {
        write_if_changed(path, names.as_bytes())?;
    }
    site.remove_stale()?;
    site.report();
    Ok(())
}

fn parse(mut words: impl Iterator<Item = String>) -> Result<Args> {
    let (mut wasm, mut style, mut public, mut site, mut cache, mut wasm_opt) = (None, None, None, None, None, None);
    let (mut hash_files, mut fast) = (Vec::new(), false);
    while let Some(word) = words.next() {
        let mut path = || words.next().map(PathBuf::from).context(USAGE);
        match word.as_str() {
            "--wasm" => wasm = Some(path()?),
            "--style" => style = Some(path()?),
            "--public" => public = Some(path()?),
            "--site" => site = Some(path()?),
            "--cache" => cache = Some(path()?),
            "--wasm-opt" => wasm_opt = Some(path()?),
            "--hash-file" => hash_files.push(path()?),
            "--fast" => fast = true,
            _ => bail!("unknown option {word}\n{USAGE}"),
        }
    }
    Ok(Args {
        wasm: wasm.context(USAGE)?,
        style: style.context(USAGE)?,
        public: public.context(USAGE)?,
        site: site.context(USAGE)?,
        cache: cache.context(USAGE)?,
        wasm_opt,
        hash_files,
        fast,
    })
}

/// Eight bytes of SHA-256 in hexadecimal: enough to tell builds apart, short enough for a page.
fn hash(content: &[u8]) -> String {
    Sha256::digest(content).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// The script and the module for the browser, from the cache where the library did not change.
fn bindgen(args: &Args) -> Result<(String, Vec<u8>)> {
    let input = fs::read(&args.wasm).with_context(|| format!("no WebAssembly at {}", args.wasm.display()))?;
    let stamp = format!("{} {:?} {WASM_OPT:?}", hash(&input), args.wasm_opt);
    let stamp_file = args.cache.join("stamp");
    let out = args.cache.join("bindgen");
    let (js_file, wasm_file) = (out.join(format!("{NAME}.js")), out.join(format!("{NAME}_bg.wasm")));

    if fs::read_to_string(&stamp_file).is_ok_and(|old| old == stamp) {
        return Ok((fs::read_to_string(js_file)?, fs::read(wasm_file)?));
    }
    if args.cache.exists() {
        fs::remove_dir_all(&args.cache)?;
    }
    fs::create_dir_all(&out)?;
    Bindgen::new()
        .input_bytes(NAME, input)
        .web(true)?
        .typescript(false)
        .omit_default_module_path(false)
        .remove_producers_section(true)
        .remove_name_section(args.wasm_opt.is_some())
        .generate(&out)
        .context("wasm-bindgen (is its version the one in Cargo.lock?)")?;
    if let Some(program) = &args.wasm_opt {
        optimize(program, &wasm_file)?;
    }
    fs::write(stamp_file, stamp)?;
    Ok((fs::read_to_string(js_file)?, fs::read(wasm_file)?))
}

/// The features that rustc's target assumes and no more: a newer one would shut out the browsers of older phones.
const WASM_OPT: [&str; 8] = [
    "-Oz",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

fn optimize(program: &Path, wasm: &Path) -> Result<()> {
    let smaller = wasm.with_extension("opt");
    let status = Command::new(program)
        .args(WASM_OPT)
        .arg("-o")
        .arg(&smaller)
        .arg(wasm)
        .status()
        .with_context(|| format!("cannot start {}", program.display()))?;
    ensure!(status.success(), "{} failed on {}", program.display(), wasm.display());
    fs::rename(smaller, wasm)?;
    Ok(())
}

/// One minified stylesheet. Files that `main.css` imports take the place of their `@import` line.
fn stylesheet(main: &Path) -> Result<String> {
    let css = with_imports(main)?;
    let options = ParserOptions { filename: main.display().to_string(), ..ParserOptions::default() };
    let mut sheet = StyleSheet::parse(&css, options).map_err(|error| anyhow::anyhow!("{error}"))?;
    sheet.minify(MinifyOptions::default()).map_err(|error| anyhow::anyhow!("{error}"))?;
    let printed = sheet.to_css(PrinterOptions { minify: true, ..PrinterOptions::default() })?;
    Ok(printed.code)
}

fn with_imports(file: &Path) -> Result<String> {
    let text = fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let mut css = String::with_capacity(text.len());
    for line in text.lines() {
        match line.trim().strip_prefix("@import ").and_then(|rest| rest.split('"').nth(1)) {
            Some(name) => css.push_str(&with_imports(&file.with_file_name(name))?),
            None => css.push_str(line),
        }
        css.push('\n');
    }
    Ok(css)
}

/// The directory the server serves: remembers what it was given, so that the rest can go.
struct Site {
    root: PathBuf,
    quality: i32,
    kept: BTreeSet<PathBuf>,
    sizes: Vec<(String, usize, usize)>,
}

impl Site {
    fn new(args: &Args) -> Self {
        let quality = if args.fast { 4 } else { 11 };
        Self { root: args.site.clone(), quality, kept: BTreeSet::new(), sizes: Vec::new() }
    }

    fn put_tree(&mut self, from: &Path, to: &str) -> Result<()> {
        if !from.exists() {
            return Ok(());
        }
        let mut entries = fs::read_dir(from)?.collect::<Result<Vec<_>, _>>()?;
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let name = entry.file_name().into_string().ok().context("a file name that is not UTF-8")?;
            let to = if to.is_empty() { name } else { format!("{to}/{name}") };
            if entry.file_type()?.is_dir() {
                self.put_tree(&entry.path(), &to)?;
            } else {
                self.put(&to, &fs::read(entry.path())?)?;
            }
        }
        Ok(())
    }

    fn put(&mut self, name: &str, content: &[u8]) -> Result<()> {
        let path = self.root.join(name);
        let changed = write_if_changed(&path, content)?;
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        if COMPRESSED.contains(&extension) && name != "hash.txt" {
            let (br, gz) = (with_suffix(&path, ".br"), with_suffix(&path, ".gz"));
            if changed || !br.exists() || !gz.exists() {
                write_if_changed(&br, &brotli(content, self.quality)?)?;
                write_if_changed(&gz, &gzip(content)?)?;
            }
            if name.starts_with("pkg/") {
                self.sizes.push((name.to_owned(), content.len(), usize::try_from(fs::metadata(&br)?.len())?));
            }
            self.kept.extend([br, gz]);
        }
        self.kept.insert(path);
        Ok(())
    }

    fn remove_stale(&self) -> Result<()> {
        let pkg = self.root.join("pkg");
        for file in files(&self.root)? {
            let age = fs::metadata(&file)?.modified()?.elapsed().unwrap_or_default();
            if !self.kept.contains(&file) && (!file.starts_with(&pkg) || age > KEEP_OLD_BUILDS) {
                fs::remove_file(file)?;
            }
        }
        Ok(())
    }

    fn report(&self) {
        for (name, plain, br) in &self.sizes {
            println!("{name}  {plain} bytes, {br} in brotli");
        }
    }
}

fn files(dir: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            found.extend(files(&entry.path())?);
        } else {
            found.push(entry.path());
        }
    }
    Ok(found)
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// Leaves the file alone where it is the same already; else replaces it in one step, for a server may be reading it.
fn write_if_changed(path: &Path, content: &[u8]) -> Result<bool> {
    if fs::read(path).is_ok_and(|old| old == content) {
        return Ok(false);
    }
    fs::create_dir_all(path.parent().context("a file needs a directory")?)?;
    let new = with_suffix(path, ".new");
    fs::write(&new, content).with_context(|| format!("cannot write {}", new.display()))?;
    fs::rename(new, path)?;
    Ok(true)
}

fn brotli(content: &[u8], quality: i32) -> Result<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams { quality, size_hint: content.len(), ..Default::default() };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut &*content, &mut out, &parameters)?;
    Ok(out)
}

fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}
