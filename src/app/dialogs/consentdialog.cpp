#include "app/dialogs/consentdialog.h"

#include "app/controls/textscale.h"
#include "base/numbertext.h"
#include "base/visibletext.h"
#include "files/settings/settingsfile.h"
#include "plan/settings/settingfields.h"
#include "text/settingstext.h"

#include <QDialogButtonBox>
#include <QFileInfo>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTextOption>
#include <QVBoxLayout>

#include <algorithm>

namespace {

// How often it is executed, and how many at a time, whatever is usual.
bool isAlwaysTold(const QString& field)
{
    static const QStringList told{QStringLiteral("jobs"), QStringLiteral("workers"),
                                  QStringLiteral("work"), QStringLiteral("sequential")};
    return told.contains(field);
}

// In words: first what is executed or read, then how, as far as it matters to such jobs and is not
// usual.
QString textOf(const RunSettings& settings)
{
    constexpr qsizetype kLong = 200;
    const auto usual = neededSettings({});
    QString naming;
    QString rest;
    for (const auto& [field, given] : neededSettings(settings)) {
        const QString name = settingName(field, settings);
        const QString value = visibleText(settingValueText(field, settings, given));
        const bool isUsual = std::ranges::find(usual, std::pair(field, given)) != usual.end();
        if (settingField(field)->isNaming()) {
            // A long text says so first: its end may be far below what the box shows.
            naming +=
                value.size() < kLong
                    ? ConsentDialog::tr("%1:").arg(name)
                    : ConsentDialog::tr("%1, %2 characters:").arg(name, numberText(value.size()));
            naming += u'\n' + value + QStringLiteral("\n\n");
        } else if ((!isUsual || isAlwaysTold(field)) && settingField(field)->isNeeded(settings)) {
            rest += ConsentDialog::tr("%1: %2").arg(name, value) + u'\n';
        }
    }
    return naming + rest;
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
