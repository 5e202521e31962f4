<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>App</name>
    <message>
        <source>About Poolscope</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;h3&gt;Poolscope %1&lt;/h3&gt;&lt;p&gt;See, size and understand worker pools: how many workers do these jobs need, and where does the time go?&lt;/p&gt;&lt;p&gt;MIT licence. The bars use the palette of Okabe and Ito, which colour-blind people can tell apart.&lt;/p&gt;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About Qt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;h3&gt;Qt %1&lt;/h3&gt;&lt;p&gt;Poolscope is made with Qt, a toolkit for programs on all systems. Qt is free software under the GNU LGPL, version 3: &lt;a href=&apos;https://www.qt.io/licensing&apos;&gt;qt.io/licensing&lt;/a&gt;.&lt;/p&gt;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Three gestures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What a worker pool is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the chart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Real work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many workers?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pools of others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Many machines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys and Mouse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;table cellpadding=&apos;3&apos;&gt;&lt;tr&gt;&lt;td colspan=&apos;2&apos;&gt;&lt;h3&gt;In the chart&lt;/h3&gt;&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;Ctrl and wheel, W and S&lt;/td&gt;&lt;td&gt;zoom at the pointer&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;Shift and wheel, A and D, left and right&lt;/td&gt;&lt;td&gt;move along the time&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;drag the ruler, Shift and drag, middle drag&lt;/td&gt;&lt;td&gt;move along the time&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;wheel&lt;/td&gt;&lt;td&gt;scroll the rows&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;Ctrl++, Ctrl+-, Ctrl+0&lt;/td&gt;&lt;td&gt;taller rows, shorter rows, default height&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;click&lt;/td&gt;&lt;td&gt;select a job&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;drag&lt;/td&gt;&lt;td&gt;select a range of time&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;double-click, F&lt;/td&gt;&lt;td&gt;fit the job or the range&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;Home, 0&lt;/td&gt;&lt;td&gt;show the whole run&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;Space&lt;/td&gt;&lt;td&gt;follow the newest time&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;Ctrl+Z and Ctrl+Y, back and forward&lt;/td&gt;&lt;td&gt;previous and next view&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;. and ,&lt;/td&gt;&lt;td&gt;next and previous job of the worker&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;M&lt;/td&gt;&lt;td&gt;place a marker; two measure a distance&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;Esc&lt;/td&gt;&lt;td&gt;clear selection and markers&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;overview&lt;/td&gt;&lt;td&gt;drag the window or its edges, or draw a new one&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td colspan=&apos;2&apos;&gt;&lt;h3&gt;Everywhere&lt;/h3&gt;&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;F1&lt;/td&gt;&lt;td&gt;the guide, at the page for what has the focus&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;F5, F6, Esc&lt;/td&gt;&lt;td&gt;run, pause and resume, stop&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;F9, Shift+F9, Ctrl+F9&lt;/td&gt;&lt;td&gt;settings, timings, lower panel: show or hide&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;Ctrl+E, Ctrl+Shift+C&lt;/td&gt;&lt;td&gt;export, copy the timing screenshot&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;Ctrl+F&lt;/td&gt;&lt;td&gt;find a job by its number&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;Ctrl+Alt+C&lt;/td&gt;&lt;td&gt;copy the selection as text&lt;/td&gt;&lt;/tr&gt;&lt;/table&gt;</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln workers</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>now: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln cores</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>standard output could not be written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>clock ± %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>clock not known yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, not %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2
%3, %4, %5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agent on %1
Workers: %2
Cores: %3
Poolscope: %4
Allowed: %5
Clock: %6</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is known of agents yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 with %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln agents</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>All jobs fit: their sender never waits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A rendezvous: each job passes straight from the sender to a worker.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Up to this many jobs can wait; after that the sender blocks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The least waiting on average, but long jobs are left for the end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ends early: no long job is left for the end, short ones fill the gaps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fair when nothing is known; where lengths come in runs, it breaks them up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First come, first served: fair, and nothing need be known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking …</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln jobs</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Run %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChartActions</name>
    <message>
        <source>The selection is on the clipboard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find Job</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Job number, 1 to %1:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no job %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Job %1 has not started</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChartChoices</name>
    <message>
        <source>Workers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hosts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A row for each worker, for each job with its wait and its run, or for each host with the share of its workers that have a job</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Job</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Worker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the colours of the bars tell apart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ro&amp;ws</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ComparePanel</name>
    <message>
        <source>&amp;Export Table…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comparing …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Figures of the runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the figures as a table (CSV), in numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the table as it stands here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All did the same jobs: their times compare.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other jobs than in %1, or nobody knows which: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export Table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exporting %1 …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exported %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CompareWindow</name>
    <message>
        <source>%1 and %2 – Poolscope</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln runs – Poolscope</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Charts of the runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConsentDialog</name>
    <message>
        <source>%1, %2 characters:
