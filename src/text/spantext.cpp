#include "text/spantext.h"

#include "text/texttr.h"

QString statusText(const Span& span)
{
    if (!span.endNs)
        return TextTr::tr("running");
    switch (span.status) {
    case JobStatus::Failed:
        return TextTr::tr("failed");
    case JobStatus::Cancelled:
        return TextTr::tr("cancelled");
    case JobStatus::Retried:
        return TextTr::tr("failed, tried again");
    case JobStatus::Finished:
        break;
    }
    return TextTr::tr("finished");
}
