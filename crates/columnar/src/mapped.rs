//! Files mapped into memory. The only `unsafe` here.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use arrow_buffer::Buffer;
use bytes::Bytes;
use memmap2::Mmap;

/// File systems of other machines, and of programs: what is mapped from them may end under the reader, which kills it.
#[cfg(target_os = "linux")]
const FAR: [u32; 9] = [
    0x0000_6969, // NFS
    0xff53_4d42, // CIFS
    0xfe53_4d42, // SMB2
    0x0000_517b, // SMB
    0x6573_5546, // FUSE
    0x0102_1997, // 9P
    0x5346_414f, // AFS
    0x00c3_6400, // Ceph
    0x0000_564c, // NCP
];

/// Whether what stands at a path may be mapped: a file of this machine's own. Where the system does not tell, it may not.
#[must_use]
pub fn is_near(path: &Path) -> bool {
    #[cfg(target_os = "linux")]
    {
        // The kind of a file system is a number of 32 bits, in a type that is wider on some machines.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "32 bits are all it has")]
        let kind = |about: rustix::fs::StatFs| about.f_type as u32;
        rustix::fs::statfs(path).map(kind).is_ok_and(|kind| !FAR.contains(&kind))
    }
    #[cfg(not(target_os = "linux"))]
    {
        let _ = path;
        false
    }
}

/// The bytes of a file, and whether they are mapped: if it is near and can be, else they are read.
pub(crate) fn bytes_of(path: &Path, near: bool) -> io::Result<(Buffer, bool)> {
    let mut file = File::open(path)?;
    let about = file.metadata()?;
    if !about.is_file() {
        return Err(io::Error::from(io::ErrorKind::InvalidInput));
    }
    if about.len() > 0 && near {
        // SAFETY: a map is sound as long as nobody changes the file while it is mapped. The files that are opened here are
        // written once, in a folder of another name, and moved to their place whole. Nothing of ours opens one to write:
        // an import over an older copy moves that one aside with its files as they are, and a file that is removed lives
        // on while it is mapped. It lies on a file system of this machine, so that it does not go away with a
        // connection. What is made of the map is checked (lengths, places, UTF-8) and copied out at once, so that
        // nothing that is used later rests on it. What is left is another program that writes into a file of a copy in
        // place in the very moments in which it is read, as it might write into the file of this program: nobody can be
        // kept from that. Cutting the file short then ends the program by SIGBUS.
        if let Ok(map) = unsafe { Mmap::map(&file) } {
            return Ok((Buffer::from(Bytes::from_owner(map)), true));
        }
    }
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    Ok((Buffer::from(bytes), false))
}
