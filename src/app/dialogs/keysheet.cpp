#include "app/dialogs/keysheet.h"

#include "app/controls/apptr.h"
#include "app/controls/columnscrollarea.h"
#include "app/controls/framefit.h"

#include <QDialog>
#include <QDialogButtonBox>
#include <QLabel>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>
#include <span>

namespace {

struct Row
{
    const char* keys;
    const char* what;
};

constexpr Row kInTheChart[] = {
    {QT_TRANSLATE_NOOP("App", "Ctrl and wheel, W and S"),
     QT_TRANSLATE_NOOP("App", "zoom at the pointer")},
    {QT_TRANSLATE_NOOP("App", "Shift and wheel, A and D, left and right"),
     QT_TRANSLATE_NOOP("App", "move along the time")},
    {QT_TRANSLATE_NOOP("App", "drag the ruler, Shift and drag, middle drag"),
     QT_TRANSLATE_NOOP("App", "move along the time")},
    {QT_TRANSLATE_NOOP("App", "wheel"), QT_TRANSLATE_NOOP("App", "scroll the rows")},
    {QT_TRANSLATE_NOOP("App", "Ctrl++, Ctrl+-, Ctrl+0"),
     QT_TRANSLATE_NOOP("App", "taller rows, shorter rows, default height")},
    {QT_TRANSLATE_NOOP("App", "click"), QT_TRANSLATE_NOOP("App", "select a job")},
    {QT_TRANSLATE_NOOP("App", "drag"), QT_TRANSLATE_NOOP("App", "select a range of time")},
    {QT_TRANSLATE_NOOP("App", "double-click, F"),
     QT_TRANSLATE_NOOP("App", "fit the job or the range")},
    {QT_TRANSLATE_NOOP("App", "Home, 0"), QT_TRANSLATE_NOOP("App", "show the whole run")},
    {QT_TRANSLATE_NOOP("App", "P"), QT_TRANSLATE_NOOP("App", "fit the pool’s part")},
    {QT_TRANSLATE_NOOP("App", "Space"), QT_TRANSLATE_NOOP("App", "follow the newest time")},
    {QT_TRANSLATE_NOOP("App", "Ctrl+Z and Ctrl+Y, back and forward"),
     QT_TRANSLATE_NOOP("App", "previous and next view")},
    {QT_TRANSLATE_NOOP("App", ". and ,"),
     QT_TRANSLATE_NOOP("App", "next and previous job of the worker")},
    {QT_TRANSLATE_NOOP("App", "Up and Down"),
     QT_TRANSLATE_NOOP("App", "job in the row above or below, at that time; without one, scroll")},
    {QT_TRANSLATE_NOOP("App", "M"),
     QT_TRANSLATE_NOOP("App", "place a marker; two measure a distance")},
    {QT_TRANSLATE_NOOP("App", "Esc"), QT_TRANSLATE_NOOP("App", "clear selection and markers")},
    {QT_TRANSLATE_NOOP("App", "overview"),
     QT_TRANSLATE_NOOP("App", "drag the window or its edges, or draw a new one")},
};

constexpr Row kEverywhere[] = {
    {QT_TRANSLATE_NOOP("App", "F1"),
     QT_TRANSLATE_NOOP("App", "the guide, at the page for what has the focus")},
    {QT_TRANSLATE_NOOP("App", "?"), QT_TRANSLATE_NOOP("App", "this list")},
    {QT_TRANSLATE_NOOP("App", "Ctrl+O, Ctrl+S, Ctrl+Q"),
     QT_TRANSLATE_NOOP("App", "open a run, save it, quit")},
    {QT_TRANSLATE_NOOP("App", "Ctrl+Shift+O"), QT_TRANSLATE_NOOP("App", "open settings")},
    {QT_TRANSLATE_NOOP("App", "F5, F6, Esc"),
     QT_TRANSLATE_NOOP("App", "run, pause and resume, stop")},
    {QT_TRANSLATE_NOOP("App", "Alt++, Alt+-"),
     QT_TRANSLATE_NOOP("App", "larger texts, smaller texts")},
    {QT_TRANSLATE_NOOP("App", "F9, Shift+F9, Ctrl+F9"),
     QT_TRANSLATE_NOOP("App", "settings, timings, lower panel: show or hide")},
    {QT_TRANSLATE_NOOP("App", "Ctrl+E, Ctrl+Shift+C"),
     QT_TRANSLATE_NOOP("App", "export, copy the timing screenshot")},
    {QT_TRANSLATE_NOOP("App", "Ctrl+F"), QT_TRANSLATE_NOOP("App", "find a job by its number")},
    {QT_TRANSLATE_NOOP("App", "Ctrl+Alt+C"),
     QT_TRANSLATE_NOOP("App", "copy the selection as text")},
    {QT_TRANSLATE_NOOP("App", "Shift+Up, Shift+Down"),
     QT_TRANSLATE_NOOP("App", "in the log: select more lines, fewer lines")},
    {QT_TRANSLATE_NOOP("App", "Menu key, Shift+F10"),
     QT_TRANSLATE_NOOP("App", "in a table: what to sort it by")},
};

QString tableOf(const QString& title, std::span<const Row> rows)
{
    QString table =
        QStringLiteral("<tr><td colspan='2'><h3>%1</h3></td></tr>").arg(title.toHtmlEscaped());
    for (const Row& row : rows)
        table += QStringLiteral("<tr><td>%1</td><td>%2</td></tr>")
                     .arg(AppTr::tr(row.keys).toHtmlEscaped(), AppTr::tr(row.what).toHtmlEscaped());
    return table;
}

} // namespace

void showKeySheet(QWidget* parent)
{
    QDialog sheet(parent);
    sheet.setWindowTitle(AppTr::tr("Keys and Mouse"));
    auto* keys = new QLabel(&sheet);
    keys->setTextFormat(Qt::RichText);
    keys->setMargin(18);
    keys->setText(QStringLiteral("<table cellpadding='3'>%1%2</table>")
                      .arg(tableOf(AppTr::tr("In the chart"), kInTheChart),
                           tableOf(AppTr::tr("Everywhere"), kEverywhere)));
    const int wholePx = keys->sizeHint().width();
    keys->setWordWrap(true);
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
    const QSize room = FrameFit::roomFor(*parent);
    const int widthPx =
        std::min(wholePx + scroll->verticalScrollBar()->sizeHint().width(), room.width());
    sheet.resize(widthPx, std::min(keys->heightForWidth(widthPx) + column->spacing() +
                                       buttons->sizeHint().height(),
                                   room.height()));
    sheet.exec();
}
