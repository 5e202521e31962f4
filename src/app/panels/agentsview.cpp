#include "app/panels/agentsview.h"

#include "app/controls/apptr.h"
#include "base/durationtext.h"
#include "base/numbertext.h"
#include "base/visibletext.h"
#include "remote/agentscout.h"

#include <QCoreApplication>
#include <QPainter>
#include <QTextOption>

#include <numeric>

namespace {

constexpr int kAgentsInSight = 3;
constexpr int kSpacing = 2; // px, around each

// Up to the next number of two digits: it is a limit, and changes all the time.
std::chrono::nanoseconds roundedUp(qint64 ns)
{
    qint64 step = 1;
    while (ns / step >= 100)
        step *= 10;
    return std::chrono::nanoseconds((ns + step - 1) / step * step);
}

QString clockWords(const AgentThere& agent)
{
    return agent.clockErrorNs
               ? AppTr::tr("clock ± %1").arg(shortDuration(roundedUp(*agent.clockErrorNs)))
               : AppTr::tr("clock not known yet");
}

// Where it is another one than ours its agent may not understand what it is told.
QString versionWords(const QString& version)
{
    return version == QCoreApplication::applicationVersion()
               ? version
               : AppTr::tr("%1, not %2")
                     .arg(visibleExcerpt(version), QCoreApplication::applicationVersion());
}

QString wordsOf(const AgentThere& agent)
{
    return AppTr::tr("%1 · %2\n%3, %4, %5")
        .arg(visibleExcerpt(agent.hello.host), versionWords(agent.hello.version),
             AppTr::tr("%Ln workers", nullptr, pluralCount(agent.hello.workers)),
             AppTr::tr("%Ln cores", nullptr, pluralCount(agent.hello.cores)), clockWords(agent));
}

QString tipOf(const AgentThere& agent)
{
    return AppTr::tr("Agent on %1\nWorkers: %2\nCores: %3\nPoolscope: %4\nAllowed: %5\nClock: %6")
        .arg(visibleExcerpt(agent.hello.host), QString::number(agent.hello.workers),
             QString::number(agent.hello.cores), versionWords(agent.hello.version),
             visibleExcerpt(agent.hello.allowed), clockWords(agent));
}

} // namespace

AgentsView::AgentsView(QWidget* parent) : QListWidget(parent)
{
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setTextElideMode(Qt::ElideRight);
    setSpacing(kSpacing);
}

void AgentsView::show(const AgentsThere& agents)
{
    // In place: what is selected and in sight stays so while the errors of clocks change.
    while (count() > int(agents.agents.size()))
        delete takeItem(count() - 1);
    for (int i = 0; i < int(agents.agents.size()); ++i) {
        if (i == count())
            addItem(QString());
        const AgentThere& agent = agents.agents[std::size_t(i)];
        item(i)->setText(wordsOf(agent));
        item(i)->setToolTip(tipOf(agent));
    }
}

void AgentsView::setHint(const QString& hint)
{
    m_hint = hint;
    setAccessibleDescription(hint);
    viewport()->update();
}

void AgentsView::paintEvent(QPaintEvent* event)
{
    QListWidget::paintEvent(event);
    if (count() > 0)
        return;
    QPainter painter(viewport());
    painter.setPen(palette().color(QPalette::PlaceholderText));
    QTextOption option(Qt::AlignLeft | Qt::AlignTop);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere); // an address may be long
    painter.drawText(viewport()->rect().adjusted(kSpacing, kSpacing, -kSpacing, -kSpacing), m_hint,
                     option);
}

QSize AgentsView::sizeHint() const
{
    return {QListWidget::sizeHint().width(),
            kAgentsInSight * (2 * fontMetrics().height() + 2 * kSpacing) + 2 * frameWidth()};
}

QString summaryOf(const AgentsThere& agents)
{
    if (!agents.problem.isEmpty())
        return agents.problem;
    if (!agents.isKnown)
        return AppTr::tr("Nothing is known of agents yet.");
    const int workers =
        std::accumulate(agents.agents.begin(), agents.agents.end(), 0,
                        [](int sum, const AgentThere& agent) { return sum + agent.hello.workers; });
    return AppTr::tr("%1 with %2")
        .arg(AppTr::tr("%Ln agents", nullptr, pluralCount(qint64(agents.agents.size()))),
             AppTr::tr("%Ln workers", nullptr, pluralCount(workers)));
}
