#include "remote/agent/allowedwork.h"

#include "fixtures/folder.h"

#include <QTest>

namespace {

AllowedWork allowing(const QStringList& words)
{
    auto allowed = AllowedWork::parse(words);
    if (const auto* problem = std::get_if<Problem>(&allowed))
        qFatal("%s", qPrintable(problem->message));
    return std::get<AllowedWork>(allowed);
}

WorkDescription work(WorkKind kind, const char* command = "")
{
    WorkDescription description;
    description.kind = kind;
    description.command = QString::fromUtf8(command);
    return description;
}

} // namespace

class TestAllowedWork : public QObject
{
    Q_OBJECT

private:
    fixtures::Folder m_folder;

private Q_SLOTS:
    void initTestCase()
    {
        m_folder.write("data/file", "x");
        m_folder.write("other/file", "x");
        QVERIFY(QFile::link(m_folder.path("other/file"), m_folder.path("data/link")));
    }

    void theUsualIsWhatReadsAndStartsNothing()
    {
        const AllowedWork usual = allowing(AllowedWork::usual());
        for (const WorkKind kind : {WorkKind::Sleep, WorkKind::Cpu, WorkKind::Mixed})
            QVERIFY(!usual.refusalOf(work(kind)));
        QVERIFY(usual.refusalOf(work(WorkKind::Hash)));
        QVERIFY(usual.refusalOf(work(WorkKind::Command, "/bin/true")));
    }

    void onlyTheProgramThatIsNamedIsStarted()
    {
        const AllowedWork allowed = allowing({QStringLiteral("command:/usr/bin/true")});
        QVERIFY(!allowed.refusalOf(work(WorkKind::Command, "true {}")));
        QVERIFY(!allowed.refusalOf(work(WorkKind::Command, "/usr/bin/true")));
        QVERIFY(allowed.refusalOf(work(WorkKind::Command, "/usr/bin/env true")));
        QVERIFY(allowed.refusalOf(work(WorkKind::Command, "{} x")));
        QVERIFY(allowed.refusalOf(work(WorkKind::Command, "/nowhere/program")));
        QVERIFY(allowed.refusalOf(work(WorkKind::Sleep)));
    }

    void aLinkCountsAsWhatItLeadsTo()
    {
        QVERIFY(QFile::link(QStringLiteral("/usr/bin/env"), m_folder.path("true")));
        const AllowedWork allowed = allowing({QStringLiteral("command:/usr/bin/true")});
        const QByteArray link = m_folder.path("true").toUtf8();
        QVERIFY(allowed.refusalOf(work(WorkKind::Command, link.constData())));
    }

    void filesAreReadInTheirFolderAlone_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<bool>("isAllowed");
        QTest::newRow("a file in it") << m_folder.path("data/file") << true;
        QTest::newRow("by way of another") << m_folder.path("other/../data/file") << true;
        QTest::newRow("in another") << m_folder.path("other/file") << false;
        QTest::newRow("out of it") << m_folder.path("data/../other/file") << false;
        QTest::newRow("a link out of it") << m_folder.path("data/link") << false;
        QTest::newRow("not there") << m_folder.path("data/none") << false;
    }
    void filesAreReadInTheirFolderAlone()
    {
        QFETCH(QString, path);
        const AllowedWork allowed = allowing({QStringLiteral("hash:") + m_folder.path("data")});
        JobPayload payload;
        payload.input = path.toUtf8();
        QVERIFY(!allowed.refusalOf(work(WorkKind::Hash)));
        QTEST(!allowed.refusalOf(work(WorkKind::Hash), payload).has_value(), "isAllowed");
    }

    void whatIsReadIsWhatWasChecked()
    {
        const AllowedWork allowed = allowing({QStringLiteral("hash:") + m_folder.path("data")});
        JobPayload payload;
        payload.input = m_folder.path("other/../data/file").toUtf8();
        QVERIFY(!allowed.refusalOf(work(WorkKind::Hash), payload));
        QVERIFY(!payload.input.contains(".."));
    }

    void wordsThatAllowNothingAreRefused()
    {
        for (const char* word : {"shell", "command:true", "command:/usr/bin", "command:/nowhere",
                                 "hash:data", "hash:/usr/bin/true", "", "command:"})
            QVERIFY2(std::holds_alternative<Problem>(AllowedWork::parse({QString::fromUtf8(word)})),
                     word);
    }
};

QTEST_GUILESS_MAIN(TestAllowedWork)
#include "tst_allowedwork.moc"
