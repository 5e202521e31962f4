// Which texts of the settings a person has from others.
#pragma once

#include "plan/settingfields.h"

#include <QString>

#include <vector>

// A command, an input and a file of durations name what a run executes or reads. Where a file has
// given them nothing of it is done, and nothing remembered as the person's own, until the person
// has agreed or has put another text in their place.
class ForeignTexts
{
public:
    // None.
    ForeignTexts() = default;
    // Those of settings that came from a file; but not what was the person's own text `before`.
    ForeignTexts(const QString& file, const RunSettings& settings, const RunSettings& before,
                 const ForeignTexts& foreignBefore);

    // The settings are these now. What a person has put in the place of such a text is the person's
    // own; what is left of the text is not, and not what comes back by an undo.
    void follow(const RunSettings& now);
    // The person has seen what the jobs of these settings need, and agrees to that.
    void agree(const RunSettings& shown);

    // Whether the jobs of such settings need one of them.
    bool areNeeded(const RunSettings& settings) const;
    // Where they came from.
    QString file() const { return m_file; }
    // The settings with what the jobs did in `remembered`, where some of that is from others.
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
