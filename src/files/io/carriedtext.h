// Texts that a picture carries unseen, so that a run can be had again from it.
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <optional>
#include <utility>
#include <vector>

class QIODevice;

// Each under a name of letters. UTF-8 that can stand in XML, as jsonEscaped() and visibleText()
// give it.
using CarriedTexts = std::vector<std::pair<QByteArray, QByteArray>>;

// Longer ones are not read.
constexpr qint64 kMaxCarriedBytes = 1'000'000;

// The same PNG with the texts before its pixels, each in an iTXt chunk named "poolscope-<name>".
// Source: Portable Network Graphics, third edition, 11.3.3.4.
QByteArray pngCarrying(const QByteArray& png, const CarriedTexts& texts);

// The same SVG with the texts in a metadata element.
QByteArray svgCarrying(const QByteArray& svg, const CarriedTexts& texts);

// The texts as an XMP packet, with the title, for a PDF. Source: ISO 16684-1, 7.
QByteArray xmpCarrying(const QString& title, const CarriedTexts& texts);

// Whether a file that begins so is a PNG, an SVG or a PDF.
bool mayCarryText(QByteArrayView beginning);

// The text of that name in such a file; nothing where there is none, or where it is damaged. Reads
// a piece at a time, and nothing beyond 32 MiB.
std::optional<QByteArray> carriedText(QIODevice& file, QByteArrayView name);
