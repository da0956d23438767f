//! One line of a bench's result.

use std::str::FromStr;
use thiserror::Error;

/// What was measured, of ours and of the rival.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Line {
    pub(crate) what: String,
    pub(crate) unit: String,
    pub(crate) ours: f64,
    pub(crate) rival: String,
    pub(crate) theirs: f64,
    /// The largest ratio of ours to theirs that will do.
    pub(crate) goal: f64,
}

/// Why a text is no line of a bench.
#[derive(Debug, Error, PartialEq)]
pub(crate) enum BadLine {
    /// Not six parts between tabs.
    #[error("{found} parts instead of 6")]
    Parts { found: usize },
    /// A part that should be a number above zero.
    #[error("{text} is no amount")]
    Amount { text: String },
}

impl FromStr for Line {
    type Err = BadLine;

    fn from_str(text: &str) -> Result<Self, BadLine> {
        let amount = |text: &str| {
            let parsed = text
                .parse::<f64>()
                .ok()
                .filter(|value| value.is_finite() && *value > 0.0);
            parsed.ok_or_else(|| BadLine::Amount {
                text: text.to_owned(),
            })
        };
        match text.split('\t').collect::<Vec<_>>().as_slice() {
            [what, unit, ours, rival, theirs, goal] => Ok(Self {
                what: (*what).to_owned(),
                unit: (*unit).to_owned(),
                ours: amount(ours)?,
                rival: (*rival).to_owned(),
                theirs: amount(theirs)?,
                goal: amount(goal)?,
            }),
            parts => Err(BadLine::Parts { found: parts.len() }),
        }
    }
}

impl Line {
    pub(crate) fn ratio(&self) -> f64 {
        self.ours / self.theirs
    }

    /// Whether the goal is reached.
    pub(crate) fn holds(&self) -> bool {
        self.ratio() <= self.goal
    }

    /// The line as a JSON object.
    pub(crate) fn json(&self, bench: &str) -> String {
        let Self {
            what,
            unit,
            ours,
            rival,
            theirs,
            goal,
        } = self;
        let quoted = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
        format!(
            "{{\"bench\":{},\"what\":{},\"unit\":{},\"ours\":{ours},\"rival\":{},\"theirs\":{theirs},\
             \"ratio\":{:.3},\"goal\":{goal},\"holds\":{}}}",
            quoted(bench),
            quoted(what),
            quoted(unit),
            quoted(rival),
            self.ratio(),
            self.holds()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::{BadLine, Line};

    #[test]
    fn line_holds_up_to_its_goal() {
        let line: Line = "import\tms\t60.0\tvips\t120.0\t0.5".parse().unwrap();
        assert!(line.holds());
        let slower = Line { ours: 61.0, ..line };
        assert!(!slower.holds());
    }

    #[test]
    fn garbled_line_is_refused() {
        assert_eq!("a\tb".parse::<Line>(), Err(BadLine::Parts { found: 2 }));
        assert!(matches!(
            "a\tms\tx\tb\t1\t1".parse::<Line>(),
            Err(BadLine::Amount { .. })
        ));
        assert!(matches!(
            "a\tms\t1\tb\t0\t1".parse::<Line>(),
            Err(BadLine::Amount { .. })
        ));
    }

    #[test]
    fn json_quotes_what_it_must() {
        let line: Line = "say \"hi\"\tms\t1\tb\\c\t2\t1".parse().unwrap();
        let json = line.json("x");
        assert!(
            json.contains(r#""what":"say \"hi\"""#) && json.contains(r#""rival":"b\\c""#),
            "{json}"
        );
        assert!(
            json.contains(r#""ratio":0.500"#) && json.contains(r#""holds":true"#),
            "{json}"
        );
    }
}
