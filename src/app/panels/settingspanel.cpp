#include "app/panels/settingspanel.h"

#include "analysis/timings.h"
#include "app/controls/labeltext.h"
#include "app/controls/plaintext.h"
#include "app/controls/textscale.h"
#include "app/panels/commandsdialog.h"
#include "app/panels/settingswords.h"
#include "base/durationtext.h"
#include "plan/commandtemplate.h"
#include "plan/settings/brokeraddress.h"
#include "text/speedup.h"
#include "ui_settingspanel.h"

#include <QFileDialog>
#include <QFileInfo>

#include <algorithm>
#include <utility>

using std::chrono::nanoseconds;
using S = RunSettings;

namespace {

void showWords(QLabel* label, const char* role, const QString& words)
{
    showAs(label, role);
    showTextIfAny(label, visibleLines(words));
}

} // namespace

SettingsPanel::SettingsPanel(QWidget* parent)
    : QWidget(parent), m_ui(std::make_unique<Ui::SettingsPanel>())
{
    m_ui->setupUi(this);
    TextScale::followForm(*this);
    m_ui->note->hide();
    bindPool();
    bindWhere();
    bindWork();
    bindSpread();
    bindInput();
    bindOrder();
    bindRest();
    connect(&m_binder, &SettingsBinder::edited, this, &SettingsPanel::change);
    connect(&m_estimator, &RunEstimator::changed, this, &SettingsPanel::showForecast);
    connect(&m_last, &LastRun::changed, this, &SettingsPanel::showEstimate);
    showSettings();
}

SettingsPanel::~SettingsPanel() = default;

void SettingsPanel::bindPool()
{
    m_binder.bindNumber(
        "jobs", m_ui->jobsSlider, m_ui->jobsBox, [](const S& s) { return s.jobs.count; },
        [](S& s, int jobs) { s.jobs.count = jobs; });
    m_binder.enableWhere(settingField("jobs")->isNeeded,
                         {m_ui->jobsLabel, m_ui->jobsBox, m_ui->jobsSlider});
    m_binder.bindNumber(
        "workers", m_ui->workersSlider, m_ui->workersBox, [](const S& s) { return s.pool.workers; },
        [](S& s, int workers) { s.pool.workers = workers; });
    m_binder.bindNumber(
        "capacity", m_ui->capacitySlider, m_ui->capacityBox,
        [](const S& s) { return s.channelCapacity(); },
        [](S& s, int capacity) { s.pool.capacity = capacity; });
    m_binder.bind(
        m_ui->capacityAuto, [](const S& s) { return !s.pool.capacity; },
        [](S& s, bool automatic) {
            s.pool.capacity = automatic ? std::nullopt : std::optional(s.channelCapacity());
        });
    m_binder.whenShown(
        [this](const S& s) { m_ui->capacityWords->setText(capacityWords(s.pool.capacity)); });
}

void SettingsPanel::bindWhere()
{
    m_broker = BrokerAddress{.host = QStringLiteral("localhost")}.shown();
    m_binder.bind(
        m_ui->whereBox, [](const S& s) { return s.pool.areElsewhere() ? 1 : 0; },
        [this](S& s, int where) { s.pool.broker = where > 0 ? m_broker : QString(); });
    m_binder.showWhere([](const S& s) { return s.pool.areElsewhere(); },
                       {m_ui->brokerEdit, m_ui->brokerWords, m_ui->agentsView, m_ui->prefetchLabel,
                        m_ui->prefetchBox});
    m_binder.bindNumber(
        "prefetch", m_ui->prefetchBox, [](const S& s) { return s.pool.prefetch; },
        [](S& s, int jobs) { s.pool.prefetch = jobs; });
    // How many there are is the agents' affair.
    m_binder.enableWhere([](const S& s) { return !s.pool.areElsewhere(); },
                         {m_ui->workersLabel, m_ui->workersBox, m_ui->workersSlider});
    connect(m_ui->brokerEdit, &QLineEdit::editingFinished, this, &SettingsPanel::takeBroker);
    // As high as for what can be wrong with a broker, so that nothing below moves.
    TextScale::follow(*m_ui->brokerWords, [words = m_ui->brokerWords] {
        words->setMinimumHeight(2 * words->fontMetrics().lineSpacing());
    });
    m_ui->brokerWords->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    connect(&m_agents, &AgentRoll::changed, this, &SettingsPanel::showAgents);
    m_binder.whenShown([this](const S& s) {
        if (!s.pool.areElsewhere())
            m_ui->brokerEdit->setModified(false); // what was typed is given up
        if (!s.pool.areElsewhere()) {
            m_agents.lookAt({});
            return;
        }
        if (m_ui->brokerEdit->isModified())
            return;
        m_broker = s.pool.broker;
        m_ui->brokerEdit->setText(m_broker);
        const auto parsed = BrokerAddress::parse(m_broker);
        // Nobody is connected to what a file has named before that was agreed to.
        const auto* address = std::get_if<BrokerAddress>(&parsed);
        m_agents.lookAt(address && !m_foreign.areNeeded(s) ? std::optional(*address)
                                                           : std::nullopt);
        showAgents();
    });
}

