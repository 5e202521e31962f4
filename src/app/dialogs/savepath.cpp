#include "app/dialogs/savepath.h"

#include "app/controls/apptr.h"
#include "app/controls/plaintext.h"
#include "base/visibletext.h"
#include "files/io/outputfile.h"
#include "session/settingsstore.h"

#include <QFileDialog>
#include <QFileInfo>

QString askForSavePath(QWidget* parent, const SaveQuestion& question)
{
    QFileDialog dialog(parent, question.title, SettingsStore::exportFolder(), question.filter);
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setDefaultSuffix(question.suffix);
    dialog.setOption(QFileDialog::DontConfirmOverwrite); // its buttons would be Yes and No
    dialog.selectFile(question.name);
    while (dialog.exec() == QDialog::Accepted) {
        const QString path = dialog.selectedFiles().constFirst();
        if (!mayReplace(parent, question.title, path))
            continue;
        SettingsStore::setExportFolder(QFileInfo(path).absolutePath());
        return path;
    }
    return {};
}

bool mayReplace(QWidget* parent, const QString& title, const QString& file)
{
    if (!QFileInfo::exists(file))
        return true;
    QString question = AppTr::tr("%1 exists. Replace it?").arg(visibleText(file));
    if (const QString note = noteOnReplacing(file); !note.isEmpty())
        question += QStringLiteral("\n\n") + note;
    return isConfirmed(parent, title, question, AppTr::tr("&Replace"));
}
