// Which asynchronous span an end ends, of those that are open under its key.
#pragma once

#include <algorithm>
#include <cstddef>

namespace asyncrule {

// So many of them are looked at, from the one that was begun last.
constexpr std::size_t kMostLookedAt = 256;

// How well an end fits what was begun: by its name, then its thread, then its process.
constexpr int likeness(bool isOfName, bool isOfThread, bool isOfProcess)
{
    return 4 * isOfName + 2 * isOfThread + isOfProcess;
}

// The one, of the `size` that are open, that it fits best, of equals the one begun last.
// `likenessOf` gives that of an index; size is 1 or more.
template <typename LikenessOf>
std::size_t bestOf(std::size_t size, LikenessOf likenessOf)
{
    std::size_t best = size - 1;
    int most = -1;
    for (std::size_t i = 0; i < std::min(size, kMostLookedAt); ++i) {
        const int like = likenessOf(size - 1 - i);
        if (like > most) {
            most = like;
            best = size - 1 - i;
        }
    }
    return best;
}

} // namespace asyncrule