// What is wrong with the address that is typed stays there until it is right.
void SettingsPanel::showAgents()
{
    const AgentsThere& agents = m_agents.agents();
    m_ui->agentsView->show(agents);
    m_ui->agentsView->setHint(
        tr("Agents are started by: poolscope worker --broker %1").arg(m_broker));
    if (m_ui->brokerEdit->isModified())
        return;
    m_ui->brokerWords->setText(m_foreign.areNeeded(m_settings)
                                   ? tr("From %1: nobody is asked there before you agree")
                                         .arg(QFileInfo(m_foreign.file()).fileName())
                                   : summaryOf(agents));
}

bool SettingsPanel::takeBroker()
{
    if (!m_settings.pool.areElsewhere() || !m_ui->brokerEdit->isModified())
        return true;
    const auto parsed = BrokerAddress::parse(m_ui->brokerEdit->text().trimmed());
    if (const auto* problem = std::get_if<Problem>(&parsed)) {
        m_ui->brokerWords->setText(problem->message);
        return false;
    }
    const auto& address = std::get<BrokerAddress>(parsed);
    brokerpasswords::keep(address);
    m_ui->brokerEdit->setModified(false);
    change([&address](S& s) { s.pool.broker = address.shown(); });
    m_binder.show(withJobsFound());
    return true;
}

void SettingsPanel::bindWork()
{
    m_binder.bindChoice(
        m_ui->workBox, [](auto& s) -> auto& { return s.jobs.work; });
    m_ui->durationSlider->setScale(DurationBox::scale(),
                                   nanoseconds(std::chrono::seconds(1)).count());
    m_binder.bind(
        m_ui->durationSlider, [](const S& s) { return qint64{s.jobs.duration.count()}; },
        [](S& s, qint64 ns) { s.jobs.duration = nanoseconds(ns); });
    m_binder.bindPart(
        m_ui->durationBox, [](auto& s) -> auto& { return s.jobs.duration; });
    m_binder.showWhereNeeded("duration",
                             {m_ui->durationLabel, m_ui->durationBox, m_ui->durationSlider});
    m_binder.bindPercent(
        m_ui->cpuShareBox, [](auto& s) -> auto& { return s.jobs.cpuShare; });
    m_binder.showWhereNeeded("cpu-share", {m_ui->cpuShareLabel, m_ui->cpuShareBox});
}

