#pragma once

// Runs of 1,000,000 and 10,000,000 spans saved and opened, beside Qt's JSON on the same file.
void benchFiles();
