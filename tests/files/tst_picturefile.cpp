#include "files/exports/picturefile.h"
#include "files/exports/runexport.h"
#include "files/exports/timingpicture.h"
#include "files/io/carriedtext.h"
#include "files/settings/settingsfile.h"
#include "fixtures/textpicture.h"
#include "gantt/paint/theme.h"
#include "insight/insight.h"
#include "timeline/runrecord.h"

#include <QBuffer>
#include <QImage>
#include <QPainter>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include <csignal>
#include <sys/resource.h>
#include <unistd.h>

namespace {

constexpr qint64 kSecond = 1'000'000'000;

std::shared_ptr<const RunRecord> articleRun()
{
    auto record = std::make_shared<RunRecord>(RunSettings());
    const auto draw = [](Timeline& timeline, const std::vector<std::string>& lines, qint64 end) {
        timeline.record(Event{fixtures::kBeganAtNs, {}, {}, EventKind::RunBegan, {}});
        for (int job = 1; job <= 5; ++job)
            timeline.record(Event{fixtures::kBeganAtNs, JobId{job}, {}, EventKind::Queued, {}});
        for (std::size_t i = 0; i < lines.size(); ++i)
            fixtures::recordLane(timeline, int(i + 1), lines[i], kSecond);
        timeline.record(
            Event{fixtures::kBeganAtNs + end * kSecond, {}, {}, EventKind::RunEnded, {}});
        RunOutcome outcome;
        outcome.resultsReceived = 5;
        outcome.resultsSum = 30;
        timeline.conclude(outcome);
    };
    draw(record->pool(), {"14", "25", "3"}, 2);
    draw(*record->sequential(), {"12345"}, 5);
    return record;
}

PictureRequest articleRequest(const Theme& theme = Theme::light())
{
    const auto run = articleRun();
    return {run, &theme, fixtures::kLongAfterNs, QDateTime(QDate(2021, 3, 18), QTime(9, 25)),
            insightOf(*run, {})};
}

TimingPicture articlePicture(const Theme& theme = Theme::light())
{
    return TimingPicture(articleRequest(theme));
}

// The picture's rows in which a colour is seen, as runs of neighbouring lines.
int bandsOf(const QImage& image, const QColor& color)
{
    int bands = 0;
    bool inBand = false;
    for (int y = 0; y < image.height(); ++y) {
        int pixels = 0;
        for (int x = 0; x < image.width() * 3 / 4; ++x)
            pixels += image.pixelColor(x, y) == color;
        const bool seen = pixels > 40;
        bands += seen && !inBand;
        inBand = seen;
    }
    return bands;
}

} // namespace

class TestPictureFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSlideIsAsWideAsScreensHoweverManyWorkers()
    {
        PictureRequest request = articleRequest();
        request.layout = PictureLayout::Slide;
        QCOMPARE(TimingPicture(request).size(), QSizeF(1280, 720));
        // Its bars are there: two rows of the pool are busy at the end, and the sequential one.
        const QImage slide = pictureImage(TimingPicture(request), 1);
        QVERIFY(bandsOf(slide, jobColor(JobId{4})) == 2);
        RunSettings many;
        many.pool.workers = 1'000;
        auto run = std::make_shared<RunRecord>(many);
        run->pool().conclude({});
        run->sequential()->conclude({});
        request.record = run;
        request.insight.reset();
        QCOMPARE(TimingPicture(request).size(), QSizeF(1280, 720));
        QVERIFY(!pictureImage(TimingPicture(request), 1).isNull());
    }

    void theChartAloneHasNoTimings()
    {
        PictureRequest request = articleRequest();
        request.layout = PictureLayout::Chart;
        const QSizeF alone = TimingPicture(request).size();
        QVERIFY(alone.height() < articlePicture().size().height());
        const QImage image = pictureImage(TimingPicture(request), 1);
        // The bar of job 5 reaches farther right than where the timings would begin.
        const QColor color = jobColor(JobId{5});
        int right = 0;
        for (int x = 0; x < image.width(); ++x) {
            for (int y = 0; y < image.height(); ++y)
                right = image.pixelColor(x, y) == color ? x : right;
        }
        QVERIFY2(right > 1280 - 340, qPrintable(QString::number(right)));
        request.title = QStringLiteral("Mine");
        QVERIFY(TimingPicture(request).size().height() > alone.height());
    }

    void everyPictureCarriesItsSettingsAndItsTimings_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : {"carries.png", "carries.svg", "carries.pdf"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }

    void everyPictureCarriesItsSettingsAndItsTimings()
    {
        QFETCH(QString, name);
        RunSettings settings;
        settings.jobs.work = WorkKind::Command;
        settings.jobs.command = QStringLiteral("echo '<&>' \"✓\" ]]> --> {}");
        settings.seed = 42;
        auto record = std::make_shared<RunRecord>(settings);
        record->pool().record(Event{});
        record->pool().record(Event{2 * kSecond, {}, {}, EventKind::RunEnded, {}});
        record->pool().conclude({});
        const QString path = m_dir->filePath(name);
        const PictureRequest request{record, &Theme::light(), fixtures::kLongAfterNs,
                                     QDateTime::currentDateTime()};
        QCOMPARE(exportRun(request, path, 1), QString());
        QVERIFY(isPicture(path));
        const auto read = readSettingsFile(path);
        const auto* carried = std::get_if<SettingsFile>(&read);
        QVERIFY(carried);
        QVERIFY(carried->settings == settings);
        QFile whole(path);
        QVERIFY(whole.open(QIODevice::ReadWrite));
        const auto timings = carriedText(whole, "timings");
        QVERIFY(timings);
        QVERIFY2(timings->contains("2.000 s"), timings->constData());
        // Half of one.
        QVERIFY(whole.resize(60));
        QVERIFY(std::holds_alternative<SettingsProblem>(readSettingsFile(path)));
    }

    void aPictureOfOthersCarriesNothing()
    {
        const QString other = file("other.png");
        QVERIFY(QImage(4, 4, QImage::Format_RGB32).save(other));
        const auto none = readSettingsFile(other);
        QVERIFY(std::get<SettingsProblem>(none).message.contains(QLatin1String("no settings")));
    }

    void aCarriedTextMayStandInTwoPieces()
    {
        for (const int before : {65'500, 65'520, 65'530, 65'536, 131'060}) {
            QByteArray svg = "<svg>" + QByteArray(before, ' ') + "</svg>";
            svg = svgCarrying(svg, {{"settings", "{}"}});
            QBuffer buffer(&svg);
            QVERIFY(buffer.open(QIODevice::ReadOnly));
            QCOMPARE(carriedText(buffer, "settings"), QByteArray("{}"));
        }
    }

    void aDamagedTextInAPngIsNotTaken()
    {
        QByteArray png;
        QBuffer whole(&png);
        QVERIFY(whole.open(QIODevice::ReadWrite));
        QVERIFY(QImage(4, 4, QImage::Format_RGB32).save(&whole, "PNG"));
        png = pngCarrying(png, {{"settings", "{\"a\":1}"}});
        whole.seek(0);
        QCOMPARE(carriedText(whole, "settings"), QByteArray("{\"a\":1}"));
        png.replace("\"a\"", "\"b\"");
        whole.seek(0);
        QVERIFY(!carriedText(whole, "settings"));
    }

    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        QVERIFY(m_dir->isValid());
    }

    void theEndingChoosesTheFormat()
    {
        QCOMPARE(exportFormatOf(QStringLiteral("a.png")), ExportFormat::Png);
        QCOMPARE(exportFormatOf(QStringLiteral("/b/ä.b.SVG")), ExportFormat::Svg);
        QCOMPARE(exportFormatOf(QStringLiteral("a.pdf")), ExportFormat::Pdf);
        QCOMPARE(exportFormatOf(QStringLiteral("a.json.gz")), ExportFormat::RunPacked);
        QCOMPARE(exportFormatOf(QStringLiteral("a.csv")), ExportFormat::JobTable);
        QCOMPARE(exportFormatOf(QStringLiteral("a-timings.csv")), ExportFormat::TimingTable);
        QCOMPARE(exportFormatOf(QStringLiteral("timings.csv")), ExportFormat::TimingTable);
        for (const char* none : {"a.gif", "png", ".png", "", "/b/.json", "a.gz"})
            QVERIFY2(!exportFormatOf(QString::fromLatin1(none)), none);
    }

    void aPngHasTheBarsOfBothRunsAtEveryScale()
    {
        for (int scale = 1; scale <= 3; ++scale) {
            const QString path = file("timing.png");
            QCOMPARE(exportRun(articleRequest(), path, scale), QString());
            const QImage image(path);
            QCOMPARE(image.size(), (articlePicture().size() * scale).toSize());
            // Each of the five colours: once in the pool's rows, once in the sequential row.
            for (int job = 1; job <= 5; ++job)
                QCOMPARE(bandsOf(image, jobColor(JobId{job})), 2);
        }
    }

    void thePictureIsTheSameWhateverTheTheme()
    {
        QCOMPARE(articlePicture(Theme::light()).size(), articlePicture(Theme::darkTheme()).size());
        const QImage dark = pictureImage(articlePicture(Theme::darkTheme()), 1);
        QCOMPARE(dark.pixelColor(5, 5), Theme::darkTheme().window);
    }

    void anSvgIsWellFormedAndSaysTheTimes()
    {
        const QString path = file("timing.svg");
        QCOMPARE(exportRun(articleRequest(), path, 1), QString());
        QFile svg(path);
        QVERIFY(svg.open(QIODevice::ReadOnly));
        QXmlStreamReader reader(&svg);
        QStringList texts;
        int paths = 0;
        while (!reader.atEnd()) {
            reader.readNext();
            if (reader.isStartElement())
                paths += reader.name() == QLatin1String("path");
            if (reader.isCharacters() && !reader.isWhitespace())
                texts.append(reader.text().toString().trimmed());
        }
        QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
        QVERIFY(paths >= 10); // the bars
        for (const char* text : {"2.000 s", "5.000 s", "2.50×", "job 5", "worker 3"})
            QVERIFY2(texts.contains(QString::fromUtf8(text)), text);
        QSvgRenderer renderer(path);
        QVERIFY(renderer.isValid());
        QCOMPARE(renderer.defaultSize().width() > 0, true);
    }

    void aPdfIsWritten()
    {
        const QString path = file("timing.pdf");
        QCOMPARE(exportRun(articleRequest(), path, 1), QString());
        QFile pdf(path);
        QVERIFY(pdf.open(QIODevice::ReadOnly));
        const QByteArray bytes = pdf.readAll();
        QVERIFY(bytes.startsWith("%PDF-"));
        QVERIFY(bytes.trimmed().endsWith("%%EOF"));
        QCOMPARE(bytes.count("/Type /Page\n"), 1);
    }

    void aThousandWorkersAreAllInThePicture()
    {
        RunSettings settings;
        settings.pool.workers = RunSettings::kMaxWorkers;
        settings.baseline.when = SequentialRunWhen::Off;
        auto record = std::make_shared<RunRecord>(settings);
        record->pool().record(Event{0, {}, {}, EventKind::RunBegan, {}});
        record->pool().record(
            Event{0, JobId{1}, WorkerId{RunSettings::kMaxWorkers}, EventKind::Started, {}});
        record->pool().record(
            Event{kSecond, JobId{1}, WorkerId{RunSettings::kMaxWorkers}, EventKind::Finished, {}});
        record->pool().record(Event{kSecond, {}, {}, EventKind::RunEnded, {}});
        record->pool().conclude({});
        const TimingPicture picture(
            {record, &Theme::light(), fixtures::kLongAfterNs, QDateTime::currentDateTime()});
        QVERIFY(picture.size().height() < 6000);
        const QImage image = pictureImage(picture, 1);
        bool seen = false;
        // Above the strips and the footer.
        for (int y = image.height() - 300; y < image.height() - 150; ++y)
            seen = seen || image.pixelColor(500, y) == jobColor(JobId{1});
        QVERIFY(seen);
    }

    void aMissingFolderIsSaidAndNothingIsLeft()
    {
        const QString path = file("no such folder/timing.png");
        QVERIFY(problemWithExport(path, RunSettings()).contains(QLatin1String("no folder")));
        QVERIFY(!exportRun(articleRequest(), path, 1).isEmpty());
        QCOMPARE(entries(), QStringList());
    }

    void aFolderInTheWayIsSaid()
    {
        QDir(m_dir->path()).mkdir(QStringLiteral("timing.png"));
        QVERIFY(
            problemWithExport(file("timing.png"), RunSettings()).contains(QLatin1String("folder")));
    }

    void aDeviceIsRefusedAndStaysWhatItIs()
    {
        const QString path = file("null.png");
        QVERIFY(QFile::link(QStringLiteral("/dev/null"), path));
        QVERIFY(exportRun(articleRequest(), path, 1).contains(QLatin1String("regular file")));
        QVERIFY(!QFileInfo(QStringLiteral("/dev/null")).isFile());
    }

    void aWrongEndingIsSaidWithWhatIsAllowed()
    {
        const QString problem = problemWithExport(file("timing.gif"), RunSettings());
        QVERIFY2(problem.contains(QLatin1String(".png, .svg, .pdf")), qPrintable(problem));
        QCOMPARE(exportRun(articleRequest(), file("timing.gif"), 1), problem);
    }

    void lookingForProblemsLeavesNothingBehindAndTheOldFileAsItWas()
    {
        QCOMPARE(problemWithExport(file("timing.png"), RunSettings()), QString());
        QCOMPARE(entries(), QStringList());
        QFile old(file("old.png"));
        QVERIFY(old.open(QIODevice::WriteOnly));
        old.write("old");
        old.close();
        QCOMPARE(problemWithExport(file("old.png"), RunSettings()), QString());
        QCOMPARE(QFileInfo(file("old.png")).size(), 3);
        QCOMPARE(entries(), QStringList{QStringLiteral("old.png")});
    }

    void aReadOnlyFolderIsSaid()
    {
        if (geteuid() == 0)
            QSKIP("the administrator may write everywhere");
        QFile::setPermissions(m_dir->path(), QFile::ReadOwner | QFile::ExeOwner);
        QVERIFY(!problemWithExport(file("timing.png"), RunSettings()).isEmpty());
        QFile::setPermissions(m_dir->path(),
                              QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }

    void aDiskWithoutRoomIsSaidAndTheOldFileStays()
    {
        const QString problem = exportOverOldWithRoomFor(8192, "timing.png");
        QVERIFY(problem.contains(QLatin1String("timing.png")));
        QCOMPARE(QFileInfo(file("timing.png")).size(), 3);
        QCOMPARE(entries(), QStringList{QStringLiteral("timing.png")});
    }

    void aSmallFileThatHasNoRoomIsSaidToo()
    {
        const QString problem = exportOverOldWithRoomFor(16, "timings.csv");
        QVERIFY2(problem.contains(QLatin1String("File too large")), qPrintable(problem));
        QCOMPARE(QFileInfo(file("timings.csv")).size(), 3);
        QCOMPARE(entries(), QStringList{QStringLiteral("timings.csv")});
    }

    void namesInAnyScriptAreWritten()
    {
        const QString path = file("zeiten ünïcödé 計時.png");
        QCOMPARE(exportRun(articleRequest(), path, 1), QString());
        QVERIFY(QFileInfo::exists(path));
    }

private:
    // Exports in place of an old file of three bytes while no file may grow beyond so many: writing
    // fails as it does on a full disk.
    QString exportOverOldWithRoomFor(rlim_t bytes, const char* name) const
    {
        QFile old(file(name));
        if (!old.open(QIODevice::WriteOnly) || old.write("old") != 3)
            qFatal("%s cannot be written", name);
        old.close();
        rlimit before{};
        getrlimit(RLIMIT_FSIZE, &before);
        signal(SIGXFSZ, SIG_IGN);
        const rlimit little{bytes, before.rlim_max};
        if (setrlimit(RLIMIT_FSIZE, &little) != 0)
            qFatal("the size of files cannot be limited");
        const QString problem = exportRun(articleRequest(), file(name), 1);
        setrlimit(RLIMIT_FSIZE, &before);
        return problem;
    }

    QString file(const char* name) const { return m_dir->filePath(QString::fromUtf8(name)); }
    QStringList entries() const
    {
        return QDir(m_dir->path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot);
    }

    std::unique_ptr<QTemporaryDir> m_dir;
};

QTEST_MAIN(TestPictureFile)
#include "tst_picturefile.moc"
