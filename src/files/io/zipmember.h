// The one file in a zip.
#pragma once

#include "base/result.h"

#include <QtGlobal>

#include <memory>
#include <string_view>

class Unpacker;

struct ZipMember
{
    qint64 begin = 0; // where its data begins
    std::unique_ptr<Unpacker> unpacker;
};

// Whether a file that begins so is a zip.
bool beginsZip(std::string_view beginning);

// What is in the zip that the descriptor reads, or why it cannot be read: it holds several files,
// which are named, or none, or one that is encrypted or packed otherwise than stored or deflated.
// Folders and what macOS adds are passed over. Source: PKWARE's APPNOTE.TXT.
Result<ZipMember> zipMember(int descriptor, qint64 size);
