#include "files/io/unpacker.h"

#include <lzma.h>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include <algorithm>
#include <array>
#include <utility>

namespace {

constexpr std::size_t kMaxMemory = 256 << 20;
constexpr int kGzip = MAX_WBITS + 16; // what tells zlib to expect gzip
constexpr int kRaw = -MAX_WBITS;      // … no header at all

class Inflater : public Unpacker
{
public:
    explicit Inflater(int windowBits) { inflateInit2(&m_stream, windowBits); }
    ~Inflater() override { inflateEnd(&m_stream); }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;

    Result step(Buffers& buffers) override
    {
        // zlib only reads.
        m_stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(buffers.in));
        m_stream.avail_in = uInt(buffers.inLeft);
        m_stream.next_out = reinterpret_cast<Bytef*>(buffers.out);
        m_stream.avail_out = uInt(buffers.outLeft);
        const int result = inflate(&m_stream, Z_NO_FLUSH);
        buffers.in += buffers.inLeft - m_stream.avail_in;
        buffers.inLeft = m_stream.avail_in;
        buffers.out += buffers.outLeft - m_stream.avail_out;
        buffers.outLeft = m_stream.avail_out;
        if (result == Z_STREAM_END)
            return Result::PartEnded;
        return result == Z_OK || result == Z_BUF_ERROR ? Result::GoesOn : Result::Damaged;
    }

private:
    z_stream m_stream{};
};

class ZstdUnpacker : public Unpacker
{
public:
    ZstdUnpacker() : m_stream(ZSTD_createDCtx())
    {
        constexpr int kMaxWindowLog = 27; // 128 MiB
        ZSTD_DCtx_setParameter(m_stream.get(), ZSTD_d_windowLogMax, kMaxWindowLog);
    }

    Result step(Buffers& buffers) override
    {
        ZSTD_inBuffer in{buffers.in, buffers.inLeft, 0};
        ZSTD_outBuffer out{buffers.out, buffers.outLeft, 0};
        const std::size_t result = ZSTD_decompressStream(m_stream.get(), &out, &in);
        buffers.in += in.pos;
        buffers.inLeft -= in.pos;
        buffers.out += out.pos;
        buffers.outLeft -= out.pos;
        if (!ZSTD_isError(result))
            return result == 0 ? Result::PartEnded : Result::GoesOn;
        return ZSTD_getErrorCode(result) == ZSTD_error_frameParameter_windowTooLarge
                   ? Result::NeedsTooMuchMemory
                   : Result::Damaged;
    }

private:
    struct Free
    {
        void operator()(ZSTD_DCtx* stream) const { ZSTD_freeDCtx(stream); }
    };

    const std::unique_ptr<ZSTD_DCtx, Free> m_stream;
};

class XzUnpacker : public Unpacker
{
public:
    XzUnpacker() : m_isBroken(lzma_stream_decoder(&m_stream, kMaxMemory, 0) != LZMA_OK) {}
    ~XzUnpacker() override { lzma_end(&m_stream); }
    XzUnpacker(const XzUnpacker&) = delete;
    XzUnpacker& operator=(const XzUnpacker&) = delete;

    Result step(Buffers& buffers) override
    {
        m_stream.next_in = reinterpret_cast<const std::uint8_t*>(buffers.in);
        m_stream.avail_in = buffers.inLeft;
        m_stream.next_out = reinterpret_cast<std::uint8_t*>(buffers.out);
        m_stream.avail_out = buffers.outLeft;
        const lzma_ret result = m_isBroken ? LZMA_MEM_ERROR : lzma_code(&m_stream, LZMA_RUN);
        buffers.in += buffers.inLeft - m_stream.avail_in;
        buffers.inLeft = m_stream.avail_in;
        buffers.out += buffers.outLeft - m_stream.avail_out;
        buffers.outLeft = m_stream.avail_out;
        if (result == LZMA_STREAM_END)
            return Result::PartEnded;
        if (result == LZMA_MEM_ERROR || result == LZMA_MEMLIMIT_ERROR)
            return Result::NeedsTooMuchMemory;
        return result == LZMA_OK || result == LZMA_BUF_ERROR ? Result::GoesOn : Result::Damaged;
    }

private:
    lzma_stream m_stream = LZMA_STREAM_INIT;
    const bool m_isBroken;
};

