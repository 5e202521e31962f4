// What a record that is no run of Poolscope may be of: the keys by which RunOrigin and files know
// it. text/settingstext.h has the words; a kind that is not among these is shown as it stands.
#pragma once

#include <QLatin1String>

namespace originkind {

inline constexpr QLatin1String kChromeTrace("chrome-trace");
inline constexpr QLatin1String kNinjaLog("ninja-log");
inline constexpr QLatin1String kJoblog("joblog");
inline constexpr QLatin1String kSpanTable("span-table");
inline constexpr QLatin1String kDurations("durations");
inline constexpr QLatin1String kGithubJobs("github-jobs");
inline constexpr QLatin1String kGitlabJobs("gitlab-jobs");
inline constexpr QLatin1String kJunitReport("junit-report");
inline constexpr QLatin1String kCargoTimings("cargo-timings");
inline constexpr QLatin1String kOtlpSpans("otlp-spans");
inline constexpr QLatin1String kJaegerSpans("jaeger-spans");
inline constexpr QLatin1String kFollowed("followed");

} // namespace originkind
