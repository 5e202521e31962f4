#include "app/panels/settingspanel.h"

#include "analysis/timings.h"
#include "app/controls/plaintext.h"
#include "base/durationtext.h"
#include "plan/durationspread.h"
#include "text/speedup.h"
#include "ui_settingspanel.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QLocale>
#include <QSignalBlocker>

#include <type_traits>
#include <utility>

using std::chrono::nanoseconds;

namespace {

// What a box holds, and how it tells that somebody has changed it.
auto valueOf(const QSpinBox* box)
{
    return box->value();
}
auto valueOf(const QDoubleSpinBox* box)
{
    return box->value();
}
auto valueOf(const QComboBox* box)
{
    return box->currentIndex();
}
auto valueOf(const QCheckBox* box)
{
    return box->isChecked();
}
auto valueOf(const QLineEdit* box)
{
    return box->text();
}
auto valueOf(const DurationBox* box)
{
    return box->duration();
}
auto valueOf(const ScaleSlider* slider)
{
    return slider->scaledValue();
}

void setValue(QSpinBox* box, int value)
{
    box->setValue(value);
}
void setValue(QDoubleSpinBox* box, double value)
{
    box->setValue(value);
}
void setValue(QComboBox* box, int index)
{
    box->setCurrentIndex(index);
}
void setValue(QCheckBox* box, bool checked)
{
    box->setChecked(checked);
}
void setValue(QLineEdit* box, const QString& text)
{
    box->setText(text);
    box->setCursorPosition(0); // what a command begins with matters most
}
void setValue(DurationBox* box, nanoseconds duration)
{
    box->setDuration(duration);
}
void setValue(ScaleSlider* slider, qint64 value)
{
    slider->setScaledValue(value);
}

template <typename Box>
auto changeOf()
{
    if constexpr (std::is_base_of_v<QSpinBox, Box>)
        return &QSpinBox::valueChanged;
    else if constexpr (std::is_base_of_v<QDoubleSpinBox, Box>)
        return &QDoubleSpinBox::valueChanged;
    else if constexpr (std::is_same_v<Box, QComboBox>)
        return &QComboBox::currentIndexChanged;
    else if constexpr (std::is_same_v<Box, QCheckBox>)
        return &QCheckBox::toggled;
    else if constexpr (std::is_same_v<Box, QLineEdit>)
        return &QLineEdit::textEdited;
    else if constexpr (std::is_same_v<Box, DurationBox>)
        return &DurationBox::durationEdited;
    else
        return &ScaleSlider::scaledValueMoved;
}

QString capacityWords(const std::optional<int>& capacity)
{
    if (!capacity)
        return SettingsPanel::tr("All jobs fit: their sender never waits.");
    if (capacity == 0)
        return SettingsPanel::tr("A rendezvous: each job passes straight from the sender to a "
                                 "worker.");
    return SettingsPanel::tr("So many jobs may wait; then the sender does, until one is taken.");
}

QString orderWords(SubmitOrder order)
{
    switch (order) {
    case SubmitOrder::Shortest:
        return SettingsPanel::tr(
            "The least waiting on average, but long jobs are left for the end.");
    case SubmitOrder::Longest:
        return SettingsPanel::tr("Ends early: no long job is left for the end, short ones fill the "
                                 "gaps.");
    case SubmitOrder::Random:
        return SettingsPanel::tr(
            "Fair when nothing is known; where lengths come in runs, it breaks "
            "them up.");
    case SubmitOrder::Submitted:
        break;
    }
    return SettingsPanel::tr("First come, first served: fair, and nothing need be known.");
}

} // namespace

SettingsPanel::SettingsPanel(QWidget* parent)
    : QWidget(parent), m_ui(std::make_unique<Ui::SettingsPanel>())
{
    m_ui->setupUi(this);
    m_ui->note->hide();
    bindPool();
    bindWork();
    bindSpread();
    bindInput();
    bindOrder();
    bindRest();
    connect(&m_estimator, &RunEstimator::changed, this, &SettingsPanel::showForecast);
    showSettings();
}

