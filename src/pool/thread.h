// What every thread of a run needs beside QThread.
#pragma once

class QString;
class QThread;

// Starts the thread under a name that debuggers and top show (15 characters at most). It has no
// event loop, and so none of the file descriptors that one needs: a thousand workers fit into the
// usual limit. False when the system gives no more threads; then the thread never runs.
bool startThread(QThread& thread, const QString& name);

// Makes the calling thread's sleeps end as close to their time as the system can (on Linux the
// timer slack, 50 µs by default, becomes 1 ns).
void sleepPrecisely();
