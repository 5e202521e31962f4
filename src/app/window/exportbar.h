// Says over the chart how an export ended, and opens what was written.
#pragma once

#include <QFrame>
#include <QString>

class QPushButton;
class SpokenLabel;

// Lies over the upper edge of another widget, so that nothing moves when it comes and goes. It goes
// by its button, by Esc, or by hide(). Lives on the main thread.
class ExportBar : public QFrame
{
    Q_OBJECT

public:
    // Over `place`, which stands somewhere within `parent`. Hidden until there is something to say.
    ExportBar(QWidget* place, QWidget* parent);

    // A problem that is shown stays: of several exports the one that failed must be seen.
    void showExported(const QString& path);
    void showProblem(const QString& problem);

protected:
    bool event(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void show(const QString& text, bool isProblem);
    void open(const QString& path);
    void place();

    QWidget* m_place;
    SpokenLabel* m_text;
    QPushButton* m_open;
    QPushButton* m_openFolder;
    QString m_said;
    QString m_path; // empty where there was a problem
};