class Stored : public Unpacker
{
public:
    explicit Stored(std::size_t bytes) : m_left(bytes) {}

    Result step(Buffers& buffers) override
    {
        const std::size_t count = std::min({buffers.inLeft, buffers.outLeft, m_left});
        std::copy_n(buffers.in, count, buffers.out);
        buffers.in += count;
        buffers.inLeft -= count;
        buffers.out += count;
        buffers.outLeft -= count;
        m_left -= count;
        return m_left == 0 ? Result::PartEnded : Result::GoesOn;
    }

private:
    std::size_t m_left;
};

// Of a zip: one part, whose checksum stands elsewhere.
class MemberUnpacker : public Unpacker
{
public:
    MemberUnpacker(std::unique_ptr<Unpacker> data, unsigned long crc)
        : m_data(std::move(data)), m_crc(crc)
    {
    }

    Result step(Buffers& buffers) override
    {
        const char* const from = buffers.out;
        const Result result = m_data->step(buffers);
        m_seen = ::crc32(m_seen, reinterpret_cast<const Bytef*>(from), uInt(buffers.out - from));
        if (result != Result::PartEnded)
            return result;
        return m_seen == m_crc ? Result::AllEnded : Result::Damaged;
    }

private:
    const std::unique_ptr<Unpacker> m_data;
    const unsigned long m_crc;
    unsigned long m_seen = 0;
};

using namespace std::string_view_literals;

} // namespace

std::unique_ptr<Unpacker> unpackerFor(std::string_view beginning)
{
    if (beginning.starts_with("\x1f\x8b"))
        return std::make_unique<Inflater>(kGzip);
    // Or a frame in front that is passed over, 0x184D2A50 to …5F, as pzstd writes it.
    const bool isPassedOver = beginning.size() >= 4 && (beginning[0] & 0xf0) == 0x50 &&
                              beginning.substr(1, 3) == "\x2a\x4d\x18";
    if (isPassedOver || beginning.starts_with("\x28\xb5\x2f\xfd"))
        return std::make_unique<ZstdUnpacker>();
    if (beginning.starts_with("\xfd"
                              "7zXZ\0"sv))
        return std::make_unique<XzUnpacker>();
    return nullptr;
}

std::unique_ptr<Unpacker> memberUnpacker(unsigned long crc)
{
    return std::make_unique<MemberUnpacker>(std::make_unique<Inflater>(kRaw), crc);
}

std::unique_ptr<Unpacker> storedUnpacker(std::size_t bytes, unsigned long crc)
{
    return std::make_unique<MemberUnpacker>(std::make_unique<Stored>(bytes), crc);
}

std::string_view unreadCompression(std::string_view beginning)
{
    constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kUnread{
        {{"\x04\x22\x4d\x18", "lz4"},
         {"LZIP\x01", "lzip"},
         {"7z\xbc\xaf\x27\x1c", "7-Zip"},
         {"Rar!\x1a\x07", "RAR"},
         {"\x1f\x9d", "compress"},
         {"\x5d\0\0"sv, "lzma"}}};
    for (const auto& [magic, name] : kUnread) {
        if (beginning.starts_with(magic))
            return name;
    }
    // The digit between the two says how large its blocks are.
    constexpr std::size_t kBlockSize = 3;
    const bool isBzip2 = beginning.size() > kBlockSize && beginning.starts_with("BZh") &&
                         beginning.substr(kBlockSize + 1).starts_with("1AY&SY");
    return isBzip2 ? "bzip2" : "";
}
