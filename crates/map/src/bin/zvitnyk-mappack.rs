//! Builds a map pack from a GeoJSON file.

use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;

use lexopt::prelude::*;
use map::{BuildOptions, BuildSummary, build};

const USAGE: &str = "\
Builds a map pack for Zvitnyk.

Usage: zvitnyk-mappack build --geojson FILE --out FILE [options]

Options (by default as the source says):
  --name TEXT            the name shown on the map
  --attribution TEXT     who made the data and under which licence
  --data-date DATE       the day of the data, YYYY-MM-DD
  --pack-version TEXT    the pack's own revision
  --min-zoom N           the least zoom level (11)
  --max-zoom N           the greatest zoom level (16)
";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("zvitnyk-mappack: {error}");
            let mut cause = error.source();
            while let Some(error) = cause {
                eprintln!("  {error}");
                cause = error.source();
            }
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let mut arguments = lexopt::Parser::from_env();
    match arguments.next()? {
        Some(Value(command)) if command == "build" => {}
        Some(Short('h') | Long("help")) | None => {
            print!("{USAGE}");
            return Ok(());
        }
        Some(other) => return Err(other.unexpected().into()),
    }
    let mut options = BuildOptions::default();
    let (mut source, mut out) = (None::<PathBuf>, None::<PathBuf>);
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("geojson") => source = Some(arguments.value()?.into()),
            Long("out") => out = Some(arguments.value()?.into()),
            Long("name") => options.name = Some(arguments.value()?.string()?),
            Long("attribution") => options.attribution = Some(arguments.value()?.string()?),
            Long("data-date") => options.data_date = Some(arguments.value()?.string()?),
            Long("pack-version") => options.version = Some(arguments.value()?.string()?),
            Long("min-zoom") => options.min_zoom = Some(arguments.value()?.parse()?),
            Long("max-zoom") => options.max_zoom = Some(arguments.value()?.parse()?),
            Short('h') | Long("help") => {
                print!("{USAGE}");
                return Ok(());
            }
            other => return Err(other.unexpected().into()),
        }
    }
    let source = source.ok_or("--geojson is missing")?;
    let out = out.ok_or("--out is missing")?;
    let BuildSummary {
        tiles,
        streets,
        addresses,
        districts,
        places,
        bytes,
    } = build(&source, &out, &options)?;
    println!(
        "{}: {tiles} tiles, {streets} streets, {addresses} addresses, {districts} districts, {places} places, \
         {bytes} bytes",
        out.display()
    );
    Ok(())
}
