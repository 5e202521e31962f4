// Long work beside the window, with its progress and a way to cancel it.
#pragma once

#include "app/controls/apptr.h"
#include "app/controls/busybar.h"
#include "files/io/fileprogress.h"

#include <QFutureWatcher>
#include <QProgressDialog>
#include <QThreadPool>
#include <QTimer>
#include <QWidget>
#include <QtConcurrent>

#include <limits>
#include <memory>
#include <stop_token>

// Calls `done` on the main thread with the future's result, unless the owner is gone by then.
// Main thread only.
template <typename Result, typename Done>
void whenDone(QObject* owner, const QFuture<Result>& future, Done done)
{
    auto* watcher = new QFutureWatcher<Result>(owner);
    QObject::connect(watcher, &QFutureWatcherBase::finished, owner, [watcher, done] {
        watcher->deleteLater();
        done(watcher->result());
    });
    watcher->setFuture(future);
}

// What becomes of the work when its owner is destroyed before it is done.
enum class AtOwnersEnd { Stop, Finish };

// A dialog above the window that comes up after half a second. Its bar shows the share that is
// done, or moves to and fro where that is not known. Main thread only.
class BackgroundDialog : public QProgressDialog
{
public:
    BackgroundDialog(QWidget* window, const QString& what)
        : QProgressDialog(what, AppTr::tr("Cancel"), 0, 0, window)
    {
        constexpr int kShownAfterMs = 500;
        auto* bar = new BusyBar(this);
        bar->setTextVisible(false);
        bar->setRange(0, 0);
        setBar(bar);
        setWindowTitle(QStringLiteral("Poolscope"));
        setWindowModality(Qt::WindowModal);
        setAutoReset(false);
        setMinimumDuration(std::numeric_limits<int>::max()); // its own does not come for 0 to 0
        connect(this, &QProgressDialog::canceled, this, &BackgroundDialog::stopWork);
        m_show.setSingleShot(true);
        connect(&m_show, &QTimer::timeout, this, &QWidget::show);
        m_show.start(kShownAfterMs);
    }

    // Asks the work to end early, as Cancel does.
    void stopWork() { m_stop.request_stop(); }
    const std::stop_source& stopSource() const { return m_stop; }

    void setPermille(int permille)
    {
        constexpr int kAll = 1000;
        if (permille == 0)
            return;
        setMaximum(kAll);
        setValue(permille);
    }

    // Hides it at once, as what follows may open another dialog; it is deleted a little later.
    void end()
    {
        m_show.stop();
        reset();
        deleteLater();
    }

private:
    std::stop_source m_stop;
    QTimer m_show;
};

// Runs `work(const FileProgress&)` on a thread of the pool with such a dialog, then calls `done` on
// the main thread with its result, unless the owner is gone. The result has to say whether the work
// was stopped early. Main thread only.
template <typename Work, typename Done>
void runInBackground(QWidget* window, QObject* owner, QThreadPool& pool, AtOwnersEnd atEnd,
                     const QString& what, Work work, Done done)
{
    using Result = std::invoke_result_t<Work, const FileProgress&>;
    constexpr int kPermille = 1000;
    auto* dialog = new BackgroundDialog(window, what);
    auto* watcher = new QFutureWatcher<Result>(owner);
    const std::stop_source stop = dialog->stopSource();
    QObject::connect(watcher, &QFutureWatcherBase::progressValueChanged, dialog,
                     &BackgroundDialog::setPermille);
    if (atEnd == AtOwnersEnd::Stop)
        QObject::connect(watcher, &QObject::destroyed, [stop]() mutable { stop.request_stop(); });
    QObject::connect(watcher, &QFutureWatcherBase::finished, owner, [watcher, dialog, done] {
        dialog->end();
        watcher->deleteLater();
        done(watcher->result());
    });
    watcher->setFuture(QtConcurrent::run(&pool, [work, stop](QPromise<Result>& promise) {
        promise.setProgressRange(0, kPermille);
        promise.addResult(work(FileProgress{stop.get_token(), [&promise](int permille) {
                                                promise.setProgressValue(permille);
                                            }}));
    }));
}
