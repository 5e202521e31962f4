#include "app/dialogs/watchdialog.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

WatchDialog::WatchDialog(const QString& address, QWidget* parent)
    : QDialog(parent)
    , m_address(new QLineEdit(address, this))
    , m_password(new QLineEdit(this))
    , m_problem(new QLabel(this))
{
    setWindowTitle(tr("Watch Celery"));
    auto* explanation = new QLabel(
        tr("Shows the tasks of Celery’s workers while they work. The workers must send events: "
           "they "
           "are started with -E, or told so by “celery control enable_events”. Watching changes "
           "nothing for them."),
        this);
    explanation->setWordWrap(true);

    m_address->setObjectName(QStringLiteral("address"));
    m_address->setPlaceholderText(QStringLiteral("amqp://guest@localhost"));
    m_address->setMinimumWidth(360);
    m_password->setObjectName(QStringLiteral("password"));
    m_password->setEchoMode(QLineEdit::Password);
    m_password->setPlaceholderText(tr("not remembered"));
    m_problem->setObjectName(QStringLiteral("problem"));
    m_problem->setProperty("role", QStringLiteral("problem"));
    m_problem->setWordWrap(true);
    m_problem->hide();
    auto* fields = new QFormLayout;
    fields->addRow(tr("&Broker:"), m_address);
    fields->addRow(tr("&Password:"), m_password);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    QPushButton* watch = buttons->addButton(tr("&Watch"), QDialogButtonBox::AcceptRole);
    watch->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &WatchDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(18, 18, 18, 18);
    column->setSpacing(10);
    column->addWidget(explanation);
    column->addLayout(fields);
    column->addWidget(m_problem);
    column->addStretch(1);
    column->addWidget(buttons);
    m_address->selectAll();
    m_address->setFocus();
}

void WatchDialog::accept()
{
    auto broker = BrokerAddress::parse(m_address->text().trimmed());
    if (const auto* problem = std::get_if<Problem>(&broker)) {
        m_problem->setText(problem->message);
        m_problem->show();
        // Room for its lines: what stands above is not squeezed.
        resize(width(), std::max(height(), layout()->totalHeightForWidth(width())));
        m_address->setFocus();
        return;
    }
    m_broker = std::get<BrokerAddress>(std::move(broker));
    if (!m_password->text().isEmpty())
        m_broker.password = m_password->text();
    QDialog::accept();
}
