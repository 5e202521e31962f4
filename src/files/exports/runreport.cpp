#include "files/exports/runreport.h"

#include "analysis/diskreads.h"
#include "analysis/figure.h"
#include "analysis/timings.h"
#include "base/numbertext.h"
#include "files/io/escape.h"
#include "files/io/filestr.h"
#include "files/settings/settingsfile.h"
#include "insight/insight.h"
#include "text/diskreadstext.h"
#include "text/figures.h"
#include "text/findingtext.h"
#include "text/settingstext.h"
#include "text/speedup.h"
#include "timeline/runrecord.h"

#include <QUrl>

namespace {

using Rows = std::vector<std::pair<QString, QString>>;

struct Report
{
    QString title;
    QString run;
    Rows timings;
    Rows settings;
    QString made;
    QString verdict;
    Rows findings;
};

Rows timingsIn(const Timings& timings, const QStringList& notes)
{
    Rows rows{{FilesTr::tr("With the worker pool"), timeText(timings.pool)}};
    if (timings.sequential)
        rows.emplace_back(FilesTr::tr("Without (one after another)"),
                          timeText(*timings.sequential));
    if (timings.speedUp())
        rows.emplace_back(speedUpText(timings).caption, speedUpRow(timings));
    for (const TimingRow& row : timingRows(timings)) {
        rows.emplace_back(row.label, row.value);
        if (row.figure != Figure::Results)
            continue;
        if (const auto sum = numberOf(Figure::ResultsSum, timings))
            rows.emplace_back(FilesTr::tr("Sum of the results"),
                              numberText(std::get<qint64>(*sum)));
    }
    if (const QString note = diskReadsText(timings); !note.isEmpty())
        rows.emplace_back(FilesTr::tr("Note"), note);
    for (const QString& note : notes)
        rows.emplace_back(FilesTr::tr("Note"), note);
    return rows;
}

// When, where and by what a run was recorded, as far as that is known.
QString madeText(const RunOrigin& origin)
{
    QStringList parts;
    if (!origin.program.isEmpty())
        parts += origin.program;
    if (origin.recorded.isValid())
        parts += origin.recorded.toString(QStringLiteral("yyyy-MM-dd hh:mm 'UTC'"));
    const Machine& machine = origin.machine;
    if (machine.cores > 0)
        parts += counted(machine.cores, FilesTr::tr("1 core"), FilesTr::tr("%1 cores"));
    for (const QString& part : {machine.system, machine.kernel, machine.architecture}) {
        if (!part.isEmpty())
            parts += part;
    }
    return parts.join(QStringLiteral(" · "));
}

// What holds the run back: a title, and a sentence with what a change would gain.
Rows findingsIn(const Insight& insight)
{
    Rows rows;
    for (const Finding& finding : insight.findings.findings) {
        const FindingText text = findingText(finding, insight.model);
        rows.emplace_back(text.title, text.change.isEmpty()
                                          ? text.sentence
                                          : FilesTr::tr("%1 %2.").arg(text.sentence, text.change));
    }
    return rows;
}

Report reportOf(const RunRecord& record, const Timings& timings, const Insight* insight)
{
    Report report{FilesTr::tr("Worker pool timings"),
                  runText(record),
                  timingsIn(timings, record.origin.notes),
                  {},
                  madeText(record.origin),
                  insight ? verdictText(*insight) : QString(),
                  insight ? findingsIn(*insight) : Rows()};
    if (record.origin.isOurs())
        report.settings = neededSettings(record.settings);
    return report;
}

QString htmlFindings(const Report& report)
{
    QString html;
    const auto add = [&html](const QString& title, const QString& text) {
        html += QStringLiteral("<dt>%1</dt><dd>%2</dd>\n")
                    .arg(markupEscaped(title), markupEscaped(text));
    };
    if (!report.verdict.isEmpty())
        add(FilesTr::tr("How many workers"), report.verdict);
    for (const auto& [title, sentence] : report.findings)
        add(title, sentence);
    return html.isEmpty() ? QString() : QStringLiteral("<dl>\n%1</dl>\n").arg(html);
}

QString htmlTable(const QString& heading, const Rows& rows)
{
    if (rows.empty())
        return {};
    QString html = QStringLiteral("<h2>%1</h2>\n<table>\n").arg(markupEscaped(heading));
    for (const auto& [name, value] : rows)
        html += QStringLiteral("<tr><th scope=\"row\">%1</th><td>%2</td></tr>\n")
                    .arg(markupEscaped(name), markupEscaped(value));
    return html + QStringLiteral("</table>\n");
}

// Words of ours, without what would be taken for a mark of Markdown's or of HTML's, or end a cell.
QString asMarkdown(const QString& text)
{
    QString escaped;
    for (const QChar c : text) {
        if (QStringLiteral("\\`*_{}[]<>#|~$").contains(c))
            escaped += u'\\';
        escaped += c;
    }
    return escaped;
}

QString markdownFindings(const Report& report)
{
    QString text;
    if (!report.verdict.isEmpty())
        text += QStringLiteral("\n%1\n").arg(asMarkdown(report.verdict));
    if (report.findings.empty())
        return text;
    text += QStringLiteral("\n### %1\n\n").arg(asMarkdown(FilesTr::tr("What holds it back")));
    for (const auto& [title, sentence] : report.findings)
        text += QStringLiteral("- %1: %2\n").arg(asMarkdown(title), asMarkdown(sentence));
    return text;
}

QString codeInTable(const QString& text)
{
    return markdownCode(text).replace(u'|', QLatin1String("\\|"));
}

QString markdownTable(const QString& heading, const Rows& rows, QString (*valueOf)(const QString&))
{
    if (rows.empty())
        return {};
    QString text = QStringLiteral("\n| %1 | |\n| --- | ---: |\n").arg(asMarkdown(heading));
    for (const auto& [name, value] : rows)
        text += QStringLiteral("| %1 | %2 |\n").arg(asMarkdown(name), valueOf(value));
    return text;
}

constexpr const char* kStyle = R"(
:root { color-scheme: light dark; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 1280px; margin: 2em auto; padding: 0 1em; }
img { max-width: 100%; height: auto; }
h2 { font-size: 1em; margin: 2em 0 .5em; }
p, td, footer { overflow-wrap: anywhere; }
table { border-collapse: collapse; min-width: 24em; }
th, td { padding: .3em 0; border-bottom: 1px solid #8884; text-align: left; font-weight: normal; }
dt { margin-top: .6em; }
dd { margin: 0; opacity: .8; }
td { text-align: right; padding-left: 3em; font-variant-numeric: tabular-nums; }
footer { margin: 2em 0; opacity: .7; }
)";

} // namespace