SettingsPanel::~SettingsPanel() = default;

template <typename Box, typename Read, typename Write>
void SettingsPanel::bind(Box* box, Read read, Write write)
{
    connect(box, changeOf<Box>(), this, [this, box, write] {
        RunSettings changed = m_settings;
        write(changed, valueOf(box));
        change(changed);
    });
    m_shown.push_back([this, box, read] {
        const QSignalBlocker blocker(box);
        // Setting a box anew while it is typed into would move the cursor.
        const auto value = read(std::as_const(m_settings));
        if (valueOf(box) != value)
            setValue(box, value);
    });
}

void SettingsPanel::bindPool()
{
    using S = RunSettings;
    const auto number = [this](ScaleSlider* slider, QSpinBox* box, int least, int most, auto read,
                               auto write) {
        slider->setScale(ValueScale(least, most, 1));
        box->setRange(least, most);
        const auto take = [write](S& settings, qint64 value) {
            write(settings, int(value));
        };
        bind(
            slider, [read](const S& settings) { return qint64{read(settings)}; }, take);
        bind(box, read, take);
        m_shown.push_back([this, slider, read] {
            slider->setAccessibleDescription(QLocale().toString(read(m_settings)));
        });
    };
    number(
        m_ui->jobsSlider, m_ui->jobsBox, S::kMinJobs, S::kMaxJobs,
        [this](const S&) { return withJobsFound().jobs.count; },
        [](S& settings, int jobs) { settings.jobs.count = jobs; });
    number(
        m_ui->workersSlider, m_ui->workersBox, S::kMinWorkers, S::kMaxWorkers,
        [](const S& settings) { return settings.pool.workers; },
        [](S& settings, int workers) { settings.pool.workers = workers; });
    number(
        m_ui->capacitySlider, m_ui->capacityBox, S::kMinCapacity, S::kMaxCapacity,
        [this](const S&) { return withJobsFound().channelCapacity(); },
        [](S& settings, int capacity) { settings.pool.capacity = capacity; });
    bind(
        m_ui->capacityAuto, [](const S& settings) { return !settings.pool.capacity; },
        [](S& settings, bool automatic) {
            settings.pool.capacity =
                automatic ? std::nullopt : std::optional(settings.channelCapacity());
        });
}

void SettingsPanel::bindWork()
{
    using S = RunSettings;
    bind(
        m_ui->workBox, [](const S& settings) { return int(settings.jobs.work); },
        [](S& settings, int index) {
            settings.jobs.work = WorkKind(index);
        }); // in the enum's order
    m_ui->durationSlider->setScale(DurationBox::scale());
    bind(
        m_ui->durationSlider,
        [](const S& settings) { return qint64{settings.jobs.duration.count()}; },
        [](S& settings, qint64 ns) { settings.jobs.duration = nanoseconds(ns); });
    bind(
        m_ui->durationBox, [](const S& settings) { return settings.jobs.duration; },
        [](S& settings, nanoseconds duration) { settings.jobs.duration = duration; });
    m_shown.push_back([this] {
        m_ui->durationSlider->setAccessibleDescription(shortDuration(m_settings.jobs.duration));
    });
    bind(
        m_ui->cpuShareBox, [](const S& settings) { return qRound(settings.jobs.cpuShare * 100); },
        [](S& settings, int percent) { settings.jobs.cpuShare = percent / 100.0; });
}