</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run What a File Gave</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 says what these jobs execute or read. Run it only if you know what it does.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run It Many Times</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>To measure how long they take, these jobs are all run %Ln times, or a few more. Run them only if that does no harm.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>What would be run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Don’t Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Run It</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CountBox</name>
    <message>
        <source>A whole number from %1 to %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DecimalBox</name>
    <message>
        <source>A number from %1 to %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DurationBox</name>
    <message>
        <source>How long each job takes: 0s to 1h, with a unit: ns, us, ms, s, m or h</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ExportBar</name>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the file with the program that the system has for it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the folder that the file is in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exported %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The system has no program that opens %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preview of the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The ending chooses the format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F&amp;ormat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of what has pixels: a PNG, and the picture in a report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1× (1280 px wide)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>2× (2560 px wide)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>3× (3840 px wide)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of a picture; a page of a report has the chart alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chart and timings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slide (16:9)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chart only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loo&amp;k</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of a picture; a page is light or dark by its reader&apos;s setting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Title</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Worker pool timings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Over the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 exists. Replace it?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the file a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Replace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run goes on: it can be written when it is over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The ending must be %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture carries the settings and the timings: dropped on the window it restores them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The report has the picture, the timings and the settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A row for the pool and one for the sequential run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A row for each number of workers, times in nanoseconds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A row for each part of the workers&apos; time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What holds the run back, with what changes would gain, for programs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A row for each job of the pool, times in nanoseconds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opens again as the very same run, and in Perfetto and chrome://tracing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It names what each job was given.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It names the command, the folder or the file that the jobs of this run need.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Files</name>
    <message>
        <source>the picture could not be drawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture (PNG)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture (SVG)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture (PDF)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Report, one page (HTML)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Report and its picture (Markdown)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table of the timings (CSV)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table of numbers of workers (CSV)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table of where the workers&apos; time went (CSV)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What holds the run back (JSON)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table of the jobs (CSV)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run itself, to open again (trace)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run itself, compressed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hashes, for sha256sum --check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 or %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its ending must be %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>only jobs that hash files give hashes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the run took no time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the run goes on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no memory for it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>without a run there is sizing.csv alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With the worker pool</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without (one after another)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sum of the results</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln cores</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1 %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Worker pool timings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chart of the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many workers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What holds it back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Timings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chart of the run, with its timings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With the worker pool: %1
