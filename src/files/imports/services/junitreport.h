// Reports of tests as JUnit and many others write them.
#pragma once

#include "files/imports/spansread.h"

#include <string_view>

class InputFile;

// Whether a file that begins so is one: XML with <testsuites> or <testsuite> around all.
bool beginsJunitReport(std::string_view beginning);

// A test that has a timestamp begins then, as cargo-nextest and GoogleTest write it. Other reports
// say how long a test took, not when it began: the tests of a suite are shown one after another
// from the suite's timestamp on, or behind the suite before it where there is none. A suite is a
// thread. Tests that were skipped are counted, and so are attempts that were repeated. One with a
// document type is not read.
// Source: https://github.com/testmoapp/junitxml
SpansRead readJunitReport(InputFile& file);
