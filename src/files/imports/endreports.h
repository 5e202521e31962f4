// What readers know of how jobs ended.
#pragma once

#include "files/imports/tables/statuswords.h"
#include "timeline/runrecord.h"

#include <QString>
#include <QtGlobal>

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

// Without words the exit code gives them.
JobReport endReport(std::string_view error, const ExitCode& code);

// Many jobs share one.
class EndReports
{
public:
    // The place of the report.
    qint32 of(std::string_view error, const ExitCode& code = {});
    // Of an error that may be as long as a stack: its first line says it.
    qint32 ofFirstLine(const QString& error);

    std::vector<std::shared_ptr<const JobReport>> take() { return std::move(m_reports); }

private:
    static constexpr std::size_t kMost = 100'000; // different ones; later ones say nothing

    std::map<std::tuple<std::string, int, int>, qint32> m_places;
    std::vector<std::shared_ptr<const JobReport>> m_reports;
};