void SettingsPanel::bindSpread()
{
    using S = RunSettings;
    bind(
        m_ui->spreadBox, [](const S& settings) { return int(settings.jobs.spread.kind); },
        [](S& settings, int index) { settings.jobs.spread.kind = SpreadKind(index); });
    bind(
        m_ui->widthBox, [](const S& settings) { return settings.jobs.spread.width * 100; },
        [](S& settings, double percent) { settings.jobs.spread.width = percent / 100; });
    bind(
        m_ui->longShareBox, [](const S& settings) { return settings.jobs.spread.longShare * 100; },
        [](S& settings, double percent) { settings.jobs.spread.longShare = percent / 100; });
    bind(
        m_ui->longFactorBox, [](const S& settings) { return settings.jobs.spread.longFactor; },
        [](S& settings, double factor) { settings.jobs.spread.longFactor = factor; });
    bind(
        m_ui->shapeBox, [](const S& settings) { return settings.jobs.spread.shape; },
        [](S& settings, double shape) { settings.jobs.spread.shape = shape; });
    bind(
        m_ui->durationsEdit, [](const S& settings) { return settings.jobs.spread.file; },
        [](S& settings, const QString& path) { settings.jobs.spread.file = path; });
    connect(m_ui->durationsButton, &QPushButton::clicked, this, [this] {
        const QString path = QFileDialog::getOpenFileName(this, tr("File of Durations"),
                                                          m_settings.jobs.spread.file);
        if (path.isEmpty())
            return;
        RunSettings changed = m_settings;
        changed.jobs.spread.file = path;
        change(changed);
    });
}

void SettingsPanel::bindInput()
{
    using S = RunSettings;
    bind(
        m_ui->commandEdit, [](const S& settings) { return settings.jobs.command; },
        [](S& settings, const QString& text) { settings.jobs.command = text; });
    bind(
        m_ui->inputEdit, [](const S& settings) { return settings.jobs.input; },
        [](S& settings, const QString& path) { settings.jobs.input = path; });
    bind(
        m_ui->recursiveBox, [](const S& settings) { return settings.jobs.recursive; },
        [](S& settings, bool recursive) { settings.jobs.recursive = recursive; });
    bind(
        m_ui->timeoutCheck, [](const S& settings) { return settings.jobs.timeout.has_value(); },
        [this](S& settings, bool wanted) {
            settings.jobs.timeout =
                wanted ? std::optional(m_ui->timeoutBox->duration()) : std::nullopt;
        });
    m_ui->timeoutBox->setDuration(std::chrono::seconds(10));
    bind(
        m_ui->timeoutBox,
        [this](const S& settings) {
            return settings.jobs.timeout.value_or(m_ui->timeoutBox->duration());
        },
        [](S& settings, nanoseconds timeout) { settings.jobs.timeout = timeout; });
    connect(m_ui->inputFolderButton, &QPushButton::clicked, this,
            [this] { choosePath(true, tr("Folder")); });
    connect(m_ui->inputFileButton, &QPushButton::clicked, this,
            [this] { choosePath(false, tr("List")); });
}

void SettingsPanel::choosePath(bool folder, const QString& title)
{
    const QString now = m_settings.jobs.input;
    const QString path = folder ? QFileDialog::getExistingDirectory(this, title, now)
                                : QFileDialog::getOpenFileName(this, title, now);
    if (path.isEmpty())
        return;
    RunSettings changed = m_settings;
    changed.jobs.input = path;
    change(changed);
}

void SettingsPanel::bindOrder()
{
    using S = RunSettings;
    bind(
        m_ui->orderBox, [](const S& settings) { return int(settings.jobs.order); },
        [](S& settings, int index) { settings.jobs.order = SubmitOrder(index); });
    bind(
        m_ui->arrivalBox, [](const S& settings) { return int(settings.arrival.kind); },
        [](S& settings, int index) { settings.arrival.kind = ArrivalKind(index); });
    bind(
        m_ui->everyBox, [](const S& settings) { return settings.arrival.every; },
        [](S& settings, nanoseconds every) { settings.arrival.every = every; });
    bind(
        m_ui->rateBox, [](const S& settings) { return settings.arrival.perSecond; },
        [](S& settings, double rate) { settings.arrival.perSecond = rate; });
}

