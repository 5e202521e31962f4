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
    TraceHandler(TraceInput& input, TraceSink& sink)
        : m_input(input), m_sink(sink), m_writer(m_metadata)
    {
    }

    bool tooDeep() const { return m_tooDeep; }
    bool hasEvents() const { return m_hasEvents; }
    // In a bare array of events, and in none of them.
    bool isBetweenEvents() const { return m_places.size() == 1 && place() == Place::Events; }
    bool metadataTooLong() const { return m_metadata.GetSize() > kMaxTraceTextBytes; }

    bool Null()
    {
        m_input.beginText();
        if (place() == Place::Metadata)
            m_writer.Null();
        return true;
    }
    bool Bool(bool value)
    {
        m_input.beginText();
        if (place() == Place::Metadata)
            m_writer.Bool(value);
        return true;
    }
    bool RawNumber(const char* text, rapidjson::SizeType length, bool)
    {
        m_input.beginText();
        if (place() == Place::Metadata)
            m_writer.RawValue(text, length, rapidjson::kNumberType);
        else if (m_field && m_field->takeNumber && isInEvent())
            m_field->takeNumber(m_event, {text, length});
        return !metadataTooLong();
    }
    bool String(const char* text, rapidjson::SizeType length, bool)
    {
        m_input.beginText();
        if (place() == Place::Metadata)
            m_writer.String(text, length);
        else if (m_field && m_field->takeText && isInEvent())
            m_field->takeText(m_event, {text, length});
        return !metadataTooLong();
    }
    bool Key(const char* text, rapidjson::SizeType length, bool)
    {
        m_input.beginText();
        const std::string_view key(text, length);
        if (place() == Place::Metadata)
            m_writer.Key(text, length);
        else if (place() == Place::Event)
            m_field = fieldNamed(kEventFields, key);
        else if (place() == Place::Arguments)
            m_field = fieldNamed(kArgumentFields, key);
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
    enum class Place { Outside, Root, Events, Event, Arguments, Metadata, Elsewhere };

    Place place() const { return m_places.empty() ? Place::Outside : m_places.back(); }
    bool isInEvent() const { return place() == Place::Event || place() == Place::Arguments; }

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
            return isObject && m_field && m_field->opensArguments ? Place::Arguments
                                                                  : Place::Elsewhere;
        case Place::Metadata:
            return Place::Metadata;
        default:
            return Place::Elsewhere;
        }
    }

    bool enter(bool isObject)
    {
        m_input.beginText();
        m_tooDeep = m_places.size() >= kMaxTraceDepth;
        if (m_tooDeep)
            return false;
        m_places.push_back(placeWithin(isObject));
        if (place() == Place::Event)
            m_event = TraceEvent();
        m_hasEvents = m_hasEvents || place() == Place::Events;
        if (place() == Place::Metadata)
            isObject ? m_writer.StartObject() : m_writer.StartArray();
        return !metadataTooLong();
    }

    bool leave(bool isObject, rapidjson::SizeType count)
    {
        m_input.beginText();
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

    TraceInput& m_input;
    TraceSink& m_sink;
    std::vector<Place> m_places;
    Place m_next = Place::Elsewhere;
    const TraceField* m_field = nullptr; // whose value comes next; nothing for one of no interest
    TraceEvent m_event;
    rapidjson::StringBuffer m_metadata;
    rapidjson::Writer<rapidjson::StringBuffer> m_writer;
    bool m_tooDeep = false;
    bool m_hasEvents = false;
};
