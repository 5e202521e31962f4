// What the parser of JSON calls: its values, made into the events of a trace.
#pragma once

#include "files/trace/tracefields.h"
#include "files/trace/tracereader.h"
#include "files/trace/tracestream.h"

#include <rapidjson/reader.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <vector>

// Defined here, as the parser calls it for each value.
class TraceHandler : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, TraceHandler>
{
public:
    // The stream is the one that is parsed.
    TraceHandler(TraceSink& sink, const TraceStream& stream)
        : m_sink(sink), m_stream(stream), m_writer(m_metadata)
    {
    }

    bool tooDeep() const { return m_tooDeep; }
    bool hasEvents() const { return m_hasEvents; }
    // In a bare array of events, and in none of them.
    bool isBetweenEvents() const { return m_places.size() == 1 && place() == Place::Events; }
    bool metadataTooLong() const { return m_metadata.GetSize() > kMaxTraceTextBytes; }

    bool Null()
    {
        if (place() == Place::Metadata)
            m_writer.Null();
        return true;
    }
    bool Bool(bool value)
    {
        if (place() == Place::Metadata)
            m_writer.Bool(value);
        else
            noteNoTime(value ? "true" : "false");
        return true;
    }
    // From a stream that is written in place it comes with its end.
    bool RawNumber(const char* end, rapidjson::SizeType length, bool)
    {
        const char* const text = end - length;
        if (place() == Place::Metadata)
            writeNumber({text, length});
        else if (m_field && m_field->takeNumber && isInEvent())
            give(m_field->takeNumber, {text, length}, 0);
        return !metadataTooLong();
    }
    bool String(const char* text, rapidjson::SizeType length, bool)
    {
        if (place() == Place::Metadata)
            m_writer.String(text, length);
        else if (m_field && m_field->takeText && isInEvent())
            give(m_field->takeText, {text, length}, 1);
        return !metadataTooLong();
    }
    bool Key(const char* text, rapidjson::SizeType length, bool)
    {
        const std::string_view key(text, length);
        if (place() == Place::Metadata)
            m_writer.Key(text, length);
        else if (place() == Place::Event)
            m_field = kEventIndex.find(key);
        else if (place() == Place::Arguments)
            m_field = kArgumentIndex.find(key);
        else if (place() == Place::Ids)
            m_field = kIdIndex.find(key);
        else if (place() == Place::Root)
            m_next = key == "traceEvents" ? Place::Events
                     : key == "metadata"  ? Place::Metadata
                                          : Place::Elsewhere;
        return !metadataTooLong();
    }
    bool StartObject() { return enter(true); }
    bool StartArray() { return enter(false); }
    bool EndObject(rapidjson::SizeType count) { return leave(true, count); }
    bool EndArray(rapidjson::SizeType count) { return leave(false, count); }

private:
    enum class Place { Outside, Root, Events, Event, Arguments, Ids, Metadata, Elsewhere };

    Place place() const { return m_places.empty() ? Place::Outside : m_places.back(); }
    bool isInEvent() const
    {
        return place() == Place::Event || place() == Place::Arguments || place() == Place::Ids;
    }

    // So many bytes of its own follow the value.
    void give(TraceField::Take taker, std::string_view value, std::size_t behind)
    {
        taker(m_event, value);
        if (m_field->holds == TraceField::Holds::Time &&
            m_event.timeFault.kind != TimeFault::Kind::None) [[unlikely]]
            placeFault(value, behind);
    }

    // Called for what a time cannot be.
    void noteNoTime(std::string_view value)
    {
        if (place() != Place::Event || !m_field || m_field->holds != TraceField::Holds::Time)
            return;
        m_event.timeFault.kind = TimeFault::Kind::NoNumber;
        placeFault(value, 0);
    }

    // The first of an event is the one that is told.
    void placeFault(std::string_view value, std::size_t behind)
    {
        if (m_event.timeFault.byte > 0)
            return;
        m_event.timeFault.byte = m_stream.Tell() - behind - value.size();
        value = value.substr(0, kMaxQuoted);
        m_event.timeFault.value.clear();
        m_event.timeFault.value.append(value);
    }

    void writeNumber(std::string_view text)
    {
        if (isDecimal(text))
            m_writer.RawValue(text.data(), text.size(), rapidjson::kNumberType);
        else
            m_writer.Null();
    }

    static Place placeOf(TraceField::Holds holds)
    {
        switch (holds) {
        case TraceField::Holds::Arguments:
            return Place::Arguments;
        case TraceField::Holds::Ids:
            return Place::Ids;
        default:
            return Place::Elsewhere;
        }
    }

    Place placeWithin(bool isObject)
    {
        switch (place()) {
        case Place::Outside:
            return isObject ? Place::Root : Place::Events;
        case Place::Root:
            return m_next == Place::Events && isObject ? Place::Elsewhere : m_next;
        case Place::Events:
            return isObject ? Place::Event : Place::Elsewhere;
        case Place::Event:
            return isObject && m_field ? placeOf(m_field->holds) : Place::Elsewhere;
        case Place::Metadata:
            return Place::Metadata;
        default:
            return Place::Elsewhere;
        }
    }

    bool enter(bool isObject)
    {
        m_tooDeep = m_places.size() >= kMaxTraceDepth;
        if (m_tooDeep)
            return false;
        noteNoTime(isObject ? "{" : "[");
        m_places.push_back(placeWithin(isObject));
        if (place() == Place::Event)
            m_event.clear();
        m_hasEvents = m_hasEvents || place() == Place::Events;
        if (place() == Place::Metadata)
            isObject ? m_writer.StartObject() : m_writer.StartArray();
        return !metadataTooLong();
    }

    bool leave(bool isObject, rapidjson::SizeType count)
    {
        const Place left = place();
        m_places.pop_back();
        m_field = nullptr;
        if (left == Place::Metadata) {
            isObject ? m_writer.EndObject(count) : m_writer.EndArray(count);
            if (place() != Place::Metadata)
                m_sink.takeMetadata(QByteArray(m_metadata.GetString(), m_metadata.GetSize()));
        }
        return left != Place::Event || m_sink.takeEvent(m_event);
    }

    static constexpr std::size_t kMaxQuoted = 100;

    TraceSink& m_sink;
    const TraceStream& m_stream;
    std::vector<Place> m_places;
    Place m_next = Place::Elsewhere;
    const TraceField* m_field = nullptr; // whose value comes next; nothing for one of no interest
    TraceEvent m_event;
    rapidjson::StringBuffer m_metadata;
    rapidjson::Writer<rapidjson::StringBuffer> m_writer;
    bool m_tooDeep = false;
    bool m_hasEvents = false;
};
