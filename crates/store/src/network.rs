//! Whether a folder lies on another computer's disk.

use std::path::Path;

/// Kinds of file systems whose files lie elsewhere (`linux/magic.h`): NFS, SMB, SMB 2, CIFS, AFS, Ceph, 9P, FUSE (sshfs and the like).
#[cfg(target_os = "linux")]
const FAR: [u32; 8] = [
    0x6969,
    0x517B,
    0xFE53_4D42,
    0xFF53_4D42,
    0x5346_414F,
    0x00C3_6400,
    0x0102_1997,
    0x6573_5546,
];

/// Whether the folder lies on a network drive. What cannot be told is taken for near.
#[cfg(target_os = "linux")]
pub(crate) fn is_far(folder: &Path) -> bool {
    rustix::fs::statfs(folder).is_ok_and(|found| {
        // The kind is 32 bits wide, whatever the kernel's type for it.
        let kind = u32::try_from(i128::from(found.f_type) & 0xFFFF_FFFF);
        kind.is_ok_and(|kind| FAR.contains(&kind))
    })
}

/// Whether the folder lies on a network drive: a path of a share, or a letter that stands for one.
#[cfg(windows)]
pub(crate) fn is_far(folder: &Path) -> bool {
    use std::path::{Component, Prefix};
    use windows_sys::Win32::{Storage::FileSystem::GetDriveTypeW, System::WindowsProgramming::DRIVE_REMOTE};
    let Ok(whole) = std::path::absolute(folder) else {
        return false;
    };
    let Some(Component::Prefix(prefix)) = whole.components().next() else {
        return false;
    };
    match prefix.kind() {
        Prefix::UNC(..) | Prefix::VerbatimUNC(..) => true,
        Prefix::Disk(letter) | Prefix::VerbatimDisk(letter) => {
            let root = [u16::from(letter), u16::from(b':'), u16::from(b'\\'), 0];
            // SAFETY: the text ends in a zero and outlives the call, which keeps nothing of it.
            #[expect(unsafe_code, reason = "the standard library does not tell kinds of drives")]
            let kind = unsafe { GetDriveTypeW(root.as_ptr()) };
            kind == DRIVE_REMOTE
        }
        _ => false,
    }
}

/// Elsewhere the program is not shipped.
#[cfg(not(any(target_os = "linux", windows)))]
pub(crate) fn is_far(_folder: &Path) -> bool {
    false
}
