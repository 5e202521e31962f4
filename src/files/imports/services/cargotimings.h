// The report that cargo writes with --timings.
#pragma once

#include "files/imports/spansread.h"

#include <string_view>

class InputFile;

// Whether a file that begins so is one.
bool beginsCargoTimings(std::string_view beginning);

// Each unit that was built is a span; cargo keeps no count of its slots, so as many lanes are shown
// as ran at once. Only the array UNIT_DATA of the page is read.
// Source: https://doc.rust-lang.org/cargo/reference/timings.html, timings/report.rs in its code
SpansRead readCargoTimings(InputFile& file);
