#include "work/programs/processtree.h"

#include "base/filedescriptor.h"

#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

namespace {

struct Listed
{
    ProcessId id;
    pid_t parent = 0;
    bool ended = false; // and not yet waited for
};

// Nothing when it has gone.
std::optional<Listed> listed(pid_t number)
{
    const std::string path = "/proc/" + std::to_string(number) + "/stat";
    const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    std::array<char, 1024> text{};
    if (!file.isOpen() || ::read(file.get(), text.data(), text.size() - 1) <= 0)
        return std::nullopt;
    // The name, in parentheses, may hold anything.
    const char* afterName = std::strrchr(text.data(), ')');
    Listed process{{number, 0}, 0, false};
    char state = 0;
    if (!afterName ||
        std::sscanf(afterName + 1,
                    " %c %d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d %*d %*d "
                    "%llu",
                    &state, &process.parent, &process.id.began) != 3)
        return std::nullopt;
    process.ended = state == 'Z' || state == 'X';
    return process;
}

// Calls `use` with the numbers that the folder has entries for.
template <typename Use>
void eachNumberIn(const std::string& path, Use use)
{
    const std::unique_ptr<DIR, int (*)(DIR*)> folder(opendir(path.c_str()), closedir);
    while (const dirent* entry = folder ? readdir(folder.get()) : nullptr) {
        if (const int number = std::atoi(entry->d_name); number > 0)
            use(pid_t(number));
    }
}

// The children of a process, by the list that the kernel keeps of them.
std::vector<pid_t> listedChildren(pid_t process)
{
    std::vector<pid_t> children;
    const std::string threads = "/proc/" + std::to_string(process) + "/task";
    eachNumberIn(threads, [&](pid_t thread) {
        std::ifstream list(threads + '/' + std::to_string(thread) + "/children");
        for (pid_t child = 0; list >> child;)
            children.push_back(child);
    });
    return children;
}

// The same where the kernel was built without that list (CONFIG_PROC_CHILDREN).
std::vector<pid_t> foundChildren(pid_t process)
{
    std::vector<pid_t> children;
    eachNumberIn("/proc", [&](pid_t number) {
        const auto found = listed(number);
        if (found && found->parent == process)
            children.push_back(number);
    });
    return children;
}

std::vector<pid_t> childrenOf(pid_t process)
{
    static const bool areListed = access("/proc/thread-self/children", R_OK) == 0;
    return areListed ? listedChildren(process) : foundChildren(process);
}

} // namespace

ProcessTree::ProcessTree(pid_t root) : m_root(root)
{
    if (const auto process = listed(root))
        m_members.push_back(process->id);
}

void ProcessTree::grow()
{
    // Breadth first, from all that are known and still themselves.
    std::vector<ProcessId> known = std::move(m_members);
    std::unordered_set<pid_t> seen;
    m_members.clear();
    m_living.clear();
    for (std::size_t i = 0; i < known.size(); ++i) {
        const ProcessId id = known[i];
        const auto found = listed(id.number);
        if (!found || found->id != id || !seen.insert(id.number).second)
            continue;
        m_members.push_back(id);
        if (!found->ended && id.number != m_root)
            m_living.push_back(id);
        for (const pid_t child : childrenOf(id.number)) {
            if (const auto process = listed(child))
                known.push_back(process->id);
        }
    }
}

void ProcessTree::signalAll(int signal) const
{
    for (const ProcessId& process : m_living)
        kill(process.number, signal);
}

void ProcessTree::endAll()
{
    constexpr int kLooks = 20;
    for (int look = 0; look < kLooks; ++look) {
        grow();
        if (m_living.empty())
            return;
        signalAll(SIGKILL);
    }
}
