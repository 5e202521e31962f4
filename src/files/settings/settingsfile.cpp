#include "files/settings/settingsfile.h"

#include "base/visibletext.h"
#include "files/io/carriedtext.h"
#include "files/io/escape.h"
#include "files/io/filestr.h"
#include "plan/settings/settingfields.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace {

constexpr qint64 kMaxBytes = kMaxCarriedBytes;
constexpr qint64 kBeginning = 4096;
constexpr int kVersion = 1;

QString key(const char* name)
{
    return QLatin1String(name);
}

// Files tell no user's name: a path in the home folder is written from there.
QString withoutHome(const QString& path)
{
    const QString home = QDir::homePath() + u'/';
    return path.startsWith(home) ? QStringLiteral("~/") + path.mid(home.size()) : path;
}

QString withHome(const QString& path)
{
    return path.startsWith(QLatin1String("~/")) ? QDir::homePath() + path.mid(1) : path;
}

} // namespace

std::variant<SettingsFile, SettingsProblem> settingsFrom(const QByteArray& json)
{
    QJsonParseError error{};
    const QJsonObject root = QJsonDocument::fromJson(json, &error).object();
    if (error.error != QJsonParseError::NoError)
        return SettingsProblem{
            FilesTr::tr("not JSON: %1, at byte %2").arg(error.errorString()).arg(error.offset)};
    if (root.value(key("format")) != QLatin1String("poolscope-settings"))
        return SettingsProblem{FilesTr::tr("no settings of Poolscope: \"format\" is not "
                                           "\"poolscope-settings\"")};
    if (root.value(key("version")).toInt() != kVersion)
        return SettingsProblem{FilesTr::tr("settings of another version than %1").arg(kVersion)};
    SettingsFile file;
    file.name = root.value(key("name")).toString();
    file.look = root.value(key("look")).toString();
    const QJsonObject settings = root.value(key("settings")).toObject();
    // In the order of the fields, not of the file: what is set may depend on another.
    for (const QString& name : settings.keys()) {
        if (!settingField(name))
            return SettingsProblem{
                FilesTr::tr("there is no setting '%1'").arg(visibleExcerpt(name))};
    }
    for (const SettingField& field : settingFields()) {
        const QJsonValue value = settings.value(key(field.name));
        const bool isEmptyText = value.isString() && value.toString().isEmpty();
        if (value.isUndefined() || isEmptyText) // not given, as in what is written
            continue;
        if (!value.isString() && !value.isDouble())
            return SettingsProblem{
                FilesTr::tr("%1: it takes a text or a number").arg(key(field.name))};
        const QString text =
            value.isDouble() ? QString::number(value.toDouble(), 'g', 15) : value.toString();
        const bool isPath = field.role == SettingRole::Path;
        if (const auto allowed = field.set(file.settings, isPath ? withHome(text) : text))
            return SettingsProblem{FilesTr::tr("%1: '%2' was given; it takes %3")
                                       .arg(key(field.name), visibleExcerpt(text), *allowed)};
    }
    return file;
}

std::vector<std::pair<QString, QString>> neededSettings(const RunSettings& settings)
{
    RunSettings needed = settings;
    for (const SettingField& field : settingFields()) {
        if (field.isNaming() && !field.isNeeded(settings))
            field.value.copy({}, needed);
    }
    std::vector<std::pair<QString, QString>> texts;
    for (const SettingField& field : settingFields()) {
        QString text = field.text(needed);
        if (field.role == SettingRole::Path)
            text = withoutHome(text);
        if (!text.isEmpty())
            texts.emplace_back(key(field.name), text);
    }
    return texts;
}

bool namePaths(const RunSettings& settings)
{
    return std::ranges::any_of(settingFields(), [&settings](const SettingField& field) {
        return field.isNaming() && field.isNeeded(settings);
    });
}

QByteArray settingsJson(const SettingsFile& file)
{
    QJsonObject settings;
    for (const auto& [name, text] : neededSettings(file.settings))
        settings.insert(name, text);
    QJsonObject root{{key("format"), key("poolscope-settings")}, {key("version"), kVersion}};
    if (!file.name.isEmpty())
        root.insert(key("name"), file.name);
    if (!file.look.isEmpty())
        root.insert(key("look"), file.look);
    root.insert(key("settings"), settings);
    return jsonEscaped(QJsonDocument(root).toJson());
}

bool isPicture(const QString& path)
{
    QFile file(path);
    return QFileInfo(path).isFile() && file.open(QIODevice::ReadOnly) &&
           mayCarryText(file.read(kBeginning));
}

bool holdsSettings(const QString& path)
{
    QFile file(path);
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly))
        return false;
    const QByteArray beginning = file.read(kBeginning);
    return mayCarryText(beginning) || beginning.contains("\"poolscope-settings\"");
}

std::variant<SettingsFile, SettingsProblem> readSettingsFile(const QString& path)
{
    const auto about = [&path](const QString& what) {
        return SettingsProblem{QStringLiteral("%1: %2").arg(visibleText(path), what)};
    };
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return about(file.errorString());
    QByteArray json;
    if (mayCarryText(file.peek(kBeginning))) {
        const auto carried = carriedText(file, kSettingsKey);
        if (!carried)
            return about(FilesTr::tr("a picture that carries no settings of Poolscope"));
        json = *carried;
    } else {
        json = file.read(kMaxBytes + 1);
    }
    if (json.size() > kMaxBytes)
        return about(FilesTr::tr("larger than 1 MB; these are no settings"));
    auto settings = settingsFrom(json);
    if (const auto* problem = std::get_if<SettingsProblem>(&settings))
        return about(problem->message);
    return settings;
}
