// A picture, as large as there is room for it.
#pragma once

#include <QFrame>
#include <QPixmap>

class PicturePreview : public QFrame
{
    Q_OBJECT

public:
    explicit PicturePreview(QWidget* parent = nullptr);

    void showPicture(const QPixmap& picture);

    // As large as it gets.
    static constexpr QSize kMaxSize{640, 330};
    QSize sizeHint() const override { return kMaxSize; }
    QSize minimumSizeHint() const override { return {0, 0}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QPixmap m_picture;
};
