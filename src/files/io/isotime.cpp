#include "files/io/isotime.h"

#include "files/io/decimal.h"

#include <chrono>

namespace {

// Takes a text from its beginning, piece by piece.
class Scanner
{
public:
    explicit Scanner(std::string_view text) : m_rest(text) {}

    bool isAtEnd() const { return m_rest.empty(); }
    bool isAtDigit() const
    {
        return !m_rest.empty() && m_rest.front() >= '0' && m_rest.front() <= '9';
    }

    bool take(std::string_view word)
    {
        const bool begins = m_rest.starts_with(word);
        m_rest.remove_prefix(begins ? word.size() : 0);
        return begins;
    }

    // The one of `characters` that comes next; nothing where none does.
    std::optional<char> takeAnyOf(std::string_view characters)
    {
        if (m_rest.empty() || characters.find(m_rest.front()) == std::string_view::npos)
            return std::nullopt;
        const char c = m_rest.front();
        m_rest.remove_prefix(1);
        return c;
    }

    std::optional<int> digit()
    {
        const auto c = takeAnyOf("0123456789");
        return c ? std::optional(*c - '0') : std::nullopt;
    }

    // Exactly so many digits, a number no larger than `most`.
    std::optional<int> number(int digits, int most)
    {
        int value = 0;
        for (; digits > 0; --digits) {
            const auto next = digit();
            if (!next)
                return std::nullopt;
            value = 10 * value + *next;
        }
        return value <= most ? std::optional(value) : std::nullopt;
    }

private:
    std::string_view m_rest;
};

std::optional<std::chrono::sys_days> takeDate(Scanner& scanner)
{
    const auto year = scanner.number(4, 9999);
    const bool isBasic = !scanner.take("-");
    const auto month = scanner.number(2, 12);
    if (!year || !month || scanner.take("-") == isBasic)
        return std::nullopt;
    const auto day = scanner.number(2, 31);
    if (!day)
        return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(*year),
                                           std::chrono::month(unsigned(*month)),
                                           std::chrono::day(unsigned(*day))};
    return date.ok() ? std::optional(std::chrono::sys_days(date)) : std::nullopt;
}

// What follows the point; nothing where no digit does.
std::optional<std::chrono::nanoseconds> takeFraction(Scanner& scanner)
{
    auto digit = scanner.digit();
    if (!digit)
        return std::nullopt;
    qint64 ns = 0;
    for (qint64 unit = 100'000'000; digit; digit = scanner.digit(), unit /= 10)
        ns += *digit * unit;
    return std::chrono::nanoseconds(ns);
}

std::optional<std::chrono::nanoseconds> takeTimeOfDay(Scanner& scanner)
{
    constexpr int kLeapSecond = 60;
    const auto hours = scanner.number(2, 23);
    const bool isBasic = !scanner.take(":");
    const auto minutes = scanner.number(2, 59);
    if (!hours || !minutes)
        return std::nullopt;
    const auto whole = std::chrono::hours(*hours) + std::chrono::minutes(*minutes);
    if (isBasic ? !scanner.isAtDigit() : !scanner.take(":"))
        return whole;
    const auto seconds = scanner.number(2, kLeapSecond);
    if (!seconds)
        return std::nullopt;
    const auto time = whole + std::chrono::seconds(*seconds);
    if (!scanner.takeAnyOf(".,"))
        return time;
    const auto fraction = takeFraction(scanner);
    return fraction ? std::optional(time + *fraction) : std::nullopt;
}

// The text without a zone's name in brackets, as Java puts it behind the zone itself.
std::string_view withoutZoneName(std::string_view text)
{
    const auto bracket = text.find('[');
    const bool isName = bracket != std::string_view::npos && bracket > 0 && text.ends_with(']');
    const bool isBehindZone =
        isName && text.find_first_of("Zz+-", text.find_first_of("Tt ")) < bracket;
    return isBehindZone ? text.substr(0, bracket) : text;
}

// How far the zone is before UTC, up to the end of the text.
std::optional<std::chrono::minutes> takeZone(Scanner& scanner)
{
    if (scanner.isAtEnd())
        return std::chrono::minutes(0);
    scanner.take(" ");
    if (scanner.takeAnyOf("Zz") || scanner.take("UTC") || scanner.take("GMT"))
        return scanner.isAtEnd() ? std::optional(std::chrono::minutes(0)) : std::nullopt;
    const auto sign = scanner.takeAnyOf("+-");
    const auto hours = sign ? scanner.number(2, 23) : std::nullopt;
    if (!hours)
        return std::nullopt;
    std::chrono::minutes zone = std::chrono::hours(*hours);
    if (!scanner.isAtEnd()) {
        scanner.take(":");
        const auto minutes = scanner.number(2, 59);
        if (!minutes || !scanner.isAtEnd())
            return std::nullopt;
        zone += std::chrono::minutes(*minutes);
    }
    return *sign == '-' ? -zone : zone;
}

} // namespace

std::optional<qint64> isoTimeNs(std::string_view text)
{
    Scanner scanner(withoutZoneName(text));
    const auto date = takeDate(scanner);
    if (!date || !scanner.takeAnyOf("Tt "))
        return std::nullopt;
    const auto time = takeTimeOfDay(scanner);
    if (!time)
        return std::nullopt;
    const auto zone = takeZone(scanner);
    if (!zone)
        return std::nullopt;
    // Years of four digits fit as seconds, not as nanoseconds.
    const std::chrono::seconds day = date->time_since_epoch() - *zone;
    constexpr auto kFarthest =
        std::chrono::duration_cast<std::chrono::seconds>(std::chrono::nanoseconds(kMaxTimeNs)) -
        std::chrono::hours(24);
    if (std::chrono::abs(day) > kFarthest)
        return std::nullopt;
    return std::chrono::nanoseconds(day + *time).count();
}
