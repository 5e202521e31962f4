// Which texts of the settings a person has from others.
#pragma once

#include "plan/settings/settingfields.h"

#include <QString>

#include <vector>

// A command, an input and a file of durations name what a run executes or reads. Where a file has
// given such a text, nothing is executed or read and the text is not stored as the person's own,
// until the person has agreed or has replaced it.
class ForeignTexts
{
public:
    // None.
    ForeignTexts() = default;
    // Those of settings that came from `file`; without those that were the person's own `before`.
    ForeignTexts(const QString& file, const RunSettings& settings, const RunSettings& before,
                 const ForeignTexts& foreignBefore);

    // The settings have become these. A text that replaced the given one is the person's own; what
    // is left of the given text is not, nor is the text when an undo brings it back.
    void follow(const RunSettings& now);
    // The person has seen what the jobs of these settings need, and agrees to that.
    void agree(const RunSettings& shown);

    // Whether the jobs of such settings need one of them.
    bool areNeeded(const RunSettings& settings) const;
    // The file that gave them.
    QString file() const { return m_file; }
    // The settings as they may be stored: where a text is from others, what the jobs do is taken
    // from `remembered`.
    RunSettings ownPart(const RunSettings& settings, const RunSettings& remembered) const;

private:
    // A text that was given and not agreed to.
    struct Given
    {
        const SettingField* field;
        QString text;
        bool isForeign; // it still stands there
    };

    bool isForeign(const SettingField& field) const;

    QString m_file;
    std::vector<Given> m_given;
};
