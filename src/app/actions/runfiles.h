// Opens and saves runs for the window, in the background.
#pragma once

#include "files/imports/importedrun.h"

#include <QObject>
#include <QString>

#include <memory>

class QMenu;
class QWidget;
class RunRecord;

// Lives on the main thread; all calls from there. What takes longer than half a second shows its
// progress and can be cancelled.
class RunFiles : public QObject
{
    Q_OBJECT

public:
    explicit RunFiles(QWidget* window);

    // Keeps the menu filled with the runs that were opened or saved last; it outlives this.
    void keepMenu(QMenu& menu);

    // Opens the file that the user chooses.
    void chooseAndOpen();
    void open(const QString& path, JobsAre jobsAre = JobsAre::Outermost);
    // Saves a run that is over where the user chooses; false when no file was chosen.
    bool chooseAndSave(const std::shared_ptr<const RunRecord>& record);
    void save(const std::shared_ptr<const RunRecord>& record, const QString& path);
    // Something is being saved; `saved` or `notSaved` comes.
    bool isSaving() const { return m_saving > 0; }

Q_SIGNALS:
    void opened(const std::shared_ptr<const RunRecord>& record, const QString& file);
    void saved(const std::shared_ptr<const RunRecord>& record, const QString& file);
    void notSaved(const QString& problem);
    // What the status line is to say.
    void told(const QString& text);

private:
    void fillMenu();

    QWidget* m_window;
    QMenu* m_menu = nullptr;
    int m_saving = 0;
};
