#include "report.h"

#include <QDate>
#include <QFile>
#include <QLocale>
#include <QProcess>
#include <QTextStream>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace {

QString targetText(const Figure& figure)
{
    if (!figure.target)
        return {};
    const Target& target = *figure.target;
    return QStringLiteral("%1 %2 %3, %4")
        .arg(target.bound == Target::Bound::AtMost ? QStringLiteral("≤") : QStringLiteral("≥"),
             figureText(target.limit), figure.unit,
             target.isMetBy(figure.measured) ? QStringLiteral("met")
                                             : QStringLiteral("**missed**"));
}

QString processor()
{
    QFile file(QStringLiteral("/proc/cpuinfo"));
    if (!file.open(QIODevice::ReadOnly))
        return QStringLiteral("processor unknown");
    QString name = QStringLiteral("processor unknown");
    int cores = 0;
    const QString text = QString::fromUtf8(file.readAll());
    for (const QStringView line : QStringView(text).split(u'\n')) {
        if (!line.startsWith(QLatin1String("model name")))
            continue;
        name = line.mid(line.indexOf(u':') + 1).trimmed().toString();
        ++cores;
    }
    return QStringLiteral("%1, %2 cores").arg(name).arg(cores);
}

QString compiler()
{
#ifdef __clang__
    return QStringLiteral("clang %1.%2").arg(__clang_major__).arg(__clang_minor__);
#else
    return QStringLiteral("g++ %1.%2").arg(__GNUC__).arg(__GNUC_MINOR__);
#endif
}

// Of the sources; a tarball has none.
QString commit()
{
    QProcess git;
    git.start(QStringLiteral("git"), {QStringLiteral("-C"), QStringLiteral(POOLSCOPE_BENCH_SOURCES),
                                      QStringLiteral("describe"), QStringLiteral("--always"),
                                      QStringLiteral("--dirty"), QStringLiteral("--exclude=*")});
    if (!git.waitForFinished() || git.exitStatus() != QProcess::NormalExit || git.exitCode() != 0)
        return QStringLiteral("no commit");
    return QStringLiteral("commit %1")
        .arg(QString::fromUtf8(git.readAllStandardOutput().trimmed()));
}

void printTable(const QStringList& rows)
{
    if (rows.isEmpty())
        return;
    const auto missed = std::ranges::count_if(
        rows, [](const QString& row) { return row.contains(QLatin1String("**missed**")); });
    const auto met = std::ranges::count_if(
        rows, [](const QString& row) { return row.endsWith(QLatin1String(", met |")); });
    const QString heading = QStringLiteral("%1; %2, Qt %3; %4, %5: %6 targets met, %7 missed.")
                                .arg(processor(), compiler(), QString::fromLatin1(qVersion()),
                                     QDate::currentDate().toString(Qt::ISODate), commit())
                                .arg(met)
                                .arg(missed);
    std::printf("\n%s\n\n| what | measured | beside it | target |\n| --- | --- | --- | --- |\n%s\n",
                qUtf8Printable(heading), qUtf8Printable(rows.join(u'\n')));
}

} // namespace

bool Target::isMetBy(double measured) const
{
    return bound == Bound::AtMost ? measured <= limit : measured >= limit;
}

QString figureText(double value)
{
    const double size = std::abs(value);
    int digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
    // Limits are round numbers.
    while (digits > 0 && std::abs(value * std::pow(10, digits - 1) -
                                  std::round(value * std::pow(10, digits - 1))) < 1e-9)
        --digits;
    return QLocale(QLocale::English).toString(value, 'f', digits);
}

Report::Report() : m_rowsFile(qEnvironmentVariable("POOLSCOPE_BENCH_ROWS")) {}

void Report::add(const Figure& figure)
{
    const QString measured = figureText(figure.measured) + u' ' + figure.unit;
    const QString target = targetText(figure);
    std::printf("  %s: %s", qUtf8Printable(figure.what), qUtf8Printable(measured));
    if (!figure.beside.isEmpty())
        std::printf(" (%s)", qUtf8Printable(figure.beside));
    if (figure.target)
        std::printf("; target %s", qUtf8Printable(QString(target).remove(u'*')));
    std::printf("\n");
    std::fflush(stdout);
    keep(QStringLiteral("| %1 | %2 | %3 | %4 |").arg(figure.what, measured, figure.beside, target));
}

void Report::leaveOut(const QString& what, const QString& why)
{
    std::printf("  %s: not measured, %s\n", qUtf8Printable(what), qUtf8Printable(why));
    std::fflush(stdout);
    keep(QStringLiteral("| %1 | not measured, %2 | | |").arg(what, why));
}

void Report::conclude() const
{
    if (m_rowsFile.isEmpty())
        printTable(m_rows);
}

void Report::printTableOf(const QString& rowsFile)
{
    QFile file(rowsFile);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s: %s", qPrintable(rowsFile), qPrintable(file.errorString()));
    printTable(QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts));
}

void Report::keep(const QString& row)
{
    m_rows.append(row);
    if (m_rowsFile.isEmpty())
        return;
    // At once: what was measured stays when a later benchmark fails.
    QFile file(m_rowsFile);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Append) || file.write(row.toUtf8() + '\n') < 0)
        qFatal("%s: %s", qPrintable(m_rowsFile), qPrintable(file.errorString()));
}
