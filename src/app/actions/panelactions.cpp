#include "app/actions/panelactions.h"

#include "session/settingsstore.h"

#include <QAction>
#include <QApplication>
#include <QSplitter>

PanelActions::PanelActions(const Panels& panels, QWidget* chart, QObject* parent)
    : QObject(parent), m_panels(panels), m_chart(chart)
{
    const SettingsStore::PanelsShown remembered = SettingsStore::panelsShown();
    const auto follow = [this](const Panel& panel, bool shown) {
        panel.action->setChecked(shown);
        panel.widget->setVisible(shown);
        if (!shown)
            m_withoutSize.insert(panel.widget);
        connect(panel.action, &QAction::toggled, this,
                [this, widget = panel.widget](bool on) { show(widget, on); });
    };
    follow(m_panels.settings, remembered.settings);
    follow(m_panels.timings, remembered.timings);
    follow(m_panels.lower, remembered.lower);
}

void PanelActions::show(QWidget* panel, bool shown)
{
    if (!shown && panel->isAncestorOf(QApplication::focusWidget()))
        m_chart->setFocus();
    panel->setVisible(shown);
    if (m_withoutSize.remove(panel))
        giveUsualSize(panel);
    SettingsStore::setPanelsShown({m_panels.settings.action->isChecked(),
                                   m_panels.timings.action->isChecked(),
                                   m_panels.lower.action->isChecked()});
}

void PanelActions::giveUsualSize(QWidget* panel)
{
    auto* splitter = qobject_cast<QSplitter*>(panel->parentWidget());
    const int usual = splitter->orientation() == Qt::Horizontal ? panel->sizeHint().width()
                                                                : splitter->height() / 5;
    const int at = splitter->indexOf(panel);
    QList<int> sizes = splitter->sizes();
    sizes[1 - at] -= usual - sizes[at];
    sizes[at] = usual;
    splitter->setSizes(sizes);
}
