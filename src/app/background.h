// Long work beside the window, with its progress and a way to cancel it.
#pragma once

#include "files/fileprogress.h"

#include <QCoreApplication>
#include <QFutureWatcher>
#include <QProgressBar>
#include <QProgressDialog>
#include <QThreadPool>
#include <QWidget>
#include <QtConcurrent>

#include <memory>
#include <optional>
#include <stop_token>

// What becomes of the work when its owner is destroyed before it is done.
enum class AtOwnersEnd { Stop, Finish };

// Runs `work(const FileProgress&)` on a thread of the pool; after half a second a dialog above the
// window shows its progress and can cancel it. Then, on the main thread, calls `done` with what it
// gave, or with nothing when it was cancelled, unless the owner is gone. Main thread only.
template <typename Work, typename Done>
void runInBackground(QWidget* window, QObject* owner, QThreadPool& pool, AtOwnersEnd atEnd,
                     const QString& what, Work work, Done done)
{
    using Result = std::invoke_result_t<Work, const FileProgress&>;
    constexpr int kPermille = 1000;
    constexpr int kShownAfterMs = 500;
    auto* dialog = new QProgressDialog(what, QCoreApplication::translate("Background", "Cancel"), 0,
                                       0, window);
    dialog->setWindowModality(Qt::WindowModal);
    dialog->setMinimumDuration(kShownAfterMs);
    dialog->setAutoReset(false);
    auto* bar = new QProgressBar(dialog);
    bar->setTextVisible(false);
    dialog->setBar(bar);
    dialog->setWindowTitle(QCoreApplication::applicationName());
    auto* watcher = new QFutureWatcher<Result>(owner);
    const auto stop = std::make_shared<std::stop_source>();
    // Busy without a share until one is told: some work cannot tell any.
    QObject::connect(watcher, &QFutureWatcherBase::progressValueChanged, dialog,
                     [dialog](int permille) {
                         if (permille == 0)
                             return;
                         dialog->setMaximum(kPermille);
                         dialog->setValue(permille);
                     });
    QObject::connect(dialog, &QProgressDialog::canceled, watcher, [stop] { stop->request_stop(); });
    if (atEnd == AtOwnersEnd::Stop)
        QObject::connect(watcher, &QObject::destroyed, [stop] { stop->request_stop(); });
    QObject::connect(watcher, &QFutureWatcherBase::finished, owner, [watcher, dialog, stop, done] {
        dialog->reset(); // at once: what follows may ask something
        dialog->deleteLater();
        watcher->deleteLater();
        done(stop->stop_requested() ? std::nullopt : std::optional<Result>(watcher->result()));
    });
    watcher->setFuture(QtConcurrent::run(&pool, [work, stop](QPromise<Result>& promise) {
        promise.setProgressRange(0, kPermille);
        promise.addResult(work(FileProgress{stop->get_token(), [&promise](int permille) {
                                                promise.setProgressValue(permille);
                                            }}));
    }));
}
