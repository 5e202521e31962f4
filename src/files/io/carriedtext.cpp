#include "files/io/carriedtext.h"

#include "files/io/escape.h"

#include <QIODevice>
#include <QXmlStreamReader>
#include <QXmlStreamWriter>
#include <QtEndian>

#include <zlib.h>

namespace {

constexpr QByteArrayView kPngSignature = "\x89PNG\r\n\x1a\n";
constexpr QByteArrayView kPrefix = "poolscope-";
// No picture of ours is larger.
constexpr qint64 kMaxFileBytes = 32 << 20;
constexpr const char* kNamespace = "urn:poolscope:1:";

QByteArray bigEndian(quint32 number)
{
    QByteArray bytes(4, Qt::Uninitialized);
    qToBigEndian(number, bytes.data());
    return bytes;
}

// Type and data, between their length and their checksum.
QByteArray pngChunk(const QByteArray& typeAndData)
{
    const auto sum =
        crc32(0, reinterpret_cast<const Bytef*>(typeAndData.constData()), uInt(typeAndData.size()));
    return bigEndian(quint32(typeAndData.size() - 4)) + typeAndData + bigEndian(quint32(sum));
}

// "<poolscope:settings xmlns:poolscope="…">…</poolscope:settings>", for each.
QByteArray elements(const CarriedTexts& texts)
{
    QByteArray xml;
    QXmlStreamWriter writer(&xml);
    for (const auto& [name, text] : texts) {
        writer.writeStartElement(QStringLiteral("poolscope:") + QString::fromUtf8(name));
        writer.writeAttribute(QStringLiteral("xmlns:poolscope"), QLatin1String(kNamespace));
        writer.writeCharacters(QString::fromUtf8(text));
        writer.writeEndElement();
    }
    return xml;
}

std::optional<QByteArray> textInElement(const QByteArray& xml)
{
    QXmlStreamReader reader(xml);
    if (!reader.readNextStartElement() || reader.namespaceUri() != QLatin1String(kNamespace))
        return std::nullopt;
    const QString text = reader.readElementText();
    return reader.hasError() ? std::nullopt : std::optional(text.toUtf8());
}

// What stands between `begin` and `end`, both included; looked for piece by piece.
std::optional<QByteArray> between(QIODevice& file, const QByteArray& begin, const QByteArray& end)
{
    constexpr qint64 kPiece = 1 << 16;
    QByteArray seen;
    bool begun = false;
    while (true) {
        const QByteArray more = file.pos() < kMaxFileBytes ? file.read(kPiece) : QByteArray();
        seen += more;
        if (!begun) {
            const qsizetype at = seen.indexOf(begin);
            begun = at >= 0;
            // The beginning may stand in two pieces.
            seen = begun ? seen.mid(at) : seen.right(begin.size() - 1);
        }
        const qsizetype at = begun ? seen.indexOf(end) : -1;
        if (at >= 0)
            return seen.left(at + end.size());
        // Escapes make a text up to six times as long.
        if (more.isEmpty() || seen.size() > 6 * kMaxCarriedBytes)
            return std::nullopt;
    }
}

std::optional<QByteArray> textInXml(QIODevice& file, QByteArrayView name)
{
    const QByteArray element = "poolscope:" + name.toByteArray();
    const auto xml = between(file, "<" + element + " ", "</" + element + ">");
    return xml ? textInElement(*xml) : std::nullopt;
}

std::optional<QByteArray> textInPng(QIODevice& file, QByteArrayView name)
{
    const QByteArray keyword = kPrefix.toByteArray() + name.toByteArray() + '\0';
    file.skip(kPngSignature.size());
    while (true) {
        const QByteArray head = file.read(8);
        if (head.size() < 8 || file.pos() > kMaxFileBytes)
            return std::nullopt;
        const auto length = qint64(qFromBigEndian<quint32>(head.constData()));
        const QByteArray type = head.mid(4);
        constexpr qint64 kChecksum = 4;
        if (type != "iTXt" || length > kMaxCarriedBytes) {
            if (file.skip(length + kChecksum) < length + kChecksum)
                return std::nullopt;
            continue;
        }
        const QByteArray data = file.read(length);
        if (pngChunk(type + data).right(kChecksum) != file.read(kChecksum))
            return std::nullopt;
        // Not compressed; the language and the translated keyword are empty or passed over.
        if (!data.startsWith(keyword) || data.mid(keyword.size(), 1) != QByteArray(1, '\0'))
            continue;
        const qsizetype language = data.indexOf('\0', keyword.size() + 2);
        const qsizetype translated = language < 0 ? -1 : data.indexOf('\0', language + 1);
        return translated < 0 ? std::nullopt : std::optional(data.mid(translated + 1));
    }
}

} // namespace

QByteArray pngCarrying(const QByteArray& png, const CarriedTexts& texts)
{
    constexpr qsizetype kHeaderEnd = 8 + 8 + 13 + 4; // signature, and the first chunk
    QByteArray chunks;
    for (const auto& [name, text] : texts)
        chunks += pngChunk("iTXt" + kPrefix.toByteArray() + name + QByteArray(5, '\0') + text);
    return png.left(kHeaderEnd) + chunks + png.mid(kHeaderEnd);
}

QByteArray svgCarrying(const QByteArray& svg, const CarriedTexts& texts)
{
    QByteArray carrying = svg;
    const qsizetype end = carrying.lastIndexOf("</svg>");
    return carrying.insert(end, "<metadata>" + elements(texts) + "</metadata>\n");
}

QByteArray xmpCarrying(const QString& title, const CarriedTexts& texts)
{
    return "<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
           "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
           "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
           "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n"
           "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">" +
           markupEscaped(title).toUtf8() + "</rdf:li></rdf:Alt></dc:title>\n" + elements(texts) +
           "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>\n";
}

bool mayCarryText(QByteArrayView beginning)
{
    return beginning.startsWith(kPngSignature) || beginning.startsWith("%PDF-") ||
           (beginning.trimmed().startsWith('<') && beginning.toByteArray().contains("<svg"));
}

std::optional<QByteArray> carriedText(QIODevice& file, QByteArrayView name)
{
    const QByteArray beginning = file.peek(kPngSignature.size());
    auto text = beginning == kPngSignature ? textInPng(file, name) : textInXml(file, name);
    return text && text->size() <= kMaxCarriedBytes ? text : std::nullopt;
}
