// The language of what is shown. Texts stand in the source in English; the others, and the plural
// forms of English, are in resources/translations.
#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace Language {

struct Choice
{
    QString code; // as in the names of the files: "de", "zh_CN"
    QString name; // in that language itself
};

// Those that there are, English first.
std::vector<Choice> all();

// The code of the first of these that there is, which are named as in QLocale::uiLanguages(); "en"
// where there is none of them.
QString firstOf(const QStringList& wanted);
// … of those that the desktop prefers.
QString ofDesktop();

// Texts are in the language with this code from now on, "en" where there is none. What has been
// made stays as it is, so it comes before the first widget. Main thread, with a QCoreApplication.
// Without it they are in English, as everything is that is no window.
void use(const QString& code);

// The code of the language that is used, on this thread: see InEnglish. Any thread.
QString inUse();

} // namespace Language

// As long as one of these is there, the texts of its thread are in English: of files, which are the
// same whatever language the window has.
class InEnglish
{
public:
    // Does nothing unless `wanted`.
    explicit InEnglish(bool wanted = true);
    ~InEnglish();
    InEnglish(const InEnglish&) = delete;
    InEnglish& operator=(const InEnglish&) = delete;

private:
    const bool m_wanted;
};
