// The process that starts a run's programs and outlives Poolscope for as long as it takes to end
// them.
#pragma once

#include <sys/resource.h>

// Keeps programs until it is told to leave or Poolscope's end of `control` is closed, by whatever
// end Poolscope comes to. Programs may have so many descriptors. For a process of its own, with one
// thread.
void keepPrograms(int control, rlim_t descriptors);
