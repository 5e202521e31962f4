// Many short texts, kept once and never moved.
#pragma once

#include <QByteArrayView>

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

// Bytes as the system has them: names of files need not be valid in any encoding. One thread adds
// lines; any thread reads those below a count() that it has seen, meanwhile too.
class ByteLines
{
public:
    ByteLines() = default;
    // Nobody else uses either meanwhile.
    ByteLines(ByteLines&& other) noexcept
        : m_blocks(std::move(other.m_blocks))
        , m_pieces(std::move(other.m_pieces))
        , m_room(std::exchange(other.m_room, nullptr))
        , m_roomBytes(std::exchange(other.m_roomBytes, 0))
        , m_textBytes(other.m_textBytes.exchange(0))
        , m_count(other.m_count.exchange(0))
    {
    }
    ByteLines& operator=(ByteLines&& other) noexcept
    {
        if (this != &other) {
            std::destroy_at(this);
            std::construct_at(this, std::move(other));
        }
        return *this;
    }

    // May throw std::bad_alloc, and is then without effect.
    void add(QByteArrayView line)
    {
        const std::size_t index = m_count.load(std::memory_order_relaxed);
        const Place place = placeOf(index);
        if (!m_blocks[place.block])
            m_blocks[place.block] = std::make_unique_for_overwrite<Line[]>(
                std::size_t{1} << (place.block + kFirstBits));
        makeRoom(std::size_t(line.size()));
        std::copy_n(line.data(), line.size(), m_room);
        m_blocks[place.block][place.offset] = {m_room, line.size()};
        m_room += line.size();
        m_roomBytes -= std::size_t(line.size());
        m_textBytes.fetch_add(std::size_t(line.size()), std::memory_order_relaxed);
        m_count.store(index + 1, std::memory_order_release);
    }

    std::size_t count() const { return m_count.load(std::memory_order_acquire); }

    // `index` is below count(). Lives as long as this.
    QByteArrayView at(std::size_t index) const
    {
        const Place place = placeOf(index);
        const Line& line = m_blocks[place.block][place.offset];
        return {line.begin, line.size};
    }

    // Of the lines alone.
    std::size_t textBytes() const { return m_textBytes.load(std::memory_order_relaxed); }

    // The memory of it all.
    std::size_t bytes() const { return textBytes() + count() * sizeof(Line); }

private:
    struct Line
    {
        const char* begin;
        qsizetype size;
    };

    struct Place
    {
        std::size_t block;
        std::size_t offset;
    };

    static constexpr std::size_t kFirstBits = 5;
    static constexpr std::size_t kBlocks = 36;
    static constexpr std::size_t kPieceBytes = 1 << 16;

    // Block b holds 2^(b + kFirstBits) lines; see AppendOnly.
    static Place placeOf(std::size_t index)
    {
        const std::size_t shifted = index + (std::size_t{1} << kFirstBits);
        const auto block = std::size_t(std::bit_width(shifted >> (kFirstBits + 1)));
        return {block, shifted ^ (std::size_t{1} << (block + kFirstBits))};
    }

    void makeRoom(std::size_t bytes)
    {
        if (bytes <= m_roomBytes)
            return;
        const std::size_t piece = std::max(bytes, kPieceBytes);
        m_pieces.push_back(std::make_unique_for_overwrite<char[]>(piece));
        m_room = m_pieces.back().get();
        m_roomBytes = piece;
    }

    // A block is there before the first of its lines is counted.
    std::array<std::unique_ptr<Line[]>, kBlocks> m_blocks;
    std::vector<std::unique_ptr<char[]>> m_pieces; // the writer's
    char* m_room = nullptr;
    std::size_t m_roomBytes = 0;
    std::atomic<std::size_t> m_textBytes{0};
    std::atomic<std::size_t> m_count{0};
};
