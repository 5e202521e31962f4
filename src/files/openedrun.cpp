#include "files/openedrun.h"

#include "files/inputfile.h"
#include "files/runtrace.h"
#include "files/traceimport.h"
#include "files/tracereader.h"

#include <QCoreApplication>

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("OpenedRun", text);
}

// Takes the events as a run of ours where the metadata says so, else as anybody's.
class RunSink : public TraceSink
{
public:
    void takeMetadata(const QByteArray& json) override
    {
        auto metadata = metadataFrom(json);
        if (auto* problem = std::get_if<QString>(&metadata))
            m_problem = *problem;
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

    std::variant<OpenedRun, OpenProblem> finish()
    {
        if (!m_problem.isEmpty())
            return OpenProblem{m_problem};
        if (m_ours) {
            const qint64 leftOut = m_ours->leftOut();
            OpenedRun opened{m_ours->finish()};
            if (leftOut > 0)
                opened.notes +=
                    tr("%1 events contradict those before them and are left out").arg(leftOut);
            return opened;
        }
        ImportedSpans spans = m_import.finish();
        if (spans.spans.empty())
            return OpenProblem{tr("there is no span in it")};
        ImportedRun run = importedRun(std::move(spans));
        return OpenedRun{std::move(run.record), m_import.notes() + run.notes};
    }

private:
    std::unique_ptr<RunTraceLoader> m_ours;
    TraceImport m_import;
    QString m_problem;
    bool m_hasEvents = false;
};

} // namespace

std::variant<OpenedRun, OpenProblem> openRun(const QString& path, const FileProgress& progress)
{
    auto opened = InputFile::open(path, progress);
    if (const auto* problem = std::get_if<QString>(&opened))
        return OpenProblem{*problem};
    InputFile& file = *std::get<std::unique_ptr<InputFile>>(opened);
    RunSink sink;
    const auto early = readTrace(file, sink);
    if (file.stopped())
        return OpenedRun{};
    auto result = sink.finish();
    if (auto* problem = std::get_if<OpenProblem>(&result)) {
        problem->message = tr("cannot open %1: %2").arg(path, early.value_or(problem->message));
        return result;
    }
    if (early)
        std::get<OpenedRun>(result).notes.prepend(
            tr("it could not be read to its end: %1").arg(*early));
    return result;
}
