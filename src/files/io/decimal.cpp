#include "files/io/decimal.h"

#include <algorithm>

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

// As many digits as never overflow.
constexpr std::size_t kFewDigits = 18;

// Digits, or digits, a point and digits, that are few with all decimals; nothing for anything else.
std::optional<qint64> shortDecimal(std::string_view text, std::size_t decimals)
{
    const char* at = text.data();
    const char* const end = at + text.size();
    if (text.size() + decimals > kFewDigits || at == end || !isDigit(*at))
        return std::nullopt;
    qint64 value = 0;
    for (; at != end && isDigit(*at); ++at)
        value = 10 * value + (*at - '0');
    if (at != end && *at == '.') {
        for (++at; at != end && isDigit(*at) && decimals > 0; ++at, --decimals)
            value = 10 * value + (*at - '0');
        while (at != end && isDigit(*at))
            ++at;
    }
    if (at != end)
        return std::nullopt;
    for (; decimals > 0; --decimals)
        value *= 10;
    return value;
}

// Digits, a point and digits, with an exponent of ten.
struct Decimal
{
    std::string_view whole;
    std::string_view fraction;
    qint64 exponent = 0;

    int digit(std::size_t place) const
    {
        return (place < whole.size() ? whole[place] : fraction[place - whole.size()]) - '0';
    }
    std::size_t digits() const { return whole.size() + fraction.size(); }
};

std::string_view takeDigits(std::string_view& text)
{
    const auto end = std::ranges::find_if_not(text, isDigit) - text.begin();
    const std::string_view digits = text.substr(0, std::size_t(end));
    text.remove_prefix(digits.size());
    return digits;
}

// What follows the "e"; one that is absurd stays so.
std::optional<qint64> exponentOf(std::string_view text)
{
    constexpr qint64 kAbsurd = 1'000'000'000;
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+'))
        text.remove_prefix(1);
    if (text.empty() || !std::ranges::all_of(text, isDigit))
        return std::nullopt;
    qint64 value = 0;
    for (const char c : text)
        value = std::min(kAbsurd, 10 * value + (c - '0'));
    return negative ? -value : value;
}

std::optional<Decimal> decimalOf(std::string_view text)
{
    Decimal decimal;
    decimal.whole = takeDigits(text);
    if (text.starts_with('.')) {
        text.remove_prefix(1);
        decimal.fraction = takeDigits(text);
    }
    if (decimal.digits() == 0)
        return std::nullopt;
    if (text.starts_with('e') || text.starts_with('E')) {
        const auto exponent = exponentOf(text.substr(1));
        if (!exponent)
            return std::nullopt;
        decimal.exponent = *exponent;
        text = {};
    }
    return text.empty() ? std::optional(decimal) : std::nullopt;
}

} // namespace

bool isDecimal(std::string_view text)
{
    return decimalOf(text.substr(text.starts_with('-') ? 1 : 0)).has_value();
}

std::optional<qint64> scaledDecimal(std::string_view text, int decimals, qint64 farthest)
{
    const bool negative = text.starts_with('-');
    const std::string_view digits = text.substr(negative ? 1 : 0);
    if (const auto few = shortDecimal(digits, std::size_t(decimals)))
        return *few > farthest ? std::nullopt : std::optional(negative ? -*few : *few);
    const auto decimal = decimalOf(digits);
    if (!decimal)
        return std::nullopt;
    // Those before the point, once it has been moved.
    const qint64 places = qint64(decimal->whole.size()) + decimal->exponent + decimals;
    qint64 value = 0;
    for (qint64 i = 0; i < places; ++i) {
        const bool isThere = i < qint64(decimal->digits());
        if (!isThere && value == 0)
            break;
        if (__builtin_mul_overflow(value, 10, &value) ||
            __builtin_add_overflow(value, isThere ? decimal->digit(std::size_t(i)) : 0, &value))
            return std::nullopt;
    }
    if (value > farthest)
        return std::nullopt;
    return negative ? -value : value;
}
