#include "files/imports/endreports.h"

#include "base/visibletext.h"

JobReport endReport(std::string_view error, const ExitCode& code)
{
    JobReport report;
    report.error = QString::fromUtf8(error.data(), qsizetype(error.size()));
    if (code.isSuccess())
        return report;
    auto program = std::make_shared<ProgramReport>();
    program->signal = code.signal;
    if (code.signal == 0)
        program->exitStatus = code.status;
    report.program = std::move(program);
    if (report.error.isEmpty())
        report.error = code.signal == 0 ? QStringLiteral("exit status %1").arg(code.status)
                                        : QStringLiteral("ended by signal %1").arg(code.signal);
    return report;
}

qint32 EndReports::of(std::string_view error, const ExitCode& code)
{
    const auto key = std::tuple(std::string(error), code.status, code.signal);
    const auto found = m_places.find(key);
    if (found != m_places.end())
        return found->second;
    if (m_reports.size() > kMost)
        return qint32(kMost);
    const bool isFull = m_reports.size() == kMost;
    m_reports.push_back(std::make_shared<const JobReport>(
        isFull ? JobReport{QStringLiteral("more than %1 different errors: this one is not kept")
                               .arg(kMost),
                           {},
                           {}}
               : endReport(error, code)));
    const auto place = qint32(m_reports.size()) - 1;
    if (!isFull)
        m_places.emplace(key, place);
    return place;
}

qint32 EndReports::ofFirstLine(const QString& error)
{
    constexpr qsizetype kMaxLength = 2000;
    const QString text = error.trimmed();
    return of(beginningOf(text.left(text.indexOf(u'\n')), kMaxLength).toStdString());
}
