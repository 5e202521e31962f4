// The jobs of GitLab's pipelines.
#pragma once

#include "files/imports/spansread.h"

#include <string_view>

class InputFile;

// Whether a file of JSON that begins so holds them.
bool beginsGitlabJobs(std::string_view beginning);

// What the REST API gives for /projects/…/pipelines/…/jobs, also several pages of it. A job is a
// span on its runner; it was ready to start `queued_duration` before it did.
// Source: https://docs.gitlab.com/api/jobs/
SpansRead readGitlabJobs(InputFile& file);
