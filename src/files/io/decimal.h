// Decimal numbers of text files as whole numbers, without the rounding of floating point.
#pragma once

#include <QtGlobal>

#include <optional>
#include <string_view>

// Half of what 64 bits hold, so that differences of two fit, too: 73 years in nanoseconds.
constexpr qint64 kMaxTimeNs = qint64(1) << 61;

// Of scaledDecimal(), to make nanoseconds of seconds and of their parts.
constexpr int kSecondDecimals = 9;
constexpr int kMsDecimals = 6;
constexpr int kUsDecimals = 3;

// Whether it is a number as scaledDecimal() takes it, of any size.
bool isDecimal(std::string_view text);

// A number × 10^`decimals`, cut to a whole one: "-12.5", ".5" and "1e3" are numbers, with
// `decimals` 3 they are -12500, 500 and 1000000, exact to each digit. Nothing for anything else,
// and beyond ± `farthest`.
std::optional<qint64> scaledDecimal(std::string_view text, int decimals,
                                    qint64 farthest = kMaxTimeNs);
