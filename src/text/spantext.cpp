#include "text/spantext.h"

#include <QCoreApplication>

QString statusText(const Span& span)
{
    const auto tr = [](const char* text) {
        return QCoreApplication::translate("Span", text);
    };
    if (!span.endNs)
        return tr("running");
    switch (span.status) {
    case JobStatus::Failed:
        return tr("failed");
    case JobStatus::Cancelled:
        return tr("cancelled");
    case JobStatus::Retried:
        return tr("failed, tried again");
    case JobStatus::Finished:
        break;
    }
    return tr("finished");
}
