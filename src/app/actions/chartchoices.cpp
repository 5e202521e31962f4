#include "app/actions/chartchoices.h"

#include "session/settingsstore.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolBar>

ChartChoices::ChartChoices(QToolBar* bar)
    : QWidget(bar), m_bar(bar), m_rows(new QComboBox(this)), m_colors(new QComboBox(this))
{
    m_rows->setObjectName(QStringLiteral("rowsChoice"));
    m_rows->addItem(tr("Workers"), int(RowsBy::Worker));
    m_rows->addItem(tr("Jobs"), int(RowsBy::Job));
    m_rows->addItem(tr("Hosts"), int(RowsBy::Host));
    m_rows->setToolTip(tr("A row for each worker, for each job with its wait and its run, or for "
                          "each host with the share of its workers that have a job"));
    m_colors->setObjectName(QStringLiteral("colorsChoice"));
    m_colors->addItem(tr("Job"), int(ColorBy::Job));
    m_colors->addItem(tr("Worker"), int(ColorBy::Worker));
    m_colors->addItem(tr("Duration"), int(ColorBy::Duration));
    m_colors->addItem(tr("Status"), int(ColorBy::Status));
    m_colors->setToolTip(tr("What the colours of the bars tell apart"));
    const ChartLook look = SettingsStore::chartLook();
    m_rows->setCurrentIndex(m_rows->findData(int(look.rowsBy)));
    m_colors->setCurrentIndex(m_colors->findData(int(look.colorBy)));

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 0, 0, 0);
    const auto add = [&](const QString& name, QComboBox* choice) {
        auto* label = new QLabel(name, this);
        label->setBuddy(choice);
        choice->setAccessibleName(QString(name).remove(u'&'));
        m_names += label;
        row->addWidget(label);
        row->addWidget(choice);
        connect(choice, &QComboBox::currentIndexChanged, this, [this] {
            SettingsStore::setChartLook({rowsBy(), colorBy()});
            Q_EMIT changed();
        });
    };
    add(tr("Row&s"), m_rows);
    row->addSpacing(8);
    add(tr("Colo&urs"), m_colors);
    bar->installEventFilter(this);
}

bool ChartChoices::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest)
        fitBar();
    return QWidget::eventFilter(watched, event);
}

void ChartChoices::measureAnew()
{
    for (QLabel* name : m_names)
        name->show();
    m_namesPx = 0;
    layout()->activate();
    fitBar();
}

void ChartChoices::fitBar()
{
    const bool areShown = m_namesPx == 0;
    const bool hasRoom = m_bar->sizeHint().width() + m_namesPx <= m_bar->width();
    if (areShown == hasRoom)
        return;
    const int before = sizeHint().width();
    for (QLabel* name : m_names)
        name->setVisible(hasRoom);
    layout()->activate();
    m_namesPx = hasRoom ? 0 : before - sizeHint().width();
}

RowsBy ChartChoices::rowsBy() const
{
    return RowsBy(m_rows->currentData().toInt());
}

ColorBy ChartChoices::colorBy() const
{
    return ColorBy(m_colors->currentData().toInt());
}
