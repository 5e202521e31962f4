// How an attempt at a job ended, as a word in files.
#pragma once

#include "pool/event.h"

#include <array>
#include <optional>
#include <string_view>

constexpr std::array<std::pair<JobStatus, std::string_view>, 4> kStatusWords{
    {{JobStatus::Finished, "finished"},
     {JobStatus::Failed, "failed"},
     {JobStatus::Cancelled, "cancelled"},
     {JobStatus::Retried, "retried"}}};

constexpr std::string_view statusWord(JobStatus status)
{
    for (const auto& [known, word] : kStatusWords) {
        if (known == status)
            return word;
    }
    return {};
}

constexpr std::optional<JobStatus> statusOfWord(std::string_view word)
{
    for (const auto& [status, known] : kStatusWords) {
        if (known == word)
            return status;
    }
    return std::nullopt;
}
