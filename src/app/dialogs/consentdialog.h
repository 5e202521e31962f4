// Asks before what a file gave, or a command, is run: shows all of it first.
#pragma once

#include "plan/settings/runsettings.h"

#include <QDialog>

// Accepted only by its own button, never by Enter or Esc. Shows the texts whole, with control and
// bidi characters written out; they can be scrolled and copied.
class ConsentDialog : public QDialog
{
    Q_OBJECT

public:
    // `file`: where the settings came from.
    ConsentDialog(const QString& file, const RunSettings& settings, QWidget* parent);
    // For jobs that are to be run so many times.
    ConsentDialog(int runs, const RunSettings& settings, QWidget* parent);

private:
    void fill(const QString& question, const RunSettings& settings);
};
