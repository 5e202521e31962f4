#include "app/foreigntexts.h"

#include <algorithm>

namespace {

// Whether most of a text is still there after an edit. Of a long command only a part is in sight:
// who changes a word of it has not read the rest.
bool keepsMost(const QString& before, const QString& now)
{
    const qsizetype most = std::min(before.size(), now.size());
    qsizetype kept = 0; // at the beginning
    while (kept < most && before[kept] == now[kept])
        ++kept;
    for (qsizetype end = 1; kept < most && before[before.size() - end] == now[now.size() - end];
         ++end)
        ++kept; // at the end
    return 2 * kept > before.size();
}

} // namespace

ForeignTexts::ForeignTexts(const QString& file, const RunSettings& settings,
                           const RunSettings& before, const ForeignTexts& foreignBefore)
    : m_file(file)
{
    for (const Text text : {Command, Input, Durations}) {
        const QString given = textOf(settings, text);
        const bool isOwn = given == textOf(before, text) && !foreignBefore.m_isForeign[text];
        m_isForeign[text] = !given.isEmpty() && !isOwn;
    }
}

void ForeignTexts::edited(const RunSettings& before, const RunSettings& now)
{
    for (const Text text : {Command, Input, Durations}) {
        if (textOf(before, text) != textOf(now, text))
            m_isForeign[text] =
                m_isForeign[text] && keepsMost(textOf(before, text), textOf(now, text));
    }
}

bool ForeignTexts::areNeeded(const RunSettings& settings) const
{
    return std::ranges::any_of(std::array{Command, Input, Durations}, [&](Text text) {
        return m_isForeign[text] && isNeeded(settings, text);
    });
}

RunSettings ForeignTexts::ownPart(const RunSettings& settings, const RunSettings& remembered) const
{
    RunSettings own = settings;
    if (std::ranges::find(m_isForeign, true) == m_isForeign.end())
        return own;
    // All of it: the kind of work alone would have the next run do it with texts that were meant
    // for another.
    own.work = remembered.work;
    own.spread = remembered.spread;
    own.command = remembered.command;
    own.timeout = remembered.timeout;
    own.input = remembered.input;
    own.recursive = remembered.recursive;
    return own;
}

QString ForeignTexts::textOf(const RunSettings& settings, Text text)
{
    switch (text) {
    case Command:
        return settings.command;
    case Input:
        return settings.input;
    default:
        return settings.spread.file;
    }
}

bool ForeignTexts::isNeeded(const RunSettings& settings, Text text)
{
    switch (text) {
    case Command:
        return settings.work == WorkKind::Command;
    case Input:
        return !settings.hasDurations();
    default:
        return settings.hasDurations() && settings.spread.kind == SpreadKind::File;
    }
}
