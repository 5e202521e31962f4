// What the readers of logs and tables give.
#pragma once

#include "files/imports/importedrun.h"
#include "files/io/filestr.h"

#include <QString>
#include <QStringList>

struct SpansRead
{
    ImportedSpans spans{}; // none where there was none
    QStringList notes{};   // what is not shown, and why
    QString problem{};     // why reading ended early, with the line, if it did
};

// What a worker of that name is called beside its row: a number alone says too little there.
inline QString workerName(const QString& name)
{
    bool isNumber = false;
    name.toInt(&isNumber);
    return isNumber || name.isEmpty() ? QStringLiteral("worker %1").arg(name).trimmed() : name;
}

// The lines that cannot be shown: a note quotes the first and counts the others.
class LeftOutLines
{
public:
    void add(qint64 line, const QString& why)
    {
        if (m_count++ == 0)
            m_first = FilesTr::tr("line %1 is left out: %2").arg(line).arg(why);
    }

    QStringList notes() const
    {
        if (m_count == 0)
            return {};
        return {m_count == 1
                    ? m_first
                    : FilesTr::tr("%1; and %2 more like that").arg(m_first).arg(m_count - 1)};
    }

private:
    QString m_first;
    qint64 m_count = 0;
};
