#include "files/imports/openedrun.h"

#include "base/visibletext.h"
#include "files/imports/joblog.h"
#include "files/imports/ninjalog.h"
#include "files/imports/spantable.h"
#include "files/imports/traceimport.h"
#include "files/io/filestr.h"
#include "files/io/inputfile.h"
#include "files/trace/runtrace.h"
#include "files/trace/tracereader.h"

namespace {

QString endsEarly(const QString& why)
{
    return FilesTr::tr("it could not be read to its end: %1").arg(why);
}

using Opened = Result<OpenedRun>;

Opened openedRun(ImportedRun run, const QStringList& notes)
{
    const QStringList all = notes + run.notes;
    if (!run.record)
        return Problem{all.join(QStringLiteral("; "))};
    return OpenedRun{std::move(run.record), all};
}

// Takes the events as a run of ours where the metadata says so, else as anybody's.
class RunSink : public TraceSink
{
public:
    void takeMetadata(const QByteArray& json) override
    {
        auto metadata = metadataFrom(json);
        if (const auto* problem = std::get_if<Problem>(&metadata))
            m_problem = problem->message;
        else if (std::get<RunMetadata>(metadata).record && !m_ours && !m_hasEvents)
            m_ours = std::make_unique<RunTraceLoader>(std::move(std::get<RunMetadata>(metadata)));
    }

    bool takeEvent(const TraceEvent& event) override
    {
        m_hasEvents = true;
        if (!m_problem.isEmpty())
            return false;
        if (!m_ours)
            return m_import.take(event);
        m_ours->take(event);
        return true;
    }

    Opened finish()
    {
        if (!m_problem.isEmpty())
            return Problem{m_problem};
        if (m_ours) {
            OpenedRun opened{m_ours->finish()};
            const qint64 leftOut = m_ours->leftOut();
            if (leftOut > 0)
                opened.notes +=
                    FilesTr::tr("%1 events contradict those before them and are left out")
                        .arg(leftOut);
            return opened;
        }
        ImportedSpans spans = m_import.finish();
        if (spans.spans.empty()) {
            const QStringList why = m_import.notes();
            return Problem{why.isEmpty() ? FilesTr::tr("there is no span in it")
                                         : why.join(QStringLiteral("; "))};
        }
        return openedRun(importedRun(std::move(spans)), m_import.notes());
    }

private:
    std::unique_ptr<RunTraceLoader> m_ours;
    TraceImport m_import;
    QString m_problem;
    bool m_hasEvents = false;
};

Opened openTrace(InputFile& file)
{
    RunSink sink;
    const auto early = readTrace(file, sink);
    auto result = sink.finish();
    if (auto* problem = std::get_if<Problem>(&result))
        *problem = early.value_or(*problem);
    else if (early)
        std::get<OpenedRun>(result).notes.prepend(endsEarly(early->message));
    return result;
}

// What has been read of a log or a table.
Opened openSpans(SpansRead read)
{
    if (read.spans.spans.empty()) {
        QStringList why = read.notes;
        if (!read.problem.isEmpty())
            why.prepend(read.problem);
        return Problem{why.isEmpty() ? FilesTr::tr("there is no span in it")
                                     : why.join(QStringLiteral("; "))};
    }
    auto result = openedRun(importedRun(std::move(read.spans)), read.notes);
    if (auto* opened = std::get_if<OpenedRun>(&result); opened && !read.problem.isEmpty())
        opened->notes.prepend(endsEarly(read.problem));
    return result;
}

// By what the file begins with, not by its name.
Opened openAny(InputFile& file)
{
    constexpr std::size_t kBeginning = 4096;
    const std::string_view beginning = file.peek(kBeginning);
    if (beginning.empty() && !file.problem().isEmpty())
        return Problem{file.problem()};
    if (beginning.starts_with("\xff\xfe") || beginning.starts_with("\xfe\xff"))
        return Problem{FilesTr::tr("it is in UTF-16; save it as UTF-8")};
    if (beginsTrace(beginning))
        return openTrace(file);
    if (beginsNinjaLog(beginning))
        return openSpans(readNinjaLog(file));
    if (beginsJoblog(beginning))
        return openSpans(readJoblog(file));
    if (beginsSpanTable(beginning))
        return openSpans(readSpanTable(file));
    return Problem{
        beginning.empty()
            ? FilesTr::tr("it is empty")
            : FilesTr::tr(
                  "it is no saved run or trace (JSON), ninja log, joblog of GNU parallel, or table "
                  "(CSV) with the columns worker, job, start and end, or with durations")};
}

} // namespace

Opened openRun(const QString& path, const FileProgress& progress)
{
    auto input = InputFile::open(path, progress);
    if (const auto* problem = std::get_if<Problem>(&input))
        return *problem;
    InputFile& file = *std::get<std::unique_ptr<InputFile>>(input);
    Opened opened = openAny(file);
    if (file.stopped())
        return OpenedRun{};
    if (auto* problem = std::get_if<Problem>(&opened))
        problem->message =
            FilesTr::tr("cannot open %1: %2").arg(visibleText(path), problem->message);
    return opened;
}