void SettingsPanel::bindSpread()
{
    m_binder.bindChoice(
        m_ui->spreadBox, [](auto& s) -> auto& { return s.jobs.spread.kind; });
    m_binder.bindPercent(
        m_ui->widthBox, [](auto& s) -> auto& { return s.jobs.spread.width; });
    m_binder.bindPercent(
        m_ui->longShareBox, [](auto& s) -> auto& { return s.jobs.spread.longShare; });
    m_binder.bindPart(
        m_ui->longFactorBox, [](auto& s) -> auto& { return s.jobs.spread.longFactor; });
    m_binder.bindPart(
        m_ui->shapeBox, [](auto& s) -> auto& { return s.jobs.spread.shape; });
    m_binder.bindPart(
        m_ui->durationsEdit, [](auto& s) -> auto& { return s.jobs.spread.file; });
    connect(m_ui->durationsButton, &QPushButton::clicked, this, [this] {
        const QString path = QFileDialog::getOpenFileName(this, tr("File of Durations"),
                                                          m_settings.jobs.spread.file);
        if (!path.isEmpty())
            change([&path](S& s) { s.jobs.spread.file = path; });
    });

    m_binder.showWhereNeeded("spread", {m_ui->spreadLabel, m_ui->spreadBox});
    m_binder.showWhereNeeded("durations", {m_ui->durationsEdit, m_ui->durationsButton});
    const auto showWhereDrawn = [this](SpreadKind kind, std::initializer_list<QWidget*> widgets) {
        m_binder.showWhere(
            [kind](const S& s) { return s.jobs.hasDurations() && s.jobs.spread.kind == kind; },
            widgets);
    };
    showWhereDrawn(SpreadKind::Uniform, {m_ui->widthLabel, m_ui->widthBox});
    showWhereDrawn(SpreadKind::Bimodal, {m_ui->longShareLabel, m_ui->longShareBox,
                                         m_ui->longFactorLabel, m_ui->longFactorBox});
    showWhereDrawn(SpreadKind::Pareto, {m_ui->shapeLabel, m_ui->shapeBox});
    m_binder.showWhere(
        [](const S& s) {
            return settingField("duration")->isNeeded(s) && s.jobs.spread.kind != SpreadKind::Fixed;
        },
        {m_ui->spreadView});
    m_binder.whenShown([this](const S& s) {
        if (s.jobs.spread.kind != SpreadKind::File)
            m_ui->spreadView->showSpread(s.jobs.spread, s.jobs.duration);
    });
}

void SettingsPanel::bindInput()
{
    m_binder.bindPart(
        m_ui->commandEdit, [](auto& s) -> auto& { return s.jobs.command; });
    m_binder.bindPart(
        m_ui->inputEdit, [](auto& s) -> auto& { return s.jobs.input; });
    m_binder.bindPart(
        m_ui->recursiveBox, [](auto& s) -> auto& { return s.jobs.recursive; });
    m_binder.bindPart(
        m_ui->nulBox, [](auto& s) -> auto& { return s.jobs.hasNuls; });
    connect(m_ui->inputFolderButton, &QPushButton::clicked, this, [this] {
        takeInput(QFileDialog::getExistingDirectory(this, tr("Folder"), m_settings.jobs.input));
    });
    connect(m_ui->inputFileButton, &QPushButton::clicked, this, [this] {
        takeInput(QFileDialog::getOpenFileName(this, tr("List"), m_settings.jobs.input));
    });
    m_binder.showWhereNeeded(
        "input", {m_ui->inputLabel, m_ui->inputEdit, m_ui->inputFolderButton, m_ui->recursiveBox});
    m_binder.whenShown([this](const S& s) {
        const bool isFolder = s.jobs.work == WorkKind::Hash;
        m_ui->inputLabel->setText(isFolder ? tr("Folder") : tr("List or folder"));
        m_ui->inputEdit->setPlaceholderText(isFolder ? tr("A folder") : tr("A list or a folder"));
    });
    connect(m_ui->commandsButton, &QPushButton::clicked, this, &SettingsPanel::showCommands);

    m_ui->timeoutBox->setDuration(std::chrono::seconds(10));
    m_binder.bind(
        m_ui->timeoutCheck, [](const S& s) { return s.jobs.timeout.has_value(); },
        [box = m_ui->timeoutBox](S& s, bool wanted) {
            s.jobs.timeout = wanted ? std::optional(box->duration()) : std::nullopt;
        });
    m_binder.bind(
        m_ui->timeoutBox,
        [box = m_ui->timeoutBox](const S& s) { return s.jobs.timeout.value_or(box->duration()); },
        [](S& s, nanoseconds timeout) { s.jobs.timeout = timeout; });
    m_binder.enableWhere([](const S& s) { return s.jobs.timeout.has_value(); }, {m_ui->timeoutBox});
    m_binder.showWhereNeeded("timeout", {m_ui->timeoutCheck, m_ui->timeoutBox});
    m_binder.showWhereNeeded("null", {m_ui->nulBox});
    m_binder.showWhereNeeded("command", {m_ui->commandLabel, m_ui->commandsButton,
                                         m_ui->commandEdit, m_ui->inputFileButton});
}

