#include "app/controls/spokenlabel.h"

#include <QAccessibleWidget>

namespace {

QAccessibleInterface* spokenAccessibleOf(const QString&, QObject* object)
{
    auto* label = qobject_cast<SpokenLabel*>(object);
    return label ? new QAccessibleWidget(label, QAccessible::Notification) : nullptr;
}

} // namespace

SpokenLabel::SpokenLabel(QWidget* parent) : QLabel(parent)
{
    QAccessible::installFactory(spokenAccessibleOf);
}

void SpokenLabel::speak(const QString& more)
{
    speakWhole(more.isEmpty() ? text() : tr("%1. %2").arg(text(), more));
}

// Qt 6.4 has no event for announcements (6.8 has), its way to AT-SPI drops alerts, and a change of
// name is spoken only where the focus is. A notification that comes into sight is spoken wherever
// that is, as those of the desktop are: so the label is one, and says that it is shown. The alert
// is for systems whose way is another.
void SpokenLabel::speakWhole(const QString& sentence)
{
    setAccessibleName(sentence);
    for (const auto what : {QAccessible::ObjectShow, QAccessible::Alert}) {
        QAccessibleEvent event(this, what);
        QAccessible::updateAccessibility(&event);
    }
}

void SpokenLabel::showText(const QString& text)
{
    setAccessibleName(text);
    setText(text);
}
