#include "app/dialogs/aboutboxes.h"

#include "app/controls/apptr.h"

#include <QCoreApplication>
#include <QIcon>
#include <QMessageBox>

namespace {

void show(QWidget* parent, const QString& title, const QString& text)
{
    QMessageBox box(QMessageBox::NoIcon, title, text, QMessageBox::Ok, parent);
    box.setTextFormat(Qt::RichText);
    box.setIconPixmap(parent->windowIcon().pixmap(64));
    box.exec();
}

} // namespace

void showAbout(QWidget* parent)
{
    show(parent, AppTr::tr("About Poolscope"),
         AppTr::tr(
             "<h3>Poolscope %1</h3>"
             "<p>See, size and understand worker pools: how many workers do these jobs need, and "
             "where does the time go?</p>"
             "<p>MIT licence. The bars use the palette of Okabe and Ito, which colour-blind people "
             "can tell apart.</p>")
             .arg(QCoreApplication::applicationVersion()));
}

// QMessageBox::aboutQt() does not say that its text is rich, and labels here do not guess.
void showAboutQt(QWidget* parent)
{
    show(
        parent, AppTr::tr("About Qt"),
        AppTr::tr("<h3>Qt %1</h3>"
                  "<p>Poolscope is made with Qt, a toolkit for programs on all systems. Qt is free "
                  "software under the GNU LGPL, version 3: "
                  "<a href='https://www.qt.io/licensing'>qt.io/licensing</a>.</p>")
            .arg(QString::fromLatin1(qVersion())));
}
