#include "app/controls/textscale.h"

#include <QApplication>
#include <QEvent>
#include <QFont>
#include <QFontDatabase>
#include <QRegularExpression>
#include <QWidget>

#include <cmath>
#include <utility>
#include <vector>

namespace {

int s_percent = 100;

QFont scaled(QFont font, double factor)
{
    if (font.pixelSize() > 0)
        font.setPixelSize(int(std::lround(font.pixelSize() * factor)));
    else
        font.setPointSizeF(font.pointSizeF() * factor);
    return font;
}

class FontFollower : public QObject
{
public:
    FontFollower(QWidget& widget, std::function<void()> adapt)
        : QObject(&widget), m_widget(widget), m_adapt(std::move(adapt)), m_font(widget.font())
    {
        widget.installEventFilter(this);
        m_adapt();
    }

    bool eventFilter(QObject* watched, QEvent* event) override
    {
        const bool mayBeAnother =
            event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange;
        if (mayBeAnother && m_widget.font() != m_font) {
            m_font = m_widget.font();
            m_adapt();
        }
        return QObject::eventFilter(watched, event);
    }

private:
    QWidget& m_widget;
    const std::function<void()> m_adapt;
    QFont m_font;
};

// A widget with the limits of its width, for texts of usual size; heights are the style's.
struct Limits
{
    QWidget* widget;
    int least;
    int most;
};

} // namespace

namespace TextScale {

void set(int percent)
{
    if (percent == s_percent)
        return;
    static const QFont usual = QApplication::font();
    s_percent = percent;
    QApplication::setFont(scaled(usual, factor()));
}

double factor()
{
    return s_percent / 100.0;
}

QFont fixedFont()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    const QFont program = QApplication::font();
    if (program.pointSizeF() > 0)
        font.setPointSizeF(program.pointSizeF());
    else // it is given in pixels
        font.setPixelSize(program.pixelSize());
    return font;
}

int px(int usualPx)
{
    return int(std::lround(usualPx * factor()));
}

QString sized(const QString& sheet)
{
    static const QRegularExpression size(QStringLiteral("\\b(\\d+(?:\\.\\d+)?)(pt|sp)\\b"));
    QString sized;
    qsizetype from = 0;
    for (auto sizes = size.globalMatch(sheet); sizes.hasNext();) {
        const QRegularExpressionMatch found = sizes.next();
        const double scaled = found.captured(1).toDouble() * factor();
        sized += QStringView(sheet).sliced(from, found.capturedStart() - from);
        sized += found.captured(2) == QLatin1String("pt")
                     ? QString::number(scaled) + QLatin1String("pt")
                     : QString::number(std::lround(scaled)) + QLatin1String("px");
        from = found.capturedEnd();
    }
    return sized + sheet.sliced(from);
}

void follow(QWidget& widget, std::function<void()> adapt)
{
    new FontFollower(widget, std::move(adapt));
}

void followForm(QWidget& form)
{
    std::vector<Limits> limited;
    for (QWidget* widget : form.findChildren<QWidget*>()) {
        const Limits limits{widget, widget->minimumWidth(), widget->maximumWidth()};
        if (limits.least > 0 || limits.most < QWIDGETSIZE_MAX)
            limited.push_back(limits);
    }
    follow(form, [limited = std::move(limited)] {
        for (const Limits& limits : limited) {
            limits.widget->setMinimumWidth(px(limits.least));
            if (limits.most < QWIDGETSIZE_MAX)
                limits.widget->setMaximumWidth(px(limits.most));
        }
    });
}

} // namespace TextScale
