#include "app/settingspanel.h"

#include "analysis/timings.h"
#include "pool/durationtext.h"
#include "ui_settingspanel.h"

#include <QLocale>
#include <QSignalBlocker>

SettingsPanel::SettingsPanel(QWidget* parent)
    : QWidget(parent), m_ui(std::make_unique<Ui::SettingsPanel>())
{
    m_ui->setupUi(this);
    setUpSliders();
    connect(m_ui->capacityAuto, &QCheckBox::toggled, this, [this](bool automatic) {
        RunSettings changed = m_settings;
        changed.capacity = automatic ? std::nullopt : std::optional(m_settings.channelCapacity());
        change(changed);
    });
    connect(m_ui->sequentialBox, &QComboBox::currentIndexChanged, this, [this](int index) {
        RunSettings changed = m_settings;
        changed.sequential = SequentialRunWhen(index); // the items stand in the enum's order
        change(changed);
    });
    setUpWork();
    setUpFailures();
    connect(&m_estimator, &RunEstimator::changed, this, &SettingsPanel::showForecast);
    showSettings();
}

SettingsPanel::~SettingsPanel() = default;

void SettingsPanel::setUpSliders()
{
    using S = RunSettings;
    const auto couple = [this](ScaleSlider* slider, QSpinBox* box, int least, int most, auto set) {
        slider->setScale(ValueScale(least, most, 1));
        box->setRange(least, most);
        const auto take = [this, set](qint64 value) {
            RunSettings changed = m_settings;
            set(changed, int(value));
            change(changed);
        };
        connect(slider, &ScaleSlider::scaledValueMoved, this, take);
        connect(box, &QSpinBox::valueChanged, this, take);
    };
    couple(m_ui->jobsSlider, m_ui->jobsBox, S::kMinJobs, S::kMaxJobs,
           [](S& settings, int jobs) { settings.jobs = jobs; });
    couple(m_ui->workersSlider, m_ui->workersBox, S::kMinWorkers, S::kMaxWorkers,
           [](S& settings, int workers) { settings.workers = workers; });
    couple(m_ui->capacitySlider, m_ui->capacityBox, S::kMinCapacity, S::kMaxCapacity,
           [](S& settings, int capacity) { settings.capacity = capacity; });

    const auto takeDuration = [this](std::chrono::nanoseconds duration) {
        RunSettings changed = m_settings;
        changed.duration = duration;
        change(changed);
    };
    m_ui->durationSlider->setScale(DurationBox::scale());
    connect(m_ui->durationSlider, &ScaleSlider::scaledValueMoved, this,
            [takeDuration](qint64 ns) { takeDuration(std::chrono::nanoseconds(ns)); });
    connect(m_ui->durationBox, &DurationBox::durationEdited, this, takeDuration);
}

void SettingsPanel::setUpWork()
{
    connect(m_ui->workBox, &QComboBox::currentIndexChanged, this, [this](int index) {
        RunSettings changed = m_settings;
        changed.work = WorkKind(index); // the items stand in the enum's order
        change(changed);
    });
    connect(m_ui->cpuShareBox, &QSpinBox::valueChanged, this, [this](int percent) {
        RunSettings changed = m_settings;
        changed.cpuShare = percent / 100.0;
        change(changed);
    });
}

void SettingsPanel::setUpFailures()
{
    connect(m_ui->failRateBox, &QDoubleSpinBox::valueChanged, this, [this](double percent) {
        RunSettings changed = m_settings;
        changed.failRate = percent / 100;
        change(changed);
    });
    const auto couple = [this](QSpinBox* box, int most, int RunSettings::*field) {
        box->setRange(0, most);
        connect(box, &QSpinBox::valueChanged, this, [this, field](int value) {
            RunSettings changed = m_settings;
            changed.*field = value;
            change(changed);
        });
    };
    couple(m_ui->retriesBox, RunSettings::kMaxRetries, &RunSettings::retries);
    couple(m_ui->seedBox, RunSettings::kMaxSeed, &RunSettings::seed);
}

RunSettings SettingsPanel::settings()
{
    m_ui->durationBox->takeTyped();
    return m_settings;
}

void SettingsPanel::setSettings(const RunSettings& settings)
{
    m_settings = settings;
    showSettings();
    Q_EMIT settingsChanged();
}

void SettingsPanel::change(const RunSettings& settings)
{
    if (settings != m_settings)
        setSettings(settings);
}

void SettingsPanel::showSettings()
{
    // Setting a box anew while it is typed into would move the cursor.
    const auto showIn = [](auto* box, auto value) {
        const QSignalBlocker blocker(box);
        if (box->value() != value)
            box->setValue(value);
    };
    const auto show = [showIn](ScaleSlider* slider, QSpinBox* box, int value) {
        slider->setScaledValue(value);
        slider->setAccessibleDescription(QLocale().toString(value));
        showIn(box, value);
    };
    show(m_ui->jobsSlider, m_ui->jobsBox, m_settings.jobs);
    show(m_ui->workersSlider, m_ui->workersBox, m_settings.workers);
    show(m_ui->capacitySlider, m_ui->capacityBox, m_settings.channelCapacity());
    m_ui->durationSlider->setScaledValue(m_settings.duration.count());
    m_ui->durationSlider->setAccessibleDescription(shortDuration(m_settings.duration));
    if (m_ui->durationBox->duration() != m_settings.duration)
        m_ui->durationBox->setDuration(m_settings.duration);
    const QSignalBlocker workBlocker(m_ui->workBox);
    m_ui->workBox->setCurrentIndex(int(m_settings.work));
    showIn(m_ui->cpuShareBox, qRound(m_settings.cpuShare * 100));
    const bool mixed = m_settings.work == WorkKind::Mixed;
    m_ui->cpuShareLabel->setEnabled(mixed);
    m_ui->cpuShareBox->setEnabled(mixed);
    showIn(m_ui->failRateBox, m_settings.failRate * 100);
    showIn(m_ui->retriesBox, m_settings.retries);
    showIn(m_ui->seedBox, m_settings.seed);
    const QSignalBlocker autoBlocker(m_ui->capacityAuto);
    m_ui->capacityAuto->setChecked(!m_settings.capacity);
    const QSignalBlocker sequentialBlocker(m_ui->sequentialBox);
    m_ui->sequentialBox->setCurrentIndex(int(m_settings.sequential));
    m_estimator.follow(m_settings);
    showForecast();
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
    show(m_ui->totalValue, readableDuration(totalTime(estimate, m_settings.sequential)));
    Q_EMIT forecastChanged();
}
