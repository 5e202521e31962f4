#include "app/insight/measurecontrols.h"

#include "app/controls/labeltext.h"
#include "base/durationtext.h"
#include "base/numbertext.h"
#include "plan/settings/workerlist.h"

#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>

#include <chrono>

MeasureControls::MeasureControls(const Widgets& widgets, QObject* parent)
    : QObject(parent), m_widgets(widgets)
{
    connect(m_widgets.measure, &QPushButton::clicked, this, &MeasureControls::ask);
    connect(m_widgets.numbers, &QLineEdit::returnPressed, m_widgets.measure, &QPushButton::click);
    connect(m_widgets.cancel, &QPushButton::clicked, this, &MeasureControls::cancelled);
    m_widgets.text->hide();
    update();
}

void MeasureControls::ask()
{
    const QString typed = m_widgets.numbers->text().trimmed();
    std::vector<int> numbers;
    if (!typed.isEmpty() && typed.compare(QLatin1String("auto"), Qt::CaseInsensitive) != 0) {
        auto read = parseWorkerList(typed);
        if (const auto* problem = std::get_if<Problem>(&read))
            return showTextIfAny(m_widgets.text, problem->message);
        numbers = std::get<std::vector<int>>(std::move(read));
    }
    showTextIfAny(m_widgets.text, {});
    Q_EMIT wanted(numbers, m_widgets.repeat->value());
}

void MeasureControls::setMeasurable(const QString& whyNot)
{
    m_whyNot = whyNot;
    update();
}

void MeasureControls::update()
{
    const bool can = m_whyNot.isEmpty() && !m_isMeasuring;
    m_widgets.numbers->setEnabled(can);
    m_widgets.repeat->setEnabled(can);
    m_widgets.measure->setEnabled(can);
    m_widgets.measure->setToolTip(
        m_whyNot.isEmpty() ? tr("Runs the jobs with each number of workers, in rounds") : m_whyNot);
    m_widgets.measure->setVisible(!m_isMeasuring);
    m_widgets.cancel->setVisible(m_isMeasuring);
    m_widgets.progress->setVisible(m_isMeasuring);
}

void MeasureControls::showMeasuring(int done, int total, std::optional<qint64> leftNs)
{
    m_isMeasuring = true;
    // Also while a question that was asked before has the window's focus for a moment longer.
    const QWidget* focus = m_widgets.measure->window()->focusWidget();
    const bool hadFocus = focus == m_widgets.measure || focus == m_widgets.numbers;
    update();
    if (hadFocus)
        m_widgets.cancel->setFocus();
    m_widgets.progress->setRange(0, total);
    m_widgets.progress->setValue(done);
    const auto left = leftNs ? std::optional(std::chrono::round<std::chrono::seconds>(
                                   std::chrono::nanoseconds(*leftNs)))
                             : std::nullopt;
    showTextIfAny(m_widgets.text,
                  left ? tr("%1 of %2 runs, about %3 left")
                             .arg(numberText(done), numberText(total), shortDuration(*left))
                       : tr("%1 of %2 runs").arg(numberText(done), numberText(total)));
}

void MeasureControls::showMeasured(const QString& text)
{
    m_isMeasuring = false;
    const bool hadFocus = m_widgets.cancel->window()->focusWidget() == m_widgets.cancel;
    update();
    if (hadFocus)
        m_widgets.measure->setFocus();
    showTextIfAny(m_widgets.text, text);
}
