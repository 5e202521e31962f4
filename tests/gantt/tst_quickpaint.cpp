// What is painted quickly looks like what the painter paints.
#include "gantt/paint/quickrects.h"
#include "gantt/paint/quicktext.h"
#include "gantt/paint/roundbar.h"
#include "gantt/paint/textbatch.h"

#include <QImage>
#include <QPainter>
#include <QTest>

#include <cmath>
#include <functional>
#include <random>

namespace {

constexpr QSize kSize(120, 60);

// So many device pixels a unit, on a ground that shows what is see-through.
QImage painted(int ratio, const std::function<void(QPainter&)>& paint)
{
    QImage image(kSize * ratio, QImage::Format_RGB32);
    image.setDevicePixelRatio(ratio);
    image.fill(QColor(200, 220, 240));
    QPainter painter(&image);
    paint(painter);
    return image;
}

// From 0 to below `most`, in hundredths.
double anyPx(std::mt19937& random, double most)
{
    return std::floor(double(random()) / 4'294'967'296.0 * most * 100) / 100;
}

QColor anyColor(std::mt19937& random)
{
    return QColor::fromRgb(QRgb(random()) | 0xff000000);
}

// The greatest difference of a channel of a pixel.
int difference(const QImage& a, const QImage& b)
{
    int most = 0;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x) {
            const QRgb p = a.pixel(x, y);
            const QRgb q = b.pixel(x, y);
            most = std::max({most, std::abs(qRed(p) - qRed(q)), std::abs(qGreen(p) - qGreen(q)),
                             std::abs(qBlue(p) - qBlue(q))});
        }
    }
    return most;
}

} // namespace

