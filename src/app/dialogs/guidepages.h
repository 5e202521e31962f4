// The pages of the guide, resources/guide/*.html.
#pragma once

#include <QString>

#include <vector>

struct GuidePage
{
    QString name;  // of its file, without folder and ending; links and what is remembered use it
    QString title; // as it is headed
};

// In the order in which they are read.
std::vector<GuidePage> guidePages();

// The number of the page of this name; the first page's for any other name.
int guidePageNumber(const QString& name);
