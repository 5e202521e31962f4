// Where a file is to be saved, and whether it may take the place of another.
#pragma once

#include <QString>

class QWidget;

struct SaveQuestion
{
    QString title;
    QString filter;
    QString suffix; // of a name without one
    QString name;   // that is offered
};

// The path that is chosen, in the folder of the last export at first, which it is from then on;
// empty where none is. A file is replaced only after a question, and what it says leads back to the
// choice. Main thread.
QString askForSavePath(QWidget* parent, const SaveQuestion& question);

// Whether there is no such file, or whoever is asked lets it be replaced. Main thread.
bool mayReplace(QWidget* parent, const QString& title, const QString& file);
