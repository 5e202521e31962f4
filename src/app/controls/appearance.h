// The themes: palette, style sheet and icons of the whole program.
#pragma once

#include "session/settingsstore.h"

#include <QIcon>
#include <QString>

class DesktopLook;
class QWidget;
struct Theme;

namespace Appearance {

// Sets the program's font: Inter, for which the look is drawn, where it is installed.
void setUpFont();
// Sets the window's font, style and locale; once, before the first widget is made.
void setUp();

// What the desktop asks for; lives as long as the application.
DesktopLook& desktop();

// What System means now: as the desktop asks, and until it has answered what it meant last.
ThemeChoice systemTheme();
// The theme that the choice means now.
const Theme& themeFor(ThemeChoice choice);

// Gives the whole program the theme's palette and style sheet: each widget that there is is styled
// and measured anew, which costs a third of a second's work for the window.
void apply(const Theme& theme);

// For a window whose widgets were all made since apply(): what they measured while they were made
// was without the style, and is measured anew. Costs a thirtieth of apply().
void settle(QWidget& window);

// An icon from resources/icons, drawn in one colour, and in another where it is disabled.
QIcon icon(const QString& name, const QColor& color, const QColor& disabled);

} // namespace Appearance
