// Files of lines that are followed as they are written, opened when they are there.
#pragma once

#include "files/imports/openedrun.h"

#include <optional>

// The run that following the file to its end gives, of one that holds events of ours or of Celery,
// plain or compressed; why it cannot be read, or nothing where it holds something else: openRun()
// opens what it can. Any thread.
std::optional<Result<OpenedRun>> openLines(const QString& path, const FileProgress& progress = {});
