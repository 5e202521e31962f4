// What an agent does for others, and what it refuses.
#pragma once

#include "base/result.h"
#include "plan/jobpayload.h"
#include "work/workdescription.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>
#include <set>
#include <vector>

// A value.
class AllowedWork
{
public:
    // "sleep", "cpu" and "mixed"; "command:FILE" for a program, and "hash:FOLDER" for the files in
    // and below a folder, each with its whole path. Those are looked up now: links are followed.
    // Or what is wrong with one of them.
    static Result<AllowedWork> parse(const QStringList& words);
    static QStringList usual()
    {
        return {QStringLiteral("sleep"), QStringLiteral("cpu"), QStringLiteral("mixed")};
    }

    // Why such jobs are refused; nothing where they are not. A program is compared by the file that
    // it is in the end.
    std::optional<QString> refusalOf(const WorkDescription& work) const;
    // The same for one job of allowed work. The path of a file that is to be read becomes that
    // which was checked.
    std::optional<QString> refusalOf(const WorkDescription& work, JobPayload& payload) const;

    // In words, as they were given.
    QString text() const { return m_words.join(QStringLiteral(", ")); }

private:
    QStringList m_words;
    std::set<WorkKind> m_kinds;
    std::vector<QByteArray> m_programs; // as resolved
    std::vector<QByteArray> m_folders;
};
