#include "plan/commandtemplate.h"

#include "plan/plantr.h"

#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <algorithm>

namespace {

InputProblem problemWith(const QString& message)
{
    return {message, QString::fromLatin1(CommandTemplate::kField)};
}

bool isBlank(char character)
{
    return character == ' ' || character == '\t' || character == '\n';
}

// Splits a text into words; see parse().
class WordSplitter
{
public:
    explicit WordSplitter(const QByteArray& text) : m_text(text) {}

    std::variant<std::vector<QByteArray>, InputProblem> split()
    {
        while (m_at < m_text.size()) {
            const char next = m_text[m_at++];
            if (isBlank(next)) {
                endWord();
                continue;
            }
            m_inWord = true;
            const bool whole = next == '\''   ? takeSingleQuoted()
                               : next == '"'  ? takeDoubleQuoted()
                               : next == '\\' ? takeEscaped()
                                              : takePlain(next);
            if (!whole)
                return problemWith(
                    next == '\\'
                        ? PlanTr::tr("the command ends with a backslash that takes nothing")
                        : PlanTr::tr("a quote in the command is not closed: %1")
                              .arg(QLatin1Char(next)));
        }
        endWord();
        return m_words;
    }

private:
    void endWord()
    {
        if (m_inWord)
            m_words.push_back(m_word);
        m_word.clear();
        m_inWord = false;
    }

    bool takePlain(char character)
    {
        m_word.append(character);
        return true;
    }

    bool takeEscaped() { return m_at < m_text.size() && takePlain(m_text[m_at++]); }

    bool takeSingleQuoted()
    {
        const qsizetype end = m_text.indexOf('\'', m_at);
        if (end < 0)
            return false;
        m_word.append(m_text.sliced(m_at, end - m_at));
        m_at = end + 1;
        return true;
    }

    bool takeDoubleQuoted()
    {
        while (m_at < m_text.size()) {
            const char next = m_text[m_at++];
            if (next == '"')
                return true;
            const bool escapes = next == '\\' && m_at < m_text.size() &&
                                 QByteArrayView("\"\\$`").contains(m_text[m_at]);
            m_word.append(escapes ? m_text[m_at++] : next);
        }
        return false;
    }

    const QByteArray m_text;
    qsizetype m_at = 0;
    QByteArray m_word;
    bool m_inWord = false;
    std::vector<QByteArray> m_words;
};

// Without the ending of the last part of the path; a name that begins with its only dot has none.
QByteArrayView withoutEnding(QByteArrayView path)
{
    const qsizetype name = path.lastIndexOf('/') + 1;
    const qsizetype dot = path.lastIndexOf('.');
    return dot > name ? path.first(dot) : path;
}

QByteArrayView lastPartOf(QByteArrayView path)
{
    return path.sliced(path.lastIndexOf('/') + 1);
}

// As dirname(1) has it.
QByteArrayView folderOf(QByteArrayView path)
{
    const auto withoutSlashes = [](QByteArrayView text) {
        while (text.size() > 1 && text.endsWith('/'))
            text.chop(1);
        return text;
    };
    path = withoutSlashes(path);
    const qsizetype slash = path.lastIndexOf('/');
    return slash < 0 ? QByteArrayView(".") : withoutSlashes(path.first(slash + 1));
}

enum class Part { Input, Stem, Name, Folder, NameStem, Number, Worker };

struct Placeholder
{
    QByteArrayView text;
    Part part;

