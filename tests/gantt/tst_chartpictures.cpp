// Whole pictures of the chart, compared with those in pictures/. Where a change is meant, look at
// the picture that the failing test has written, and put it there.
#include "fixtures/equaljobs.h"
#include "fixtures/textpicture.h"
#include "gantt/ganttview.h"
#include "gantt/theme.h"

#include <QApplication>
#include <QDir>
#include <QFontInfo>
#include <QTest>

#include <cmath>

namespace {

constexpr qint64 kSecond = 1'000'000'000;

// A bar one pixel beside its place differs in more pixels: it has two ends, each over 12 px high.
constexpr int kToleratedPixels = 20;

bool isOtherColor(QRgb a, QRgb b)
{
    constexpr int kTolerated = 24; // of 255: edges may be blended a little differently
    return std::abs(qRed(a) - qRed(b)) > kTolerated ||
           std::abs(qGreen(a) - qGreen(b)) > kTolerated ||
           std::abs(qBlue(a) - qBlue(b)) > kTolerated;
}

int otherPixels(const QImage& a, const QImage& b)
{
    int count = 0;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x)
            count += isOtherColor(a.pixel(x, y), b.pixel(x, y)) ? 1 : 0;
    }
    return count;
}

std::shared_ptr<RunRecord> runOf(const std::vector<std::string>& pool,
                                 const std::string& sequential)
{
    RunSettings settings;
    settings.workers = int(pool.size());
    auto record = std::make_shared<RunRecord>(settings);
    fixtures::recordRun(record->pool, pool, kSecond / 2);
    fixtures::recordRun(*record->sequential, {sequential}, kSecond / 2);
    return record;
}

} // namespace

class TestChartPictures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QFont font(QStringLiteral("DejaVu Sans"));
        font.setPixelSize(13);
        if (QFontInfo(font).family() != font.family())
            QSKIP("the pictures were drawn with DejaVu Sans, which is not installed");
        QApplication::setFont(font);
    }

    void theChartLooksAsItDid_data()
    {
        QTest::addColumn<std::shared_ptr<RunRecord>>("record");
        QTest::addColumn<bool>("dark");
        QTest::addColumn<RowsBy>("rowsBy");
        QTest::addColumn<ColorBy>("colorBy");
        const auto article = runOf({"1144", "2255", "33"}, "1122334455");
        QTest::newRow("article") << article << false << RowsBy::Worker << ColorBy::Job;
        QTest::newRow("article-jobs-dark") << article << true << RowsBy::Job << ColorBy::Job;
        const auto gaps = runOf({"11..4444.8..9", ".22.5555577..", "3333333.6666."},
                                "1122333333344445555566667789");
        QTest::newRow("gaps-duration") << gaps << false << RowsBy::Worker << ColorBy::Duration;
        QTest::newRow("gaps-worker-dark") << gaps << true << RowsBy::Worker << ColorBy::Worker;
        const auto many = fixtures::equalJobs(1'000, 16, 1'000'000);
        QTest::newRow("thousand") << many << false << RowsBy::Worker << ColorBy::Job;
        const auto columns = fixtures::equalJobs(50'003, 7, 100'000);
        QTest::newRow("columns-status-dark")
            << columns << true << RowsBy::Worker << ColorBy::Status;
    }

    void theChartLooksAsItDid()
    {
        QFETCH(const std::shared_ptr<RunRecord>, record);
        QFETCH(const bool, dark);
        QFETCH(const RowsBy, rowsBy);
        QFETCH(const ColorBy, colorBy);
        GanttView view;
        view.setTheme(dark ? Theme::darkTheme() : Theme::light());
        view.resize(900, 560);
        view.setRowsBy(rowsBy);
        view.setColorBy(colorBy);
        view.showRun(record, 0);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        const QImage seen = view.grab().toImage().convertToFormat(QImage::Format_RGB32);

        const QString name = QString::fromLatin1(QTest::currentDataTag()) + QStringLiteral(".png");
        const QImage expected =
            QImage(QStringLiteral(PICTURES "/") + name).convertToFormat(QImage::Format_RGB32);
        const int others = expected.size() == seen.size() ? otherPixels(seen, expected) : -1;
        if (others >= 0 && others <= kToleratedPixels)
            return;
        const QString written = QDir::current().absoluteFilePath(name);
        QVERIFY(seen.save(written));
        const QString what = expected.isNull() ? QStringLiteral("there is no such picture yet")
                             : others < 0      ? QStringLiteral("the sizes differ")
                                               : QStringLiteral("%1 pixels differ").arg(others);
        QFAIL(qPrintable(QStringLiteral("%1; it looks now as in %2").arg(what, written)));
    }
};

QTEST_MAIN(TestChartPictures)
#include "tst_chartpictures.moc"
