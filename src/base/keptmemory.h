// Memory that was freed, kept for what comes next.
#pragma once

// Up to 64 MiB of what is freed stay with the program. A window needs the same few megabytes for
// each frame; given back to the system in between, each of their pages would have to be asked for
// and cleared anew, which takes longer than drawing on it. Once, at the beginning; does nothing
// where the C library is not glibc.
void keepFreedMemory();
