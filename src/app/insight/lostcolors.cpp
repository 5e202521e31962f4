#include "app/insight/lostcolors.h"

#include "gantt/paint/theme.h"

QColor lostColor(LostPart part, const Theme& theme)
{
    switch (part) {
    case LostPart::Paused:
        return QColor(theme.dark ? 0x56606e : 0xc5ccd6);
    case LostPart::OnCore:
        return QColor(0x009e73);
    case LostPart::Ready:
        return QColor(0xd55e00);
    case LostPart::Waiting:
        return QColor(0x56b4e9);
    case LostPart::Running:
        return QColor(theme.dark ? 0x2f8fd0 : 0x0072b2);
    case LostPart::Failed:
        return QColor(theme.dark ? 0xe06c5f : 0xc0392b);
    case LostPart::ResultsBlocked:
        return QColor(theme.dark ? 0xb08d62 : 0x8a6238);
    case LostPart::StartUp:
        return QColor(0xcc79a7);
    case LostPart::HandOff:
        return QColor(0xf0e442);
    case LostPart::NoJob:
    case LostPart::Idle:
        return QColor(0xe69f00);
    case LostPart::TailOrder:
        return QColor(0x8f6fd0);
    case LostPart::TailRest:
        return QColor(theme.dark ? 0x98a1ae : 0x667080);
    case LostPart::AfterLast:
        break;
    }
    return QColor(theme.dark ? 0x5d6877 : 0xaab3c0);
}
