#include "session/foreigntexts.h"

#include <algorithm>

namespace {

// Whether what stands there now still is what was given. Of a long command only a part is in sight:
// who changes a word of it, or takes some of it away, has not read the rest.
bool isLeftOf(const QString& given, const QString& now)
{
    const qsizetype most = std::min(given.size(), now.size());
    qsizetype kept = 0; // at the beginning
    while (kept < most && given[kept] == now[kept])
        ++kept;
    for (qsizetype end = 1; kept < most && given[given.size() - end] == now[now.size() - end];
         ++end)
        ++kept; // at the end
    return kept > 0 && (2 * kept > given.size() || kept == now.size());
}

} // namespace

ForeignTexts::ForeignTexts(const QString& file, const RunSettings& settings,
                           const RunSettings& before, const ForeignTexts& foreignBefore)
    : m_file(file)
{
    for (const Text text : {Command, Input, Durations}) {
        const QString given = textOf(settings, text);
        const bool isOwn = given == textOf(before, text) && !foreignBefore.m_isForeign[text];
        if (!isOwn)
            m_given[text] = given;
    }
    follow(settings);
}

void ForeignTexts::follow(const RunSettings& now)
{
    for (const Text text : {Command, Input, Durations})
        m_isForeign[text] = isLeftOf(m_given[text], textOf(now, text));
}

void ForeignTexts::agree(const RunSettings& shown)
{
    for (const Text text : {Command, Input, Durations}) {
        if (isNeeded(shown, text))
            m_given[text].clear();
    }
    follow(shown);
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
    own.jobs.work = remembered.jobs.work;
    own.jobs.spread = remembered.jobs.spread;
    own.jobs.command = remembered.jobs.command;
    own.jobs.timeout = remembered.jobs.timeout;
    own.jobs.input = remembered.jobs.input;
    own.jobs.recursive = remembered.jobs.recursive;
    return own;
}

QString ForeignTexts::textOf(const RunSettings& settings, Text text)
{
    switch (text) {
    case Command:
        return settings.jobs.command;
    case Input:
        return settings.jobs.input;
    default:
        return settings.jobs.spread.file;
    }
}

bool ForeignTexts::isNeeded(const RunSettings& settings, Text text)
{
    switch (text) {
    case Command:
        return settings.jobs.work == WorkKind::Command;
    case Input:
        return !settings.jobs.hasDurations();
    default:
        return settings.jobs.hasDurations() && settings.jobs.spread.kind == SpreadKind::File;
    }
}
