<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>App</name>
    <message numerus="yes">
        <source>%Ln workers</source>
        <translation>
            <numerusform>1 worker</numerusform>
            <numerusform>%Ln workers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln cores</source>
        <translation>
            <numerusform>1 core</numerusform>
            <numerusform>%Ln cores</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln agents</source>
        <translation>
            <numerusform>1 agent</numerusform>
            <numerusform>%Ln agents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln jobs</source>
        <translation>
            <numerusform>1 job</numerusform>
            <numerusform>%Ln jobs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln jobs, the first of them:</source>
        <translation>
            <numerusform>1 job:</numerusform>
            <numerusform>%Ln jobs, the first of them:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln jobs:</source>
        <translation>
            <numerusform>1 job:</numerusform>
            <numerusform>%Ln jobs:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CompareWindow</name>
    <message numerus="yes">
        <source>%Ln runs – Poolscope</source>
        <translation>
            <numerusform>1 run – Poolscope</numerusform>
            <numerusform>%Ln runs – Poolscope</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ConsentDialog</name>
    <message numerus="yes">
        <source>To measure how long they take, these jobs are all run %Ln times, or a few more. Run them only if that does no harm.</source>
        <translation>
            <numerusform>To measure how long they take, these jobs are all run once, or a few times more. Run them only if that does no harm.</numerusform>
            <numerusform>To measure how long they take, these jobs are all run %Ln times, or a few more. Run them only if that does no harm.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Files</name>
    <message numerus="yes">
        <source>%Ln cores</source>
        <translation>
            <numerusform>1 core</numerusform>
            <numerusform>%Ln cores</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln spans have no duration: they are shown as not finished, to the end of the trace</source>
        <translation>
            <numerusform>1 span has no duration: it is shown as not finished, to the end of the trace</numerusform>
            <numerusform>%Ln spans have no duration: they are shown as not finished, to the end of the trace</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln spans have no end: they are shown as not finished, to the end of the trace</source>
        <translation>
            <numerusform>1 span has no end: it is shown as not finished, to the end of the trace</numerusform>
            <numerusform>%Ln spans have no end: they are shown as not finished, to the end of the trace</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln ends have no beginning</source>
        <translation>
            <numerusform>1 end has no beginning</numerusform>
            <numerusform>%Ln ends have no beginning</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln asynchronous spans are not shown: too many were open when they began</source>
        <translation>
            <numerusform>1 asynchronous span is not shown: too many were open when it began</numerusform>
            <numerusform>%Ln asynchronous spans are not shown: too many were open when they began</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln sums of spans (Total …) are not shown: they are no time of their own</source>
        <translation>
            <numerusform>1 sum of spans (Total …) is not shown: it is no time of its own</numerusform>
            <numerusform>%Ln sums of spans (Total …) are not shown: they are no time of their own</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln events are not shown: they are of more than %1 threads</source>
        <translation>
            <numerusform>1 event is not shown: it is of a thread beyond the first %1</numerusform>
            <numerusform>%Ln events are not shown: they are of more than %1 threads</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>some was lost %Ln times more</source>
        <translation>
            <numerusform>some was lost once more</numerusform>
            <numerusform>some was lost %Ln times more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the program&apos;s clock began again %Ln times: what follows is shown behind what was before</source>
        <translation>
            <numerusform>the program&apos;s clock began again: what follows is shown behind what was before</numerusform>
            <numerusform>the program&apos;s clock began again %Ln times: what follows is shown behind what was before</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln names are not kept: all names together are too long</source>
        <translation>
            <numerusform>1 name is not kept: all names together are too long</numerusform>
            <numerusform>%Ln names are not kept: all names together are too long</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %Ln events &quot;cpu&quot; is no number of seconds; it is left out</source>
        <translation>
            <numerusform>in 1 event &quot;cpu&quot; is no number of seconds; it is left out</numerusform>
            <numerusform>in %Ln events &quot;cpu&quot; is no number of seconds; it is left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln spans lie within others of their thread: they are no jobs, and not shown while they are followed; a file that is opened shows them</source>
        <translation>
            <numerusform>1 span lies within another of its thread: it is no job, and not shown while it is followed; a file that is opened shows it</numerusform>
            <numerusform>%Ln spans lie within others of their thread: they are no jobs, and not shown while they are followed; a file that is opened shows them</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln spans came when spans within them were shown as jobs already: they are not shown, so that their time counts once; a file that is opened has them as jobs</source>
        <translation>
            <numerusform>1 span came when spans within it were shown as jobs already: it is not shown, so that its time counts once; a file that is opened has it as a job</numerusform>
            <numerusform>%Ln spans came when spans within them were shown as jobs already: they are not shown, so that their time counts once; a file that is opened has them as jobs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>ninja has rewritten its log: %Ln lines that had been shown come again, and are passed over</source>
        <translation>
            <numerusform>ninja has rewritten its log: 1 line that had been shown comes again, and is passed over</numerusform>
            <numerusform>ninja has rewritten its log: %Ln lines that had been shown come again, and are passed over</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln spans lie within others of their thread: they are shown, but only the outermost are jobs</source>
        <translation>
            <numerusform>1 span lies within another of its thread: it is shown, but only the outermost are jobs</numerusform>
            <numerusform>%Ln spans lie within others of their thread: they are shown, but only the outermost are jobs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln spans hold others of their thread: they are shown, but only the innermost are jobs</source>
        <translation>
            <numerusform>1 span holds others of its thread: it is shown, but only the innermost are jobs</numerusform>
            <numerusform>%Ln spans hold others of their thread: they are shown, but only the innermost are jobs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the waits of %Ln jobs are shown shorter, by up to %1: they were queued before others that started earlier on their lane</source>
        <translation>
            <numerusform>the wait of 1 job is shown %1 shorter: it was queued before one that started earlier on its lane</numerusform>
            <numerusform>the waits of %Ln jobs are shown shorter, by up to %1: they were queued before others that started earlier on their lane</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln spans are not shown: they end more than %1 after the first one starts</source>
        <translation>
            <numerusform>1 span is not shown: it ends more than %1 after the first one starts</numerusform>
            <numerusform>%Ln spans are not shown: they end more than %1 after the first one starts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln spans are not shown: they need more than %1 lanes, or than %2 of one thread</source>
        <translation>
            <numerusform>1 span is not shown: it needs more than %1 lanes, or than %2 of one thread</numerusform>
            <numerusform>%Ln spans are not shown: they need more than %1 lanes, or than %2 of one thread</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>ninja has rewritten its first %Ln lines: nobody can tell those builds apart, so they stand at the beginning as if they were one</source>
        <translation>
            <numerusform>ninja has rewritten its first line: nobody can tell those builds apart, so it stands at the beginning</numerusform>
            <numerusform>ninja has rewritten its first %Ln lines: nobody can tell those builds apart, so they stand at the beginning as if they were one</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>it holds %Ln builds, which are shown one after another</source>
        <translation>
            <numerusform>it holds 1 build</numerusform>
            <numerusform>it holds %Ln builds, which are shown one after another</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln events contradict those before them and are left out</source>
        <translation>
            <numerusform>1 event contradicts those before it and is left out</numerusform>
            <numerusform>%Ln events contradict those before them and are left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>when jobs were queued (column %1) is not shown: %Ln rows do not say it, or say that it was after the start</source>
        <translation>
            <numerusform>when jobs were queued (column %1) is not shown: 1 row does not say it, or says that it was after the start</numerusform>
            <numerusform>when jobs were queued (column %1) is not shown: %Ln rows do not say it, or say that it was after the start</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows are left out: their times are years from the others</source>
        <translation>
            <numerusform>1 row is left out: its times are years from the others</numerusform>
            <numerusform>%Ln rows are left out: their times are years from the others</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln jobs did not run</source>
        <translation>
            <numerusform>1 job did not run</numerusform>
            <numerusform>%Ln jobs did not run</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows are steps within their jobs, and left out</source>
        <translation>
            <numerusform>1 row is a step within its job, and left out</numerusform>
            <numerusform>%Ln rows are steps within their jobs, and left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows end before they start: their times of day, which have no date, are taken to pass midnight</source>
        <translation>
            <numerusform>1 row ends before it starts: its times of day, which have no date, are taken to pass midnight</numerusform>
            <numerusform>%Ln rows end before they start: their times of day, which have no date, are taken to pass midnight</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln spans are not shown: they are up to %1 off from all others, which cannot be seen beside them</source>
        <translation>
            <numerusform>1 span is not shown: it is %1 off from all others, which cannot be seen beside it</numerusform>
            <numerusform>%Ln spans are not shown: they are up to %1 off from all others, which cannot be seen beside them</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln events are not shown: they have no time</source>
        <translation>
            <numerusform>1 event is not shown: it has no time</numerusform>
            <numerusform>%Ln events are not shown: they have no time</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln events are not shown: times are out of range, the first of them: %1, at byte %2</source>
        <translation>
            <numerusform>1 event is not shown: a time is out of range: %1, at byte %2</numerusform>
            <numerusform>%Ln events are not shown: times are out of range, the first of them: %1, at byte %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln events are not shown: times are no numbers, the first of them: %1, at byte %2</source>
        <translation>
            <numerusform>1 event is not shown: a time is no number: %1, at byte %2</numerusform>
            <numerusform>%Ln events are not shown: times are no numbers, the first of them: %1, at byte %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln events are not shown: their durations are negative</source>
        <translation>
            <numerusform>1 event is not shown: its duration is negative</numerusform>
            <numerusform>%Ln events are not shown: their durations are negative</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln spans of the critical path repeat spans of other threads</source>
        <translation>
            <numerusform>1 span of the critical path repeats a span of another thread</numerusform>
            <numerusform>%Ln spans of the critical path repeat spans of other threads</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln ends bear another name than the spans that they end, the last ones begun</source>
        <translation>
            <numerusform>1 end bears another name than the span that it ends, the last one begun</numerusform>
            <numerusform>%Ln ends bear another name than the spans that they end, the last ones begun</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>time runs backwards on %Ln threads: their beginnings and ends are paired by time, not in the order of the file</source>
        <translation>
            <numerusform>time runs backwards on 1 thread: its beginnings and ends are paired by time, not in the order of the file</numerusform>
            <numerusform>time runs backwards on %Ln threads: their beginnings and ends are paired by time, not in the order of the file</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>time runs backwards on %Ln threads between spans: their beginnings and ends are paired in the order of the file</source>
        <translation>
            <numerusform>time runs backwards on 1 thread between spans: its beginnings and ends are paired in the order of the file</numerusform>
            <numerusform>time runs backwards on %Ln threads between spans: their beginnings and ends are paired in the order of the file</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln instants</source>
        <translation>
            <numerusform>1 instant</numerusform>
            <numerusform>%Ln instants</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln counter values</source>
        <translation>
            <numerusform>1 counter value</numerusform>
            <numerusform>%Ln counter values</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln samples</source>
        <translation>
            <numerusform>1 sample</numerusform>
            <numerusform>%Ln samples</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln asynchronous steps</source>
        <translation>
            <numerusform>1 asynchronous step</numerusform>
            <numerusform>%Ln asynchronous steps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln flow events</source>
        <translation>
            <numerusform>1 flow event</numerusform>
            <numerusform>%Ln flow events</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln object events</source>
        <translation>
            <numerusform>1 object event</numerusform>
            <numerusform>%Ln object events</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln memory dumps</source>
        <translation>
            <numerusform>1 memory dump</numerusform>
            <numerusform>%Ln memory dumps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln clock marks</source>
        <translation>
            <numerusform>1 clock mark</numerusform>
            <numerusform>%Ln clock marks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln context events</source>
        <translation>
            <numerusform>1 context event</numerusform>
            <numerusform>%Ln context events</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln links</source>
        <translation>
            <numerusform>1 link</numerusform>
            <numerusform>%Ln links</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln events of phases that are not known</source>
        <translation>
            <numerusform>1 event of a phase that is not known</numerusform>
            <numerusform>%Ln events of phases that are not known</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Gantt</name>
    <message numerus="yes">
        <source>%Ln times</source>
        <translation>
            <numerusform>once</numerusform>
            <numerusform>%Ln times</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln workers, %1 with a job</source>
        <translation>
            <numerusform>1 worker, %1 with a job</numerusform>
            <numerusform>%Ln workers, %1 with a job</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LogView</name>
    <message numerus="yes">
        <source>… and %Ln more lines</source>
        <translation>
            <numerusform>… and 1 more line</numerusform>
            <numerusform>… and %Ln more lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Plan</name>
    <message numerus="yes">
        <source>%Ln blank lines are passed over</source>
        <translation>
            <numerusform>1 blank line is passed over</numerusform>
            <numerusform>%Ln blank lines are passed over</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Pool</name>
    <message numerus="yes">
        <source>%Ln workers that were asked for could not be added: the system gives no more threads, or retired workers still had all %1 numbers</source>
        <translation>
            <numerusform>1 worker that was asked for could not be added: the system gives no more threads, or retired workers still had all %1 numbers</numerusform>
            <numerusform>%Ln workers that were asked for could not be added: the system gives no more threads, or retired workers still had all %1 numbers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RunKeeper</name>
    <message numerus="yes">
        <source>%Ln runs are not saved.</source>
        <translation>
            <numerusform>A run is not saved.</numerusform>
            <numerusform>%Ln runs are not saved.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RunsPanel</name>
    <message numerus="yes">
        <source>%Ln runs that took 10 s or more are not saved. Let them go?</source>
        <translation>
            <numerusform>A run that took 10 s or more is not saved. Let it go?</numerusform>
            <numerusform>%Ln runs that took 10 s or more are not saved. Let them go?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln runs · %1 of %2</source>
        <translation>
            <numerusform>1 run · %1 of %2</numerusform>
            <numerusform>%Ln runs · %1 of %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SessionRuns</name>
    <message numerus="yes">
        <source>%Ln notes</source>
        <translation>
            <numerusform>1 note</numerusform>
            <numerusform>%Ln notes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message numerus="yes">
        <source>%Ln cores</source>
        <translation>
            <numerusform>1 core</numerusform>
            <numerusform>%Ln cores</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Text</name>
    <message numerus="yes">
        <source>%Ln times</source>
        <translation>
            <numerusform>once</numerusform>
            <numerusform>%Ln times</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln workers</source>
        <translation>
            <numerusform>1 worker</numerusform>
            <numerusform>%Ln workers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln cores</source>
        <translation>
            <numerusform>1 core</numerusform>
            <numerusform>%Ln cores</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln workers are enough: %1</source>
        <translation>
            <numerusform>1 worker is enough: %1</numerusform>
            <numerusform>%Ln workers are enough: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>room for %Ln results</source>
        <translation>
            <numerusform>room for 1 result</numerusform>
            <numerusform>room for %Ln results</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln retries</source>
        <translation>
            <numerusform>1 retry</numerusform>
            <numerusform>%Ln retries</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln spans</source>
        <translation>
            <numerusform>1 span</numerusform>
            <numerusform>%Ln spans</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln lanes</source>
        <translation>
            <numerusform>1 lane</numerusform>
            <numerusform>%Ln lanes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln jobs</source>
        <translation>
            <numerusform>1 job</numerusform>
            <numerusform>%Ln jobs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln workers are enough</source>
        <translation>
            <numerusform>1 worker is enough</numerusform>
            <numerusform>%Ln workers are enough</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>needs %Ln workers</source>
        <translation>
            <numerusform>needs 1 worker</numerusform>
            <numerusform>needs %Ln workers</numerusform>
        </translation>
    </message>
</context>
</TS>
