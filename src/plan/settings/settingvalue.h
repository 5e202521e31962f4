// The value of one setting: its limits, its text, and how it is set and copied. What all settings
// of a kind have in common stands here, what a single one is in settingfields.cpp.
#pragma once

#include "plan/settings/settingtexts.h"

#include <QStringList>

#include <functional>
#include <utility>
#include <vector>

struct SettingLimits
{
    enum class Kind {
        Number,   // whole, from `least` to `most`
        Duration, // from 0 to RunSettings::kMaxDuration
        Share,    // from 0% to 100%
        Words,    // one of `words`
        Form,     // a kind with parameters, as `form` says
        Any,      // any text
    };
    Kind kind = Kind::Any;
    int least = 0;
    int most = 0;
    QStringList words{};
    QString (*form)() = nullptr;

    // What is allowed, such as "a whole number from 1 to 1024".
    QString allowed() const;
};

struct SettingValue
{
    SettingLimits limits;
    // Empty where it is not given and there is no usual value.
    std::function<QString(const RunSettings&)> text;
    // False, and nothing changes, where the text is none that is allowed.
    std::function<bool(RunSettings&, const QString&)> take;
    std::function<void(const RunSettings& from, RunSettings& to)> copy;
    // Of settings that hold any text: that text, whether the jobs need it or not; else not there.
    std::function<QString(const RunSettings&)> raw{};
};

// The kinds of values. `part` gives a reference to the part of the settings that it is given.
namespace SettingValues {

QString textOf(int number);
QString textOf(std::chrono::nanoseconds duration);

template <typename T>
QString textOf(const std::optional<T>& value)
{
    return value ? textOf(*value) : QString();
}

template <typename Target, typename Value>
bool assign(Target& target, const std::optional<Value>& value)
{
    if (value)
        target = *value;
    return value.has_value();
}

template <typename Part>
auto copyOf(Part part)
{
    return [part](const RunSettings& from, RunSettings& to) {
        part(to) = part(from);
    };
}

template <typename Part>
SettingValue number(int least, int most, Part part)
{
    return {{SettingLimits::Kind::Number, least, most},
            [part](const RunSettings& settings) { return textOf(part(settings)); },
            [=](RunSettings& settings, const QString& text) {
                return assign(part(settings), SettingTexts::numberIn(text, least, most));
            },
            copyOf(part)};
}

template <typename Part>
SettingValue duration(Part part)
{
    return {{SettingLimits::Kind::Duration},
            [part](const RunSettings& settings) { return textOf(part(settings)); },
            [part](RunSettings& settings, const QString& text) {
                return assign(part(settings), SettingTexts::durationIn(text));
            },
            copyOf(part)};
}

template <typename Part>
SettingValue share(Part part)
{
    return {{SettingLimits::Kind::Share},
            [part](const RunSettings& settings) { return SettingTexts::shareText(part(settings)); },
            [part](RunSettings& settings, const QString& text) {
                return assign(part(settings), SettingTexts::shareIn(text));
            },
            copyOf(part)};
}

// One of these words, each with what it stands for.
template <typename Kind, typename Part>
SettingValue word(const std::vector<std::pair<Kind, QString>>& words, Part part)
{
    SettingLimits limits{SettingLimits::Kind::Words};
    for (const auto& [kind, text] : words)
        limits.words += text;
    const auto textOfKind = [words, part](const RunSettings& settings) {
        for (const auto& [kind, text] : words) {
            if (kind == part(settings))
                return text;
        }
        return QString();
    };
    const auto take = [words, part](RunSettings& settings, const QString& given) {
        for (const auto& [kind, text] : words) {
            if (text == given) {
                part(settings) = kind;
                return true;
            }
        }
        return false;
    };
    return {limits, textOfKind, take, copyOf(part)};
}

// A kind with parameters; `textOf` and `valueIn` are of SettingTexts.
template <typename Value, typename Part>
SettingValue form(QString (*allowed)(), QString (*textOf)(const Value&),
                  std::optional<Value> (*valueIn)(const QString&), Part part)
{
    return {{SettingLimits::Kind::Form, 0, 0, {}, allowed},
            [=](const RunSettings& settings) { return textOf(part(settings)); },
            [=](RunSettings& settings, const QString& text) {
                return assign(part(settings), valueIn(text));
            },
            copyOf(part)};
}

template <typename Part>
SettingValue anyText(Part part)
{
    const auto text = [part](const RunSettings& settings) -> QString {
        return part(settings);
    };
    return {{},
            text,
            [part](RunSettings& settings, const QString& given) {
                part(settings) = given;
                return true;
            },
            copyOf(part),
            text};
}

} // namespace SettingValues
