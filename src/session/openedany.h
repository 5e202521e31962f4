// Opens whatever can be shown.
#pragma once

#include "files/imports/openedrun.h"

// As openRun(), and lines that are otherwise followed. Any thread.
Result<OpenedRun> openAny(const QString& path, const FileProgress& progress = {},
                          JobsAre jobsAre = JobsAre::Outermost);
