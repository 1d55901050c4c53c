//! The columns of a list that is taken out.

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    Code,
    FullName,
    CallName,
    State,
    Waiting,
    Phone,
    Email,
    Language,
    AgeBand,
    Sex,
    Region,
    Organisation,
    Needs,
    Diet,
    Note,
    Source,
    Registered,
    Changed,
}

impl Column {
    /// In the order in which they stand in the file.
    pub const ALL: [Self; 18] = [
        Self::Code,
        Self::FullName,
        Self::CallName,
        Self::State,
        Self::Waiting,
        Self::Phone,
        Self::Email,
        Self::Language,
        Self::AgeBand,
        Self::Sex,
        Self::Region,
        Self::Organisation,
        Self::Needs,
        Self::Diet,
        Self::Note,
        Self::Source,
        Self::Registered,
        Self::Changed,
    ];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::FullName => "full_name",
            Self::CallName => "call_name",
            Self::State => "state",
            Self::Waiting => "waiting",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Language => "locale",
            Self::AgeBand => "age_band",
            Self::Sex => "sex",
            Self::Region => "home_region",
            Self::Organisation => "organisation",
            Self::Needs => "needs",
            Self::Diet => "diet",
            Self::Note => "note",
            Self::Source => "source",
            Self::Registered => "created_at",
            Self::Changed => "changed_at",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.code() == code)
    }

    /// The message key of its heading.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Code => "registration-col-code",
            Self::FullName => "registration-col-name",
            Self::CallName => "registration-fact-call-name",
            Self::State => "registration-col-state",
            Self::Waiting => "registration-col-waiting",
            Self::Phone => "registration-phone",
            Self::Email => "registration-email",
            Self::Language => "registration-fact-locale",
            Self::AgeBand => "registration-age",
            Self::Sex => "registration-sex",
            Self::Region => "registration-fact-home-region",
            Self::Organisation => "registration-organisation",
            Self::Needs => "registration-col-needs",
            Self::Diet => "registration-diet",
            Self::Note => "registration-fact-note",
            Self::Source => "registration-source",
            Self::Registered => "registration-created",
            Self::Changed => "registration-changed",
        }
    }

    /// Whether it says who somebody is, or what they wrote of themselves: such a list leaves only with a fresh proof of who
    /// takes it.
    #[must_use]
    pub const fn is_personal(self) -> bool {
        matches!(
            self,
            Self::Code
                | Self::FullName
                | Self::CallName
                | Self::Phone
                | Self::Email
                | Self::Organisation
                | Self::Diet
                | Self::Note
        )
    }
}

/// How a list is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Csv,
    Xlsx,
}

impl Format {
    pub const ALL: [Self; 2] = [Self::Xlsx, Self::Csv];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }

    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.code() == code)
    }

    /// As the answer names it.
    #[must_use]
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

/// What goes into a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct What {
    /// In the order of the file.
    pub columns: Vec<Column>,
    /// A column for each question of the event that the reader may see the answers to.
    pub answers: bool,
    pub format: Format,
}

impl What {
    /// Whether it says who somebody is, or what they wrote.
    #[must_use]
    pub fn is_personal(&self) -> bool {
        self.answers || self.columns.iter().any(|c| c.is_personal())
    }
}

#[cfg(test)]
mod tests {
    use super::{Column, Format};

    #[test]
    fn codes_are_read_back() {
        for column in Column::ALL {
            assert_eq!(Column::parse(column.code()), Some(column));
        }
        for format in Format::ALL {
            assert_eq!(Format::parse(format.code()), Some(format));
        }
    }
}
