// What the program is, and what it is made with.
#pragma once

class QWidget;

void showAbout(QWidget* parent);
void showAboutQt(QWidget* parent);
