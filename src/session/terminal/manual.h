// What a system wants to know of the program's options: its manual page and the completions of
// shells, made of the table in options.h.
#pragma once

#include <QString>

namespace manual {

// In the language of man(7), of section 1.
QString page(const QString& version);
QString bashCompletion();
QString zshCompletion();
QString fishCompletion();

} // namespace manual