class TestQuickPaint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRoundBarLooksLikeARoundedRectangle_data()
    {
        QTest::addColumn<int>("ratio");
        QTest::newRow("1x") << 1;
        QTest::newRow("2x") << 2;
    }

    void aRoundBarLooksLikeARoundedRectangle()
    {
        QFETCH(const int, ratio);
        std::mt19937 random(21);
        for (int round = 0; round < 300; ++round) {
            const double left = anyPx(random, 3) - 1;
            const double width = 3 + anyPx(random, 90);
            const double top = round % 4 ? round % 10 : anyPx(random, 10);
            const QRectF bar(left, top, width, 12 + round % 30);
            const double radius = 0.5 * (1 + round % 8);
            const QColor color = anyColor(random);
            const QImage quick = painted(ratio, [&](QPainter& painter) {
                painter.translate(5, 3);
                fillRoundBar(painter, bar, radius, color);
            });
            const QImage plain = painted(ratio, [&](QPainter& painter) {
                painter.translate(5, 3);
                painter.setRenderHint(QPainter::Antialiasing);
                painter.setPen(Qt::NoPen);
                painter.setBrush(color);
                painter.drawRoundedRect(bar, radius, radius);
            });
            // A 32nd of a pixel beside its place, and what outlines are rounded to.
            const int most = difference(quick, plain);
            QVERIFY2(most <= 20, qPrintable(QStringLiteral("%1: %2").arg(round).arg(most)));
        }
    }

    void rectanglesTogetherFillThePixelsOfEach()
    {
        std::mt19937 random(22);
        for (int round = 0; round < 200; ++round) {
            const int ratio = 1 + round % 2;
            std::vector<std::pair<QRectF, QColor>> rects;
            const int count = round % 3 == 0 ? 30 : 150; // a few, or many
            for (int i = 0; i < count; ++i)
                rects.emplace_back(QRectF(anyPx(random, 90), anyPx(random, 40), anyPx(random, 4),
                                          anyPx(random, 9)),
                                   anyColor(random));
            const QImage quick = painted(ratio, [&](QPainter& painter) {
                painter.translate(10.25, 7);
                QuickRects quickRects(painter, QRectF(0, 0, 95, 50));
                for (const auto& [rect, color] : rects)
                    quickRects.fill(rect, color);
                quickRects.draw();
            });
            const QImage plain = painted(ratio, [&](QPainter& painter) {
                painter.translate(10.25, 7);
                for (const auto& [rect, color] : rects)
                    painter.fillRect(rect, color);
            });
            QCOMPARE(difference(quick, plain), 0);
        }
    }

    void aTextOnAKnownGroundLooksAsItAlwaysDoes()
    {
        std::mt19937 random(23);
        QFont bold;
        bold.setBold(true);
        const QuickText fonts[] = {QuickText(QFont()), QuickText(bold)};
        for (int round = 0; round < 200; ++round) {
            const int ratio = 1 + round % 2;
            const QColor ground = anyColor(random);
            const QColor ink = round % 3 == 0 ? QColor(Qt::white) : QColor(Qt::black);
            const QString text = QStringLiteral("job %1 · 9.2 ms").arg(round * 977);
            const QRectF place(anyPx(random, 20), anyPx(random, 30), 90, 16);
            const auto draw = [&](QPainter& painter, const std::optional<QColor>& known) {
                painter.fillRect(QRectF(-10, -10, 200, 200), ground);
                painter.translate(1, 2);
                TextBatch batch(painter);
                for (const QuickText& font : fonts) {
                    batch.add(font, ink, place, Qt::AlignLeft, text, known);
                    batch.add(font, ink, place.translated(0.3, 20), Qt::AlignHCenter, text, known);
                }
                batch.draw();
            };
            const QImage stamped =
                painted(ratio, [&](QPainter& painter) { draw(painter, ground); });
            const QImage drawn =
                painted(ratio, [&](QPainter& painter) { draw(painter, std::nullopt); });
            // Where smooth edges of two letters share a pixel they are mixed without gamma.
            const int most = difference(stamped, drawn);
            QVERIFY2(most <= 60, qPrintable(QStringLiteral("%1: %2").arg(round).arg(most)));
        }
    }

    void aTextOnAKnownGroundIsCutAtTheEdgeOfThePicture()
    {
        const QuickText font{QFont()};
        const QString text = QStringLiteral("a text that is longer than the picture is wide");
        const auto draw = [&](QPainter& painter, const std::optional<QColor>& known) {
            painter.fillRect(QRectF(-10, -10, 300, 200), Qt::yellow);
            for (const QPointF at : {QPointF(-40.5, -7), QPointF(50, 20), QPointF(100, 44)}) {
                TextBatch batch(painter);
                batch.add(font, Qt::black, QRectF(at, QSizeF(300, 16)), Qt::AlignLeft, text, known);
                batch.draw();
            }
        };
        QVERIFY(difference(painted(1, [&](QPainter& p) { draw(p, QColor(Qt::yellow)); }),
                           painted(1, [&](QPainter& p) { draw(p, std::nullopt); })) <= 60);
    }

    void textsTogetherLookLikeEachAlone()
    {
        const QuickText font{QFont()};
        const QString texts[] = {QStringLiteral("job 123"), QStringLiteral("8 µs"),
                                 QStringLiteral("ветка 7")};
        const QRectF places[] = {{3, 2, 110, 16}, {3.4, 20, 110, 16}, {3.7, 40, 110, 16}};
        for (const int ratio : {1, 2}) {
            for (const Qt::Alignment alignment :
                 {Qt::AlignLeft, Qt::AlignRight, Qt::AlignHCenter}) {
                const QImage together = painted(ratio, [&](QPainter& painter) {
                    TextBatch batch(painter);
                    for (int i = 0; i < 3; ++i)
                        batch.add(font, i == 1 ? Qt::blue : Qt::black, places[i], alignment,
                                  texts[i]);
                    batch.draw();
                });
                const QImage alone = painted(ratio, [&](QPainter& painter) {
                    for (int i = 0; i < 3; ++i) {
                        painter.setPen(i == 1 ? Qt::blue : Qt::black);
                        font.draw(painter, places[i], alignment, texts[i]);
                    }
                });
                QCOMPARE(difference(together, alone), 0);
            }
        }
    }
};

QTEST_MAIN(TestQuickPaint)
#include "tst_quickpaint.moc"
