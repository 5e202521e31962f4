// Names of jobs where there is little room.
#pragma once

#include <QString>

// The part of a name that differs from the neighbour's. Of a path, a name with a slash and without
// blanks, that is its last component; of any other name it is an ellipsis and all from the first
// word on that differs, or the whole name where nothing differs. May still be long.
QString distinctPart(const QString& name, const QString& neighbour);
