// Two threads of a run change a number without a channel between them: a race that
// ThreadSanitizer must find, or the other tests under it would prove nothing.
#include "base/thread.h"

#include <QString>

#include <cstdio>

int main()
{
    int number = 0;
    const auto count = [&number] {
        for (int i = 0; i < 1000; ++i)
            ++number;
    };
    FunctionThread first(count);
    FunctionThread second(count);
    first.begin(QStringLiteral("first"));
    second.begin(QStringLiteral("second"));
    first.join();
    second.join();
    std::printf("%d\n", number);
}
