#include "app/dialogs/consentdialog.h"

#include "app/controls/textscale.h"
#include "base/numbertext.h"
#include "base/visibletext.h"
#include "files/settings/settingsfile.h"
#include "plan/settings/settingfields.h"

#include <QDialogButtonBox>
#include <QFileInfo>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTextOption>
#include <QVBoxLayout>

#include <algorithm>

namespace {

bool isOthersText(const std::pair<QString, QString>& setting)
{
    return settingField(setting.first)->isNaming();
}

// Each setting by its name on the command line: first what is executed or read, then how.
QString textOf(const RunSettings& settings)
{
    constexpr int kColumn = 18;
    constexpr qsizetype kLong = 200;
    auto needed = neededSettings(settings);
    const auto rest = std::stable_partition(needed.begin(), needed.end(), isOthersText);
    QString text;
    for (auto setting = needed.begin(); setting != rest; ++setting) {
        const QString value = visibleText(setting->second);
        // A long text says so first: its end may be far below what the box shows.
        text += value.size() < kLong ? setting->first + QStringLiteral(":\n")
                                     : ConsentDialog::tr("%1, %2 characters:\n")
                                           .arg(setting->first, numberText(value.size()));
        text += value + QStringLiteral("\n\n");
    }
    for (auto setting = rest; setting != needed.end(); ++setting)
        text += setting->first.leftJustified(kColumn) + visibleText(setting->second) + u'\n';
    return text;
}

} // namespace

ConsentDialog::ConsentDialog(const QString& file, const RunSettings& settings, QWidget* parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Run What a File Gave"));
    fill(tr("%1 says what these jobs execute or read. Run it only if you know what it does.")
             .arg(visibleText(QFileInfo(file).fileName())),
         settings);
}

ConsentDialog::ConsentDialog(int runs, const RunSettings& settings, QWidget* parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Run It Many Times"));
    fill(tr("To measure how long they take, these jobs are all run %Ln times, or a few more. Run "
            "them only if that does no harm.",
            nullptr, pluralCount(runs)),
         settings);
}

void ConsentDialog::fill(const QString& text, const RunSettings& settings)
{
    auto* question = new QLabel(text, this);
    question->setWordWrap(true);

    auto* all = new QPlainTextEdit(this);
    all->setReadOnly(true);
    all->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    all->setFont(TextScale::fixedFont());
    all->setWordWrapMode(QTextOption::WrapAnywhere); // nothing stands beyond the right edge
    all->setTabChangesFocus(true);
    all->setAccessibleName(tr("What would be run"));
    all->setPlainText(textOf(settings));

    auto* buttons = new QDialogButtonBox(this);
    QPushButton* dont = buttons->addButton(tr("&Don’t Run"), QDialogButtonBox::RejectRole);
    QPushButton* run = buttons->addButton(tr("&Run It"), QDialogButtonBox::AcceptRole);
    dont->setDefault(true);
    run->setAutoDefault(false); // Enter never runs it
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(18, 18, 18, 18);
    column->setSpacing(10);
    column->addWidget(question);
    column->addWidget(all, 1);
    column->addWidget(buttons);
    resize(640, 420);
    dont->setFocus();
}
