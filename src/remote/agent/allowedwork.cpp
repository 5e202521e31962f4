#include "remote/agent/allowedwork.h"

#include "base/visibletext.h"
#include "plan/commandtemplate.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>

namespace {

constexpr QLatin1String kCommand("command:");
constexpr QLatin1String kHash("hash:");

// Without links; empty where it is not there.
QByteArray resolved(const QByteArray& path)
{
    const std::unique_ptr<char, decltype(&std::free)> whole(::realpath(path.constData(), nullptr),
                                                            &std::free);
    return whole ? QByteArray(whole.get()) : QByteArray();
}

bool isWithin(const QByteArray& path, const QByteArray& folder)
{
    return path.startsWith(folder.endsWith('/') ? folder : folder + '/');
}

QString wordOf(WorkKind kind)
{
    switch (kind) {
    case WorkKind::Sleep:
        return QStringLiteral("sleep");
    case WorkKind::Cpu:
        return QStringLiteral("cpu");
    case WorkKind::Mixed:
        return QStringLiteral("mixed");
    case WorkKind::Hash:
        return QStringLiteral("hash");
    case WorkKind::Command:
        return QStringLiteral("command");
    }
    Q_UNREACHABLE();
}

} // namespace

Result<AllowedWork> AllowedWork::parse(const QStringList& words)
{
    AllowedWork allowed;
    allowed.m_words = words;
    for (const QString& word : words) {
        const bool isCommand = word.startsWith(kCommand);
        if (isCommand || word.startsWith(kHash)) {
            const QString path = word.mid((isCommand ? kCommand : kHash).size());
            const QByteArray whole = resolved(QFile::encodeName(path));
            const QFileInfo info(QFile::decodeName(whole));
            if (!path.startsWith(u'/') || whole.isEmpty() ||
                (isCommand ? !info.isExecutable() || info.isDir() : !info.isDir())) {
                return Problem{
                    (isCommand ? QStringLiteral("'%1': command: wants the whole path of a program")
                               : QStringLiteral("'%1': hash: wants the whole path of a folder"))
                        .arg(visibleExcerpt(word))};
            }
            (isCommand ? allowed.m_programs : allowed.m_folders).push_back(whole);
            allowed.m_kinds.insert(isCommand ? WorkKind::Command : WorkKind::Hash);
            continue;
        }
        const std::array plain{WorkKind::Sleep, WorkKind::Cpu, WorkKind::Mixed};
        const auto* const kind = std::ranges::find(plain, word, wordOf);
        if (kind == plain.end()) {
            return Problem{QStringLiteral("'%1' is none of sleep, cpu, mixed, command:PROGRAM and "
                                          "hash:FOLDER")
                               .arg(visibleExcerpt(word))};
        }
        allowed.m_kinds.insert(*kind);
    }
    return allowed;
}

std::optional<QString> AllowedWork::refusalOf(const WorkDescription& work) const
{
    if (!m_kinds.contains(work.kind))
        return QStringLiteral("jobs of the kind %1 are not allowed there").arg(wordOf(work.kind));
    if (work.kind != WorkKind::Command)
        return std::nullopt;
    const auto command = CommandTemplate::parse(work.command);
    const auto* const parsed = std::get_if<CommandTemplate>(&command);
    const QByteArray program = parsed ? resolved(parsed->fixedProgram()) : QByteArray();
    if (program.isEmpty())
        return QStringLiteral("there is no such program, or which one depends on the job");
    if (std::ranges::find(m_programs, program) == m_programs.end()) {
        return QStringLiteral("the program %1 is not allowed there")
            .arg(visibleExcerpt(QFile::decodeName(program)));
    }
    return std::nullopt;
}

std::optional<QString> AllowedWork::refusalOf(const WorkDescription& work,
                                              JobPayload& payload) const
{
    if (work.kind != WorkKind::Hash)
        return std::nullopt;
    const QByteArray path = resolved(payload.input);
    if (path.isEmpty())
        return QStringLiteral("there is no such file there");
    const bool isAllowed = std::ranges::any_of(
        m_folders, [&](const QByteArray& folder) { return isWithin(path, folder); });
    if (!isAllowed)
        return QStringLiteral("it is in no folder that is allowed there");
    payload.input = path;
    return std::nullopt;
}
