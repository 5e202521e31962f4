// Texts by numbers, each once.
#pragma once

#include <QtGlobal>

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

// Found by a view of the text.
struct TextHash
{
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const
    {
        return std::hash<std::string_view>()(text);
    }
};
using NumberByText = std::unordered_map<std::string, qint32, TextHash, std::equal_to<>>;
