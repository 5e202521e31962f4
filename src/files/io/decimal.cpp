#include "files/io/decimal.h"

#include <charconv>
#include <cmath>

namespace {

std::optional<qint64> scaledFloating(std::string_view text, int decimals, qint64 farthest)
{
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    value *= std::pow(10.0, decimals);
    // NaN compares with nothing.
    if (error != std::errc() || end != text.data() + text.size() ||
        !(std::abs(value) < double(farthest)))
        return std::nullopt;
    return qint64(value);
}

} // namespace

std::optional<qint64> scaledDecimal(std::string_view text, int decimals, qint64 farthest)
{
    const bool negative = text.starts_with('-');
    const std::string_view digits = text.substr(negative ? 1 : 0);
    qint64 value = 0;
    const auto append = [&value](int digit) {
        return !__builtin_mul_overflow(value, 10, &value) &&
               !__builtin_add_overflow(value, digit, &value);
    };
    int left = -1; // decimals that still count, once the point has been seen
    bool hasDigit = false;
    for (const char c : digits) {
        if (c == '.' && left < 0) {
            left = decimals;
        } else if (c == 'e' || c == 'E') {
            return scaledFloating(text, decimals, farthest);
        } else if (c < '0' || c > '9') {
            return std::nullopt;
        } else {
            hasDigit = true;
            if (left != 0 && !append(c - '0'))
                return digits.find_first_of("eE") == std::string_view::npos
                           ? std::nullopt
                           : scaledFloating(text, decimals, farthest);
            left -= left > 0;
        }
    }
    for (left = left < 0 ? decimals : left; left > 0; --left) {
        if (!append(0))
            return std::nullopt;
    }
    if (!hasDigit || value > farthest)
        return std::nullopt;
    return negative ? -value : value;
}