QByteArray htmlReport(const RunRecord& record, const Timings& timings, const QByteArray& png,
                      const Insight* insight)
{
    const Report report = reportOf(record, timings, insight);
    QString html =
        QStringLiteral("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
                       "<meta charset=\"utf-8\">\n"
                       "<meta name=\"viewport\" content=\"width=device-width\">\n"
                       "<title>%1: %2</title>\n<style>%3</style>\n</head>\n<body>\n"
                       "<h1>%1</h1>\n<p>%2</p>\n")
            .arg(markupEscaped(report.title), markupEscaped(report.run), QLatin1String(kStyle));
    html += QStringLiteral("<img alt=\"%1\" width=\"1280\" src=\"data:image/png;base64,")
                .arg(markupEscaped(FilesTr::tr("Chart of the run, with its timings")));
    html += QString::fromLatin1(png.toBase64());
    html += QStringLiteral("\">\n");
    html += htmlFindings(report);
    html += htmlTable(FilesTr::tr("Timings"), report.timings);
    html += htmlTable(FilesTr::tr("Settings"), report.settings);
    html +=
        QStringLiteral("<footer>%1</footer>\n</body>\n</html>\n").arg(markupEscaped(report.made));
    return html.toUtf8();
}

QByteArray markdownReport(const RunRecord& record, const Timings& timings,
                          const QString& pictureName, const Insight* insight)
{
    const Report report = reportOf(record, timings, insight);
    const QString run = record.origin.isOurs() ? asMarkdown(report.run) : markdownCode(report.run);
    QString text =
        QStringLiteral("## %1\n\n%2\n\n![%3](%4)\n")
            .arg(asMarkdown(report.title), run, FilesTr::tr("Chart of the run, with its timings"),
                 QString::fromLatin1(QUrl::toPercentEncoding(pictureName)));
    text += markdownFindings(report);
    text += markdownTable(FilesTr::tr("Timings"), report.timings, asMarkdown);
    text += markdownTable(FilesTr::tr("Settings"), report.settings, codeInTable);
    if (!report.made.isEmpty())
        text += QStringLiteral("\n%1\n").arg(markdownCode(report.made));
    return text.toUtf8();
}
