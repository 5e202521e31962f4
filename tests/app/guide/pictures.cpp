// Makes the guide's pictures of the program's own widgets, in both themes and in each language.
// What they show are the runs beside this file.
#include "app/insight/findingspanel.h"
#include "app/insight/losttimepanel.h"
#include "app/insight/sizingpanel.h"
#include "app/panels/agentsview.h"
#include "app/panels/settingspanel.h"
#include "app/panels/timingspanel.h"
#include "base/language.h"
#include "fixtures/smallscreens.h"
#include "gantt/paint/theme.h"
#include "gantt/view/ganttview.h"
#include "insight/insight.h"
#include "remote/agentscout.h"
#include "session/openedany.h"
#include "text/findingtext.h"

#include <QDir>
#include <QFrame>
#include <QPainter>
#include <QScrollArea>
#include <QSettings>

#include <algorithm>
#include <cstdio>
#include <map>
#include <vector>

using fixtures::AppWindow;

namespace {

using Run = std::shared_ptr<const RunRecord>;

constexpr int kWidthPx = 620;
constexpr int kSidePx = 306;
constexpr int kPanelPx = 350;

Run opened(const char* file)
{
    auto read = openAny(QStringLiteral(RUNS "/") + QLatin1String(file));
    auto* run = std::get_if<OpenedRun>(&read);
    if (!run || !run->record)
        qFatal("%s is no run", file);
    return run->record;
}

// What is seen of it in that size, from its upper edge on.
QImage pictureOf(QWidget& widget, QSize size, int shownPx)
{
    widget.resize(size);
    widget.show();
    if (!QTest::qWaitForWindowExposed(&widget))
        qFatal("a widget does not come up");
    if (QWidget* with = QApplication::focusWidget())
        with->clearFocus();
    QCoreApplication::processEvents(); // layouts are done
    return widget.grab(QRect(0, 0, size.width(), shownPx)).toImage();
}

// Down to the lower edge of a part of it, and a margin.
int heightWith(const QWidget& widget, const QWidget& part)
{
    constexpr int kMarginPx = 14;
    return part.mapTo(&widget, QPoint(0, part.height())).y() + kMarginPx;
}

// In the 256 colours that it has most of: a third of the bytes.
QImage inFewColors(const QImage& image)
{
    std::map<QRgb, int> counts;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            ++counts[image.pixel(x, y)];
    }
    std::vector<std::pair<int, QRgb>> colors;
    for (const auto& [color, count] : counts)
        colors.emplace_back(-count, color);
    std::ranges::sort(colors);
    colors.resize(std::min<std::size_t>(colors.size(), 256));
    QList<QRgb> table;
    for (const auto& [count, color] : colors)
        table += color;
    return image.convertToFormat(QImage::Format_Indexed8, table, Qt::ThresholdDither);
}

class Pictures
{
public:
    Pictures(const Theme& theme, QDir folder) : m_theme(theme), m_folder(std::move(folder))
    {
        if (!m_folder.mkpath(QStringLiteral(".")))
            qFatal("the folder cannot be made");
        Appearance::apply(theme);
    }

    void make() const
    {
        makeCharts();
        makeInsight();
        makeWindow();
        makeAgents();
    }

private:
    void keep(const char* name, const QImage& image) const
    {
        const QString path = m_folder.filePath(QLatin1String(name) + QStringLiteral(".png"));
        if (!inFewColors(image).save(path, "png", 0))
            qFatal("%s cannot be written", qPrintable(path));
    }

    // `shownPx` of its height; strips and overview come where there is room.
    QImage chartOf(const Run& run, int heightPx, int shownPx, RowsBy rows = RowsBy::Worker,
                   ColorBy colors = ColorBy::Job, const WhatIf* change = nullptr) const
    {
        GanttView chart;
        chart.setTheme(m_theme);
        chart.setRowsBy(rows);
        chart.setColorBy(colors);
        chart.resize(kWidthPx, heightPx);
        chart.showRun(run, 0);
        if (change) {
            const JobModel model = insightOf(*run, {})->model;
            chart.showWhatIf(
                timelineOf(model, simulate(model, *change, Spans::Kept, {}), change->workers),
                whatIfText(*change));
        }
        return pictureOf(chart, {kWidthPx, heightPx}, shownPx);
    }

    void makeCharts() const
    {
        keep("article", chartOf(opened("article.json.gz"), 500, 330));
        keep("chart", chartOf(opened("chart.json.gz"), 340, 340));
        keep("patterns", chartOf(opened("stopped.json.gz"), 220, 220));
        keep("jobs", chartOf(opened("jobs.json.gz"), 300, 300, RowsBy::Job));
        keep("computing", chartOf(opened("computing.json.gz"), 310, 310));
        keep("failures",
             chartOf(opened("failures.json.gz"), 250, 250, RowsBy::Worker, ColorBy::Status));
        keep("others", chartOf(opened("build.ninja_log"), 250, 250));
        keep("hosts", chartOf(opened("hosts.json.gz"), 250, 250, RowsBy::Host));
    }