void SettingsPanel::bindRest()
{
    using S = RunSettings;
    m_ui->resultsCapacityBox->setRange(S::kMinCapacity, S::kMaxCapacity);
    bind(
        m_ui->resultsCheck,
        [](const S& settings) { return settings.pool.resultsCapacity.has_value(); },
        [](S& settings, bool own) {
            settings.pool.resultsCapacity =
                own ? std::optional(settings.channelCapacity()) : std::nullopt;
        });
    bind(
        m_ui->resultsCapacityBox,
        [this](const S&) { return withJobsFound().resultsChannelCapacity(); },
        [](S& settings, int capacity) { settings.pool.resultsCapacity = capacity; });
    bind(
        m_ui->readTimeBox, [](const S& settings) { return settings.pool.readTime; },
        [](S& settings, nanoseconds time) { settings.pool.readTime = time; });
    bind(
        m_ui->failRateBox, [](const S& settings) { return settings.jobs.failRate * 100; },
        [](S& settings, double percent) { settings.jobs.failRate = percent / 100; });
    m_ui->retriesBox->setRange(0, S::kMaxRetries);
    bind(
        m_ui->retriesBox, [](const S& settings) { return settings.jobs.retries; },
        [](S& settings, int retries) { settings.jobs.retries = retries; });
    m_ui->seedBox->setRange(0, S::kMaxSeed);
    bind(
        m_ui->seedBox, [](const S& settings) { return settings.seed; },
        [](S& settings, int seed) { settings.seed = seed; });
    bind(
        m_ui->sequentialBox, [](const S& settings) { return int(settings.baseline.when); },
        [](S& settings, int index) { settings.baseline.when = SequentialRunWhen(index); });
}

void SettingsPanel::takeTyped()
{
    for (DurationBox* box : findChildren<DurationBox*>()) {
        if (box->isVisibleTo(this))
            box->takeTyped();
    }
}

void SettingsPanel::setSettings(const RunSettings& settings, const ForeignTexts& foreign)
{
    m_settings = settings;
    m_foreign = foreign;
    showSettings();
}

void SettingsPanel::showSettingsOf(const QString& file, const RunSettings& settings)
{
    setSettings(settings, ForeignTexts(file, settings, m_settings, m_foreign));
}

void SettingsPanel::agree()
{
    m_foreign.agree(m_settings);
    showSettings();
}

RunSettings SettingsPanel::withJobsFound() const
{
    RunSettings settings = m_settings;
    const bool timed = settings.jobs.hasDurations();
    const bool fromInput =
        timed ? settings.jobs.spread.kind == SpreadKind::File : !settings.jobs.input.isEmpty();
    if (fromInput && m_estimator.forecast().jobs > 0)
        settings.jobs.count = m_estimator.forecast().jobs;
    return settings;
}

void SettingsPanel::showNote(const QString& note)
{
    m_ui->note->setText(visibleLines(note));
    m_ui->note->setVisible(!note.isEmpty());
}

void SettingsPanel::change(const RunSettings& settings)
{
    if (settings == m_settings)
        return;
    const RunSettings before = std::exchange(m_settings, settings);
    m_foreign.follow(settings);
    showSettings();
    if (settings.pool.workers != before.pool.workers)
        Q_EMIT workersMoved(settings.pool.workers);
}

void SettingsPanel::showSettings()
{
    if (m_foreign.areNeeded(m_settings))
        m_estimator.hold(
            tr("From %1: not run before you agree").arg(QFileInfo(m_foreign.file()).fileName()));
    else
        m_estimator.follow(m_settings);
    for (const auto& show : m_shown)
        show();
    showRows();
    showWords();
    showForecast();
}

