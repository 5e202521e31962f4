// The file in which the program remembers things between two starts.
#pragma once

#include <QString>

namespace StoreFile {

// Where it is, for the program's organisation and name.
QString path();

// A file that cannot be used is renamed, so that nothing of it is read and nothing lost; then says
// so, else nothing. Before the first reading. It can be used when it is a readable file of texts in
// the format of QSettings, of at most 1 MB.
QString putAsideIfBroken();

} // namespace StoreFile
