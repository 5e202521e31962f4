// How large the texts of the program are, and what is laid out by their size.
#pragma once

#include <QString>

#include <functional>

class QFont;
class QWidget;

// Main thread.
namespace TextScale {

// Gives the program its font in that size, of the desktop's; Appearance::apply() then styles what
// there is. After Appearance::setUp().
void set(int percent);
// 1 for the desktop's font.
double factor();
// The desktop's font of one width, in that size.
QFont fixedFont();
// A length that suits texts of usual size, in px, for those of now.
int px(int usualPx);

// A style sheet with its sizes in pt, which are for texts of usual size, for those of now; and with
// px in place of the unit sp, which is a px where texts are of usual size.
QString sized(const QString& sheet);

// Calls `adapt` now, and whenever the widget has another font.
void follow(QWidget& widget, std::function<void()> adapt);
// The least and greatest widths that a form gives its widgets are for texts of usual size: they
// follow the font from now on. Right after setupUi().
void followForm(QWidget& form);

} // namespace TextScale
