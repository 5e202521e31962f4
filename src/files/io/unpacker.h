// Unpacks what was compressed, piece by piece.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

class Unpacker
{
public:
    enum class Result {
        GoesOn,
        PartEnded, // another one may follow, for another unpacker
        AllEnded,  // what follows is not of it
        Damaged,
        NeedsTooMuchMemory, // more than 256 MiB
    };

    // What is packed, and room for what is unpacked: step() takes from both.
    struct Buffers
    {
        const char* in;
        std::size_t inLeft;
        char* out;
        std::size_t outLeft;
    };

    virtual ~Unpacker() = default;

    // Unpacks as far as there is something to unpack and room for it.
    virtual Result step(Buffers& buffers) = 0;
};

// For a file that begins so, of gzip, zstd or xz; nothing for any other.
std::unique_ptr<Unpacker> unpackerFor(std::string_view beginning);

// For the deflated data of a zip's member, which has that checksum.
std::unique_ptr<Unpacker> memberUnpacker(unsigned long crc);

// For data of a zip's member that is stored as it is.
std::unique_ptr<Unpacker> storedUnpacker(std::size_t bytes, unsigned long crc);

// "bzip2", where a file that begins so is compressed in a way that is not read; else nothing.
std::string_view unreadCompression(std::string_view beginning);
