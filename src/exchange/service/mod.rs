//! The use cases: kept filters in `views`, work on many registrations in `bulk`, files out in `export` and in in `import`.

mod bulk;
mod export;
mod import;
mod views;

pub use self::bulk::{Possible, Shown, begin, begin_one, bulk_step, cancel, ids_of, plan, possible, recent, shown};
pub use self::export::{Taken, Whom, take, text_file, whom};
pub use self::import::{
    Line, PREVIEW, Preview, Results, ShownImport, cancel_import, import_lines, import_step, keep, map_import,
    recent_imports, shown_import, work_on,
};
pub use self::views::{Kept, drop_view, keep_view, views};
