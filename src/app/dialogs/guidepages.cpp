#include "app/dialogs/guidepages.h"

#include "app/controls/apptr.h"

#include <algorithm>

std::vector<GuidePage> guidePages()
{
    return {{QStringLiteral("start"), AppTr::tr("Three gestures")},
            {QStringLiteral("pool"), AppTr::tr("What a worker pool is")},
            {QStringLiteral("chart"), AppTr::tr("Reading the chart")},
            {QStringLiteral("work"), AppTr::tr("Real work")},
            {QStringLiteral("workers"), AppTr::tr("How many workers?")},
            {QStringLiteral("others"), AppTr::tr("Pools of others")},
            {QStringLiteral("machines"), AppTr::tr("Many machines")}};
}

int guidePageNumber(const QString& name)
{
    const std::vector<GuidePage> pages = guidePages();
    const auto page = std::ranges::find(pages, name, &GuidePage::name);
    return page == pages.end() ? 0 : int(page - pages.begin());
}
