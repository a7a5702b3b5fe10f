//! The sheet as a workbook: the client's cells open, all others locked, the keys hidden.

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationRule, DocProperties, ExcelDateTime, Format, FormatAlign,
    FormatBorder, ProtectionOptions, Workbook, Worksheet, XlsxError,
};
use unicode_width::UnicodeWidthStr;

use super::OfficeError;
use crate::domain::change::AnswerPart;
use crate::i18n::Lang;
use crate::i18n::nc_sheet as say;
use crate::report::nc_sheet::{Cell, Column, Row, Sheet, Sort};

/// The row of the headings; above it stands how to fill in the sheet.
const HEADINGS: u32 = 1;
/// What a date looks like, in every language.
const DAY: &str = "yyyy-mm-dd";

/// A sheet as a workbook, dated `on`.
pub fn xlsx(sheet: &Sheet, on: NaiveDate) -> Result<Vec<u8>, OfficeError> {
    build(sheet, on).map_err(|error| OfficeError::NotWritten(error.to_string()))
}

fn build(sheet: &Sheet, on: NaiveDate) -> Result<Vec<u8>, XlsxError> {
    let looks = Looks::of(sheet.lang);
    let mut book = Workbook::new();
    book.set_properties(&DocProperties::new().set_creation_datetime(&day(on)?));
    let page = book.add_worksheet();
    page.set_name(say::SHEET.get(sheet.lang))?;
    lay_out(page, sheet, &looks)?;
    for (nth, row) in (HEADINGS + 1..).zip(&sheet.rows) {
        for (at, (column, cell)) in (0..).zip(Column::ALL.iter().zip(&row.cells)) {
            put(page, nth, at, cell, looks.of_cell(*column, row, matches!(cell, Cell::Date(_))))?;
        }
        page.set_row_height(nth, height(row))?;
    }
    check_dates(page, sheet)?;
    protect(page);
    book.save_to_buffer()
}

/// How cells look; only a client's cell can be edited.
struct Looks {
    note: Format,
    heading: Format,
    heading_open: Format,
    told: Format,
    told_day: Format,
    open: Format,
    open_day: Format,
    key: Format,
}

impl Looks {
    fn of(lang: Lang) -> Self {
        let base = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        // The usual font has no Chinese: programs would each choose another.
        let base =
            if lang == Lang::Zh { base.set_font_name("Microsoft YaHei").set_font_size(10) } else { base };
        let framed = base.clone().set_border(FormatBorder::Thin).set_border_color(Color::RGB(0x00BF_BFBF));
        let heading = framed.clone().set_bold().set_align(FormatAlign::VerticalCenter);
        let told = framed.clone().set_background_color(Color::RGB(0x00F2_F2F2));
        let open = framed.set_unlocked().set_background_color(Color::RGB(0x00FF_F8DC));
        Self {
            note: base,
            heading: heading.clone().set_background_color(Color::RGB(0x00D9_D9D9)),
            heading_open: heading.set_background_color(Color::RGB(0x00FF_E699)),
            told_day: told.clone().set_num_format(DAY),
            open_day: open.clone().set_num_format(DAY),
            told,
            open,
            key: Format::new().set_hidden(),
        }
    }

    fn of_cell(&self, column: Column, row: &Row, is_date: bool) -> &Format {
        let open = match column {
            Column::AcknowledgedBy => row.may_acknowledge,
            Column::Answer(_) => row.may_answer,
            _ => false,
        };
        match (column.sort(), open) {
            (Sort::Key, _) => &self.key,
            (_, true) if column == Column::Answer(AnswerPart::Due) => &self.open_day,
            (_, true) => &self.open,
            (_, false) if is_date => &self.told_day,
            (_, false) => &self.told,
        }
    }
}

/// The cells that a column takes, two to a Chinese character.
fn width(column: Column) -> f64 {
    match column {
        Column::Statement => 44.0,
        Column::Answer(AnswerPart::Responsible) | Column::AcknowledgedBy => 15.0,
        Column::Answer(AnswerPart::Due) | Column::RaisedOn | Column::AnswerDue => 12.0,
        Column::Answer(_) => 34.0,
        Column::Clause | Column::Refused => 24.0,
        Column::Number | Column::Site | Column::Department => 16.0,
        _ => 9.0,
    }
}

