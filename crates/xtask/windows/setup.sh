#!/bin/bash
# Makes Debian's own compiler able to build for Windows, and wine able to run what it builds.
# Called by `cargo xtask windows`, which has installed the packages and set WINEPREFIX. Does each part once.
set -euo pipefail

target=x86_64-pc-windows-gnu
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# As root the library goes where the compiler looks by itself; else by sudo.
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

# 1. The standard library for the target, from the sources that Debian packages (rust-web-src).
libraries=/usr/lib/rustlib/$target/lib
compiler=$(/usr/bin/rustc -vV)
if [ "$(cat "$libraries/.built-by" 2>/dev/null)" != "$compiler" ]; then
  echo "Building the standard library for $target with $(/usr/bin/rustc --version)"
  mkdir -p "$scratch/seed/src"
  : > "$scratch/seed/src/lib.rs"
  printf '[package]\nname = "seed"\nversion = "0.0.0"\nedition = "2024"\n' > "$scratch/seed/Cargo.toml"
  (
    cd "$scratch/seed"
    # Building std is not a stable feature of cargo; Debian's compiler is not a nightly one.
    CARGO_TARGET_DIR=$scratch/built RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 \
      /usr/bin/cargo build --release --target $target -Zbuild-std=std,panic_unwind,panic_abort,test,proc_macro
  )
  rm -f "$scratch"/built/$target/release/deps/libseed*
  echo "$compiler" > "$scratch/.built-by"
  as_root rm -rf "$libraries"
  as_root mkdir -p "$libraries"
  as_root cp "$scratch"/built/$target/release/deps/*.rlib "$scratch/.built-by" "$libraries/"
fi

# 2. Wine's disk.
system=$WINEPREFIX/drive_c/windows/system32
if [ ! -d "$system" ]; then
  echo "Preparing wine in $WINEPREFIX"
  mkdir -p "$(dirname "$WINEPREFIX")"
  wineboot --init > /dev/null 2>&1 || true
  # It also fails when there is no server any more, which is what is waited for.
  wineserver --wait || true
fi

# 3. Rust's standard library takes its random numbers from bcryptprimitives.dll, which wine 8 does not have.
#    This stands in for it, for tests only: the same promise, kept by the older function that wine does have.
if [ ! -f "$system/bcryptprimitives.dll" ]; then
  cat > "$scratch/random.c" <<'C'
#include <windows.h>

BOOLEAN NTAPI SystemFunction036(PVOID buffer, ULONG length);

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE buffer, SIZE_T length) {
  const SIZE_T most = 1 << 28;
  while (length > 0) {
    ULONG part = (ULONG)(length < most ? length : most);
    if (!SystemFunction036(buffer, part)) return FALSE;
    buffer += part;
    length -= part;
  }
  return TRUE;
}
C
  x86_64-w64-mingw32-gcc -O2 -s -shared -o "$system/bcryptprimitives.dll" "$scratch/random.c" -ladvapi32
fi

# 4. A profile whose folder has a Cyrillic name and a space, as most of our users have: it is where programs
#    find their temporary files, and so where the tests keep every file that they make.
profile="$WINEPREFIX/drive_c/users/Олена Шевченко/AppData/Local/Temp"
if [ ! -f "$WINEPREFIX/.cyrillic" ]; then
  mkdir -p "$profile"
  for name in TEMP TMP; do
    wine reg add 'HKCU\Environment' /v $name /t REG_SZ /f \
      /d 'C:\users\Олена Шевченко\AppData\Local\Temp' > /dev/null 2>&1
  done
  # It also fails when there is no server any more, which is what is waited for.
  wineserver --wait || true
  # Seen from inside: a Windows program must really write there.
  rm -f "$profile/seen"
  wine cmd /c 'cd /d %TEMP% && echo yes> seen' > /dev/null 2>&1
  if [ ! -f "$profile/seen" ]; then
    echo "wine did not take the folder with a Cyrillic name for its temporary files" >&2
    exit 1
  fi
  touch "$WINEPREFIX/.cyrillic"
fi
