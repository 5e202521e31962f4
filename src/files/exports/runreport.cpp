#include "files/exports/runreport.h"

#include "analysis/diskreads.h"
#include "analysis/figure.h"
#include "analysis/timings.h"
#include "base/language.h"
#include "base/numbertext.h"
#include "files/io/escape.h"
#include "files/io/filestr.h"
#include "files/settings/settingsfile.h"
#include "insight/insight.h"
#include "plan/settings/settingfields.h"
#include "text/diskreadstext.h"
#include "text/figures.h"
#include "text/findingtext.h"
#include "text/settingstext.h"
#include "text/speedup.h"
#include "timeline/runrecord.h"

#include <QUrl>

#include <algorithm>

namespace {

using Rows = std::vector<std::pair<QString, QString>>;

struct Report
{
    QString title;
    QString run;
    Rows times;
    Rows timings;
    Rows settings;
    QString made;
    QString verdict;
    Rows findings;
};

// The times of both runs, and how much faster the pool was.
Rows timesIn(const Timings& timings)
{
    Rows rows{{FilesTr::tr("With the worker pool"), timeText(timings.pool)}};
    if (timings.sequential)
        rows.emplace_back(FilesTr::tr("Without (one after another)"),
                          timeText(*timings.sequential));
    if (timings.speedUp())
        rows.emplace_back(speedUpText(timings).caption, speedUpRow(timings));
    return rows;
}

// The other figures.
Rows timingsIn(const Timings& timings, const QStringList& notes)
{
    Rows rows;
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
        parts += FilesTr::tr("%Ln cores", nullptr, pluralCount(machine.cores));
    // The kernel's name says more of who built it than of what was measured.
    for (const QString& part : {machine.system, machine.architecture}) {
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

// What is otherwise than usual, and what every run is told by, in words.
Rows settingsIn(const RunSettings& settings)
{
    const QStringList always{QStringLiteral("jobs"), QStringLiteral("workers"),
                             QStringLiteral("work"), QStringLiteral("duration")};
    const auto usual = neededSettings({});
    Rows rows;
    for (const auto& [name, text] : neededSettings(settings)) {
        const SettingField& field = *settingField(name);
        const bool isUsual = std::ranges::find(usual, std::pair(name, text)) != usual.end();
        if ((isUsual && !always.contains(name)) || !field.isNeeded(settings))
            continue;
        rows.emplace_back(settingName(name, settings), settingValueText(name, settings, text));
    }
    return rows;
}

Report reportOf(const RunRecord& record, const Timings& timings, const Insight* insight)
{
    Report report{FilesTr::tr("Worker pool timings"),
                  runText(record),
                  timesIn(timings),
                  timingsIn(timings, record.origin.notes),
                  {},
                  madeText(record.origin),
                  insight ? enoughText(*insight) : QString(),
                  insight ? findingsIn(*insight) : Rows()};
    if (record.origin.isOurs())
        report.settings = settingsIn(record.settings);
    return report;
}

QString htmlCards(const Rows& times)
{
    QString html = QStringLiteral("<div class=\"cards\">\n");
    for (std::size_t i = 0; i < times.size(); ++i) {
        // "2.49× of 2.50× possible": the number large, the rest beside its caption.
        const bool isTime = i == 0 || (i == 1 && times.size() == 3);
        const QString value = isTime ? times[i].second : times[i].second.section(u' ', 0, 0);
        const QString rest = isTime ? QString() : times[i].second.section(u' ', 1);
        html += QStringLiteral("<div class=\"%1\"><span>%2</span><b>%3</b><span>%4</span></div>\n")
                    .arg(QLatin1String(i == 0   ? "pool"
                                       : isTime ? "sequential"
                                                : "speedup"),
                         markupEscaped(times[i].first), markupEscaped(value), markupEscaped(rest));
    }
    return html + QStringLiteral("</div>\n");
}

QString htmlPicture(const ReportPictures& pictures)
{
    const auto source = [](const QByteArray& png) {
        return QLatin1String("data:image/png;base64,") + QString::fromLatin1(png.toBase64());
    };
    const QByteArray& usual = pictures.light.isEmpty() ? pictures.dark : pictures.light;
    const QString dark =
        pictures.dark.isEmpty() || pictures.light.isEmpty()
            ? QString()
            : QStringLiteral("<source media=\"(prefers-color-scheme: dark)\" srcset=\"%1\">\n")
                  .arg(source(pictures.dark));
    return QStringLiteral("<picture>\n%1<img alt=\"%2\" width=\"1280\" src=\"%3\">\n</picture>\n")
        .arg(dark, markupEscaped(FilesTr::tr("Chart of the run")), source(usual));
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
    QString html = QStringLiteral("<section>\n<h2>%1</h2>\n<table>\n").arg(markupEscaped(heading));
    for (const auto& [name, value] : rows)
        html += QStringLiteral("<tr><th scope=\"row\">%1</th><td>%2</td></tr>\n")
                    .arg(markupEscaped(name), markupEscaped(value));
    return html + QStringLiteral("</table>\n</section>\n");
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
:root { color-scheme: light dark; --ground: #fff; --ink: #1d2129; --muted: #5b6472; --line: #dfe3ea;
  --card: #f4f6f9; --pool: #137a57; --sequential: #9e5c00; }
@media (prefers-color-scheme: dark) { :root { --ground: #22262d; --ink: #eef1f5; --muted: #a3acba;
  --line: #3a404b; --card: #2b3039; --pool: #41b98d; --sequential: #e0a035; } }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 1080px; margin: 2.5em auto; padding: 0 1.5em;
  background: var(--ground); color: var(--ink); }
h1 { font-size: 1.6em; margin: 0; }
h2 { font-size: 1em; margin: 0 0 .4em; }
header p { color: var(--muted); margin: .2em 0 1.5em; }
.cards { display: flex; flex-wrap: wrap; gap: 1em; margin-bottom: 1.5em; }
.cards div { flex: 1 1 11em; background: var(--card); border-radius: 6px; padding: .8em 1.1em; }
.cards span { display: block; color: var(--muted); font-size: .87em; }
.cards b { font-size: 1.7em; font-variant-numeric: tabular-nums; }
.cards .pool b { color: var(--pool); }
.cards .sequential b { color: var(--sequential); }
img { display: block; width: 100%; height: auto; border: 1px solid var(--line); border-radius: 6px; }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(20em, 1fr)); gap: 2.5em;
  margin-top: 2em; }
p, dd, td, footer { overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; }
th, td { padding: .3em 0; border-bottom: 1px solid var(--line); text-align: left; font-weight: normal;
  vertical-align: top; }
th { color: var(--muted); white-space: nowrap; }
td { text-align: right; padding-left: 2em; font-variant-numeric: tabular-nums; }
dl { margin: 2em 0 0; }
dt { font-weight: 600; margin-top: .7em; }
dd { margin: 0; color: var(--muted); }
footer { margin: 2.5em 0 0; color: var(--muted); font-size: .87em; }
@media print { body { margin: 0; max-width: none; } }
)";

} // namespace

QByteArray htmlReport(const RunRecord& record, const Timings& timings,
                      const ReportPictures& pictures, const Insight* insight)
{
    const Report report = reportOf(record, timings, insight);
    QString html = QStringLiteral("<!DOCTYPE html>\n<html lang=\"%4\">\n<head>\n"
                                  "<meta charset=\"utf-8\">\n"
                                  "<meta name=\"viewport\" content=\"width=device-width\">\n"
                                  "<title>%1: %2</title>\n<style>%3</style>\n</head>\n<body>\n"
                                  "<header>\n<h1>%1</h1>\n<p>%2</p>\n</header>\n")
                       .arg(markupEscaped(report.title), markupEscaped(report.run),
                            QLatin1String(kStyle), Language::inUse().replace(u'_', u'-'));
    html += htmlCards(report.times) + htmlPicture(pictures) + htmlFindings(report) +
            QStringLiteral("<div class=\"columns\">\n") +
            htmlTable(FilesTr::tr("Timings"), report.timings) +
            htmlTable(FilesTr::tr("Settings"), report.settings) +
            QStringLiteral("</div>\n<footer>%1</footer>\n</body>\n</html>\n")
                .arg(markupEscaped(report.made));
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
    Rows all = report.times;
    all.insert(all.end(), report.timings.begin(), report.timings.end());
    text += markdownTable(FilesTr::tr("Timings"), all, asMarkdown);
    text += markdownTable(FilesTr::tr("Settings"), report.settings, codeInTable);
    if (!report.made.isEmpty())
        text += QStringLiteral("\n%1\n").arg(markdownCode(report.made));
    return text.toUtf8();
}
