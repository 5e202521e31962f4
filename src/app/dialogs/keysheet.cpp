#include "app/dialogs/keysheet.h"

#include "app/controls/apptr.h"
#include "app/controls/columnscrollarea.h"
#include "app/dialogs/framefit.h"

#include <QDialog>
#include <QDialogButtonBox>
#include <QLabel>
#include <QVBoxLayout>

void showKeySheet(QWidget* parent)
{
    QDialog sheet(parent);
    sheet.setWindowTitle(AppTr::tr("Keys and Mouse"));
    auto* keys = new QLabel(&sheet);
    keys->setTextFormat(Qt::RichText);
    keys->setMargin(18);
    keys->setText(AppTr::tr(
        "<table cellpadding='3'><tr><td colspan='2'><h3>In the chart</h3></td></tr>"
        "<tr><td>Ctrl and wheel, W and S</td><td>zoom at the pointer</td></tr>"
        "<tr><td>Shift and wheel, A and D, left and right</td><td>move along the time</td></tr>"
        "<tr><td>drag the ruler, Shift and drag, middle drag</td><td>move along the time</td></tr>"
        "<tr><td>wheel</td><td>scroll the rows</td></tr>"
        "<tr><td>Ctrl++, Ctrl+-, Ctrl+0</td><td>taller rows, shorter rows, default height</td></tr>"
        "<tr><td>click</td><td>select a job</td></tr>"
        "<tr><td>drag</td><td>select a range of time</td></tr>"
        "<tr><td>double-click, F</td><td>fit the job or the range</td></tr>"
        "<tr><td>Home, 0</td><td>show the whole run</td></tr>"
        "<tr><td>Space</td><td>follow the newest time</td></tr>"
        "<tr><td>Ctrl+Z and Ctrl+Y, back and forward</td><td>previous and next view</td></tr>"
        "<tr><td>. and ,</td><td>next and previous job of the worker</td></tr>"
        "<tr><td>M</td><td>place a marker; two measure a distance</td></tr>"
        "<tr><td>Esc</td><td>clear selection and markers</td></tr>"
        "<tr><td>overview</td><td>drag the window or its edges, or draw a new one</td></tr>"
        "<tr><td colspan='2'><h3>Everywhere</h3></td></tr>"
        "<tr><td>F1</td><td>the guide, at the page for what has the focus</td></tr>"
        "<tr><td>F5, F6, Esc</td><td>run, pause and resume, stop</td></tr>"
        "<tr><td>Alt++, Alt+-</td><td>larger texts, smaller texts</td></tr>"
        "<tr><td>F9, Shift+F9, Ctrl+F9</td><td>settings, timings, lower panel: show or "
        "hide</td></tr>"
        "<tr><td>Ctrl+E, Ctrl+Shift+C</td><td>export, copy the timing screenshot</td></tr>"
        "<tr><td>Ctrl+F</td><td>find a job by its number</td></tr>"
        "<tr><td>Ctrl+Alt+C</td><td>copy the selection as text</td></tr></table>"));
    auto* scroll = new ColumnScrollArea(&sheet);
    scroll->setWidget(keys);
    scroll->setAccessibleName(AppTr::tr("Keys and Mouse"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, &sheet);
    buttons->setContentsMargins(18, 8, 18, 12);
    QObject::connect(buttons, &QDialogButtonBox::rejected, &sheet, &QDialog::reject);
    auto* column = new QVBoxLayout(&sheet);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(scroll);
    column->addWidget(buttons);
    sheet.resize(sheet.sizeHint().boundedTo(FrameFit::roomFor(*parent)));
    sheet.exec();
}
