#include "plan/jobpayload.h"

#include <QJsonValue>

namespace {

constexpr QLatin1String kDuration("duration_ns");
constexpr QLatin1String kInput("input");
constexpr QLatin1String kFileBytes("file_bytes");
constexpr QLatin1String kFileModified("file_modified_ns");

constexpr qint64 kNone = -1;

} // namespace

QJsonObject JobPayload::toJson() const
{
    QJsonObject json{{kDuration, qint64{duration.count()}}};
    // A path is bytes, in whatever encoding.
    if (!input.isEmpty())
        json.insert(kInput, QString::fromLatin1(input.toBase64()));
    if (file) {
        json.insert(kFileBytes, file->bytes);
        json.insert(kFileModified, file->modifiedNs);
    }
    return json;
}

std::optional<JobPayload> JobPayload::fromJson(const QJsonObject& json)
{
    const qint64 duration = json.value(kDuration).toInteger(kNone);
    const auto input = QByteArray::fromBase64Encoding(json.value(kInput).toString().toLatin1(),
                                                      QByteArray::AbortOnBase64DecodingErrors);
    if (duration < 0 || !input)
        return std::nullopt;
    JobPayload payload{std::chrono::nanoseconds(duration), *input, std::nullopt};
    if (json.contains(kFileBytes)) {
        payload.file =
            FileState{json.value(kFileBytes).toInteger(), json.value(kFileModified).toInteger()};
    }
    return payload;
}
