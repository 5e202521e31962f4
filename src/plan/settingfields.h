// Each setting as a name and a text: on the command line and in files.
#pragma once

#include "plan/runsettings.h"

#include <vector>

struct SettingField
{
    const char* name;
    const char* placeholder; // of its value in the help; empty for a switch: "yes" or "no"
    const char* help;        // lines parted by '\n'

    // As text, in the C locale; empty where it is not given and there is no usual value.
    QString (*text)(const RunSettings&);
    // Takes a text. Where it is none that is allowed nothing changes and it says what is, such as
    // "a whole number from 1 to 1024"; else nothing.
    std::optional<QString> (*set)(RunSettings&, const QString&);
};

// In the order in which they are listed and set. A setting that is not given is not in its text:
// setting all texts of one over the usual settings gives it again.
const std::vector<SettingField>& settingFields();
