// The settings of a run, and what a record is of, in words.
#pragma once

#include <QAnyStringView>
#include <QString>

class RunRecord;
struct RunSettings;

// What a record is of: the settings of a run, or where spans come from, and how many: "a Chrome
// trace: 120 spans on 8 lanes".
QString runText(const RunRecord& record);

// The settings in one line: "5 jobs · 3 workers · capacity 5 · 1 s each", and what makes jobs fail.
QString settingsText(const RunSettings& settings);

// What the window calls the setting of that field where the others are these: "Channel capacity".
// Its name where it has none.
QString settingName(QAnyStringView field, const RunSettings& settings);
// Its value as the window has it: "Computes"; `text` is that of the field.
QString settingValueText(QAnyStringView field, const RunSettings& settings, const QString& text);
