// The sheet of all keys and gestures.
#pragma once

class QWidget;

// Shows it over `parent` until it is closed.
void showKeySheet(QWidget* parent);
