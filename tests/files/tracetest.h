// Traces of other programs as the tests of their reading look at them.
#pragma once

#include "files/imports/traces/traceimport.h"
#include "files/io/inputfile.h"
#include "files/trace/tracereader.h"
#include "fixtures/folder.h"

#include <QtTest>

#include <algorithm>
#include <tuple>

namespace tracetest {

// JSON with ' in place of ".
inline QByteArray json(QByteArray text)
{
    return text.replace('\'', '"');
}

class Sink : public TraceSink
{
public:
    void takeMetadata(const QByteArray&) override {}
    bool takeEvent(const TraceEvent& event) override { return events.take(event); }
    void takeNotes(const QStringList& read) override { notes = read; }

    TraceImport events;
    QStringList notes;
};

struct Imported
{
    ImportedSpans spans;
    QString notes;
    QString problem;
};

inline QString textOf(const ImportedSpans& imported, const ImportedSpan& span)
{
    QString text = QStringLiteral("%1 %2-%3")
                       .arg(QString::fromUtf8(imported.names.at(std::size_t(span.name))))
                       .arg(double(span.startNs) / 1000)
                       .arg(double(span.endNs) / 1000);
    if (span.end == SpanEnd::Never)
        text += u'?';
    if (span.nesting == Nesting::Within)
        text += QStringLiteral(" within");
    if (span.nesting == Nesting::Beside)
        text += QStringLiteral(" beside");
    return span.holdsOthers ? text + QStringLiteral(" holding") : text;
}

// The spans thread by thread, by their starts, in microseconds: "main: a 0-9, b 1-8 within"; "?"
// where one never ended; "beside", "within" and "holding" as they stand to others.
inline QString picture(const ImportedSpans& imported)
{
    auto byStart = imported.spans;
    std::ranges::stable_sort(byStart, {}, [](const ImportedSpan& span) {
        return std::tuple(span.thread, span.startNs, -span.endNs);
    });
    QStringList threads;
    for (std::size_t i = 0; i < imported.threads.size(); ++i) {
        QStringList spans;
        for (const ImportedSpan& span : byStart) {
            if (span.thread == qint32(i))
                spans += textOf(imported, span);
        }
        threads += imported.threads[i] + QStringLiteral(": ") + spans.join(QStringLiteral(", "));
    }
    return threads.join(QStringLiteral("; "));
}

inline Imported importOf(const QByteArray& bytes)
{
    const fixtures::Folder folder;
    folder.write("trace", bytes);
    auto input = InputFile::open(folder.path("trace"));
    Sink sink;
    Imported imported;
    if (const auto problem = readTrace(*std::get<std::unique_ptr<InputFile>>(input), sink))
        imported.problem = problem->message;
    imported.spans = sink.events.finish();
    imported.notes = (sink.notes + sink.events.notes()).join(QStringLiteral("; "));
    return imported;
}

} // namespace tracetest
