#include "files/imports/openedrun.h"

#include "base/numbertext.h"
#include "base/visibletext.h"
#include "files/imports/importreaders.h"
#include "files/imports/timerange.h"
#include "files/imports/traces/traceimport.h"
#include "files/io/filestr.h"
#include "files/io/inputfile.h"
#include "files/trace/runtrace.h"
#include "files/trace/tracereader.h"

namespace {

QString endsEarly(const QString& why)
{
    return FilesTr::tr("it could not be read to its end: %1").arg(why);
}

// What a file holds, and what of it is not shown. Nobody else has the record yet.
using Read = Result<ImportedRun>;

Read readRun(ImportedSpans spans, JobsAre jobsAre, QStringList notes)
{
    notes += leaveOutFarSpans(spans);
    ImportedRun run = importedRun(std::move(spans), jobsAre);
    run.notes = notes + run.notes;
    if (!run.record)
        return Problem{run.notes.join(QStringLiteral("; "))};
    return run;
}

// Takes the events as a run of ours where the metadata says so, else as anybody's.
class RunSink : public TraceSink
{
public:
    explicit RunSink(JobsAre jobsAre) : m_jobsAre(jobsAre) {}

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

    void takeNotes(const QStringList& notes) override { m_notes = notes; }

    Read finish()
    {
        if (!m_problem.isEmpty())
            return Problem{m_problem};
        if (m_ours) {
            ImportedRun run{m_ours->finish(), m_notes};
            const qint64 leftOut = m_ours->leftOut();
            if (leftOut > 0)
                run.notes += FilesTr::tr("%Ln events contradict those before them and are left out",
                                         nullptr, pluralCount(leftOut));
            return run;
        }
        ImportedSpans spans = m_import.finish();
        m_notes += m_import.notes();
        if (spans.spans.empty()) {
            m_notes.prepend(FilesTr::tr("there is no span in it"));
            return Problem{m_notes.join(QStringLiteral("; "))};
        }
        return readRun(std::move(spans), m_jobsAre, m_notes);
    }

private:
    const JobsAre m_jobsAre;
    std::unique_ptr<RunTraceLoader> m_ours;
    TraceImport m_import;
    QString m_problem;
    QStringList m_notes;
    bool m_hasEvents = false;
};

Read readAnyTrace(InputFile& file, JobsAre jobsAre)
{
    RunSink sink(jobsAre);
    const auto early = readTrace(file, sink);
    auto result = sink.finish();
    if (auto* problem = std::get_if<Problem>(&result))
        *problem = early.value_or(*problem);
    else if (early)
        std::get<ImportedRun>(result).notes.prepend(endsEarly(early->message));
    return result;
}

// What has been read of a log, a table or another source.
Read runOf(SpansRead read, QLatin1String kind, JobsAre jobsAre)
{
    if (read.spans.kind.isEmpty())
        read.spans.kind = kind;
    if (read.spans.spans.empty()) {
        QStringList why = read.notes;
        if (!read.problem.isEmpty())
            why.prepend(read.problem);
        return Problem{why.isEmpty() ? FilesTr::tr("there is no span in it")
                                     : why.join(QStringLiteral("; "))};
    }
    auto result = readRun(std::move(read.spans), jobsAre, read.notes);
    if (auto* run = std::get_if<ImportedRun>(&result); run && !read.problem.isEmpty())
        run->notes.prepend(endsEarly(read.problem));
    return result;
}

// By what the file begins with, not by its name.
Read readAny(InputFile& file, JobsAre jobsAre)
{
    constexpr std::size_t kBeginning = 4096;
    const std::string_view beginning = file.peek(kBeginning);
    if (beginning.starts_with("\xff\xfe") || beginning.starts_with("\xfe\xff"))
        return Problem{FilesTr::tr("it is in UTF-16; save it as UTF-8")};
    const auto notation = beginsTrace(beginning) ? Notation::Json : Notation::Other;
    for (const ImportReader& reader : importReaders()) {
        if (reader.notation == notation && reader.begins(beginning))
            return runOf(reader.read(file), reader.kind, jobsAre);
    }
    if (notation == Notation::Json)
        return readAnyTrace(file, jobsAre);
    if (!file.problem().isEmpty())
        return Problem{file.problem()};
    return Problem{
        beginning.empty()
            ? FilesTr::tr("it is empty")
            : FilesTr::tr("it is no saved run or trace (JSON), %1").arg(readableImports())};
}

} // namespace

Result<OpenedRun> openRun(const QString& path, const FileProgress& progress, JobsAre jobsAre)
{
    auto input = InputFile::open(path, progress);
    if (const auto* problem = std::get_if<Problem>(&input))
        return *problem;
    InputFile& file = *std::get<std::unique_ptr<InputFile>>(input);
    Read read = readAny(file, jobsAre);
    if (file.stopped())
        return OpenedRun{};
    if (const auto* problem = std::get_if<Problem>(&read))
        return Problem{FilesTr::tr("cannot open %1: %2").arg(visibleText(path), problem->message)};
    auto& run = std::get<ImportedRun>(read);
    if (!file.leftOver().isEmpty())
        run.notes += file.leftOver();
    run.record->origin.notes += run.notes;
    const QStringList notes = run.record->origin.notes;
    return OpenedRun{std::move(run.record), notes};
}
