// Names of jobs where there is little room.
#pragma once

#include <QString>

// What tells a job apart from its neighbour. Of a path, one word with a slash in it, that is its
// last part; of anything else what begins with the first word that differs from the neighbour's
// name, behind an ellipsis; all of it where nothing differs. May still be long.
QString distinctPart(const QString& name, const QString& neighbour);
