#include "plan/settings/settingtexts.h"

#include "base/durationtext.h"
#include "plan/plantr.h"

#include <QStringList>

using std::chrono::nanoseconds;

namespace {

std::optional<double> realIn(const QString& text, double least, double most)
{
    bool isNumber = false;
    const double value = text.toDouble(&isNumber);
    return isNumber && value >= least && value <= most ? std::optional(value) : std::nullopt;
}

QString realText(double value)
{
    return QString::number(value, 'g', 10);
}

struct KindText
{
    QString kind;
    QStringList parameters;
};

KindText kindTextOf(const QString& text)
{
    // A blank in place of the colon is what people write first.
    const qsizetype colon = text.indexOf(u':');
    const qsizetype end = colon >= 0 ? colon : text.indexOf(u' ');
    if (end < 0)
        return {text, {}};
    return {text.left(end), text.mid(end + 1).split(u',')};
}

} // namespace

namespace SettingTexts {

std::optional<int> numberIn(const QString& text, int least, int most)
{
    bool isNumber = false;
    const qlonglong value = text.toLongLong(&isNumber);
    return isNumber && value >= least && value <= most ? std::optional(int(value)) : std::nullopt;
}

std::optional<nanoseconds> durationIn(const QString& text)
{
    const auto value = parseDuration(text);
    return value && *value <= RunSettings::kMaxDuration ? value : std::nullopt;
}

std::optional<double> shareIn(const QString& text)
{
    if (!text.endsWith(u'%'))
        return std::nullopt;
    const auto percent = realIn(text.chopped(1), 0, 100);
    return percent ? std::optional(*percent / 100) : std::nullopt;
}

QString shareText(double share)
{
    return realText(share * 100) + u'%';
}

std::optional<Spread> spreadIn(const QString& text)
{
    const KindText given = kindTextOf(text);
    const QStringList& parameters = given.parameters;
    Spread spread;
    if (given.kind == QLatin1String("fixed") && parameters.isEmpty())
        return spread;
    if (given.kind == QLatin1String("exponential") && parameters.isEmpty()) {
        spread.kind = SpreadKind::Exponential;
        return spread;
    }
    if (given.kind == QLatin1String("uniform") && parameters.size() <= 1) {
        spread.kind = SpreadKind::Uniform;
        const auto width =
            parameters.isEmpty() ? std::optional(spread.width) : shareIn(parameters[0]);
        spread.width = width.value_or(0);
        return width ? std::optional(spread) : std::nullopt;
    }
    if (given.kind == QLatin1String("bimodal") &&
        (parameters.isEmpty() || parameters.size() == 2)) {
        spread.kind = SpreadKind::Bimodal;
        if (parameters.isEmpty())
            return spread;
        const auto share = shareIn(parameters[0]);
        const auto factor = realIn(parameters[1], 1, Spread::kMaxFactor);
        if (!share || !factor)
            return std::nullopt;
        spread.longShare = *share;
        spread.longFactor = *factor;
        return spread;
    }
    if (given.kind == QLatin1String("pareto") && parameters.size() <= 1) {
        spread.kind = SpreadKind::Pareto;
        const auto shape = parameters.isEmpty()
                               ? std::optional(spread.shape)
                               : realIn(parameters[0], Spread::kMinShape, Spread::kMaxShape);
        spread.shape = shape.value_or(0);
        return shape ? std::optional(spread) : std::nullopt;
    }
    return std::nullopt;
}

QString spreadText(const Spread& spread)
{
    switch (spread.kind) {
    case SpreadKind::Uniform:
        return QStringLiteral("uniform:") + shareText(spread.width);
    case SpreadKind::Exponential:
        return QStringLiteral("exponential");
    case SpreadKind::Bimodal:
        return QStringLiteral("bimodal:%1,%2")
            .arg(shareText(spread.longShare), realText(spread.longFactor));
    case SpreadKind::Pareto:
        return QStringLiteral("pareto:") + realText(spread.shape);
    case SpreadKind::File:
        return {};
    case SpreadKind::Fixed:
        break;
    }
    return QStringLiteral("fixed");
}

QString allowedSpreads()
{
    return PlanTr::tr(
        "fixed, uniform:50%, exponential, bimodal:5%,10 (that share of the jobs is so many "
        "times as long, 1 to 1000) or pareto:1.5 (1.1 to 10)");
}

std::optional<Arrival> arrivalIn(const QString& text)
{
    const KindText given = kindTextOf(text);
    const QStringList& parameters = given.parameters;
    Arrival arrival;
    if (given.kind == QLatin1String("all") && parameters.isEmpty())
        return arrival;
    if (parameters.size() != 1)
        return std::nullopt;
    if (given.kind == QLatin1String("every")) {
        arrival.kind = ArrivalKind::Every;
        const auto every = durationIn(parameters[0]);
        arrival.every = every.value_or(nanoseconds(0));
        return every ? std::optional(arrival) : std::nullopt;
    }
    if (given.kind == QLatin1String("poisson")) {
        arrival.kind = ArrivalKind::Poisson;
        const QString number =
            parameters[0].endsWith(QLatin1String("/s")) ? parameters[0].chopped(2) : parameters[0];
        const auto rate = realIn(number, Arrival::kMinRate, Arrival::kMaxRate);
        arrival.perSecond = rate.value_or(1);
        return rate ? std::optional(arrival) : std::nullopt;
    }
    return std::nullopt;
}

QString arrivalText(const Arrival& arrival)
{
    switch (arrival.kind) {
    case ArrivalKind::Every:
        return QStringLiteral("every:") + goDuration(arrival.every);
    case ArrivalKind::Poisson:
        return QStringLiteral("poisson:%1/s").arg(realText(arrival.perSecond));
    case ArrivalKind::All:
        break;
    }
    return QStringLiteral("all");
}

QString allowedArrivals()
{
    return PlanTr::tr("all, every:20ms or poisson:50/s (0.001 to 1000000 a second)");
}

} // namespace SettingTexts
