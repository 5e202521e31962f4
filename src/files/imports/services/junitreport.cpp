#include "files/imports/services/junitreport.h"

#include "base/visibletext.h"
#include "files/imports/services/junitsuites.h"
#include "files/io/filestr.h"
#include "files/io/inputfile.h"

#include <QXmlStreamReader>

#include <algorithm>
#include <array>
#include <optional>

namespace {

constexpr int kMaxDepth = 64;
constexpr std::size_t kMaxTextBytes = 16 << 20;
constexpr qsizetype kMaxMessage = 2000;

// An attempt beside the one that counts, as Surefire and cargo-nextest write it.
bool isRepeated(QStringView element)
{
    constexpr QLatin1String kNames[] = {QLatin1String("flakyFailure"), QLatin1String("flakyError"),
                                        QLatin1String("rerunFailure"), QLatin1String("rerunError")};
    return std::ranges::any_of(kNames, [element](QLatin1String name) { return element == name; });
}

// What the file holds, token by token, in as much memory as the longest of them takes.
class JunitReader
{
public:
    explicit JunitReader(InputFile& file) : m_file(file) {}

    SpansRead read()
    {
        while (m_problem.isEmpty() && !m_xml.atEnd()) {
            const auto token = m_xml.readNext();
            if (token == QXmlStreamReader::Invalid) {
                if (m_xml.error() != QXmlStreamReader::PrematureEndOfDocumentError || !readMore())
                    break;
                continue;
            }
            m_sinceToken = 0;
            take(token);
        }
        return m_suites.finish(problem());
    }

private:
    // More of the file; false when there is none.
    bool readMore()
    {
        const std::size_t count = m_file.read(m_buffer.data(), m_buffer.size());
        m_sinceToken += count;
        if (m_sinceToken > kMaxTextBytes)
            m_problem = FilesTr::tr("a text is longer than 16 MiB");
        else if (count > 0)
            m_xml.addData(QByteArray(m_buffer.data(), qsizetype(count)));
        return count > 0;
    }

    void take(QXmlStreamReader::TokenType token)
    {
        switch (token) {
        case QXmlStreamReader::StartElement:
            if (++m_depth > kMaxDepth)
                m_problem =
                    FilesTr::tr("elements stand in one another deeper than %1").arg(kMaxDepth);
            else
                begin();
            break;
        case QXmlStreamReader::EndElement:
            --m_depth;
            end();
            break;
        case QXmlStreamReader::StartDocument:
            // What is in UTF-16 does not begin as a report does.
            if (m_xml.documentEncoding().startsWith(QLatin1String("utf-16"), Qt::CaseInsensitive))
                m_problem = FilesTr::tr("its declaration says that it is in %1, which it is not: "
                                        "correct it")
                                .arg(m_xml.documentEncoding().toString());
            break;
        case QXmlStreamReader::DTD:
            m_problem = FilesTr::tr("it has a document type (DOCTYPE %1), which may change what "
                                    "its texts say and is not read: remove it")
                            .arg(visibleExcerpt(m_xml.dtdName().toString()));
            break;
        case QXmlStreamReader::Characters:
            if (m_isInMessage && m_case->message.size() < kMaxMessage)
                m_case->message += m_xml.text().left(kMaxMessage);
            break;
        default:
            break;
        }
    }

    void begin()
    {
        const auto name = m_xml.name();
        const auto attributes = m_xml.attributes();
        const auto value = [&attributes](QLatin1String of) {
            return attributes.value(of).toString();
        };
        if (name == QLatin1String("testsuite")) {
            m_suites.begin({value(QLatin1String("name")), value(QLatin1String("hostname")),
                            value(QLatin1String("timestamp")), value(QLatin1String("time"))},
                           m_xml.lineNumber());
        } else if (name == QLatin1String("testcase")) {
            m_case = JunitCase{.name = value(QLatin1String("name")),
                               .className = value(QLatin1String("classname")),
                               .timestamp = value(QLatin1String("timestamp")),
                               .time = value(QLatin1String("time"))};
            // As GoogleTest has it.
            const QString status = value(QLatin1String("status"));
            m_case->isSkipped = status == QLatin1String("notrun") ||
                                status == QLatin1String("disabled") ||
                                status == QLatin1String("skipped");
            m_case->hasFailed = status == QLatin1String("fail") ||
                                status == QLatin1String("failed") ||
                                status == QLatin1String("error");
        } else if (isRepeated(name)) {
            m_suites.countRepeated();
        } else if (m_case && name == QLatin1String("skipped")) {
            m_case->isSkipped = true;
        } else if (m_case && m_case->message.isEmpty() &&
                   (name == QLatin1String("failure") || name == QLatin1String("error"))) {
            m_case->hasFailed = true;
            m_case->message = value(QLatin1String("message")).left(kMaxMessage);
            m_isInMessage = m_case->message.isEmpty();
        }
    }

    void end()
    {
        m_isInMessage = false;
        if (m_xml.name() == QLatin1String("testsuite")) {
            m_suites.end();
        } else if (m_case && m_xml.name() == QLatin1String("testcase")) {
            m_suites.add(*m_case, m_xml.lineNumber());
            m_case.reset();
        }
    }

    // Why it ended early, with the line.
    QString problem() const
    {
        QString why = m_problem.isEmpty() ? m_file.problem() : m_problem;
        if (why.isEmpty() && m_xml.hasError() && !m_file.stopped())
            why = m_xml.errorString();
        if (why.endsWith(u'.'))
            why.chop(1);
        return why.isEmpty() ? QString()
                             : FilesTr::tr("%1, at line %2").arg(why).arg(m_xml.lineNumber());
    }

    InputFile& m_file;
    QXmlStreamReader m_xml;
    std::array<char, 1 << 16> m_buffer;
    std::size_t m_sinceToken = 0; // bytes
    int m_depth = 0;
    JunitSuites m_suites;
    std::optional<JunitCase> m_case; // where it is in one
    bool m_isInMessage = false;
    QString m_problem;
};

// Without what may stand before the first element or the document type.
std::string_view firstElement(std::string_view text)
{
    constexpr std::array<std::pair<std::string_view, std::string_view>, 2> kBefore{
        {{"<?", "?>"}, {"<!--", "-->"}}};
    bool goesOn = true;
    while (goesOn) {
        text.remove_prefix(std::min(text.size(), text.find_first_not_of(" \t\r\n")));
        goesOn = false;
        for (const auto& [begin, end] : kBefore) {
            const auto place = text.find(end);
            if (!text.starts_with(begin) || place == std::string_view::npos)
                continue;
            text.remove_prefix(place + end.size());
            goesOn = true;
        }
    }
    return text;
}

} // namespace

bool beginsJunitReport(std::string_view beginning)
{
    const std::string_view first = firstElement(beginning);
    return first.starts_with("<testsuite") || first.starts_with("<!DOCTYPE testsuite");
}

SpansRead readJunitReport(InputFile& file)
{
    return JunitReader(file).read();
}