/// The height of a row in points, so that nothing in it is cut off: not every program finds it by
/// itself. A row that waits for an answer has room for one.
fn height(row: &Row) -> f64 {
    const LINE: f64 = 15.0;
    // The highest row that a spreadsheet has.
    const HIGHEST: f64 = 409.0;
    let lines = |(column, cell): (&Column, &Cell)| match cell {
        Cell::Text(text) | Cell::Fault(text) => text.lines().map(|line| lines_of(line, width(*column))).sum(),
        Cell::Date(_) => 1.0,
    };
    let shown = Column::ALL.iter().zip(&row.cells).filter(|(column, _)| column.sort() != Sort::Key);
    let least = if row.may_answer || row.may_acknowledge { 4.0 } else { 1.0 };
    (shown.map(lines).fold(least, f64::max) * LINE).min(HIGHEST)
}

/// How many lines a text of one paragraph takes in a column; words that do not fit go to the next one.
fn lines_of(text: &str, width: f64) -> f64 {
    // A cell keeps a margin, and a line breaks before its last character.
    let cells = f64::from(u32::try_from(UnicodeWidthStr::width(text)).unwrap_or(u32::MAX));
    (cells / (width - 3.0)).ceil().max(1.0)
}

/// Note, headings, widths; what stays in sight while one scrolls, and how it prints.
fn lay_out(page: &mut Worksheet, sheet: &Sheet, looks: &Looks) -> Result<(), XlsxError> {
    for (at, column) in (0..).zip(Column::ALL) {
        page.set_column_width(at, width(column))?;
        let format = match column.sort() {
            Sort::Client => &looks.heading_open,
            Sort::Told => &looks.heading,
            Sort::Key => &looks.key,
        };
        page.write_string_with_format(HEADINGS, at, column.heading().get(sheet.lang), format)?;
        if column.sort() == Sort::Key {
            page.set_column_hidden(at)?;
        }
    }
    let shown = Column::ALL.iter().filter(|column| column.sort() != Sort::Key).count();
    let last = u16::try_from(shown - 1).unwrap_or(0);
    page.merge_range(0, 0, 0, last, &sheet.note, &looks.note)?;
    page.set_row_height(0, 48)?;
    page.set_row_height(HEADINGS, 30)?;
    page.set_freeze_panes(HEADINGS + 1, 1)?;
    // A3: on A4 nobody can read seventeen columns.
    page.set_landscape().set_paper_size(8).set_print_fit_to_pages(1, 0);
    page.set_repeat_rows(0, HEADINGS)?;
    Ok(())
}

fn put(page: &mut Worksheet, row: u32, column: u16, cell: &Cell, format: &Format) -> Result<(), XlsxError> {
    match cell {
        Cell::Text(text) | Cell::Fault(text) if text.is_empty() => {
            page.write_blank(row, column, format)?;
        }
        // Always as text: what begins with `=` is no formula.
        Cell::Text(text) | Cell::Fault(text) => {
            page.write_string_with_format(row, column, text, format)?;
        }
        Cell::Date(date) => {
            page.write_datetime_with_format(row, column, &day(*date)?, format)?;
        }
    }
    Ok(())
}

fn day(date: NaiveDate) -> Result<ExcelDateTime, XlsxError> {
    // Beyond what a spreadsheet can date there is nothing to write.
    let year = u16::try_from(date.year()).unwrap_or(1900).clamp(1900, 9999);
    let part = |part: u32| u8::try_from(part).unwrap_or(1);
    ExcelDateTime::from_ymd(year, part(date.month()), part(date.day()))
}

/// Only a date is taken where a date belongs.
fn check_dates(page: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    let column = Column::ALL.iter().position(|column| *column == Column::Answer(AnswerPart::Due));
    let (Some(column), Ok(rows)) = (column, u32::try_from(sheet.rows.len())) else { return Ok(()) };
    let column = u16::try_from(column).unwrap_or(0);
    let lang = sheet.lang;
    let rule = DataValidationRule::GreaterThan(ExcelDateTime::from_ymd(2000, 1, 1)?);
    let check = DataValidation::new()
        .allow_date(rule)
        .set_error_title(say::DATE_TITLE.get(lang))?
        .set_error_message(say::DATE_WRONG.get(lang))?
        .set_input_message(say::DATE_HINT.get(lang))?;
    page.add_data_validation(HEADINGS + 1, column, HEADINGS + rows.max(1), column, &check)?;
    Ok(())
}

/// Locks all but the open cells; columns and rows may still be made wider and higher.
fn protect(page: &mut Worksheet) {
    let options =
        ProtectionOptions { format_columns: true, format_rows: true, ..ProtectionOptions::default() };
    page.protect_with_options(&options);
}
