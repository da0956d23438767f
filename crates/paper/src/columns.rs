//! How wide the columns of a form's table are, and which way its page lies.

use page::view::{Cell, Table};

/// A column of text longer than this takes lines rather than width.
const WIDEST_TEXT: usize = 24;
/// Tables with more columns lie on a page turned on its side.
const MOST_UPRIGHT: usize = 8;

/// The columns' shares of the table's width, in characters: a figure is never broken, a heading only between its words.
pub(crate) fn shares(table: &Table) -> Vec<usize> {
    (0..table.head.len())
        .map(|index| {
            let cells = || table.rows.iter().filter_map(move |row| row.get(index));
            let heading = table.head.get(index).map_or(0, longest_word);
            let needed = cells()
                .map(|cell| {
                    if cell.is_figure {
                        // Digits are wider than letters.
                        cell.text.chars().count() * 5 / 4
                    } else {
                        longest_word(cell).max(cell.text.chars().count().min(WIDEST_TEXT))
                    }
                })
                .max()
                .unwrap_or(0);
            // The room between the lines counts for some characters.
            heading.max(needed).min(2 * WIDEST_TEXT) + 4
        })
        .collect()
}

/// Whether a table of so many columns needs the longer side of the paper.
pub(crate) const fn lies_on_its_side(columns: usize) -> bool {
    columns > MOST_UPRIGHT
}

fn longest_word(cell: &Cell) -> usize {
    let words = cell.text.split([' ', '\n']);
    words.map(|word| word.chars().count()).max().unwrap_or(0)
}
