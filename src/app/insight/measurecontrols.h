// The controls that measure numbers of workers.
#pragma once

#include <QObject>
#include <QString>

#include <optional>
#include <vector>

class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QSpinBox;

class MeasureControls : public QObject
{
    Q_OBJECT

public:
    struct Widgets
    {
        QLineEdit* numbers;
        QSpinBox* repeat;
        QPushButton* measure;
        QPushButton* cancel;
        QProgressBar* progress;
        QLabel* text;
    };

    // The widgets outlive it.
    MeasureControls(const Widgets& widgets, QObject* parent);

    // Why nothing can be measured; empty where it can.
    void setMeasurable(const QString& whyNot);
    // A measurement goes on: so many runs of so many are done.
    void showMeasuring(int done, int total, std::optional<qint64> leftNs);
    // None goes on; the text says how the last one ended.
    void showMeasured(const QString& text);

Q_SIGNALS:
    // The numbers, none for auto, and how often each is to be run.
    void wanted(const std::vector<int>& numbers, int repeat);
    void cancelled();

private:
    void ask();
    void update();

    const Widgets m_widgets;
    QString m_whyNot;
    bool m_isMeasuring = false;
};
