// The controls that say what would be otherwise.
#pragma once

#include "insight/insight.h"

#include <QObject>

#include <memory>
#include <optional>

class QCheckBox;
class QComboBox;
class QLabel;
class QSlider;
class QSpinBox;
class QToolButton;

class WhatIfControls : public QObject
{
    Q_OBJECT

public:
    struct Widgets
    {
        QWidget* area; // of all of them: shown where there are jobs
        QSlider* slider;
        QSpinBox* workers;
        QComboBox* order;
        QLabel* jobLabel;
        QComboBox* job; // what becomes of one job
        QCheckBox* withoutFailures;
        QCheckBox* allAtOnce;
        QCheckBox* roomForResults;
        QWidget* retriesRow;
        QSpinBox* retries;
        QToolButton* off;
    };

    // The widgets outlive it.
    WhatIfControls(const Widgets& widgets, QObject* parent);

    // What it is about: a run's jobs, on a curve that ends somewhere. The what-if stays.
    void setRun(std::shared_ptr<const Insight> insight);
    // It is about nothing: there is no what-if.
    void clear();
    // The job that can be left out or split; for nothing it is the longest. One that is already
    // stays what it is about.
    void setSelectedJob(std::optional<JobId> job);

    // What they say; nothing while all is as it was.
    const std::optional<WhatIf>& whatIf() const { return m_whatIf; }
    // Sets them; no signal.
    void setWhatIf(const std::optional<WhatIf>& change);
    // As the user does by the slider; nothing where there is no run.
    void chooseWorkers(int workers);

Q_SIGNALS:
    // By the user.
    void changed(const std::optional<WhatIf>& change);

private:
    void connectAll();
    // All as it is in the run.
    WhatIf asItIs() const;
    // The job that the box is about, if any.
    std::optional<JobId> job() const;
    // The user changes the what-if by one of the controls.
    template <typename Change>
    void edit(Change change);
    void show();
    void showJob(const WhatIf& shown);

    const Widgets m_widgets;
    std::shared_ptr<const Insight> m_insight;
    std::optional<WhatIf> m_whatIf;
    std::optional<JobId> m_longest; // nothing where there are fewer than two jobs
    std::optional<JobId> m_selected;
    bool m_isShowing = false; // they are being set: nobody has changed them
};
