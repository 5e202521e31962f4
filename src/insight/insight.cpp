#include "insight/insight.h"

#include "timeline/runrecord.h"

std::shared_ptr<const Insight>
insightOf(const RunRecord& record, const std::vector<std::shared_ptr<const RunRecord>>& others,
          const std::stop_token& stop)
{
    auto insight = std::make_shared<Insight>();
    insight->model = modelOf(record, stop);
    insight->longestJob = insight->model.longestJob();
    insight->lost = lostTimeOf(record, insight->model, stop);
    insight->curve = sizingOf(insight->model, numbersToLookAt(insight->model),
                              measuredTimes(record, others), stop);
    if (insight->lost)
        insight->findings =
            findingsOf(record, insight->model, *insight->lost, insight->curve, stop);
    else
        insight->findings.state = findingsStateOf(record, insight->model);
    insight->traffic = trafficOf(record);
    if (insight->traffic) {
        insight->law = littlesLawOf(record);
        insight->meanWaitNs = meanWaitNs(record);
    }
    if (stop.stop_requested())
        return nullptr;
    return insight;
}
