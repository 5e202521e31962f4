#include "session/foreigntexts.h"

#include <algorithm>

namespace {

// Whether most of `now` is what was given. Only a part of a long command is in sight: who changes a
// word of it, or deletes some of it, may not have read the rest.
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
    for (const SettingField& field : settingFields()) {
        if (!field.isNaming())
            continue;
        const QString given = field.value.raw(settings);
        const bool isOwn = given == field.value.raw(before) && !foreignBefore.isForeign(field);
        if (!isOwn)
            m_given.push_back({&field, given, false});
    }
    follow(settings);
}

void ForeignTexts::follow(const RunSettings& now)
{
    for (Given& given : m_given)
        given.isForeign = isLeftOf(given.text, given.field->value.raw(now));
}

void ForeignTexts::agree(const RunSettings& shown)
{
    std::erase_if(m_given, [&](const Given& given) { return given.field->isNeeded(shown); });
    follow(shown);
}

bool ForeignTexts::areNeeded(const RunSettings& settings) const
{
    return std::ranges::any_of(m_given, [&](const Given& given) {
        return given.isForeign && given.field->isNeeded(settings);
    });
}

RunSettings ForeignTexts::ownPart(const RunSettings& settings, const RunSettings& remembered) const
{
    RunSettings own = settings;
    if (std::ranges::none_of(m_given, &Given::isForeign))
        return own;
    // Together: the kind of work of one with the texts of the other would be a run that nobody set.
    for (const SettingField& field : settingFields()) {
        if (field.role != SettingRole::Plain)
            field.value.copy(remembered, own);
    }
    return own;
}

bool ForeignTexts::isForeign(const SettingField& field) const
{
    return std::ranges::any_of(
        m_given, [&field](const Given& given) { return given.field == &field && given.isForeign; });
}
