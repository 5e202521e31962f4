#include "gantt/model/jobname.h"
#include "gantt/paint/barpainter.h"
#include "gantt/paint/theme.h"

#include <QImage>
#include <QPainter>
#include <QTest>

namespace {

constexpr double kNames = 100; // px: where the axis begins
constexpr int kHeight = 40;

Bar barAt(double left, double right, double cpuShare = -1)
{
    return {left, right, 0, JobId{9}, JobStatus::Finished, false, 1'000'000'000, cpuShare};
}

// A bar on a white ground of 500 × 40 px, of which the axis is all right of kNames.
QImage painted(const Bar& bar, const QString& name = {}, bool torn = false)
{
    const ChartLayout layout({500 + 1000, kHeight}, {1}, {}, kNames);
    const ChartFonts fonts{QFont()};
    const ChartCanvas canvas(layout, {0, 1'000, kNames, layout.axisWidth()}, Theme::light(), fonts,
                             1);
    const BarColors colors(Theme::light(), ColorBy::Job, std::nullopt);
    QImage image(500, kHeight, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    const QRectF place(kNames, 0, layout.axisWidth(), kHeight);
    const BarPainter bars(canvas, colors);
    bars.paint(painter, place, bar, WorkerId{1}, name);
    if (torn)
        bars.tearEnd(painter, place, bar);
    return image;
}

// How many pixels are neither the ground nor the bar.
int otherPixels(const QImage& image, const QRect& area)
{
    int others = 0;
    for (int y = area.top(); y <= area.bottom(); ++y) {
        for (int x = area.left(); x <= area.right(); ++x) {
            const QColor color = image.pixelColor(x, y);
            others += color != jobColor(JobId{9}) && color != QColor(Qt::white) ? 1 : 0;
        }
    }
    return others;
}

} // namespace

class TestBarPainter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void barsOfOneWidthHaveEqualCorners()
    {
        for (double width = 1; width < 60; width += 1) {
            for (const double other : {width - 0.49, width + 0.49})
                QCOMPARE(BarPainter::radius(other, kHeight), BarPainter::radius(width, kHeight));
        }
    }

    void aPixelMoreHardlyChangesTheCorners()
    {
        for (double width = 1; width < 60; width += 1) {
            const double more =
                BarPainter::radius(width + 1, kHeight) - BarPainter::radius(width, kHeight);
            QVERIFY(more >= 0 && more <= 0.5);
        }
        QCOMPARE(BarPainter::radius(8, kHeight), 0.0);
        QCOMPARE(BarPainter::radius(60, kHeight), ChartCanvas::kBarRadius);
    }

    void theEndOfAJobThatNeverEndedIsTornOff()
    {
        const QImage whole = painted(barAt(200, 300));
        const QImage torn = painted(barAt(200, 300), {}, true);
        QCOMPARE(torn.copy(0, 0, 290, kHeight), whole.copy(0, 0, 290, kHeight));
        const auto pixelsOfBar = [](const QImage& image, int x) {
            int count = 0;
            for (int y = 0; y < kHeight; ++y)
                count += image.pixelColor(x, y) == jobColor(JobId{9});
            return count;
        };
        constexpr int kTooth = 296; // px
        const int allOfIt = pixelsOfBar(whole, kTooth);
        QVERIFY(pixelsOfBar(torn, kTooth) > allOfIt / 5);
        QVERIFY(pixelsOfBar(torn, kTooth) < allOfIt * 4 / 5);
        const QImage narrow = painted(barAt(200, 210));
        QCOMPARE(painted(barAt(200, 210), {}, true), narrow);
    }

    void aBarThatIsPartlyOutOfViewKeepsItsCorners()
    {
        const QImage whole = painted(barAt(200, 240));
        const QImage cut = painted(barAt(80, 120));
        // Its right end, 20 px of it.
        QCOMPARE(cut.copy(100, 0, 30, kHeight), whole.copy(220, 0, 30, kHeight));
    }

    void theNameStandsInWhatIsInView()
    {
        // However much of the bar is seen, and more of it is not: nothing of its name stands left
        // of the axis, where it would be cut off.
        const double nameWidth = ChartFonts{QFont()}.bold.width(QStringLiteral("job 9"));
        for (const double seen : {nameWidth + 6, nameWidth + 12, nameWidth + 60}) {
            const QImage image =
                painted(barAt(kNames - 300, kNames + seen), QStringLiteral("job 9"));
            QCOMPARE(otherPixels(image, {94, 8, 7, kHeight - 16}), 0);
            QVERIFY(otherPixels(image, {102, 8, int(seen) - 4, kHeight - 16}) > 20);
        }
    }

    void aNameWithoutRoomInViewIsLeftOut()
    {
        const QImage image = painted(barAt(kNames - 300, kNames + 25), QStringLiteral("job 9"));
        QCOMPARE(otherPixels(image, {94, 8, 26, kHeight - 16}), 0);
    }

    void whatWasComputedIsALineWhereThatIsLegible()
    {
        const auto lineLength = [](double share) {
            const QImage image = painted(barAt(200, 300, share));
            return otherPixels(image, {202, kHeight - 5, 94, 1});
        };
        QCOMPARE(lineLength(0.03), 0);
        QCOMPARE(lineLength(0.06), 0); // 2 px behind the corner
        QVERIFY(lineLength(0.1) >= kMinCpuLinePx);
        QVERIFY(lineLength(0.5) > 40);
        for (double share = 0; share <= 1; share += 0.001) {
            const int length = lineLength(share);
            QVERIFY(length == 0 || length >= kMinCpuLinePx);
        }
    }

    void aFailureIsSeenHoweverNarrow()
    {
        Bar bar = barAt(200, 200.4);
        bar.status = JobStatus::Failed;
        QCOMPARE(painted(bar).pixelColor(200, 20), Theme::light().error);
    }

    void theDistinctPartTellsJobsApart_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("neighbour");
        QTest::addColumn<QString>("part");
        const auto row = [](const char* title, const char* name, const char* neighbour,
                            const char* part) {
            QTest::newRow(title) << QString::fromUtf8(name) << QString::fromUtf8(neighbour)
                                 << QString::fromUtf8(part);
        };
        row("a path", "src/gantt/theme.cpp", "src/gantt/quicktext.cpp", "theme.cpp");
        row("a folder", "src/gantt/", "src/pool/", "gantt/");
        row("a command", "srun ./task.sh A > /dev/null", "srun ./task.sh B > /dev/null",
            "…A > /dev/null");
        row("it differs at once", "gzip a/b", "tar a/b", "gzip a/b");
        row("it differs within a word", "cc -o ab.o", "cc -o ac.o", "…ab.o");
        row("no difference", "sleep 1 > /dev/null", "sleep 1 > /dev/null", "sleep 1 > /dev/null");
        row("the neighbour says more", "make all", "make all twice", "make all");
        row("it says more", "make all twice", "make all", "…all twice");
        row("no neighbour", "cp a b/c", "", "cp a b/c");
        row("nothing", "", "a b", "");
    }

    void theDistinctPartTellsJobsApart()
    {
        QFETCH(const QString, name);
        QFETCH(const QString, neighbour);
        QTEST(distinctPart(name, neighbour), "part");
    }

    void aLongNameIsCutInTheMiddleOrAtItsEnd()
    {
        const QuickText text{QFont()};
        const QString name = QStringLiteral("thread 127.0.0.1/worker-1 of the first machine");
        const double room = text.width(QStringLiteral("thread 127.0.0.1/worke"));
        const QString middle = text.elided(name, room, Qt::ElideMiddle);
        QVERIFY2(middle.startsWith(QLatin1String("thread")), qPrintable(middle));
        QVERIFY2(middle.endsWith(QLatin1String("machine")), qPrintable(middle));
        QVERIFY(middle.contains(u'…'));
        const QString end = text.elided(name, room);
        QVERIFY2(end.startsWith(QLatin1String("thread 127.0.0.1/")), qPrintable(end));
        QVERIFY(end.endsWith(u'…'));
        for (const QString& cut : {middle, end})
            QVERIFY(text.width(cut) <= room);
        QCOMPARE(text.elided(name, 1'000, Qt::ElideMiddle), name);
        QCOMPARE(text.elided(name, 12, Qt::ElideMiddle), QString());
        // Letters that are laid out.
        const QString other = QStringLiteral("ветка выполнения номер один из двух");
        const QString otherCut = text.elided(other, room, Qt::ElideMiddle);
        QVERIFY2(otherCut.endsWith(QStringLiteral("двух")), qPrintable(otherCut));
    }
};

QTEST_MAIN(TestBarPainter)
#include "tst_barpainter.moc"