    void makeInsight() const
    {
        const Run run = opened("order.json.gz");
        const auto insight = insightOf(*run, {});
        const auto& found = insight->findings.findings;
        const auto order = std::ranges::find(found, FindingKind::Order, &Finding::kind);
        if (order == found.end())
            qFatal("no other order is found to help");
        keep("whatif", chartOf(run, 500, 336, RowsBy::Worker, ColorBy::Job, &order->change));
        LostTimePanel lost;
        lost.setTheme(m_theme);
        lost.showLostTime(&*insight->lost);
        keep("lost", pictureOf(lost, {kWidthPx, 318}, 318));
        FindingsPanel findings;
        findings.showInsight(insight);
        pictureOf(findings, {kSidePx + 28, 600}, 1);
        const auto cards = findings.findChildren<QFrame*>();
        const auto card = std::ranges::find(cards, QVariant(QStringLiteral("finding")),
                                            [](const QFrame* f) { return f->property("role"); });
        keep("findings", pictureOf(findings, {kSidePx + 28, 600}, heightWith(findings, **card)));
        SizingPanel sizing;
        sizing.setTheme(m_theme);
        sizing.showInsight(insight);
        sizing.resize(950, 240);
        pictureOf(sizing, sizing.size(), 1);
        keep("curve", sizing.findChild<QWidget*>(QStringLiteral("chartSide"))->grab().toImage());
    }

    void makeWindow() const
    {
        AppWindow window(QStringList{QStringLiteral(RUNS "/article.json.gz")});
        constexpr QSize kWindow(1400, 900);
        window.get().resize(kWindow);
        window.find<QAction>(m_theme.dark ? "actionThemeDark" : "actionThemeLight")->trigger();
        auto* chart = window.find<GanttView>("chart");
        if (!QTest::qWaitFor([&] { return chart->run() && window.get().size() == kWindow; }))
            qFatal("the run is not opened");
        QCoreApplication::processEvents();
        const auto* bar = window.find<QToolBar>("toolBar");
        const auto* settings = window.find<SettingsPanel>("settings");
        const auto* stop = window.button("actionStop");
        // The bar's buttons may need more width than the settings.
        const int barPx = stop->mapTo(&window.get(), QPoint(stop->width(), 0)).x() + 8;
        const QImage shownBar =
            window.get().grab(QRect(0, bar->y(), barPx, bar->height())).toImage();
        const QImage shown =
            window.find<SettingsPanel>("settings")
                ->grab(QRect(0, 0, settings->width(),
                             heightWith(*settings, *window.find<QWidget>("capacityAuto")) - 8))
                .toImage();
        QImage both(std::max(shownBar.width(), shown.width()), shownBar.height() + shown.height(),
                    QImage::Format_RGB32);
        both.fill(m_theme.window);
        QPainter painter(&both);
        painter.drawImage(0, 0, shownBar);
        painter.drawImage(0, shownBar.height(), shown);
        painter.end();
        keep("settings", both);
        const auto* timings = window.find<TimingsPanel>("timings");
        keep("timings", window.find<TimingsPanel>("timings")
                            ->grab(QRect(0, 0, timings->width(),
                                         heightWith(*timings, *window.find<QWidget>("card"))))
                            .toImage());
    }

    void makeAgents() const
    {
        AgentsThere there{.isKnown = true};
        for (const char* host : {"ada", "grace"})
            there.agents.push_back({.hello = {.host = QLatin1String(host),
                                              .version = QCoreApplication::applicationVersion(),
                                              .workers = 4,
                                              .cores = 2},
                                    .clockErrorNs = 400'000});
        SettingsPanel panel;
        RunSettings settings;
        settings.pool.broker = QStringLiteral("amqp://localhost");
        panel.setSettings(settings);
        pictureOf(panel, {kPanelPx, 1400}, 1);
        auto* agents = panel.findChild<AgentsView*>();
        agents->show(there);
        panel.findChild<QLabel*>(QStringLiteral("brokerWords"))->setText(summaryOf(there));
        const auto* where = panel.findChild<QWidget*>(QStringLiteral("whereBox"));
        const int top = where->mapTo(&panel, QPoint(0, -6)).y();
        keep("agents",
             panel.grab(QRect(0, top, kPanelPx, heightWith(panel, *agents) - 10 - top)).toImage());
    }

    const Theme& m_theme;
    const QDir m_folder;
};

} // namespace

// Arguments: the folder of the guide, and languages; without one, all of them.
int main(int argc, char** argv)
{
    const fixtures::Screens screens(fixtures::kUsualScreen);
    QApplication application(argc, argv);
    fixtures::setUpProgram("guide_pictures");
    QCoreApplication::setApplicationVersion(QStringLiteral(POOLSCOPE_VERSION));
    QSettings().clear();
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() < 2) {
        std::fputs("guide_pictures FOLDER [LANGUAGE...]\n", stderr);
        return 2;
    }
    QStringList languages = arguments.mid(2);
    for (const Language::Choice& choice : Language::all()) {
        if (arguments.size() == 2)
            languages += choice.code;
    }
    for (const QString& language : languages) {
        Language::use(language);
        const QDir guide(arguments[1]);
        const QDir folder(language == QLatin1String("en") ? guide.path()
                                                          : guide.filePath(language));
        for (const ThemeChoice theme : {ThemeChoice::Light, ThemeChoice::Dark}) {
            const Theme& look = Appearance::themeFor(theme);
            Pictures(look, QDir(folder.filePath(QLatin1String(look.dark ? "dark" : "light"))))
                .make();
        }
    }
    QSettings().clear();
    return 0;
}
