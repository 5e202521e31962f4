// Asks which broker's Celery workers are to be watched.
#pragma once

#include "plan/settings/brokeraddress.h"

#include <QDialog>

class QLabel;
class QLineEdit;

// Accepted only with an address that is one; what is wrong with another one is said in it. Nothing
// that is typed is remembered.
class WatchDialog : public QDialog
{
    Q_OBJECT

public:
    // `address`: what stands in it at first.
    WatchDialog(const QString& address, QWidget* parent);

    // Once accepted.
    const BrokerAddress& broker() const { return m_broker; }

    void accept() override;

private:
    QLineEdit* m_address;
    QLineEdit* m_password;
    QLabel* m_problem;
    BrokerAddress m_broker;
};
