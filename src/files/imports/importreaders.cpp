#include "files/imports/importreaders.h"

#include "files/imports/logs/joblog.h"
#include "files/imports/logs/ninjalog.h"
#include "files/imports/services/cargotimings.h"
#include "files/imports/services/githubjobs.h"
#include "files/imports/services/gitlabjobs.h"
#include "files/imports/services/jaegerspans.h"
#include "files/imports/services/junitreport.h"
#include "files/imports/services/otlpspans.h"
#include "files/imports/tables/spantable.h"
#include "files/io/filestr.h"
#include "timeline/originkind.h"

#include <array>

namespace {

const std::array kReaders{
    ImportReader{originkind::kNinjaLog, Notation::Other, beginsNinjaLog, readNinjaLog,
                 [] {
                     return FilesTr::tr("ninja log");
                 }},
    ImportReader{originkind::kJoblog, Notation::Other, beginsJoblog, readJoblog,
                 [] {
                     return FilesTr::tr("joblog of GNU parallel");
                 }},
    ImportReader{originkind::kGithubJobs, Notation::Json, beginsGithubJobs, readGithubJobs,
                 [] {
                     return FilesTr::tr("list of jobs of GitHub Actions");
                 }},
    ImportReader{originkind::kGitlabJobs, Notation::Json, beginsGitlabJobs, readGitlabJobs,
                 [] {
                     return FilesTr::tr("list of jobs of GitLab");
                 }},
    ImportReader{originkind::kOtlpSpans, Notation::Json, beginsOtlpSpans, readOtlpSpans,
                 [] {
                     return FilesTr::tr("trace of OpenTelemetry");
                 }},
    ImportReader{originkind::kJaegerSpans, Notation::Json, beginsJaegerSpans, readJaegerSpans,
                 [] {
                     return FilesTr::tr("trace of Jaeger");
                 }},
    ImportReader{originkind::kJunitReport, Notation::Other, beginsJunitReport, readJunitReport,
                 [] {
                     return FilesTr::tr("JUnit report (XML)");
                 }},
    ImportReader{originkind::kCargoTimings, Notation::Other, beginsCargoTimings, readCargoTimings,
                 [] {
                     return FilesTr::tr("timing report of cargo (HTML)");
                 }},
    ImportReader{originkind::kSpanTable, Notation::Other, beginsSpanTable, readSpanTable,
                 [] {
                     return FilesTr::tr("table (CSV) with the columns worker, job, start and end, "
                                        "or with durations");
                 }},
};

} // namespace

std::span<const ImportReader> importReaders()
{
    return kReaders;
}

QString readableImports()
{
    QString list = kReaders.front().words();
    for (const ImportReader& reader : std::span(kReaders).subspan(1)) {
        const bool isLast = &reader == &kReaders.back();
        list =
            (isLast ? FilesTr::tr("%1, or %2") : FilesTr::tr("%1, %2")).arg(list, reader.words());
    }
    return list;
}
