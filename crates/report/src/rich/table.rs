//! Tables of a formatted text, as Tiptap's table extension writes them: `table` > `tableRow` > `tableHeader` or
//! `tableCell`, the cells with `colspan` and `rowspan`.

use super::{
    Block,
    parse::{Reader, RichTextError, Tables, attribute, children, not_allowed, type_of},
};
use serde_json::Value;

/// Most columns of a table.
pub const MAX_TABLE_COLUMNS: usize = 50;
/// Most places of a table's grid: columns × rows.
pub const MAX_TABLE_CELLS: usize = 2_000;

/// A table. A row may be shorter than the table is wide, and may hold no cell of its own where all of its places are
/// taken by cells from above.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Columns of the grid.
    pub columns: usize,
    /// The cells of each row, from left to right.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell of a table. Cells never lie over each other and never reach beyond the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Whether it names others or holds something itself.
    pub kind: CellKind,
    /// The leftmost column that it covers, from 0.
    pub column: usize,
    /// How many columns it covers, from 1.
    pub columns: usize,
    /// How many rows it covers, its own being the first, from 1.
    pub rows: usize,
    /// What is in it; never a table.
    pub blocks: Vec<Block>,
}

/// What a cell is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellKind {
    /// `tableHeader`: a heading of its column or row.
    Header,
    /// `tableCell`
    Data,
}

impl Table {
    /// How many rows from the top are the table's head: those of headings only, where no cell reaches from them into
    /// the rows below.
    #[must_use]
    pub fn head_rows(&self) -> usize {
        let heading =
            |row: &&Vec<Cell>| row.iter().all(|cell| cell.kind == CellKind::Header) && !row.is_empty();
        let head = self.rows.iter().take_while(heading).count();
        let within = |(at, row): (usize, &Vec<Cell>)| row.iter().all(|cell| at + cell.rows <= head);
        if self.rows.iter().enumerate().take(head).all(within) {
            head
        } else {
            0
        }
    }
}

impl Reader {
    pub(super) fn table(&mut self, node: &Value, depth: usize) -> Result<Table, RichTextError> {
        let rows = children(node)?;
        if rows.is_empty() {
            return Err(RichTextError::MalformedTable);
        }
        self.tables = Tables::Refused;
        let mut grid = Grid::default();
        let mut table = Table::default();
        for (at, row) in rows.iter().enumerate() {
            self.enter(depth + 1)?;
            match type_of(row)? {
                "tableRow" => {}
                other => return Err(not_allowed(other)),
            }
            let mut cells = Vec::new();
            for node in children(row)? {
                cells.push(self.cell(node, depth + 2, rows.len() - at, &mut grid)?);
            }
            grid.next_row();
            table.rows.push(cells);
        }
        table.columns = grid.taken.len();
        if table.columns == 0 {
            return Err(RichTextError::MalformedTable);
        }
        if table.columns * rows.len() > MAX_TABLE_CELLS {
            return Err(RichTextError::TableTooLarge);
        }
        self.tables = Tables::Allowed;
        Ok(table)
    }

    /// A cell of the row that the grid is at. One that reaches below the table ends with it, as in browsers.
    fn cell(
        &mut self,
        node: &Value,
        depth: usize,
        rows_left: usize,
        grid: &mut Grid,
    ) -> Result<Cell, RichTextError> {
        self.enter(depth)?;
        let kind = match type_of(node)? {
            "tableHeader" => CellKind::Header,
            "tableCell" => CellKind::Data,
            other => return Err(not_allowed(other)),
        };
        let columns = span(node, "colspan")?;
        let rows = span(node, "rowspan")?.min(rows_left);
        Ok(Cell {
            kind,
            column: grid.put(columns, rows)?,
            columns,
            rows,
            blocks: self.blocks(node, depth)?,
        })
    }
}

/// `colspan` or `rowspan`; absent and `null` are 1.
fn span(node: &Value, name: &str) -> Result<usize, RichTextError> {
    match attribute(node, name) {
        None | Some(Value::Null) => Ok(1),
        Some(value) => value
            .as_u64()
            .and_then(|span| usize::try_from(span).ok())
            .filter(|span| *span > 0)
            .ok_or(RichTextError::MalformedTable),
    }
}

/// The row that is being filled: for each column, how many rows from this one on are taken.
#[derive(Default)]
struct Grid {
    taken: Vec<usize>,
}

impl Grid {
    /// Puts a cell of that size into the first free column of the row; its column. To the left of it every column of
    /// the row is taken, so cells come from left to right.
    fn put(&mut self, columns: usize, rows: usize) -> Result<usize, RichTextError> {
        let first_free = self.taken.iter().position(|rows| *rows == 0);
        let column = first_free.unwrap_or(self.taken.len());
        let end = column
            .checked_add(columns)
            .filter(|end| *end <= MAX_TABLE_COLUMNS)
            .ok_or(RichTextError::TableTooLarge)?;
        if self.taken.len() < end {
            self.taken.resize(end, 0);
        }
        for place in self.taken.iter_mut().take(end).skip(column) {
            if *place > 0 {
                return Err(RichTextError::MalformedTable);
            }
            *place = rows;
        }
        Ok(column)
    }

    fn next_row(&mut self) {
        for rows in &mut self.taken {
            *rows = rows.saturating_sub(1);
        }
    }
}
