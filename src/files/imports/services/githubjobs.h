// The jobs of GitHub Actions.
#pragma once

#include "files/imports/spansread.h"

#include <string_view>

class InputFile;

// Whether a file of JSON that begins so holds them.
bool beginsGithubJobs(std::string_view beginning);

// What the REST API gives for /repos/…/actions/runs/…/jobs, also several pages of it, and what `gh
// run view --json jobs` prints. A job is a span on its runner, its steps are parts of it.
// Source: https://docs.github.com/en/rest/actions/workflow-jobs
SpansRead readGithubJobs(InputFile& file);
