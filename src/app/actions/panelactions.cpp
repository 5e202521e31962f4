#include "app/actions/panelactions.h"

#include "session/settingsstore.h"
#include "ui_mainwindow.h"

#include <QApplication>

PanelActions::PanelActions(Ui::MainWindow& ui, QObject* parent) : QObject(parent), m_ui(ui)
{
    const SettingsStore::PanelsShown remembered = SettingsStore::panelsShown();
    const auto follow = [this](QAction* action, QWidget* panel, bool shown) {
        action->setChecked(shown);
        panel->setVisible(shown);
        if (!shown)
            m_withoutSize.insert(panel);
        connect(action, &QAction::toggled, this, [this, panel](bool on) { show(panel, on); });
    };
    follow(m_ui.actionSettingsPanel, m_ui.settings, remembered.settings);
    follow(m_ui.actionTimingsPanel, m_ui.timings, remembered.timings);
    follow(m_ui.actionLowerPanel, m_ui.tabs, remembered.lower);
}

void PanelActions::show(QWidget* panel, bool shown)
{
    if (!shown && panel->isAncestorOf(QApplication::focusWidget()))
        m_ui.chart->setFocus();
    panel->setVisible(shown);
    if (m_withoutSize.remove(panel))
        giveUsualSize(panel);
    SettingsStore::setPanelsShown({m_ui.actionSettingsPanel->isChecked(),
                                   m_ui.actionTimingsPanel->isChecked(),
                                   m_ui.actionLowerPanel->isChecked()});
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
