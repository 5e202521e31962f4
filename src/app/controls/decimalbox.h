// A spin box for a number with decimals that lets anything be typed, as CountBox does.
#pragma once

#include <QDoubleSpinBox>

#include <optional>

// Numbers are read as they are shown, in English: "1,500" is a thousand and a half. A comma that
// cannot stand between thousands is taken for a decimal point, as in "0,5": left out, it would make
// 5 of it.
class DecimalBox : public QDoubleSpinBox
{
    Q_OBJECT

public:
    explicit DecimalBox(QWidget* parent = nullptr);

    QValidator::State validate(QString& input, int& pos) const override;
    void fixup(QString& input) const override;
    double valueFromText(const QString& text) const override;

private:
    std::optional<double> numberIn(const QString& text) const;
};