</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without: %1
</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Poolscope: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>without
pauses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 speed-up
possible</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of %1
possible,
no pauses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>so far, of
%1 possible</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of %1
possible</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each run starts from its own zero; bars are jobs, from start to finish.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Poolscope %1 · %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>events of other types, passed over: %1, first &apos;%2&apos;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it has no &quot;type&quot; that says what happened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its &quot;timestamp&quot; is no number of seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its &quot;%1&quot; is no text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its &quot;ts&quot; is no number of microseconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its &quot;dur&quot; is no number of microseconds from 0 on</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln spans have no duration: they are shown as not finished, to the end of the trace</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln spans have no end: they are shown as not finished, to the end of the trace</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln ends have no beginning</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln asynchronous spans are not shown: too many were open when they began</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln sums of spans (Total …) are not shown: they are no time of their own</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln events are not shown: they are of more than %1 threads</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>not shown, as they have no duration: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it has more than %1 fields</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its row is longer than 16 MiB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its last row is left out: a quote in it has no end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cannot follow %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is a folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>another file took its name, and cannot be read: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its worker went away: it is delivered again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its worker began anew</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its end was not told</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>line %1 is left out: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it took more than 52 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its time is more than 52 days from the others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its time is more than 52 days from the beginning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 after line %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>some was lost %Ln times more</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the program&apos;s clock began again %Ln times: what follows is shown behind what was before</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>jobs with lower numbers still ran when the first one was told: the run begins %1 before that one started, as they started before it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1; and %2 more like that</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lines longer than 16 MiB, left out: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one without a name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>jobs that ended and did not run then, left out: %1, first %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>jobs that ended before they started: %1, first %2; they take no time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>jobs that ended and whose start was not told: %1, first %2; they are shown for as long as is known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>jobs whose end was not told: %1, first %2; they are shown as cancelled when it was known that they had ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>jobs that ran when their worker began anew: %1, first %2; they are shown as cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>jobs that started and were not queued before: %1, first %2; they did not wait</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>events from before the first that was seen: %1, first of %2; what lies before is cut off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>jobs that were queued before another one, and said so more than a second later: %1, first %2; they stand behind it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>jobs that are not shown, as they need too many lanes: %1, first %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>events more than 52 days from the beginning, left out: %1, first of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>jobs whose processor time is too large to be true, shown without it: %1, first %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>jobs that ran when their program began anew: %1, first %2; they are shown as cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>jobs after the first %1, not shown: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln names are not kept: all names together are too long</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>the file was cut off and began anew</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>another file took its name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there was no event in it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it could not be read to its end: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>in %Ln events &quot;cpu&quot; is no number of seconds; it is left out</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>it has no &quot;ev&quot; that says what happened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;ev&quot; is &apos;%1&apos;, which is none of queued, started, finished, failed, cancelled and worker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its time is no number: &quot;t&quot; are seconds, &quot;ts_ns&quot; nanoseconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; is neither a text nor a number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its worker&apos;s name begins with a control character that none may begin with (U+001F)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it does not say which worker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, at its byte %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is no object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it begins with none of what can be followed: events in JSON, one a line, those of Celery among them, the title of a joblog or of results of GNU parallel, a ninja log, the array of a Chrome trace, or a table with start and end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cannot open %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln spans lie within others of their thread: they are no jobs, and not shown while they are followed; a file that is opened shows them</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln spans came when spans within them were shown as jobs already: they are not shown, so that their time counts once; a file that is opened has them as jobs</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>it has no start, end and output</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>ninja has rewritten its log: %Ln lines that had been shown come again, and are passed over</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>when jobs were queued (column %1) is not shown of a table that is followed, as its rows come in the order of their ends; opened it is, where it can be</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>exit status %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ended by signal %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>more than %1 different errors: this one is not kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln spans lie within others of their thread: they are shown, but only the outermost are jobs</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln spans hold others of their thread: they are shown, but only the innermost are jobs</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>how long its jobs waited is not shown: one was queued more than 52 days before the first one started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>how long its jobs waited is not shown: they did not start in the order in which they were queued</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>the waits of %Ln jobs are shown shorter, by up to %1: they were queued before others that started earlier on their lane</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln spans are not shown: they end more than %1 after the first one starts</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln spans are not shown: they need more than %1 lanes, or than %2 of one thread</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>slot %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 slot %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ninja log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>joblog of GNU parallel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>list of jobs of GitHub Actions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>list of jobs of GitLab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>trace of OpenTelemetry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>trace of Jaeger</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JUnit report (XML)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>timing report of cargo (HTML)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>table (CSV) with the columns worker, job, start and end, or with durations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, or %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there are too many jobs or hosts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it has no start time, runtime, exit value and signal</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>ninja has rewritten its first %Ln lines: nobody can tell those builds apart, so they stand at the beginning as if they were one</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>it holds %Ln builds, which are shown one after another</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>only the first %1 steps are shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln events contradict those before them and are left out</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>there is no span in it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is in UTF-16; save it as UTF-8</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is no saved run or trace (JSON), %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unit %1 is left out: its start is %2, its duration %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no UNIT_DATA in its first 16 MiB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the job at byte %1 is left out: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one of its times is none that can be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is over but has no end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it ends before it starts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there are too many jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>skipped jobs and steps, which are not shown: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>jobs and steps that had not started, which are not shown: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what they ended as is not known, and shown as finished: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no runner named</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is %1, not an object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its conclusion is %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its status is %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its startTime is %1, its duration %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, at byte %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a text or a number is longer than 16 MiB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>arrays and objects stand in one another deeper than %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one element is larger than 64 MiB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it ends early</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an array</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a text is longer than 16 MiB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>elements stand in one another deeper than %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its declaration says that it is in %1, which it is not: correct it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it has a document type (DOCTYPE %1), which may change what its texts say and is not read: remove it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, at line %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its time is %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there are too many tests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the report says that it failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>line %1: the timestamp %2 is none that can be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and %1 more timestamps like that</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>skipped tests, which are not shown: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tests without a time, which are not shown: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>attempts at tests that were repeated, which are not shown: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tests say in which second they began: those that began in the one in which another one of their suite ended are shown behind it: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a report says how long tests took, not when each began: those of a suite are shown one after another</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>suites without a timestamp are shown one after another</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>suites whose tests took longer together than the suite, so that some ran at the same time: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its startTimeUnixNano is %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its endTimeUnixNano is %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there are too many spans</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its status is an error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the span at byte %1 is left out: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>worker %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>only the first %1 rows are shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>durations alone say nothing of workers: they are shown one after another</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there are too many workers</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>when jobs were queued (column %1) is not shown: %Ln rows do not say it, or say that it was after the start</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows are left out: their times are years from the others</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>the column %1 is not used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the columns %1 and %2 more are not used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the columns %1 are not used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its times of day have no date: between a row and the next one that starts more than half a day earlier, midnight is taken to pass</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its times of day have no date, and its rows are in no order of time: all are taken to start on the same day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>how jobs ended is not known for %1 of them, which are shown as finished: their status is %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the column %1 has no unit: it is read in that of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the column %1 has no unit: it is read as seconds, although that of %2 is another one</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln jobs did not run</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows are steps within their jobs, and left out</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows end before they start: their times of day, which have no date, are taken to pass midnight</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>it has %1 fields under %2 titles (a decimal comma needs quotes, or semicolons between fields)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it has %1 fields, and the first row has %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>column %1: &apos;%2&apos; is no time that can be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>column %1: &apos;%2&apos; is no duration that can be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it has no start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it has no end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it has no duration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its end lies before its start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its times are too large</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>job %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>milliseconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>microseconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nanoseconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its times have no unit: they are read as %1 since 1970, the first as %2 UTC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>times with one colon are read as minutes and seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln spans are not shown: they are up to %1 off from all others, which cannot be seen beside them</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>; the first is %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln events are not shown: they have no time</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>an empty text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2, at byte %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln events are not shown: times are out of range, the first of them</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln events are not shown: times are no numbers, the first of them</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln events are not shown: their durations are negative</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln spans of the critical path repeat spans of other threads</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>only the first %1 spans are shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln ends bear another name than the spans that they end, the last ones begun</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>time runs backwards on %Ln threads: their beginnings and ends are paired by time, not in the order of the file</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>time runs backwards on %Ln threads between spans: their beginnings and ends are paired in the order of the file</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln instants</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln counter values</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln samples</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln asynchronous steps</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln flow events</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln object events</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln memory dumps</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln clock marks</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln context events</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln links</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln events of phases that are not known</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>asynchronous</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>thread %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a row is longer than 16 MiB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a quote has no end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a row has more than %1 fields</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the compressed data is damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to unpack it takes more than 256 MiB of memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it unpacks to more than 16 GiB, which is not read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the compressed data ends early</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what follows the compressed data is not read, as it is not compressed like it: %1 bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cannot read %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is not a regular file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is compressed with %1, which is not read: unpack it first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>line %1 is longer than 16 MiB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its name is too long: %1 bytes, where %2 are allowed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cannot write %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was not written: it was stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is a link: %2 is replaced.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has other names (hard links): they keep the old content.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no folder %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is somebody else&apos;s, and its folder lets nobody else replace it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is a zip that ends early: its directory is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is a zip without a file in it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is a zip of %1 files, and only one of a single file is read; it holds %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the file in the zip, %1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is encrypted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is neither stored nor deflated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is larger than 4 GiB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is not where the zip says</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>job %1 took %2; a job of a run takes 1 h at most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no job of this run has ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the folder could not be made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not JSON: %1, at byte %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no settings of Poolscope: &quot;format&quot; is not &quot;poolscope-settings&quot;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>settings of another version than %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no setting &apos;%1&apos;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: it takes a text or a number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: &apos;%2&apos; was given; it takes %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a picture that carries no settings of Poolscope</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>larger than 1 MB; these are no settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a run of another version than %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the settings of the run: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a line feed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a carriage return</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a tab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, at byte %2, is no value of JSON and is passed over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a control character (%1) stands in a text at byte %2, which JSON does not allow; the text is shown as it stands</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its metadata is longer than 16 MiB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no &quot;traceEvents&quot; in it</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FindingsPanel</name>
    <message>
        <source>Findings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What holds it back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at it in the chart, below the pool</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run the same jobs again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show ▸</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark this in the chart and zoom to the longest stretch of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show in the chart: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Following</name>
    <message>
        <source>Follow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What another program writes: events, joblogs, ninja logs, traces (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Celery at %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>standard input</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Gantt</name>
    <message>
        <source>share of its workers with a job</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hatched: simulated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sender waits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>busy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>idle: no jobs left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>idle: no job came</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paused %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>host</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>workers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>with a job</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>± %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, drifts by %1 ± %2 µs a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>times</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nested span</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>job</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>worker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>duration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>simulated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what if</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>preempted</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln times</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>attempt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>wait</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>share of the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>worker %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>job %1 on %2 of the what-if</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>job %1 of the sequential run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nested span %1 on %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>job %1 on %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of the what-if</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sequential run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nested spans of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>job %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>host %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln workers, %1 with a job</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2, %3, from %4 on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown host</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2 …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>line: CPU time, from %1 px on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>idle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>busy all the time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SEQUENTIAL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NESTED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>POOL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>WHAT IF</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>WHAT IF  ·  %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from %1 to %2 in view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workers with a job and waiting jobs, over the time in view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from %1 to %2: %3 workers busy, up to %4 jobs waiting</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GanttView</name>
    <message>
        <source>Chart of the run</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GuideWindow</name>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Guide – Poolscope</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pages of the guide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The page before (Alt+Left)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page of the guide</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>InsightPresenter</name>
    <message>
        <source>Run, or open a run, to see how many workers its jobs need and where its time goes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking into the run …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no memory to look into this run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This run took no time.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>JobsModel</name>
    <message>
        <source>%1, attempt %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Job</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Worker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queued</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not queued</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>JobsPanel</name>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show jobs of this status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Worker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show jobs of this worker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jobs of the run</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LogView</name>
    <message>
        <source>Log of the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each start and finish is written here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select &amp;All</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>… and %Ln more lines</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LostBarPart</name>
    <message>
        <source>%1: %2, %3
%4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show %1: %2, %3</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LostRow</name>
    <message>
        <source>Show ▸</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark this time in the chart and zoom to the longest stretch of it</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LostTimePanel</name>
    <message>
        <source>Where the workers&apos; time went</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run, or open a run, to see where its time goes.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Poolscope</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the run took</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Timings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What holds it back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run in detail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details of the selected job</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click a bar, or a job in the table, to see all that is known of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many workers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lost time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;Recent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>E&amp;xamples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tool bar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run the jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workers finish the jobs in hand and wait until the run goes on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use These &amp;Durations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings for a new run whose jobs take as long as those in the chart took</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export the timing screenshot, a report, tables or the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open Run…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a saved run, a trace or a log of another program, or a table of spans</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Innermost Spans Are the Jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the file again: of its spans that lie within one another the innermost are the jobs, not the outermost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Follow…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show what another program writes to a file or a pipe, while it does</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Watch Celery…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the tasks of Celery’s workers while they work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save Run…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the run as a trace that opens again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open Se&amp;ttings…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save Settin&amp;gs…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export &amp;Hashes…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the hashes for sha256sum --check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Fit All	Home</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the whole run (Home in the chart)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F&amp;ollow	Space</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Follow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the newest time in view (Space in the chart)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom &amp;In	W</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>W in the chart, or Ctrl and the wheel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom O&amp;ut	S</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S in the chart, or Ctrl and the wheel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Previous View	Ctrl+Z</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Z in the chart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Next View	Ctrl+Y</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Y in the chart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find &amp;Job…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy Selection as Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Guide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How to use Poolscope, in a few pages with pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keys and Mouse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Taller Rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sho&amp;rter Rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Default Row Height</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Settings Panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show or hide the settings at the left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ti&amp;mings Panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show or hide the timings at the right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lower Pa&amp;nel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show or hide the log, the jobs, the details and the runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy Picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the timing screenshot on the clipboard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Follow the &amp;System</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;High Contrast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;About Poolscope</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About &amp;Qt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture is on the clipboard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the last run that was made here can be run again from here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What holds it back · %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When the run is over, it is looked into.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped before it began</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re&amp;sume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exporting %1 …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A run goes on: stop it before you open another</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opened %1: it is among the Runs, as another run has begun</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opened %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MeasureControls</name>
    <message>
        <source>Runs the jobs with each number of workers, in rounds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 runs, about %3 left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 runs</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Measurement</name>
    <message>
        <source>agents at a broker have as many workers as they have: only runs on this machine are measured with other numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 can be read only once, so its jobs cannot be measured</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Measuring</name>
    <message>
        <source>There is no run to measure yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A run goes on: measure when it is over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What others recorded cannot be run again here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agents have as many workers as they have: only runs on this machine are measured.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled: what was measured stays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>; left out, as other jobs failed in them: %1 runs</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PendingExports</name>
    <message>
        <source>Exported %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled: %1 was not written</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Plan</name>
    <message>
        <source>the command ends with a backslash that takes nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a quote in the command is not closed: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no program &apos;%1&apos; in the PATH</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no program &apos;%1&apos;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not an executable program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the command holds a NUL, which no argument can</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter a command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&apos;%1&apos; holds more than %2 jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>folders that could not be read: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is longer than %1 bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln blank lines are passed over</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>&apos;%1&apos;, line %2 %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>holds a NUL, which no argument can; where parts of the list end with NUL, say so with --null</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>goes beyond the %1 bytes that all may have together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&apos;%1&apos; cannot be read: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&apos;%1&apos; is neither a folder nor a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&apos;%1&apos; holds no file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&apos;%1&apos; holds no file; turn on subfolders to look into its folders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&apos;%1&apos; holds no line; what has come through it once, such as for an earlier run, cannot be read again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&apos;%1&apos; holds no line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The results of agents have no capacity of their own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The results of agents are read at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter a folder or a file to hash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter an input: the command has {} or {.}, and nothing to put there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the command has no placeholder ({}, {.} or {n}): each job runs the same</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>how long commands take is not known beforehand: lines run as submitted or in random order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter a file of durations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&apos;%1&apos;, line %2: &apos;%3&apos; is no duration; a line takes a time with its unit from 0s to 1h, such as 250us, 20ms or 1.5s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&apos;%1&apos; holds no duration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is no placeholder here and stays as it stands in the command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RabbitMQ takes jobs away from agents that have had them for longer than its consumer_timeout, 30 min unless it is set otherwise; the longest of these takes %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is not enough memory for the jobs of this run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1; an address is amqp://USER@HOST:PORT/VHOST, or amqps:// for TLS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the broker&apos;s password cannot be read from %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is too long</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>that is no address of a broker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it names no host</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what stands behind # belongs to no address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>behind ? it may have cacertfile=FILE and verify=verify_none, with amqps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the address of a broker, such as amqp://user@host:5672/vhost, or amqps:// for TLS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fixed, uniform:50%, exponential, bimodal:5%,10 (that share of the jobs is so many times as long, 1 to 1000) or pareto:1.5 (1.1 to 10)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all, every:20ms or poisson:50/s (0.001 to 1000000 a second)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 or %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a whole number from %1 to %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a time with its unit from 0s to 1h, such as 250us, 20ms or 1.5s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a share from 0% to 100%, such as 5% or 0.1%</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>any text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&apos;%1&apos; was given; it takes numbers from %2 to %3 and ranges that go up, such as 1,2,4 or 1..4,8,16</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Pool</name>
    <message>
        <source>there is no memory for it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the jobs do not add up: %1 asked for, %2 sent, %3 finished, %4 failed, %5 cancelled, %6 left in the channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the results do not match the jobs: %1 jobs finished, %2 results received, %3 of them wrong, and %4 duplicates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no memory for the check of %1 jobs one after another; no job was run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is not enough memory for channels of capacity %1 and %2 and the check of %3 jobs; no job was run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the system gives no more threads: %1 of %2 workers could be started, no job was run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the system gives no more threads: only %1 of %2 jobs could be sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln workers that were asked for could not be added: the system gives no more threads, or retired workers still had all %1 numbers</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Remote</name>
    <message>
        <source>Poolscope looks for agents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the system gives no more descriptors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no certificates can be read from %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to confirm what is published</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the exchange %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the queue %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to bind a queue to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to clear the queue %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to delete the queue %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what comes from the queue %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to receive no more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what was asked for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no host %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no broker answers at %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the certificate of the broker at %1 is that of another host</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the certificate of the broker at %1 is not trusted: it has run out, or nobody here knows who signed it (?cacertfile=FILE names that)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no TLS with the broker at %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no broker can be reached at %1: nobody listens there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no broker can be reached at %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the broker at %1 does not answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what answers at %1 is no broker that speaks AMQP 0-9-1%2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, or wants TLS: amqps://</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the broker at %1 closed the connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the broker at %1 does not let %2 in: wrong user or password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the broker at %1 has no vhost %2 for %3: %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the broker at %1 no longer answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the connection to the broker at %1 was lost: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the broker at %1 closed the connection: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the broker refuses %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Poolscope watches Celery</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no Celery with events has been at this broker yet: waiting for one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there was no connection to the broker from %1 to %2: what happened meanwhile is not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>somebody has deleted the queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>events came faster than they were read: the broker dropped some</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a message with events is too long, and left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there are events that are not in JSON but in %1: they are left out; Celery&apos;s event_serializer chooses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no connection since %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its agent has not told how it ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Poolscope run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no connection to the broker since %1: %2; agents finish what they have in hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the broker at %1 takes no jobs for now, as it is short of memory or disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no agent serves runs at %1: start one by poolscope worker --broker %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no agent at %1 takes these jobs: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>attempts that lost their worker: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>results that came twice, counted once: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>events of agents that never came: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>jobs that seemed to begin before they were sent, as clocks differ, shown as begun then: %1, by %2 at most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>times that came before others of their lane, as clocks differ, workers had been given up or results came late, shown later: %1, by %2 at most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>with %2 jobs in hand at a worker, jobs that began after one that was sent later: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the broker was away for %1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the broker took no jobs for a while, as it was short of memory or disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>messages that could not be used: %1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the broker takes no messages, as it is short of memory or disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no agent is there: jobs wait for one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no agent that is there takes these jobs: they wait for another</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>somebody has deleted the queues of the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a message is not one of Poolscope&apos;s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an agent does not say what its clock shows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a result is of no job of the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its worker was lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>its worker was lost %Ln times</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>nobody has told how it ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it was over already, and was counted once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a message is too long</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a message is of version %1, and this Poolscope speaks version %2: the same Poolscope has to be on both sides</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a message is of another kind than belongs here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a message is damaged</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RunController</name>
    <message>
        <source>there is no memory for the run</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RunExporter</name>
    <message>
        <source>Exporting %1 …</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RunFiles</name>
    <message>
        <source>Open Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs, traces, logs and tables (*.json *.jsonl *.gz *.zst *.xz *.zip *.csv *.log *.txt *.xml *.html *joblog* .ninja_log);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening %1 …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs, as traces (*.json *.json.gz)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saving %1 …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RunKeeper</name>
    <message>
        <source>Room for Runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The runs of this session take %1 of memory, and %2 are set aside for them. The oldest, run %3, took %4 in the pool and is not saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Let It Go</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keep It</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run %1: %2, %3 in the pool</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run that goes on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln runs are not saved.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1

Runs that took less than 10 s are not counted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop and &amp;Save…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RunPresenter</name>
    <message>
        <source>Set the sliders, then press Run (F5).</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RunStarter</name>
    <message>
        <source>Run Again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 carried the settings of its run:

%2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Run Again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Not Now</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RunsPanel</name>
    <message>
        <source>Sho&amp;w</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the run in the chart (Return, or a double click)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C&amp;ompare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show runs one above the other on one time axis, with their figures; select 2 to 16, or one to compare with the run in the chart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the run as a trace that opens again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let the run go (Delete)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Beyond that the oldest runs are let go; those that are not saved and took 10&#xa0;s or more are asked about first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs of this session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln runs that took 10 s or more are not saved. Let them go?</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln runs · %1 of %2</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>the system gives no more threads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the system gives no more threads: nothing is followed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no memory for the durations of its jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no memory to follow on: what came until then is shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no file that can be read twice: the run reads it, nobody knows its jobs beforehand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the system gives no more threads: the run could not begin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no memory for the run: what was recorded of it until then is shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>shortest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>longest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>random</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as submitted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 could not be used: it is kept as %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be used, and not be renamed either</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it takes celery: and the address of the broker, such as celery:amqp://guest@localhost</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SessionRuns</name>
    <message numerus="yes">
        <source>%Ln notes</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1, changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pool</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sequential</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed-up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait p95</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingsActions</name>
    <message>
        <source>Settings (*.json)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: press Run (F5)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Back to My Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your settings are back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings, or exported pictures (*.json *.png *.svg *.pdf)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opened %1: press Run (F5)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taking the durations …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use These Durations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jobs that wait as long as those took: %1. Examples → Back to My Settings brings yours back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press Run (F5)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingsPanel</name>
    <message>
        <source>Settings of the next run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>POOL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number of jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Workers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>While a run goes on this changes the running pool: more start at once, fewer retire after the job in hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number of workers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Channel capacity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channel capacity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As &amp;many as jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The capacity follows the number of jobs, as in the article. 0 is a rendezvous: each value passes straight from a sender to a receiver.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the workers are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Threads of this program, or agents at a message broker: Poolscope on any machine that reaches the broker (RabbitMQ), started by “poolscope worker --broker …”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>amqp://user@host</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address of the broker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>amqp://user:password@host:port/vhost, or amqps:// for TLS; a password is not remembered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agents at the broker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jobs in hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jobs that a worker has in hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More than one keep a worker from waiting for the broker between short jobs. They begin in another order than they were sent in then, and one in hand of a busy worker cannot be done by an idle one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>EACH JOB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wor&amp;k</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What each job does</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waits, as for a disk or a network; computes, as much as takes the duration on one idle core; computes for a share and waits for the rest; computes the SHA-256 of a file; or runs a program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Computes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mixed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hashes a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs a command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Duration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duration of each job</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Computin&amp;g</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The share of mixed work that computes; the rest waits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of mixed work that computes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>D&amp;istribution</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the durations differ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the durations of the jobs differ; their mean is the duration above</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All alike</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Uniform</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exponential</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Short and long</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Heavy tail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Up to ±</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Durations differ from their mean by this much at most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Half of the width of the distribution</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Long jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This share of the jobs is long</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of long jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Times as long</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Long jobs take so many times as long as short ones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many times as long they take</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> ×</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tail exponent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The lower, the heavier the tail: few jobs take most of the time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exponent of the tail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A file, one duration a line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File of durations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One duration a line with its unit, such as 20ms; each line is a job</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a file of durations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often durations are how long</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>convert {} {.}.png</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{} stands for the job’s input, {.} for that without its ending, {/} for its name, {//} for its folder, {/.} for its name without its ending, {n} or {#} for the job’s number, {%} for that of its worker. No shell is involved: each word is one argument.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input of the jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hashing: a folder, each file in it a job. A command: a list, each line a job, or a folder, or nothing where {n} is enough</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With su&amp;bfolders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files in the folders of the folder are jobs, too</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ended by NUL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The parts of the list end with NUL, as find -print0 writes them; a NUL with the first line of a list tells that, too</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time&amp;out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A command that takes longer is ended and counts as failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Timeout of a command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ORDER AND ARRIVAL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>O&amp;rder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order of the jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In which order the jobs are sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As submitted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shortest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Longest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Random</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arri&amp;val</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When the jobs come</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When the jobs come to be sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One every …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At random</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One every</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time between two arrivals</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On average</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jobs come independent of each other (a Poisson process), so many a second on average</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arrivals a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> /s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RESULTS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Own capacit&amp;y</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The results channel has a capacity of its own; else that of the jobs channel. When it is full, workers wait until a result has been read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Capacity of the results channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reader takes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each result keeps its reader busy for so long</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time of the reader for each result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FAILURES AND CHANCE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fail r&amp;ate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>So many attempts fail on purpose, to see what failures do to a run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of attempts that fail on purpose</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>R&amp;etries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A job that failed is tried again so often, at once and by the same worker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often a job that failed is tried again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same seed gives the same durations, order, arrivals and failures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SEQUENTIAL RUN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whe&amp;n</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When the sequential run takes place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same jobs one after another, to compare with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After the pool</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alongside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not at all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ideal for these settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No schedule can be faster: the most of all work ÷ workers, the longest job, all computing ÷ the cores of this machine, and what the arrivals and the reader leave</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sequential would take</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All jobs one after another</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most speed-up possible</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sequential time ÷ ideal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run takes at least</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pool, and the sequential run where it is wanted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agents are started by: poolscope worker --broker %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From %1: nobody is asked there before you agree</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File of Durations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A list or a folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From %1: not run before you agree</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SizingChart</name>
    <message>
        <source>Time over the number of workers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No time with 1 worker is known, with which to compare.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SizingLegend</name>
    <message>
        <source>scalability law</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SizingPanel</name>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long the jobs take</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed-up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The time with 1 worker ÷ the time: simulated with simulated, measured with measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Efficiency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The speed-up ÷ workers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scalability fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The Universal Scalability Law (Gunther), fitted to the measured times</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What if, and measuring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A mean &amp;wait of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long a job may wait for a worker on average, at most: 0s to 1h, with a unit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean wait</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>WHAT IF</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes the what-if away: all as it was</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Workers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workers of the what-if</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order of the what-if</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In which order the jobs are sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As it was</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shortest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Longest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Random</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Longest job</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The longest job of the what-if</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What becomes of the job that takes longest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In 2 parts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In 4 parts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In 8 parts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without &amp;failures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each job succeeds at its first attempt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Retries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retries of the what-if</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often a job that failed is tried again: 0 to 100. Attempts beyond those that were made follow the fail rate, or else fail as the last one did</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All jobs at on&amp;ce</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All jobs are there from the beginning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Room for all r&amp;esults</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No worker waits until its result is read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>auto</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbers of workers to measure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbers of workers, such as 1,2,4 or 1..16; empty: doubled from 1 until more bring nothing, then filled in around the best</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>×</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs for each number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>So many runs for each number of workers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Measure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ends the measurement; what is measured stays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run some jobs, or open a run: how long they would take with other numbers of workers is shown here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what if: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>simulated</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SpokenLabel</name>
    <message>
        <source>%1. %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SpreadView</name>
    <message>
        <source>mean %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Stopped: %1 of %2 jobs finished, %3 failed, %4 cancelled, %5 never ran</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All jobs done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All jobs done, %1 of them failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sequential run was stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With the worker pool %1, without %2, %3 %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln cores</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Preparing the jobs: %1 so far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preparing the jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1; %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Following %1: no job has begun yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Following %1: %2 of %3 jobs done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pool: %1 of %2 jobs done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sequential run: %1 of %2 jobs done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused. %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Text</name>
    <message>
        <source>The pool&apos;s run read %1 from the disk, the sequential run %2: it found the rest in memory. Run again, warm, to compare them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2 %)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 / %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, their sum is wrong: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln times</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1 jobs/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 jobs failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paused for %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>workers changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The time ÷ that of the first run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jobs finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jobs that ran to their end in the pool</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed / tried again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jobs that failed after all attempts / attempts that failed and were followed by another</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Results</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Received from the results channel, each checked: the result of a job is 2 × its number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Efficiency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed-up ÷ workers (their mean, where their number changed); pauses are left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Worker utilisation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time at work ÷ (time of the pool × workers); pauses count</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Above the ideal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time of the pool − ideal: no schedule can be faster; pauses count. Not known where the number of workers changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait, median / p95</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From the moment a job is offered until a worker starts it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sender waited</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For room in the jobs channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time that the jobs had a core, and its share of their durations; the rest they waited, for something or for a core. Of jobs that are long enough to measure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preempted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Involuntary context switches: how often a job had to give its core to another, as happens where more workers compute than there are cores</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Throughput</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jobs finished ÷ time of the pool</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed-up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>÷ %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With the worker pool</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paused, %1 of %2 jobs done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>running, %1 of %2 jobs done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopped by a signal: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopped after %1 of %2 jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not run</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln workers</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln cores</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>A long job came late</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One job sets the end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More workers help, up to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More workers than %1 bring nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Much time goes from one job to the next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workers wait for jobs to come</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Results wait for their reader</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed attempts cost time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workers took their first job late</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files came from the disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 would take as long</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>job %1, the last to end, took %2 and started at %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>job %1, the last to end, took %2 and started at %3; with no job left to take, other workers lost %4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>for %1 of the time all workers were busy while more jobs waited.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>for %1 of the time all workers were busy while jobs were left to do.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>for %1 of the time all workers were busy while more jobs waited; how many cores these need is not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>for %1 of the time all workers were busy while jobs were left to do; how many cores these need is not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of the workers&apos; time, %2, went by between jobs though more of them waited.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of the workers&apos; time, %2, went by between jobs though more of them waited, usually %3 each time: hand over several together.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>for %1 of the workers&apos; time no job had come: more workers do not help, jobs that come sooner do.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>for %1 of the workers&apos; time the jobs channel was empty, and more jobs were still to be sent: a larger capacity than %2 may help.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>for %1 of the workers&apos; time the jobs channel was empty, and more jobs were still to be sent: workers take them faster than they are sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>for %1 of the workers&apos; time a result waited for room in the results channel; its reader takes %2 for each.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>for %1 of the workers&apos; time a result waited for room in the results channel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>job %1 alone needs %2, %3 of the whole time: no number of workers ends sooner than it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 shared %2: for %3 of their time, %4, jobs were ready to go on without a core.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>attempts that failed or were made again took %1 of the workers&apos; time, %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of the workers&apos; time, %2, went by before they took their first job.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>jobs waited for %1 of the workers&apos; time, and files were read from the disk; a second run may find them in memory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 could go: simulated without them, the run takes 1 % longer at most.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Longest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In %1 parts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 jobs together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All jobs at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Room for all results</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without failures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run again, warm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>shortest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>longest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in random order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as submitted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: −%2 (simulated)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: within 5 % (simulated)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: as long (simulated)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run is too short to tell: below %1, threads that start are as much as anything else.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run did not come to its end: what ran of it says too little.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fewer than two jobs finished: there is nothing to compare.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No job took any time: there is nothing to compare.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing stands out: none of the causes that are looked for costs this run much.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, simulated</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln workers are enough: %1</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>all jobs at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>other arrivals</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>room for %Ln results</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln retries</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>without failures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>without job %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>job %1 in %2 parts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2), preempted %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2) without a core</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>exit status %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>signal %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2 bytes:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2 bytes, not kept: the run has written too much</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, the last %2 of %3 bytes:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attempt %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 after %2, from %3 on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>for %1, by signal %2 (%3), until it went on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Standard output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Standard error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nested span %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Job %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Planned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waited</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Worker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> (tried again)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> (attempt %1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>time using worker pool: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>time without using worker pool: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2 of %3 jobs failed)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (stopped after %2 of %3 jobs)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 worker-nanoseconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 worker-microseconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 worker-milliseconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 worker-seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 worker-minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 worker-hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jobs on a core</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready, no core free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jobs that waited</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed or cut off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blocked on results</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start-up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hand-off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No job had come</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Idle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tail: by the order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tail: unavoidable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After the last job</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run was paused, and the worker had no job in hand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attempts that counted, while they computed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attempts that counted, while they could have computed but others had the cores.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attempts that counted, while they did not compute: they waited for a timer, a disk, a network or another program. Time ready without a core is in it where that was not measured.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attempts that counted. Nobody measured how much of it they computed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attempts that failed, were cancelled, or were made again: no result came of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The worker had a result, and the results channel had no room for it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The worker was there but had not taken its first job, though one was there or was about to be sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From one job to the next, while there were jobs in the channel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The worker was free, the jobs channel was empty, and more jobs were still to come.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The worker was free before the last job was taken. Nobody recorded when jobs came, so why is not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No job was left to take, and other workers were still busy: what the order longest first would have saved of that (simulated).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No job was left to take, and other workers were still busy: what the order longest first would not have saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All jobs had ended, and the run had not: the last results were received.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 worker-ns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 worker-µs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 worker-ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 worker-s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 worker-min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 worker-h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt; 0.1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workers were there for %1; the parts add up to it exactly.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 × %2 = %3; the parts add up to it exactly.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 selected: %2 jobs started, %3 ended, workers busy %4, %5 jobs/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1; durations: mean %2, median %3, p95 %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 each ± %2 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 on average, exponential</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 on average, %2 % take %3 times as long</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 on average, heavy tail %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>durations from a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 each</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hashing files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>running a command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>computing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 % computing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>random order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a Chrome trace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a ninja log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a joblog of GNU parallel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a table of spans</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>jobs of GitHub Actions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>jobs of GitLab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a JUnit report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>timings of cargo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OpenTelemetry spans</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jaeger spans</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>another program, followed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>durations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 on %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln spans</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln lanes</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1, and %2 around them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, and %2 within them</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln jobs</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>capacity %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>results %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 to read a result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one every %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 a second come at random</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 % fail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>seed %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More bring nothing: the longest job alone takes %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More bring little: the longest job alone takes %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No larger number was looked at.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>simulated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No time is known</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln workers are enough</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1 measured; no other number was looked at.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 simulated; no other number was looked at.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 measured, within %2 of the best that any number from %3 to %4 reaches.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 simulated, within %2 of the best that any number from %3 to %4 reaches.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, as now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>measured %1 (%2 to %3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>measured %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>simulated %1 (%2 to %3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>simulated %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no schedule is faster than %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>measured, least to most of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>simulated from the plan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>simulated from this run, ± %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>simulated from this run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>9 of 10 draws of the durations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no schedule can be faster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What jobs computed was not measured: they are taken to wait.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jobs that never ran are left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When jobs came was not recorded: they are taken to be there from the start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some jobs computed on several cores at once; they are taken to use one: more workers may bring less.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This run read its files from the disk; the next one may find them in memory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are fewer than two jobs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With %1, as it was, this forecast says %2, but it took %3: something that is not in the record matters here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot keep up: the jobs that come would keep %2 busy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean wait with %1: %2 by Allen–Cunneen; utilisation %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean wait with %1: %2 measured (from queued to started), %3 by Allen–Cunneen; utilisation %4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>needs %Ln workers</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>is more than workers can do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Little&apos;s law: %1 jobs in the pool on average; jobs per second × mean time in it give %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>contention α = %1, coherency β = %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scalability law: %1; fastest with %2 workers; off by %3 at %4 numbers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scalability law: %1; no peak; off by %2 at %3 numbers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No scalability fit: a long job sets the times, not contention.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No scalability fit: fewer than four jobs a worker.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A scalability fit needs six measured numbers of workers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed, tried again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 speed-up possible</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of %1 possible</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>turn on the sequential run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no sequential run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none: jobs came or results were read in the pauses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the sequential run took longer than its jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>both finished, without the pauses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>both finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not all jobs were run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>final when both have run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slower by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>slower by %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>without the pauses</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>events are missing: %1 jobs finished, %2 failed and %3 cancelled are recorded, but it were %4, %5 and %6</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no memory for more events: the run was stopped, and what was recorded until then is shown</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TimingsPanel</name>
    <message>
        <source>Timings of the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With the worker pool</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time with the worker pool</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without (one after another)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time without the worker pool</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed-up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many times as fast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run again, warm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starts the same settings again: what was read is in memory now, so both runs find it there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>turn on the sequential run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>press Run to find out</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WatchDialog</name>
    <message>
        <source>Watch Celery</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows the tasks of Celery’s workers while they work. The workers must send events: they are started with -E, or told so by “celery control enable_events”. Watching changes nothing for them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not remembered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Broker:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Password:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Watch</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WhatIfControls</name>
    <message>
        <source>&amp;Longest job</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Longest job (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Job %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WorkTr</name>
    <message>
        <source>the process that keeps this run&apos;s programs (jobkeeper) could not be started: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
