#include "app/dialogs/guidewindow.h"

#include "app/controls/framefit.h"
#include "app/controls/textscale.h"
#include "app/dialogs/guidebrowser.h"
#include "app/dialogs/guidepages.h"
#include "session/settingsstore.h"

#include <QHBoxLayout>
#include <QListWidget>
#include <QPushButton>
#include <QShortcut>
#include <QVBoxLayout>

#include <algorithm>

GuideWindow::GuideWindow(const Theme& theme, QWidget* parent)
    : QWidget(parent, Qt::Window)
    , m_pages(new QListWidget(this))
    , m_back(new QPushButton(tr("Back"), this))
    , m_browser(new GuideBrowser(theme, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Guide – Poolscope"));
    m_pages->setObjectName(QStringLiteral("pages"));
    m_pages->setAccessibleName(tr("Pages of the guide"));
    for (const GuidePage& page : guidePages())
        m_pages->addItem(page.title);
    TextScale::follow(*m_pages, [this] {
        constexpr int kLeastPx = 200;
        constexpr int kAroundPx = 6;
        m_pages->setFixedWidth(std::max(kLeastPx, m_pages->sizeHintForColumn(0) + kAroundPx));
    });
    m_back->setObjectName(QStringLiteral("back"));
    m_back->setToolTip(tr("The page before (Alt+Left)"));
    m_browser->setObjectName(QStringLiteral("page"));
    m_browser->setAccessibleName(tr("Page of the guide"));

    auto* left = new QVBoxLayout;
    left->setContentsMargins(12, 16, 4, 16);
    left->setSpacing(12);
    left->addWidget(m_pages, 1);
    left->addWidget(m_back);
    auto* across = new QHBoxLayout(this);
    across->setContentsMargins(0, 0, 0, 0);
    across->setSpacing(0);
    across->addLayout(left);
    across->addWidget(m_browser, 1);

    connect(m_pages, &QListWidget::currentRowChanged, this,
            [this](int row) { showPage(guidePages().at(std::size_t(row)).name); });
    connect(m_back, &QPushButton::clicked, m_browser, &QTextBrowser::backward);
    connect(m_browser, &QTextBrowser::backwardAvailable, m_back, &QWidget::setEnabled);
    // Not sourceChanged(): the browser has its former source while it tells.
    connect(m_browser, &QTextBrowser::historyChanged, this, &GuideWindow::followPage);
    connect(new QShortcut(Qt::ALT | Qt::Key_Left, this), &QShortcut::activated, m_browser,
            &QTextBrowser::backward);
    connect(new QShortcut(QKeySequence::Close, this), &QShortcut::activated, this, &QWidget::close);
    connect(new QShortcut(Qt::Key_Escape, this), &QShortcut::activated, this, &QWidget::close);

    const SettingsStore::GuideState state = SettingsStore::guideState();
    resize(state.size.isEmpty() ? QSize(920, 640) : state.size);
    new FrameFit(this);
    m_back->setEnabled(false);
    showPage(state.page);
    m_browser->setFocus();
}

GuideWindow::~GuideWindow()
{
    SettingsStore::setGuideState({size(), m_browser->pageName()});
}

void GuideWindow::showPage(const QString& name)
{
    const QString known = guidePages().at(std::size_t(guidePageNumber(name))).name;
    if (known != m_browser->pageName())
        m_browser->showPage(known);
}

void GuideWindow::setTheme(const Theme& theme)
{
    m_browser->setTheme(theme);
}

void GuideWindow::followPage()
{
    m_pages->setCurrentRow(guidePageNumber(m_browser->pageName()));
}