void SettingsPanel::showCommands()
{
    auto* dialog = new CommandsDialog(window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    const auto show = [this, dialog] {
        dialog->showSettings(m_settings, forecast());
    };
    connect(dialog, &CommandsDialog::edited, this, &SettingsPanel::change);
    connect(this, &SettingsPanel::forecastChanged, dialog, show);
    show();
    dialog->open();
}

void SettingsPanel::takeInput(const QString& path)
{
    if (!path.isEmpty())
        change([&path](S& s) { s.jobs.input = path; });
}

void SettingsPanel::bindOrder()
{
    m_binder.bindChoice(
        m_ui->orderBox, [](auto& s) -> auto& { return s.jobs.order; });
    m_binder.whenShown([this](const S& s) { m_ui->orderWords->setText(orderWords(s.jobs.order)); });
    m_binder.bindChoice(
        m_ui->arrivalBox, [](auto& s) -> auto& { return s.arrival.kind; });
    m_binder.bindPart(
        m_ui->everyBox, [](auto& s) -> auto& { return s.arrival.every; });
    m_binder.showWhere([](const S& s) { return s.arrival.kind == ArrivalKind::Every; },
                       {m_ui->everyLabel, m_ui->everyBox});
    m_binder.bindPart(
        m_ui->rateBox, [](auto& s) -> auto& { return s.arrival.perSecond; });
    m_binder.showWhere([](const S& s) { return s.arrival.kind == ArrivalKind::Poisson; },
                       {m_ui->rateLabel, m_ui->rateBox});
}

void SettingsPanel::bindRest()
{
    m_binder.bind(
        m_ui->resultsCheck, [](const S& s) { return s.pool.resultsCapacity.has_value(); },
        [](S& s, bool own) {
            s.pool.resultsCapacity = own ? std::optional(s.channelCapacity()) : std::nullopt;
        });
    m_binder.bindNumber(
        "results-capacity", m_ui->resultsCapacityBox,
        [](const S& s) { return s.resultsChannelCapacity(); },
        [](S& s, int capacity) { s.pool.resultsCapacity = capacity; });
    m_binder.enableWhere([](const S& s) { return s.pool.resultsCapacity.has_value(); },
                         {m_ui->resultsCapacityBox});
    m_binder.bindPart(
        m_ui->readTimeBox, [](auto& s) -> auto& { return s.pool.readTime; });
    m_binder.bindPercent(
        m_ui->failRateBox, [](auto& s) -> auto& { return s.jobs.failRate; });
    m_binder.bindNumber(
        "retries", m_ui->retriesBox, [](const S& s) { return s.jobs.retries; },
        [](S& s, int retries) { s.jobs.retries = retries; });
    m_binder.bindNumber(
        "seed", m_ui->seedBox, [](const S& s) { return s.seed; },
        [](S& s, int seed) { s.seed = seed; });
    m_binder.bindChoice(
        m_ui->sequentialBox, [](auto& s) -> auto& { return s.baseline.when; });
}

bool SettingsPanel::takeTyped()
{
    for (DurationBox* box : findChildren<DurationBox*>()) {
        if (box->isVisibleTo(this))
            box->takeTyped();
    }
    if (takeBroker())
        return true;
    m_ui->brokerEdit->setFocus();
    return false;
}

void SettingsPanel::setSettings(const RunSettings& settings, const ForeignTexts& foreign)
{
    m_settings = settings;
    // Those of a run on agents may be more.
    m_settings.pool.workers = std::min(settings.pool.workers, RunSettings::kMaxWorkers);
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

bool SettingsPanel::pointAt(const QString& field, const QString& problem)
{
    struct Place
    {
        QString field;
        QLineEdit* edit;
        QLabel* words;
    };
    const std::initializer_list<Place> places{
        {QString::fromLatin1(CommandTemplate::kField), m_ui->commandEdit, m_ui->commandWords},
        {QStringLiteral("input"), m_ui->inputEdit, m_ui->inputWords},
        {QStringLiteral("durations"), m_ui->durationsEdit, m_ui->inputWords}};
    const auto* const place = std::ranges::find(places, field, &Place::field);
    if (place == places.end() || !place->edit->isVisible())
        return false;
    showWords(place->words, "problem", problem);
    place->edit->setAccessibleDescription(place->words->text());
    m_ui->scroll->ensureWidgetVisible(place->words);
    place->edit->setFocus();
    return true;
}

void SettingsPanel::stopPointing()
{
    showForecast();
}

RunSettings SettingsPanel::withJobsFound() const
{
    RunSettings settings = m_settings;
    if (!settingField("jobs")->isNeeded(settings) && m_estimator.forecast().jobs > 0)
        settings.jobs.count = m_estimator.forecast().jobs;
    return settings;
}

void SettingsPanel::showNote(const QString& note)
{
    m_ui->note->setText(visibleLines(note));
    m_ui->note->setVisible(!note.isEmpty());
}

void SettingsPanel::change(const SettingsEdit& edit)
{
    RunSettings changed = m_settings;
    edit(changed);
    if (changed == m_settings)
        return;
    const RunSettings before = std::exchange(m_settings, changed);
    m_foreign.follow(m_settings);
    showSettings();
    if (differIn(SettingScope::Live, before, changed))
        Q_EMIT workersMoved(changed.pool.workers);
}

void SettingsPanel::showSettings()
{
    if (m_foreign.areNeeded(m_settings))
        m_estimator.hold(
            tr("From %1: not run before you agree").arg(QFileInfo(m_foreign.file()).fileName()));
    else
        m_estimator.follow(m_settings);
    showForecast();
}

void SettingsPanel::showEstimate()
{
    const RunForecast& forecast = m_estimator.forecast();
    const bool canRun = !forecast.pending && forecast.problem.isEmpty();
    const auto told =
        canRun && !forecast.estimate.known ? m_last.estimate(withJobsFound()) : std::nullopt;
    const Estimate estimate = told.value_or(forecast.estimate);
    const bool known = estimate.known && !forecast.pending;
    const QString unknown = forecast.pending ? QStringLiteral("…") : QStringLiteral("–");
    const auto show = [&](QLabel* label, const QString& text, bool isSaid) {
        label->setText(isSaid ? text : unknown);
    };
    // Nobody knows how many workers agents have.
    const bool here = known && !m_settings.pool.areElsewhere();
    show(m_ui->idealValue, readableDuration(estimate.ideal), here);
    show(m_ui->sequentialValue, readableDuration(estimate.sequential), known);
    show(m_ui->speedUpValue, ratioText(estimate.mostSpeedUp), here);
    show(m_ui->totalValue, readableDuration(totalTime(estimate, m_settings.baseline.when)), here);
    m_ui->estimateWords->setVisible(told.has_value());
}

void SettingsPanel::showForecast()
{
    const RunForecast& forecast = m_estimator.forecast();
    showEstimate();
    for (QLineEdit* edit : {m_ui->commandEdit, m_ui->inputEdit, m_ui->durationsEdit})
        edit->setAccessibleDescription({});
    // What is not filled in yet, or waits for an answer, is not wrong.
    const bool isCommandWrong = !m_settings.jobs.command.isEmpty();
    showWords(m_ui->commandWords, isCommandWrong ? "problem" : "muted",
              isAboutCommand(forecast) ? forecast.problem : QString());
    const bool isMissing =
        (forecast.field == QLatin1String("input") && m_settings.jobs.input.isEmpty()) ||
        (forecast.field == QLatin1String("durations") && m_settings.jobs.spread.file.isEmpty());
    const bool isInputWrong = !forecast.problem.isEmpty() && !isAboutCommand(forecast) &&
                              !isMissing && !m_foreign.areNeeded(m_settings);
    showWords(m_ui->inputWords, isInputWrong ? "problem" : "muted",
              forecastWords(forecast, m_settings));
    m_binder.show(withJobsFound());
    Q_EMIT forecastChanged();
}
