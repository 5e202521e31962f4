#include "app/window/exportbar.h"

#include "app/controls/labeltext.h"
#include "app/controls/spokenlabel.h"
#include "base/visibletext.h"

#include <QDesktopServices>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPushButton>
#include <QToolButton>
#include <QUrl>

#include <algorithm>

ExportBar::ExportBar(QWidget* place, QWidget* parent)
    : QFrame(parent)
    , m_place(place)
    , m_text(new SpokenLabel(this))
    , m_open(new QPushButton(tr("Open"), this))
    , m_openFolder(new QPushButton(tr("Open Folder"), this))
{
    setObjectName(QStringLiteral("exportBar"));
    setProperty("role", QStringLiteral("bar"));
    m_text->setObjectName(QStringLiteral("exportText"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setMinimumWidth(84);
    m_text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_open->setObjectName(QStringLiteral("openExported"));
    m_open->setToolTip(tr("Open the file with the program that the system has for it"));
    m_openFolder->setObjectName(QStringLiteral("openExportedFolder"));
    m_openFolder->setToolTip(tr("Open the folder that the file is in"));
    auto* close = new QToolButton(this);
    close->setObjectName(QStringLiteral("closeExportBar"));
    close->setText(QStringLiteral("×"));
    close->setToolTip(tr("Close (Esc)"));
    close->setAccessibleName(tr("Close"));
    close->setAutoRaise(true);
    close->setFocusPolicy(Qt::StrongFocus);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(14, 9, 8, 9);
    row->setSpacing(8);
    row->addWidget(m_text, 1);
    for (QWidget* button : std::initializer_list<QWidget*>{m_open, m_openFolder, close})
        row->addWidget(button);

    connect(m_open, &QPushButton::clicked, this, [this] { open(m_path); });
    connect(m_openFolder, &QPushButton::clicked, this,
            [this] { open(QFileInfo(m_path).absolutePath()); });
    connect(close, &QToolButton::clicked, this, &QWidget::hide);
    m_place->installEventFilter(this);
    window()->installEventFilter(this);
    QWidget::setTabOrder(m_place, m_open);
    QWidget::setTabOrder(m_open, m_openFolder);
    QWidget::setTabOrder(m_openFolder, close);
    hide();
}

void ExportBar::showExported(const QString& path)
{
    if (isVisible() && m_path.isEmpty())
        return;
    m_path = path;
    show(tr("Exported %1").arg(visibleText(QFileInfo(path).fileName())), false);
    m_text->setToolTip(visibleText(path));
}

void ExportBar::showProblem(const QString& problem)
{
    m_path.clear();
    show(visibleText(problem), true);
    m_text->setToolTip({});
}

void ExportBar::show(const QString& text, bool isProblem)
{
    m_said = text;
    m_text->setWordWrap(isProblem);
    showAs(m_text, isProblem ? "problem" : "");
    m_open->setVisible(!isProblem);
    m_openFolder->setVisible(!isProblem);
    setAccessibleName(text);
    m_text->setText(text);
    place();
    raise();
    if (isVisible()) {
        m_text->speakWhole(text);
    } else {
        m_text->setAccessibleName(text); // coming into sight speaks it
        QFrame::show();
    }
}

void ExportBar::open(const QString& path)
{
    if (!QDesktopServices::openUrl(QUrl::fromLocalFile(path)))
        showProblem(tr("The system has no program that opens %1").arg(path));
}

void ExportBar::place()
{
    constexpr int kMargin = 8;
    const QPoint corner = m_place->mapTo(parentWidget(), QPoint(kMargin, kMargin));
    // The buttons need their width, even where the chart is narrower.
    const int width = std::min(std::max(m_place->width() - 2 * kMargin, minimumSizeHint().width()),
                               parentWidget()->width() - corner.x() - kMargin);
    setGeometry(QRect(corner, QSize(width, std::max(sizeHint().height(), heightForWidth(width)))));
    if (m_text->wordWrap())
        return;
    // One line: the whole sentence, or the file's name, or as much of that as there is room for.
    layout()->activate();
    const QFontMetrics metrics = m_text->fontMetrics();
    const bool fits = metrics.horizontalAdvance(m_said) <= m_text->width();
    m_text->setText(fits ? m_said
                         : metrics.elidedText(visibleText(QFileInfo(m_path).fileName()),
                                              Qt::ElideMiddle, m_text->width()));
}

bool ExportBar::event(QEvent* event)
{
    // While the bar has the focus Esc closes it; as a shortcut it would stop the run.
    if (event->type() == QEvent::ShortcutOverride &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    return QFrame::event(event);
}

bool ExportBar::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_place && (event->type() == QEvent::Resize || event->type() == QEvent::Move))
        place();
    // A key that no widget takes reaches the window: Esc closes the bar from everywhere.
    if (watched == window() && event->type() == QEvent::KeyPress && isVisible() &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        hide();
        return true;
    }
    return QFrame::eventFilter(watched, event);
}