    bool isOfInput() const { return part != Part::Number && part != Part::Worker; }
};

constexpr Placeholder kPlaceholders[] = {
    {"{}", Part::Input},   {"{1}", Part::Input},   {"{.}", Part::Stem},
    {"{/}", Part::Name},   {"{//}", Part::Folder}, {"{/.}", Part::NameStem},
    {"{n}", Part::Number}, {"{#}", Part::Number},  {"{%}", Part::Worker},
};

// Whether a shell would take what stands there for a variable of its own, as ${1} is: an input that
// was put into its place would be code.
bool isOfShell(QByteArrayView word, qsizetype at)
{
    return at > 0 && word[at - 1] == '$' && !word.sliced(at).startsWith("{}");
}

// The one that stands there; nothing where none does.
const Placeholder* placeholderIn(QByteArrayView word, qsizetype at)
{
    const auto* const found = std::ranges::find_if(kPlaceholders, [&](const Placeholder& each) {
        return word.sliced(at).startsWith(each.text);
    });
    return found == std::end(kPlaceholders) || isOfShell(word, at) ? nullptr : found;
}

// What stands there, where GNU parallel may have a placeholder of that form.
QByteArrayView foreignPlaceholderIn(QByteArrayView word, qsizetype at)
{
    if (isOfShell(word, at))
        return {};
    const QByteArrayView text = word.sliced(at);
    constexpr qsizetype kLongest = 8;
    static constexpr QByteArrayView kForms = "0123456789./+#%-:";
    const qsizetype end =
        text.startsWith('{') ? text.first(std::min(text.size(), kLongest)).indexOf('}') : -1;
    const bool isOne = end > 1 && std::ranges::all_of(text.sliced(1, end - 1),
                                                      [](char c) { return kForms.contains(c); });
    return isOne ? text.first(end + 1) : QByteArrayView();
}

// Where a program stands, or why it cannot be started.
std::variant<QByteArray, InputProblem> findProgram(const QByteArray& word)
{
    const QString name = QFile::decodeName(word);
    if (!word.contains('/')) {
        const QString path = QStandardPaths::findExecutable(name);
        if (path.isEmpty())
            return problemWith(PlanTr::tr("there is no program '%1' in the PATH").arg(name));
        return QFile::encodeName(path);
    }
    const QFileInfo file(name);
    if (!file.exists())
        return problemWith(PlanTr::tr("there is no program '%1'").arg(name));
    if (!file.isFile() || !file.isExecutable())
        return problemWith(PlanTr::tr("'%1' is not an executable program").arg(name));
    return word;
}

} // namespace

std::variant<CommandTemplate, InputProblem> CommandTemplate::parse(const QString& text)
{
    const QByteArray bytes = QFile::encodeName(text);
    if (bytes.contains('\0'))
        return problemWith(PlanTr::tr("the command holds a NUL, which no argument can"));
    auto split = WordSplitter(bytes).split();
    if (const auto* problem = std::get_if<InputProblem>(&split))
        return *problem;
    CommandTemplate command;
    command.m_words = std::get<std::vector<QByteArray>>(std::move(split));
    if (command.m_words.empty() || command.m_words.front().isEmpty())
        return problemWith(PlanTr::tr("Enter a command"));
    bool dependsOnJob = false; // the program
    for (const QByteArray& word : command.m_words) {
        for (qsizetype at = 0; at < word.size(); ++at) {
            if (const Placeholder* placeholder = placeholderIn(word, at)) {
                dependsOnJob = dependsOnJob || &word == &command.m_words.front();
                command.m_usesInput = command.m_usesInput || placeholder->isOfInput();
                command.m_usesNumber = command.m_usesNumber || !placeholder->isOfInput();
            } else if (const auto foreign = foreignPlaceholderIn(word, at); !foreign.isEmpty()) {
                command.m_unknown.push_back(foreign.toByteArray());
            }
        }
    }
    if (!dependsOnJob) {
        auto found = findProgram(command.m_words.front());
        if (const auto* problem = std::get_if<InputProblem>(&found))
            return *problem;
        command.m_program = std::get<QByteArray>(found);
    }
    return command;
}

std::vector<QByteArray> CommandTemplate::argumentsFor(JobId job, std::optional<WorkerId> worker,
                                                      QByteArrayView input) const
{
    const auto filledIn = [&](const Placeholder& placeholder) {
        switch (placeholder.part) {
        case Part::Input:
            return input.toByteArray();
        case Part::Stem:
            return withoutEnding(input).toByteArray();
        case Part::Name:
            return lastPartOf(input).toByteArray();
        case Part::Folder:
            return folderOf(input).toByteArray();
        case Part::NameStem:
            return withoutEnding(lastPartOf(input)).toByteArray();
        case Part::Number:
            return QByteArray::number(job.number);
        case Part::Worker:
            break;
        }
        return worker ? QByteArray::number(worker->number) : placeholder.text.toByteArray();
    };
    std::vector<QByteArray> arguments;
    arguments.reserve(m_words.size());
    for (const QByteArray& word : m_words) {
        QByteArray argument;
        for (qsizetype at = 0; at < word.size();) {
            const Placeholder* placeholder = placeholderIn(word, at);
            if (placeholder) {
                argument.append(filledIn(*placeholder));
                at += placeholder->text.size();
            } else {
                argument.append(word[at++]);
            }
        }
        arguments.push_back(argument);
    }
    return arguments;
}

QString shellText(const std::vector<QByteArray>& words)
{
    static constexpr QByteArrayView kPlain =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=./,:@%";
    QString text;
    for (const QByteArray& word : words) {
        if (!text.isEmpty())
            text += u' ';
        const bool plain = !word.isEmpty() && std::ranges::all_of(word, [](char character) {
            return kPlain.contains(character);
        });
        QString shown = QFile::decodeName(word);
        text += plain ? shown : u'\'' + shown.replace(u'\'', QStringLiteral("'\\''")) + u'\'';
    }
    return text;
}
