#include "files/settingsfile.h"

#include "pool/settingfields.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QImageReader>
#include <QJsonDocument>
#include <QJsonObject>

namespace {

constexpr qint64 kLargest = 1'000'000;
constexpr int kVersion = 1;
constexpr QByteArrayView kPngSignature = "\x89PNG\r\n\x1a\n";

QString tr(const char* text)
{
    return QCoreApplication::translate("SettingsFile", text);
}

QString key(const char* name)
{
    return QLatin1String(name);
}

const SettingField* fieldOf(const QString& name)
{
    for (const SettingField& field : settingFields()) {
        if (name == QLatin1String(field.name))
            return &field;
    }
    return nullptr;
}

} // namespace

std::variant<SettingsFile, SettingsProblem> settingsFrom(const QByteArray& json)
{
    QJsonParseError error{};
    const QJsonObject root = QJsonDocument::fromJson(json, &error).object();
    if (error.error != QJsonParseError::NoError)
        return SettingsProblem{
            tr("not JSON: %1, at byte %2").arg(error.errorString()).arg(error.offset)};
    if (root.value(key("format")) != QLatin1String("poolscope-settings"))
        return SettingsProblem{tr("no settings of Poolscope: \"format\" is not "
                                  "\"poolscope-settings\"")};
    if (root.value(key("version")).toInt() != kVersion)
        return SettingsProblem{tr("settings of another version than %1").arg(kVersion)};
    SettingsFile file;
    file.name = root.value(key("name")).toString();
    file.look = root.value(key("look")).toString();
    const QJsonObject settings = root.value(key("settings")).toObject();
    // In the order of the fields, not of the file: what is set may depend on another.
    for (const QString& name : settings.keys()) {
        if (!fieldOf(name))
            return SettingsProblem{tr("there is no setting '%1'").arg(name)};
    }
    for (const SettingField& field : settingFields()) {
        const QJsonValue value = settings.value(key(field.name));
        if (value.isUndefined())
            continue;
        const QString text =
            value.isDouble() ? QString::number(value.toDouble(), 'g', 15) : value.toString();
        if (const auto allowed = field.set(file.settings, text))
            return SettingsProblem{tr("%1: '%2' was given; it takes %3")
                                       .arg(key(field.name), text.left(40), *allowed)};
    }
    return file;
}

QByteArray settingsJson(const SettingsFile& file)
{
    // No path and no command that these jobs do not need.
    RunSettings needed = file.settings;
    if (needed.hasDurations()) {
        needed.input.clear();
        needed.command.clear();
    } else if (needed.work == WorkKind::Hash) {
        needed.command.clear();
    }
    if (!needed.hasDurations() && needed.spread.kind == SpreadKind::File)
        needed.spread = Spread();
    QJsonObject settings;
    for (const SettingField& field : settingFields()) {
        const QString text = field.text(needed);
        if (!text.isEmpty())
            settings.insert(key(field.name), text);
    }
    QJsonObject root{{key("format"), key("poolscope-settings")}, {key("version"), kVersion}};
    if (!file.name.isEmpty())
        root.insert(key("name"), file.name);
    if (!file.look.isEmpty())
        root.insert(key("look"), file.look);
    root.insert(key("settings"), settings);
    return QJsonDocument(root).toJson();
}

QString settingsPngKey()
{
    return key("poolscope-settings");
}

bool holdsSettings(const QString& path)
{
    QFile file(path);
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly))
        return false;
    constexpr qint64 kBeginning = 4096;
    const QByteArray beginning = file.read(kBeginning);
    return beginning.startsWith(kPngSignature) || beginning.contains("\"poolscope-settings\"");
}

std::variant<SettingsFile, SettingsProblem> readSettingsFile(const QString& path)
{
    const auto about = [&path](const QString& what) {
        return SettingsProblem{QStringLiteral("%1: %2").arg(path, what)};
    };
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return about(file.errorString());
    QByteArray json = file.peek(kPngSignature.size());
    if (json == kPngSignature) {
        QImageReader reader(&file, "png");
        json = reader.text(settingsPngKey()).toUtf8();
        if (json.isEmpty())
            return about(tr("a picture that carries no settings of Poolscope"));
    } else {
        json = file.read(kLargest + 1);
    }
    if (json.size() > kLargest)
        return about(tr("larger than 1 MB; these are no settings"));
    auto settings = settingsFrom(json);
    if (const auto* problem = std::get_if<SettingsProblem>(&settings))
        return about(problem->message);
    return settings;
}
