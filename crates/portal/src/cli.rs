//! The command line.

use lexopt::{
    Arg::{Long, Short, Value},
    ValueExt,
};
use report::{DepartmentId, Login, Right, Rights, SectionId};
use std::{ffi::OsString, net::SocketAddr, path::PathBuf};

/// What `--help` prints.
pub(crate) const HELP: &str = "\
The reference portal of Zvitnyk.

zvitnyk-portal --data DIR [OPTIONS]
  --data DIR           where everything is kept; made where absent
  --listen ADDR:PORT   default 127.0.0.1:8700; port 0: any free one. The first line printed tells the address
  --catalogue DIR      departments, sections and forms; default: the example built in
  --map FILE           map pack for the public pages
  --assets DIR         folder with portal-map.js and portal-map.css, built from ui/
  --public-url URL     the address that residents know the portal by
  --demo               demonstration accounts, printed; only on a loopback address

zvitnyk-portal account add --data DIR --login L --name NAME --department ID [OPTIONS]
  the password is read from the standard input
  --position TEXT
  --right SECTION:RIGHT[,RIGHT…]   write, approve, read, administer; may be repeated
  --catalogue DIR
";

/// What is asked for.
pub(crate) enum Command {
    Help,
    Version,
    Run(Run),
    AccountAdd(AccountAdd),
}

/// Run the portal.
pub(crate) struct Run {
    pub(crate) data: PathBuf,
    pub(crate) listen: SocketAddr,
    pub(crate) catalogue: Option<PathBuf>,
    pub(crate) map: Option<PathBuf>,
    pub(crate) assets: Option<PathBuf>,
    pub(crate) public_url: Option<String>,
    pub(crate) demo: bool,
}

/// Add an account.
pub(crate) struct AccountAdd {
    pub(crate) data: PathBuf,
    pub(crate) catalogue: Option<PathBuf>,
    pub(crate) login: Login,
    pub(crate) name: String,
    pub(crate) position: String,
    pub(crate) department: DepartmentId,
    pub(crate) rights: Vec<Rights>,
}

/// A command line that means nothing.
#[derive(Debug, thiserror::Error)]
pub(crate) enum UsageError {
    #[error(transparent)]
    Arguments(#[from] lexopt::Error),
    #[error("{0} is missing; see --help")]
    Missing(&'static str),
    #[error("--right is SECTION:RIGHT[,RIGHT…] with write, approve, read or administer")]
    BadRight,
    #[error("--public-url begins with http:// or https://")]
    BadUrl,
    #[error("the only command is \"account add\"; see --help")]
    UnknownCommand,
}

/// Reads the program's arguments.
pub(crate) fn parse() -> Result<Command, UsageError> {
    parse_from(std::env::args_os())
}

fn parse_from(arguments: impl IntoIterator<Item = OsString>) -> Result<Command, UsageError> {
    let mut parser = lexopt::Parser::from_iter(arguments.into_iter().collect::<Vec<_>>());
    let mut words = Vec::new();
    let (mut data, mut catalogue, mut map, mut assets, mut public_url) = (None, None, None, None, None);
    let (mut login, mut name, mut position, mut department) = (None, None, String::new(), None);
    let mut rights = Vec::new();
    let mut listen = SocketAddr::from(([127, 0, 0, 1], 8700));
    let mut demo = false;
    while let Some(argument) = parser.next()? {
        match argument {
            Short('h') | Long("help") => return Ok(Command::Help),
            Short('V') | Long("version") => return Ok(Command::Version),
            Long("data") => data = Some(PathBuf::from(parser.value()?)),
            Long("catalogue") => catalogue = Some(PathBuf::from(parser.value()?)),
            Long("map") => map = Some(PathBuf::from(parser.value()?)),
            Long("assets") => assets = Some(PathBuf::from(parser.value()?)),
            Long("listen") => listen = parser.value()?.parse()?,
            Long("public-url") => public_url = Some(web_address(&parser.value()?.string()?)?),
            Long("demo") => demo = true,
            Long("login") => login = Some(Login(parser.value()?.string()?)),
            Long("name") => name = Some(parser.value()?.string()?),
            Long("position") => position = parser.value()?.string()?,
            Long("department") => department = Some(DepartmentId(parser.value()?.string()?)),
            Long("right") => rights.push(granted(&parser.value()?.string()?)?),
            Value(word) => words.push(word.string()?),
            other => return Err(other.unexpected().into()),
        }
    }
    let data = data.ok_or(UsageError::Missing("--data"))?;
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] => Ok(Command::Run(Run {
            data,
            listen,
            catalogue,
            map,
            assets,
            public_url,
            demo,
        })),
        ["account", "add"] => Ok(Command::AccountAdd(AccountAdd {
            data,
            catalogue,
            login: login.ok_or(UsageError::Missing("--login"))?,
            name: name.ok_or(UsageError::Missing("--name"))?,
            position,
            department: department.ok_or(UsageError::Missing("--department"))?,
            rights,
        })),
        _ => Err(UsageError::UnknownCommand),
    }
}

fn web_address(text: &str) -> Result<String, UsageError> {
    let web = text.starts_with("https://") || text.starts_with("http://");
    web.then(|| text.trim_end_matches('/').to_owned())
        .ok_or(UsageError::BadUrl)
}

fn granted(text: &str) -> Result<Rights, UsageError> {
    let (section, words) = text.split_once(':').ok_or(UsageError::BadRight)?;
    let rights = words
        .split(',')
        .map(|word| match word {
            "write" => Ok(Right::Write),
            "approve" => Ok(Right::Approve),
            "read" => Ok(Right::Read),
            "administer" => Ok(Right::Administer),
            _ => Err(UsageError::BadRight),
        })
        .collect::<Result<_, _>>()?;
    Ok(Rights {
        section: SectionId::from(section),
        rights,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Command, UsageError> {
        parse_from(
            std::iter::once("zvitnyk-portal")
                .chain(line.split(' '))
                .map(OsString::from),
        )
    }

    #[test]
    fn a_data_folder_is_enough_to_run() {
        let Ok(Command::Run(run)) = parsed("--data /tmp/x --public-url https://zvit.example/") else {
            panic!("should run")
        };
        assert_eq!(run.listen.to_string(), "127.0.0.1:8700");
        assert_eq!(run.public_url.as_deref(), Some("https://zvit.example"));
        assert!(matches!(parsed("--demo"), Err(UsageError::Missing("--data"))));
    }

    #[test]
    fn rights_are_given_by_section() {
        let Ok(Command::AccountAdd(add)) = parsed(
            "account add --data d --login a --name b --department c --right council-work:write,approve",
        ) else {
            panic!("should add")
        };
        assert_eq!(add.rights[0].rights, [Right::Write, Right::Approve]);
        assert!(granted("council-work:rule").is_err());
    }
}