// Only what matters for the choices that were made.
void SettingsPanel::showRows()
{
    const auto show = [](bool wanted, std::initializer_list<QWidget*> widgets) {
        for (QWidget* widget : widgets)
            widget->setVisible(wanted);
    };
    const bool timed = m_settings.jobs.hasDurations();
    const SpreadKind spread = m_settings.jobs.spread.kind;
    const bool fromFile = timed && spread == SpreadKind::File;
    show(timed && !fromFile, {m_ui->durationLabel, m_ui->durationBox, m_ui->durationSlider});
    show(timed, {m_ui->spreadLabel, m_ui->spreadBox});
    show(timed && m_settings.jobs.work == WorkKind::Mixed,
         {m_ui->cpuShareLabel, m_ui->cpuShareBox});
    show(timed && spread == SpreadKind::Uniform, {m_ui->widthLabel, m_ui->widthBox});
    show(timed && spread == SpreadKind::Bimodal,
         {m_ui->longShareLabel, m_ui->longShareBox, m_ui->longFactorLabel, m_ui->longFactorBox});
    show(timed && spread == SpreadKind::Pareto, {m_ui->shapeLabel, m_ui->shapeBox});
    show(fromFile, {m_ui->durationsEdit, m_ui->durationsButton});
    show(timed && spread != SpreadKind::Fixed && !fromFile, {m_ui->spreadView});

    const bool command = m_settings.jobs.work == WorkKind::Command;
    show(!timed, {m_ui->inputEdit, m_ui->inputFolderButton, m_ui->recursiveBox});
    show(command, {m_ui->commandEdit, m_ui->inputFileButton, m_ui->timeoutCheck, m_ui->timeoutBox});
    show(m_settings.arrival.kind == ArrivalKind::Every, {m_ui->everyLabel, m_ui->everyBox});
    show(m_settings.arrival.kind == ArrivalKind::Poisson, {m_ui->rateLabel, m_ui->rateBox});

    const bool counted = (timed && !fromFile) || (command && m_settings.jobs.input.isEmpty());
    for (QWidget* widget :
         std::initializer_list<QWidget*>{m_ui->jobsLabel, m_ui->jobsBox, m_ui->jobsSlider})
        widget->setEnabled(counted);
    m_ui->timeoutBox->setEnabled(m_settings.jobs.timeout.has_value());
    m_ui->resultsCapacityBox->setEnabled(m_settings.pool.resultsCapacity.has_value());
}

void SettingsPanel::showWords()
{
    m_ui->capacityWords->setText(capacityWords(m_settings.pool.capacity));
    m_ui->orderWords->setText(orderWords(m_settings.jobs.order));
    if (m_settings.jobs.spread.kind != SpreadKind::File)
        m_ui->spreadView->showSpread(m_settings.jobs.spread, m_settings.jobs.duration);
    m_ui->inputEdit->setPlaceholderText(
        m_settings.jobs.work == WorkKind::Hash ? tr("A folder") : tr("A list or a folder"));
}

void SettingsPanel::showForecast()
{
    const RunForecast& forecast = m_estimator.forecast();
    const Estimate& estimate = forecast.estimate;
    const bool known = estimate.known && !forecast.pending;
    const QString unknown = forecast.pending ? QStringLiteral("…") : QStringLiteral("–");
    const auto show = [&](QLabel* label, const QString& text) {
        label->setText(known ? text : unknown);
    };
    show(m_ui->idealValue, readableDuration(estimate.ideal));
    show(m_ui->sequentialValue, readableDuration(estimate.sequential));
    show(m_ui->speedUpValue, ratioText(estimate.mostSpeedUp));
    show(m_ui->totalValue, readableDuration(totalTime(estimate, m_settings.baseline.when)));

    const bool fromInput =
        !m_settings.jobs.hasDurations() || m_settings.jobs.spread.kind == SpreadKind::File;
    QString words = forecast.pending              ? tr("Looking …")
                    : !forecast.problem.isEmpty() ? forecast.problem
                                                  : forecast.note;
    if (words.isEmpty() && fromInput)
        words = forecast.jobs == 1
                    ? tr("1 job")
                    : tr("%1 jobs").arg(QLocale(QLocale::English).toString(forecast.jobs));
    m_ui->inputWords->setText(visibleLines(words));
    m_ui->inputWords->setVisible(!words.isEmpty());
    // How many there are may be known only now.
    for (const auto& shown : m_shown)
        shown();
    Q_EMIT forecastChanged();
}
