#include "base/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QPointer>
#include <QTranslator>

#include <algorithm>

namespace {

thread_local int s_inEnglish = 0;

QString pathOf(const QString& code)
{
    return QStringLiteral(":/translations/poolscope_%1.qm").arg(code);
}

// All texts of the program, Qt's own included.
class Texts : public QTranslator
{
public:
    explicit Texts(QObject* parent) : QTranslator(parent)
    {
        const bool found = m_english.load(pathOf(Language::all().front().code));
        Q_ASSERT(found);
    }

    void use(const QString& code)
    {
        if (code == m_code)
            return;
        m_code = code;
        const bool found = m_ours.load(pathOf(code));
        Q_ASSERT(found);
        // Where Qt's are not installed, its few dialogs are in English.
        static_cast<void>(m_ofQt.load(QLocale(code), QStringLiteral("qtbase"), QStringLiteral("_"),
                                      QLibraryInfo::path(QLibraryInfo::TranslationsPath)));
    }

    const QString& code() const { return m_code; }

    bool isEmpty() const override { return false; }

    QString translate(const char* context, const char* text, const char* comment,
                      int count) const override
    {
        if (s_inEnglish == 0) {
            for (const QTranslator* language : {&m_ours, &m_ofQt}) {
                if (QString found = language->translate(context, text, comment, count);
                    !found.isNull())
                    return found;
            }
        }
        return m_english.translate(context, text, comment, count);
    }

private:
    QTranslator m_english; // plural forms alone
    QTranslator m_ours;
    QTranslator m_ofQt;
    QString m_code = Language::all().front().code;
};

QPointer<Texts> s_texts; // the application owns it

// Numbers have English digits and groups in each language, as durations and files have.
void beginInEnglish()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    s_texts = new Texts(QCoreApplication::instance());
    QCoreApplication::installTranslator(s_texts);
}

} // namespace

Q_COREAPP_STARTUP_FUNCTION(beginInEnglish)

namespace Language {

std::vector<Choice> all()
{
    return {{QStringLiteral("en"), QStringLiteral("English")},
            {QStringLiteral("de"), QStringLiteral("Deutsch")},
            {QStringLiteral("zh_CN"), QStringLiteral("简体中文")}};
}

QString firstOf(const QStringList& wanted)
{
    const auto choices = all();
    for (const QString& name : wanted) {
        const QLocale locale(name);
        const auto it = std::ranges::find_if(choices, [&locale](const Choice& choice) {
            const QLocale there(choice.code);
            return there.language() == locale.language() && there.script() == locale.script();
        });
        if (it != choices.end())
            return it->code;
    }
    return choices.front().code;
}

QString ofDesktop()
{
    return firstOf(QLocale::system().uiLanguages());
}

void use(const QString& code)
{
    const auto choices = all();
    const bool isThere = std::ranges::find(choices, code, &Choice::code) != choices.end();
    s_texts->use(isThere ? code : choices.front().code);
}

QString inUse()
{
    return s_inEnglish > 0 ? all().front().code : s_texts->code();
}

} // namespace Language

InEnglish::InEnglish(bool wanted) : m_wanted(wanted)
{
    s_inEnglish += m_wanted;
}

InEnglish::~InEnglish()
{
    s_inEnglish -= m_wanted;
}
