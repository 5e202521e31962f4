// A spin box for a count that lets anything be typed and corrects it when it is left.
#pragma once

#include <QSpinBox>

#include <optional>

// A QSpinBox drops keys that would leave its range, so that 2000 becomes 200. Here what is typed
// stays until the box is left: then a number beyond the range becomes its end, and what is no whole
// number is taken back.
class CountBox : public QSpinBox
{
    Q_OBJECT

public:
    explicit CountBox(QWidget* parent = nullptr);

    QValidator::State validate(QString& input, int& pos) const override;
    void fixup(QString& input) const override;

protected:
    int valueFromText(const QString& text) const override;

private:
    std::optional<qint64> numberIn(const QString& text) const;
};
