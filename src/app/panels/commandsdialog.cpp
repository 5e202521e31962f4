#include "app/panels/commandsdialog.h"

#include "app/controls/framefit.h"
#include "app/controls/labeltext.h"
#include "app/controls/plaintext.h"
#include "app/controls/textscale.h"
#include "app/panels/settingswords.h"
#include "session/runestimator.h"

#include <QDialogButtonBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace {

QLabel* mutedLabel(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setProperty("role", QStringLiteral("muted"));
    label->setWordWrap(true);
    return label;
}

} // namespace

CommandsDialog::CommandsDialog(QWidget* parent)
    : QDialog(parent)
    , m_command(new QLineEdit(this))
    , m_problem(new QLabel(this))
    , m_input(new QLineEdit(this))
    , m_count(new QLabel(this))
    , m_note(mutedLabel({}, this))
    , m_first(new QPlainTextEdit(this))
{
    setWindowTitle(tr("Commands"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(18, 18, 18, 18);
    column->setSpacing(6);
    addFields(*column);
    column->addSpacing(6);
    addPreview(*column);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setDefault(true);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addSpacing(6);
    column->addWidget(buttons);
    connect(&m_binder, &SettingsBinder::edited, this, &CommandsDialog::edited);
    const QSize room = FrameFit::roomFor(parent ? *parent : *this);
    resize(std::min(TextScale::px(680), room.width()),
           std::min(sizeHint().height(), room.height()));
    m_command->setFocus();
}

void CommandsDialog::addFields(QVBoxLayout& column)
{
    const auto label = [this](const QString& text, QWidget* buddy) {
        auto* made = new QLabel(text, this);
        made->setBuddy(buddy);
        return made;
    };
    m_command->setObjectName(QStringLiteral("command"));
    m_command->setPlaceholderText(QStringLiteral("convert {} {.}.png"));
    m_binder.bindPart(
        m_command, [](auto& s) -> auto& { return s.jobs.command; });
    m_problem->setObjectName(QStringLiteral("problem"));
    m_problem->setProperty("role", QStringLiteral("problem"));
    m_problem->setWordWrap(true);
    // There is room for it from the start: nothing below moves while the command is typed.
    m_problem->setMinimumHeight(m_problem->fontMetrics().lineSpacing());
    column.addWidget(label(tr("&Command"), m_command));
    column.addWidget(m_command);
    column.addWidget(m_problem);
    column.addWidget(mutedLabel(tr("{} is the job’s line or file, {.} without its ending, {/} its "
                                   "name, {n} the job’s number. No shell reads this: what is put "
                                   "in stays one argument."),
                                this));
    column.addSpacing(6);

    m_input->setObjectName(QStringLiteral("input"));
    m_input->setPlaceholderText(tr("Nothing, where {n} is enough"));
    m_binder.bindPart(
        m_input, [](auto& s) -> auto& { return s.jobs.input; });
    auto* folder = new QPushButton(tr("&Folder…"), this);
    auto* list = new QPushButton(tr("&List…"), this);
    for (QPushButton* button : {folder, list})
        button->setAutoDefault(false); // Return closes
    connect(folder, &QPushButton::clicked, this, [this] {
        takeInput(QFileDialog::getExistingDirectory(this, tr("Folder"), m_input->text()));
    });
    connect(list, &QPushButton::clicked, this,
            [this] { takeInput(QFileDialog::getOpenFileName(this, tr("List"), m_input->text())); });
    auto* row = new QHBoxLayout;
    row->addWidget(m_input, 1);
    row->addWidget(folder);
    row->addWidget(list);
    column.addWidget(label(tr("L&ist or folder"), m_input));
    column.addLayout(row);
}

void CommandsDialog::addPreview(QVBoxLayout& column)
{
    constexpr int kLines = 3;
    m_count->setObjectName(QStringLiteral("count"));
    m_count->setWordWrap(true);
    m_first->setObjectName(QStringLiteral("first"));
    m_first->setAccessibleName(tr("The first commands as they will run"));
    m_first->setReadOnly(true);
    m_first->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_first->setFont(TextScale::fixedFont());
    m_first->setLineWrapMode(QPlainTextEdit::NoWrap); // a command is a line
    m_first->setTabChangesFocus(true);
    m_first->ensurePolished();
    const double margins = 2 * (m_first->document()->documentMargin() + m_first->frameWidth());
    m_first->setFixedHeight(int(kLines * m_first->fontMetrics().lineSpacing() + margins) +
                            m_first->horizontalScrollBar()->sizeHint().height());
    column.addWidget(m_count);
    column.addWidget(m_first);
    column.addWidget(m_note);
    column.addStretch(1);
}

void CommandsDialog::takeInput(const QString& path)
{
    if (!path.isEmpty())
        Q_EMIT edited([path](RunSettings& settings) { settings.jobs.input = path; });
}

void CommandsDialog::showSettings(const RunSettings& settings, const RunForecast& forecast)
{
    m_binder.show(settings);
    m_problem->setText(isAboutCommand(forecast) ? visibleLines(forecast.problem) : QString());
    if (forecast.pending)
        return; // what was found before stays until there is something else
    m_count->setText(forecast.jobs > 0 ? commandsWords(forecast)
                                       : visibleLines(forecastWords(forecast, settings)));
    showTextIfAny(m_note, visibleLines(forecast.note));
    const QString first = forecast.firstCommands.join(u'\n');
    if (m_first->toPlainText() != first)
        m_first->setPlainText(first);
}
