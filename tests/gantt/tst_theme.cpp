#include "gantt/paint/theme.h"

#include <QTest>

#include <array>
#include <cmath>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

namespace {

// The distance of two colours as it is seen, 100 from black to white. Source: CIE 1976 L*a*b*,
// under D65.
double distance(const QColor& a, const QColor& b)
{
    const auto lab = [](const QColor& color) {
        const auto linear = [](double c) {
            return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
        };
        const auto root = [](double t) {
            return t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116;
        };
        const double red = linear(color.redF());
        const double green = linear(color.greenF());
        const double blue = linear(color.blueF());
        const double x = root((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505);
        const double y = root(0.2126 * red + 0.7152 * green + 0.0722 * blue);
        const double z = root((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089);
        return std::array{116 * y - 16, 500 * (x - y), 200 * (y - z)};
    };
    const auto first = lab(a);
    const auto second = lab(b);
    return std::hypot(first[0] - second[0], first[1] - second[1], first[2] - second[2]);
}

struct Shown
{
    const char* name;
    const Theme* theme;
};

std::array<Shown, 3> themes()
{
    return {{{"light", &Theme::light()},
             {"dark", &Theme::darkTheme()},
             {"high contrast", &Theme::highContrast()}}};
}

} // namespace

class TestTheme : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void contrastIsThatOfTheStandard()
    {
        QCOMPARE(contrastRatio(Qt::white, Qt::black), 21.0);
        QCOMPARE(contrastRatio(Qt::black, Qt::white), 21.0);
        QCOMPARE(contrastRatio(Qt::white, Qt::white), 1.0);
    }

    void textOnEveryBarCanBeRead()
    {
        for (int job = 1; job <= 7; ++job) {
            const QColor color = jobColor(JobId{job});
            QVERIFY(contrastRatio(color, textOn(color)) >= 4.5);
        }
    }

    void textCanBeReadOnEveryGround_data()
    {
        QTest::addColumn<QColor>("text");
        QTest::addColumn<QColor>("ground");
        QTest::addColumn<double>("least");
        constexpr double kText = 4.5; // WCAG 2.1, success criterion 1.4.3
        constexpr double kWell = 7;   // 1.4.6
        for (const Shown& shown : themes()) {
            const Theme& theme = *shown.theme;
            const double least = &theme == &Theme::highContrast() ? kWell : kText;
            const std::vector<std::pair<const char*, QColor>> grounds{{"window", theme.window},
                                                                      {"chart", theme.chart},
                                                                      {"band", theme.band},
                                                                      {"field", theme.field}};
            const std::vector<std::tuple<const char*, QColor, double>> texts{
                {"text", theme.text, kWell},
                {"muted", theme.muted, least},
                {"accent", theme.accent, least},
                {"pool", theme.pool, least},
                {"sequential", theme.sequential, least},
                {"error", theme.error, least}};
            for (const auto& ground : grounds) {
                for (const auto& [text, color, needed] : texts)
                    QTest::newRow(QByteArray(shown.name) + ": " + text + " on " + ground.first)
                        << color << ground.second << needed;
            }
            QTest::newRow(QByteArray(shown.name) + ": on accent")
                << theme.onAccent << theme.accent << least;
        }
    }

    void textCanBeReadOnEveryGround()
    {
        QFETCH(QColor, text);
        QFETCH(QColor, ground);
        QFETCH(double, least);
        const double ratio = contrastRatio(text, ground);
        QVERIFY2(ratio >= least, QByteArray::number(ratio));
    }

    // End markers, and the bars where colours tell how they ended.
    void textOnTheColoursOfRunsCanBeRead()
    {
        for (const Shown& shown : themes()) {
            const Theme* theme = shown.theme;
            for (const QColor& color :
                 {theme->pool, theme->sequential, theme->accent, theme->muted, theme->error})
                QVERIFY(contrastRatio(color, textOn(color)) >= 4.5);
        }
    }

    void theColourOfBusyWorkersIsNoJobs()
    {
        for (const Shown& shown : themes()) {
            const Theme* theme = shown.theme;
            for (int job = 1; job <= 7; ++job)
                QVERIFY(distance(theme->busy, jobColor(JobId{job})) >= 30);
            QVERIFY(contrastRatio(theme->busy, theme->band) >= 3);
            // However much of it a column has.
            for (double share = 0; share <= 1; share += 0.05) {
                for (int job = 1; job <= 7; ++job)
                    QVERIFY(distance(mixed(theme->band, theme->busy, share), jobColor(JobId{job})) >
                            25);
            }
        }
    }

    // Of a graphical object: WCAG 2.1, success criterion 1.4.11.
    void theMarkOfASelectedBarIsSeenOnEveryColour()
    {
        constexpr double kSeen = 3;
        for (const Shown& shown : themes()) {
            const Theme& theme = *shown.theme;
            const auto [outer, inner] = selectionTones(theme);
            QVERIFY(contrastRatio(outer, inner) >= kSeen);
            for (const QColor& ground : {theme.chart, theme.band})
                QVERIFY(contrastRatio(outer, ground) >= kSeen);
            std::vector<QColor> bars{theme.pool, theme.accent, theme.muted, theme.error,
                                     theme.busy};
            for (int number = 1; number <= 7; ++number)
                bars.push_back(paletteColor(number));
            for (double at = 0; at <= 1; at += 0.01)
                bars.push_back(durationColor(at, theme.dark));
            for (const QColor& full : bars) {
                // As it is, and pale, as what waits or is simulated.
                for (const QColor& bar : {full, mixed(theme.band, full, 0.28)}) {
                    const double seen =
                        std::max(contrastRatio(outer, bar), contrastRatio(inner, bar));
                    QVERIFY2(seen >= kSeen,
                             qPrintable(QStringLiteral("%1: %2 on %3")
                                            .arg(QLatin1String(shown.name), QString::number(seen),
                                                 bar.name())));
                }
            }
        }
    }

    void neighbouringJobsHaveDifferentColours()
    {
        std::set<QRgb> seen;
        for (int job = 1; job <= 7; ++job)
            seen.insert(jobColor(JobId{job}).rgb());
        QCOMPARE(seen.size(), std::size_t(7));
        QCOMPARE(jobColor(JobId{8}), jobColor(JobId{1}));
    }
};

QTEST_GUILESS_MAIN(TestTheme)
#include "tst_theme.moc"
