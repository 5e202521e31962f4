// Text of others in files of ours: it is read as it stands and does nothing. A function for each
// language; any thread.
#pragma once

#include <QByteArray>
#include <QString>

#include <string_view>

// For XML, SVG and HTML, between tags and in quoted values of attributes. What is unseen is written
// out (visibleText()), so that they stay well-formed. Source: XML 1.0, 2.2 and 2.4.
QString markupEscaped(const QString& text);

// For GitHub's Markdown: code in one line, in which nothing is a mark, a tag, a link, a mention or
// a reference. In a table its bars want a backslash. Source: GitHub Flavored Markdown, 6.3.
QString markdownCode(const QString& text);

// JSON as QJsonDocument writes it, with each unseen character in its texts as \uXXXX: it means the
// same, can stand in XML, and shows what it holds.
QByteArray jsonEscaped(const QByteArray& json);

// A cell for CSV, in quotes where it holds a comma, a quote or a line end. What a spreadsheet would
// take for a formula begins with an apostrophe: see formulaGuarded(). Source: RFC 4180, section 2.
QByteArray csvCell(const QByteArray& text);

// Texts, not numbers, that begin with =, +, -, @, a tab or a line end are formulas to spreadsheets,
// which may run programs: they get an apostrophe before them. A text that begins with apostrophes
// and then so gets one more, so that reading can always take one off. Source: OWASP, CSV Injection.
QByteArray formulaGuarded(const QByteArray& text);
// The same text back; others stay as they are.
std::string_view withoutFormulaGuard(std::string_view text);
