<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>App</name>
    <message>
        <source>Follow the &amp;System</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>The language stays as it is</source>
        <translation>Die Sprache bleibt, wie sie ist</translation>
    </message>
    <message>
        <source>The language changes when Poolscope is started again</source>
        <translation>Die Sprache wechselt beim nächsten Start von Poolscope</translation>
    </message>
    <message>
        <source>The article</source>
        <translation>Der Artikel</translation>
    </message>
    <message>
        <source>5 jobs of one second on 3 workers: the pool takes two rounds, 2 s; one after another they take 5 s.</source>
        <translation>5 Jobs von einer Sekunde auf 3 Workern: der Pool braucht zwei Runden, 2 s; nacheinander dauern sie 5 s.</translation>
    </message>
    <message>
        <source>One long job at the end</source>
        <translation>Ein langer Job am Ende</translation>
    </message>
    <message>
        <source>One job of 24 takes twelve times as long, and it comes last: three workers are idle while the fourth works on. Choose Longest first and run again.</source>
        <translation>Einer von 24 Jobs dauert zwölfmal so lang und kommt zuletzt: drei Worker sind untätig, während der vierte weiterarbeitet. „Längste zuerst“ wählen und noch einmal starten.</translation>
    </message>
    <message>
        <source>Longest first</source>
        <translation>Längste zuerst</translation>
    </message>
    <message>
        <source>A heavy tail, the longest jobs first: short ones fill the gaps and all workers end together. Compare the time with As submitted.</source>
        <translation>Endlastig verteilt, die längsten Jobs zuerst: kurze füllen die Lücken, und alle Worker enden zugleich. Die Zeit mit „Wie eingereicht“ vergleichen.</translation>
    </message>
    <message>
        <source>More workers than cores</source>
        <translation>Mehr Worker als Kerne</translation>
    </message>
    <message>
        <source>The jobs compute. With more workers than cores each bar grows longer, and the line at its foot shows that a job has a core for a part of the time only.</source>
        <translation>Die Jobs rechnen. Mit mehr Workern als Kernen wird jeder Balken länger, und die Linie an seinem Fuß zeigt, dass ein Job nur einen Teil der Zeit einen Kern hat.</translation>
    </message>
    <message>
        <source>64 workers that wait</source>
        <translation>64 Worker, die warten</translation>
    </message>
    <message>
        <source>Jobs that wait for a disk or a network need no core: 64 workers are 64 times as fast, on any machine.</source>
        <translation>Jobs, die auf eine Platte oder ein Netz warten, brauchen keinen Kern: 64 Worker sind 64-mal so schnell, auf jedem Rechner.</translation>
    </message>
    <message>
        <source>A slow reader of results</source>
        <translation>Ein langsamer Leser der Ergebnisse</translation>
    </message>
    <message>
        <source>Each result keeps its reader busy for 150 ms and the channels hold one value: workers wait to hand over their results, and more workers change nothing.</source>
        <translation>Jedes Ergebnis beschäftigt seinen Leser 150 ms, und die Kanäle fassen einen Wert: Worker warten, um ihre Ergebnisse abzugeben, und mehr Worker ändern nichts.</translation>
    </message>
    <message>
        <source>Arrivals near saturation</source>
        <translation>Ankünfte nahe der Sättigung</translation>
    </message>
    <message>
        <source>36 jobs a second come at random, four workers could do 40: watch how many wait, though the workers are idle for a tenth of the time.</source>
        <translation>36 Jobs je Sekunde kommen zufällig, vier Worker schaffen 40: zu sehen ist, wie viele warten, obwohl die Worker ein Zehntel der Zeit untätig sind.</translation>
    </message>
    <message>
        <source>Jobs that fail</source>
        <translation>Jobs, die fehlschlagen</translation>
    </message>
    <message>
        <source>One attempt in five fails on purpose and is tried again, twice at most: the pattern marks it, and the timings count it.</source>
        <translation>Einer von fünf Versuchen schlägt absichtlich fehl und wird wiederholt, höchstens zweimal: das Muster zeigt es, und die Zeiten zählen es.</translation>
    </message>
    <message>
        <source>Hashing a folder</source>
        <translation>Hashes eines Ordners</translation>
    </message>
    <message>
        <source>Choose a folder: each file in it is a job that reads it and computes its SHA-256. The line at a bar’s foot is computing, the rest is waiting for the disk.</source>
        <translation>Einen Ordner wählen: jede Datei darin ist ein Job, der sie liest und ihre SHA-256 berechnet. Die Linie am Fuß eines Balkens ist Rechnen, der Rest Warten auf die Platte.</translation>
    </message>
    <message>
        <source>Running a command</source>
        <translation>Einen Befehl ausführen</translation>
    </message>
    <message>
        <source>Each job starts a program, here sleep for a tenth of a second: click a bar to see how it ended and what it wrote.</source>
        <translation>Jeder Job startet ein Programm, hier sleep für eine Zehntelsekunde: ein Klick auf einen Balken zeigt, wie es endete und was es schrieb.</translation>
    </message>
    <message>
        <source>About Poolscope</source>
        <translation>Über Poolscope</translation>
    </message>
    <message>
        <source>&lt;h3&gt;Poolscope %1&lt;/h3&gt;&lt;p&gt;See, size and understand worker pools: how many workers do these jobs need, and where does the time go?&lt;/p&gt;&lt;p&gt;MIT licence. The bars use the palette of Okabe and Ito, which colour-blind people can tell apart.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;Poolscope %1&lt;/h3&gt;&lt;p&gt;Worker-Pools sehen, bemessen und verstehen: Wie viele Worker brauchen diese Jobs, und wo bleibt die Zeit?&lt;/p&gt;&lt;p&gt;MIT-Lizenz. Die Balken haben die Farbpalette von Okabe und Ito, die auch Farbenblinde unterscheiden können.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>About Qt</source>
        <translation>Über Qt</translation>
    </message>
    <message>
        <source>&lt;h3&gt;Qt %1&lt;/h3&gt;&lt;p&gt;Poolscope is made with Qt, a toolkit for programs on all systems. Qt is free software under the GNU LGPL, version 3: &lt;a href=&apos;https://www.qt.io/licensing&apos;&gt;qt.io/licensing&lt;/a&gt;.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;Qt %1&lt;/h3&gt;&lt;p&gt;Poolscope ist mit Qt gebaut, einem Toolkit für Programme auf allen Systemen. Qt ist freie Software unter der GNU LGPL, Version 3: &lt;a href=&apos;https://www.qt.io/licensing&apos;&gt;qt.io/licensing&lt;/a&gt;.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Three gestures</source>
        <translation>Drei Handgriffe</translation>
    </message>
    <message>
        <source>What a worker pool is</source>
        <translation>Was ein Worker-Pool ist</translation>
    </message>
    <message>
        <source>Reading the chart</source>
        <translation>Das Diagramm lesen</translation>
    </message>
    <message>
        <source>Real work</source>
        <translation>Echte Arbeit</translation>
    </message>
    <message>
        <source>How many workers?</source>
        <translation>Wie viele Worker?</translation>
    </message>
    <message>
        <source>Pools of others</source>
        <translation>Fremde Pools</translation>
    </message>
    <message>
        <source>Many machines</source>
        <translation>Viele Rechner</translation>
    </message>
    <message>
        <source>Ctrl and wheel, W and S</source>
        <translation>Strg und Mausrad, W und S</translation>
    </message>
    <message>
        <source>zoom at the pointer</source>
        <translation>am Zeiger zoomen</translation>
    </message>
    <message>
        <source>Shift and wheel, A and D, left and right</source>
        <translation>Umschalt und Mausrad, A und D, links und rechts</translation>
    </message>
    <message>
        <source>move along the time</source>
        <translation>entlang der Zeit bewegen</translation>
    </message>
    <message>
        <source>drag the ruler, Shift and drag, middle drag</source>
        <translation>Lineal ziehen, Umschalt und ziehen, mit mittlerer Taste ziehen</translation>
    </message>
    <message>
        <source>wheel</source>
        <translation>Mausrad</translation>
    </message>
    <message>
        <source>scroll the rows</source>
        <translation>Zeilen scrollen</translation>
    </message>
    <message>
        <source>Ctrl++, Ctrl+-, Ctrl+0</source>
        <translation>Strg++, Strg+-, Strg+0</translation>
    </message>
    <message>
        <source>taller rows, shorter rows, default height</source>
        <translation>höhere Zeilen, niedrigere Zeilen, Standardhöhe</translation>
    </message>
    <message>
        <source>click</source>
        <translation>klicken</translation>
    </message>
    <message>
        <source>select a job</source>
        <translation>einen Job auswählen</translation>
    </message>
    <message>
        <source>drag</source>
        <translation>ziehen</translation>
    </message>
    <message>
        <source>select a range of time</source>
        <translation>einen Zeitbereich auswählen</translation>
    </message>
    <message>
        <source>double-click, F</source>
        <translation>doppelklicken, F</translation>
    </message>
    <message>
        <source>fit the job or the range</source>
        <translation>Job oder Bereich einpassen</translation>
    </message>
    <message>
        <source>Home, 0</source>
        <translation>Pos1, 0</translation>
    </message>
    <message>
        <source>show the whole run</source>
        <translation>den ganzen Lauf zeigen</translation>
    </message>
    <message>
        <source>P</source>
        <translation>P</translation>
    </message>
    <message>
        <source>fit the pool’s part</source>
        <translation>den Teil des Pools einpassen</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Leertaste</translation>
    </message>
    <message>
        <source>follow the newest time</source>
        <translation>der neuesten Zeit folgen</translation>
    </message>
    <message>
        <source>Ctrl+Z and Ctrl+Y, back and forward</source>
        <translation>Strg+Z und Strg+Y, zurück und vor</translation>
    </message>
    <message>
        <source>previous and next view</source>
        <translation>vorherige und nächste Ansicht</translation>
    </message>
    <message>
        <source>. and ,</source>
        <translation>. und ,</translation>
    </message>
    <message>
        <source>next and previous job of the worker</source>
        <translation>nächster und vorheriger Job des Workers</translation>
    </message>
    <message>
        <source>M</source>
        <translation>M</translation>
    </message>
    <message>
        <source>place a marker; two measure a distance</source>
        <translation>eine Marke setzen; zwei messen einen Abstand</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>clear selection and markers</source>
        <translation>Auswahl und Marken aufheben</translation>
    </message>
    <message>
        <source>overview</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>drag the window or its edges, or draw a new one</source>
        <translation>den Ausschnitt oder seine Ränder ziehen oder einen neuen aufziehen</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>the guide, at the page for what has the focus</source>
        <translation>der Leitfaden, auf der Seite zu dem, was den Fokus hat</translation>
    </message>
    <message>
        <source>F5, F6, Esc</source>
        <translation>F5, F6, Esc</translation>
    </message>
    <message>
        <source>run, pause and resume, stop</source>
        <translation>starten, anhalten und fortsetzen, stoppen</translation>
    </message>
    <message>
        <source>Alt++, Alt+-</source>
        <translation>Alt++, Alt+-</translation>
    </message>
    <message>
        <source>larger texts, smaller texts</source>
        <translation>größere Texte, kleinere Texte</translation>
    </message>
    <message>
        <source>F9, Shift+F9, Ctrl+F9</source>
        <translation>F9, Umschalt+F9, Strg+F9</translation>
    </message>
    <message>
        <source>settings, timings, lower panel: show or hide</source>
        <translation>Einstellungen, Zeiten, unterer Bereich: ein- oder ausblenden</translation>
    </message>
    <message>
        <source>Ctrl+E, Ctrl+Shift+C</source>
        <translation>Strg+E, Strg+Umschalt+C</translation>
    </message>
    <message>
        <source>export, copy the timing screenshot</source>
        <translation>exportieren, Bild der Zeiten kopieren</translation>
    </message>
    <message>
        <source>Ctrl+F</source>
        <translation>Strg+F</translation>
    </message>
    <message>
        <source>find a job by its number</source>
        <translation>einen Job nach Nummer suchen</translation>
    </message>
    <message>
        <source>Ctrl+Alt+C</source>
        <translation>Strg+Alt+C</translation>
    </message>
    <message>
        <source>copy the selection as text</source>
        <translation>die Auswahl als Text kopieren</translation>
    </message>
    <message>
        <source>Keys and Mouse</source>
        <translation>Tasten und Maus</translation>
    </message>
    <message>
        <source>In the chart</source>
        <translation>Im Diagramm</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Überall</translation>
    </message>
    <message numerus="yes">
        <source>%Ln workers</source>
        <translation>
            <numerusform>1 Worker</numerusform>
            <numerusform>%Ln Worker</numerusform>
        </translation>
    </message>
    <message>
        <source>now: %1</source>
        <translation>jetzt: %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln cores</source>
        <translation>
            <numerusform>1 Kern</numerusform>
            <numerusform>%Ln Kerne</numerusform>
        </translation>
    </message>
    <message>
        <source>Workers</source>
        <translation>Worker</translation>
    </message>
    <message>
        <source>Simulated</source>
        <translation>Simuliert</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>Gemessen</translation>
    </message>
    <message>
        <source>No schedule is faster than</source>
        <translation>Kein Ablaufplan ist schneller als</translation>
    </message>
    <message>
        <source>standard output could not be written</source>
        <translation>auf die Standardausgabe konnte nicht geschrieben werden</translation>
    </message>
    <message>
        <source>clock ± %1</source>
        <translation>Uhr ± %1</translation>
    </message>
    <message>
        <source>clock not known yet</source>
        <translation>Uhr noch nicht bekannt</translation>
    </message>
    <message>
        <source>%1, not %2</source>
        <translation>%1, nicht %2</translation>
    </message>
    <message>
        <source>%1 · %2
%3, %4, %5</source>
        <translation>%1 · %2
%3, %4, %5</translation>
    </message>
    <message>
        <source>Agent on %1
Workers: %2
Cores: %3
Poolscope: %4
Allowed: %5
Clock: %6</source>
        <translation>Agent auf %1
Worker: %2
Kerne: %3
Poolscope: %4
Erlaubt: %5
Uhr: %6</translation>
    </message>
    <message>
        <source>Nothing is known of agents yet.</source>
        <translation>Über Agenten ist noch nichts bekannt.</translation>
    </message>
    <message>
        <source>%1 with %2</source>
        <translation>%1, %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln agents</source>
        <translation>
            <numerusform>1 Agent</numerusform>
            <numerusform>%Ln Agenten</numerusform>
        </translation>
    </message>
    <message>
        <source>All jobs fit: their sender never waits.</source>
        <translation>Alle Jobs passen hinein: Ihr Sender wartet nie.</translation>
    </message>
    <message>
        <source>A rendezvous: each job passes straight from the sender to a worker.</source>
        <translation>Rendezvous: Jeder Job geht vom Sender direkt an einen Worker.</translation>
    </message>
    <message>
        <source>Up to this many jobs can wait; after that the sender blocks.</source>
        <translation>So viele Jobs können warten; danach blockiert der Sender.</translation>
    </message>
    <message>
        <source>The least waiting on average, but long jobs are left for the end.</source>
        <translation>Im Mittel die kürzeste Wartezeit, aber lange Jobs bleiben bis zuletzt.</translation>
    </message>
    <message>
        <source>Ends early: no long job is left for the end, short ones fill the gaps.</source>
        <translation>Endet früh: Kein langer Job bleibt bis zuletzt, kurze füllen die Lücken.</translation>
    </message>
    <message>
        <source>Fair when nothing is known; where lengths come in runs, it breaks them up.</source>
        <translation>Fair, wenn nichts bekannt ist; löst Folgen ähnlich langer Jobs auf.</translation>
    </message>
    <message>
        <source>First come, first served: fair, and nothing need be known.</source>
        <translation>Wer zuerst kommt, ist zuerst dran: fair, und nichts muss bekannt sein.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln jobs</source>
        <translation>
            <numerusform>1 Job</numerusform>
            <numerusform>%Ln Jobs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln jobs, the first of them:</source>
        <translation>
            <numerusform>1 Job:</numerusform>
            <numerusform>%Ln Jobs, die ersten davon:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln jobs:</source>
        <translation>
            <numerusform>1 Job:</numerusform>
            <numerusform>%Ln Jobs:</numerusform>
        </translation>
    </message>
    <message>
        <source>Looking …</source>
        <translation>Wird ermittelt …</translation>
    </message>
    <message>
        <source>Run %1</source>
        <translation>Lauf %1</translation>
    </message>
    <message>
        <source>%1 exists. Replace it?</source>
        <translation>%1 existiert bereits. Ersetzen?</translation>
    </message>
    <message>
        <source>&amp;Replace</source>
        <translation>&amp;Ersetzen</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>Sortieren nach</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschah</translation>
    </message>
    <message>
        <source>Shift+Up, Shift+Down</source>
        <translation>Umschalt+Auf, Umschalt+Ab</translation>
    </message>
    <message>
        <source>in the log: select more lines, fewer lines</source>
        <translation>im Protokoll: mehr oder weniger Zeilen auswählen</translation>
    </message>
    <message>
        <source>Menu key, Shift+F10</source>
        <translation>Menütaste, Umschalt+F10</translation>
    </message>
    <message>
        <source>in a table: what to sort it by</source>
        <translation>in einer Tabelle: wonach sie sortiert wird</translation>
    </message>
    <message>
        <source>Up and Down</source>
        <translation>Auf und Ab</translation>
    </message>
    <message>
        <source>job in the row above or below, at that time; without one, scroll</source>
        <translation>Job in der Zeile darüber oder darunter, zu dieser Zeit; ohne einen: scrollen</translation>
    </message>
    <message>
        <source>?</source>
        <translation>?</translation>
    </message>
    <message>
        <source>this list</source>
        <translation>diese Liste</translation>
    </message>
    <message>
        <source>Ctrl+O, Ctrl+S, Ctrl+Q</source>
        <translation>Strg+O, Strg+S, Strg+Q</translation>
    </message>
    <message>
        <source>open a run, save it, quit</source>
        <translation>Lauf öffnen, speichern, beenden</translation>
    </message>
    <message>
        <source>Ctrl+Shift+O</source>
        <translation>Strg+Umschalt+O</translation>
    </message>
    <message>
        <source>open settings</source>
        <translation>Einstellungen öffnen</translation>
    </message>
</context>
<context>
    <name>ChartActions</name>
    <message>
        <source>The selection is on the clipboard</source>
        <translation>Die Auswahl ist in der Zwischenablage</translation>
    </message>
    <message>
        <source>Find Job</source>
        <translation>Job suchen</translation>
    </message>
    <message>
        <source>Job number, 1 to %1:</source>
        <translation>Job-Nummer, 1 bis %1:</translation>
    </message>
    <message>
        <source>There is no job %1</source>
        <translation>Es gibt keinen Job %1</translation>
    </message>
    <message>
        <source>Job %1 has not started</source>
        <translation>Job %1 hat noch nicht begonnen</translation>
    </message>
</context>
<context>
    <name>ChartChoices</name>
    <message>
        <source>Workers</source>
        <translation>Worker</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Jobs</translation>
    </message>
    <message>
        <source>Hosts</source>
        <translation>Rechner</translation>
    </message>
    <message>
        <source>A row for each worker, for each job with its wait and its run, or for each host with the share of its workers that have a job</source>
        <translation>Eine Zeile für jeden Worker, für jeden Job mit Wartezeit und Lauf oder für jeden Rechner mit dem Anteil seiner Worker, die einen Job haben</translation>
    </message>
    <message>
        <source>Job</source>
        <translation>Job</translation>
    </message>
    <message>
        <source>Worker</source>
        <translation>Worker</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>What the colours of the bars tell apart</source>
        <translation>Was die Farben der Balken unterscheiden</translation>
    </message>
    <message>
        <source>Row&amp;s</source>
        <translation>&amp;Zeilen</translation>
    </message>
    <message>
        <source>Colo&amp;urs</source>
        <translation>Farb&amp;en</translation>
    </message>
</context>
<context>
    <name>CommandsDialog</name>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>&amp;Command</source>
        <translation>&amp;Befehl</translation>
    </message>
    <message>
        <source>{} is the job’s line or file, {.} without its ending, {/} its name, {n} the job’s number. No shell reads this: what is put in stays one argument.</source>
        <translation>{} ist die Zeile oder Datei des Jobs, {.} ohne ihre Endung, {/} ihr Name, {n} die Nummer des Jobs. Keine Shell liest das: was eingesetzt wird, bleibt ein Argument.</translation>
    </message>
    <message>
        <source>Nothing, where {n} is enough</source>
        <translation>Nichts, wo {n} genügt</translation>
    </message>
    <message>
        <source>&amp;Folder…</source>
        <translation>&amp;Ordner…</translation>
    </message>
    <message>
        <source>&amp;List…</source>
        <translation>&amp;Liste…</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>List</source>
        <translation>Liste</translation>
    </message>
    <message>
        <source>L&amp;ist or folder</source>
        <translation>L&amp;iste oder Ordner</translation>
    </message>
    <message>
        <source>The first commands as they will run</source>
        <translation>Die ersten Befehle, wie sie laufen werden</translation>
    </message>
</context>
<context>
    <name>ComparePanel</name>
    <message>
        <source>&amp;Export Table…</source>
        <translation>Tabelle &amp;exportieren…</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Comparing …</source>
        <translation>Wird verglichen …</translation>
    </message>
    <message>
        <source>Figures of the runs</source>
        <translation>Kennzahlen der Läufe</translation>
    </message>
    <message>
        <source>Write the figures as a table (CSV), in numbers</source>
        <translation>Die Kennzahlen als Tabelle (CSV) schreiben, in Zahlen</translation>
    </message>
    <message>
        <source>Copy the table as it stands here</source>
        <translation>Die Tabelle kopieren, wie sie hier steht</translation>
    </message>
    <message>
        <source>All did the same jobs: their times compare.</source>
        <translation>Alle haben dieselben Jobs ausgeführt: Ihre Zeiten sind vergleichbar.</translation>
    </message>
    <message>
        <source>Other jobs than in %1, or nobody knows which: %2</source>
        <translation>Andere Jobs als in %1, oder nicht bekannt, welche: %2</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Export Table</source>
        <translation>Tabelle exportieren</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>Tabellen (*.csv)</translation>
    </message>
    <message>
        <source>Exporting %1 …</source>
        <translation>%1 wird exportiert …</translation>
    </message>
    <message>
        <source>Exported %1</source>
        <translation>%1 exportiert</translation>
    </message>
</context>
<context>
    <name>CompareWindow</name>
    <message>
        <source>%1 and %2 – Poolscope</source>
        <translation>%1 und %2 – Poolscope</translation>
    </message>
    <message numerus="yes">
        <source>%Ln runs – Poolscope</source>
        <translation>
            <numerusform>1 Lauf – Poolscope</numerusform>
            <numerusform>%Ln Läufe – Poolscope</numerusform>
        </translation>
    </message>
    <message>
        <source>Charts of the runs</source>
        <translation>Diagramme der Läufe</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>ConsentDialog</name>
    <message>
        <source>Run What a File Gave</source>
        <translation>Vorgaben einer Datei ausführen</translation>
    </message>
    <message>
        <source>%1 says what these jobs execute or read. Run it only if you know what it does.</source>
        <translation>%1 bestimmt, was diese Jobs ausführen oder lesen. Nur ausführen, wenn bekannt ist, was das bewirkt.</translation>
    </message>
    <message>
        <source>Run It Many Times</source>
        <translation>Viele Male ausführen</translation>
    </message>
    <message numerus="yes">
        <source>To measure how long they take, these jobs are all run %Ln times, or a few more. Run them only if that does no harm.</source>
        <translation>
            <numerusform>Um zu messen, wie lange sie dauern, werden alle diese Jobs einmal oder einige Male mehr ausgeführt. Nur ausführen, wenn das keinen Schaden anrichtet.</numerusform>
            <numerusform>Um zu messen, wie lange sie dauern, werden alle diese Jobs %Ln-mal oder einige Male mehr ausgeführt. Nur ausführen, wenn das keinen Schaden anrichtet.</numerusform>
        </translation>
    </message>
    <message>
        <source>What would be run</source>
        <translation>Was ausgeführt würde</translation>
    </message>
    <message>
        <source>&amp;Don’t Run</source>
        <translation>&amp;Nicht ausführen</translation>
    </message>
    <message>
        <source>&amp;Run It</source>
        <translation>&amp;Ausführen</translation>
    </message>
    <message>
        <source>%1:</source>
        <translation>%1:</translation>
    </message>
    <message>
        <source>%1, %2 characters:</source>
        <translation>%1, %2 Zeichen:</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>CountBox</name>
    <message>
        <source>A whole number from %1 to %2</source>
        <translation>Eine ganze Zahl von %1 bis %2</translation>
    </message>
</context>
<context>
    <name>DecimalBox</name>
    <message>
        <source>A number from %1 to %2</source>
        <translation>Eine Zahl von %1 bis %2</translation>
    </message>
</context>
<context>
    <name>DurationBox</name>
    <message>
        <source>How long each job takes: 0s to 1h, with a unit: ns, us, ms, s, m or h</source>
        <translation>Wie lange jeder Job dauert: 0s bis 1h, mit Einheit: ns, us, ms, s, m oder h</translation>
    </message>
</context>
<context>
    <name>ExportBar</name>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Open Folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Open the file with the program that the system has for it</source>
        <translation>Die Datei mit dem Programm öffnen, das im System dafür vorgesehen ist</translation>
    </message>
    <message>
        <source>Open the folder that the file is in</source>
        <translation>Den Ordner öffnen, in dem die Datei liegt</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Schließen (Esc)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Exported %1</source>
        <translation>%1 exportiert</translation>
    </message>
    <message>
        <source>The system has no program that opens %1</source>
        <translation>Das System hat kein Programm, das %1 öffnet</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export the run</source>
        <translation>Den Lauf exportieren</translation>
    </message>
    <message>
        <source>Preview of the picture</source>
        <translation>Vorschau des Bildes</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>The ending chooses the format</source>
        <translation>Die Endung bestimmt das Format</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>D&amp;urchsuchen…</translation>
    </message>
    <message>
        <source>F&amp;ormat</source>
        <translation>&amp;Format</translation>
    </message>
    <message>
        <source>&amp;Size</source>
        <translation>&amp;Größe</translation>
    </message>
    <message>
        <source>Of what has pixels: a PNG, and the picture in a report</source>
        <translation>Von allem mit Pixeln: einem PNG und dem Bild in einem Bericht</translation>
    </message>
    <message>
        <source>1× (1280 px wide)</source>
        <translation>1× (1280 px breit)</translation>
    </message>
    <message>
        <source>2× (2560 px wide)</source>
        <translation>2× (2560 px breit)</translation>
    </message>
    <message>
        <source>3× (3840 px wide)</source>
        <translation>3× (3840 px breit)</translation>
    </message>
    <message>
        <source>&amp;Layout</source>
        <translation>&amp;Layout</translation>
    </message>
    <message>
        <source>Of a picture; a page of a report has the chart alone</source>
        <translation>Eines Bildes; die Seite eines Berichts enthält nur das Diagramm</translation>
    </message>
    <message>
        <source>Chart and timings</source>
        <translation>Diagramm und Zeiten</translation>
    </message>
    <message>
        <source>Slide (16:9)</source>
        <translation>Folie (16:9)</translation>
    </message>
    <message>
        <source>Chart only</source>
        <translation>Nur Diagramm</translation>
    </message>
    <message>
        <source>Loo&amp;k</source>
        <translation>Aus&amp;sehen</translation>
    </message>
    <message>
        <source>Of a picture; a page is light or dark by its reader&apos;s setting</source>
        <translation>Eines Bildes; eine Seite ist hell oder dunkel, wie beim Leser eingestellt</translation>
    </message>
    <message>
        <source>As the window</source>
        <translation>Wie das Fenster</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>&amp;Title</source>
        <translation>&amp;Titel</translation>
    </message>
    <message>
        <source>Worker pool timings</source>
        <translation>Zeiten des Worker-Pools</translation>
    </message>
    <message>
        <source>Over the picture</source>
        <translation>Über dem Bild</translation>
    </message>
    <message>
        <source>Texts in En&amp;glish</source>
        <translation>Te&amp;xte auf Englisch</translation>
    </message>
    <message>
        <source>Of pictures and reports; what programs read is in English always</source>
        <translation>Von Bildern und Berichten; was Programme lesen, ist immer auf Englisch</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>&amp;Exportieren</translation>
    </message>
    <message>
        <source>Give the file a name.</source>
        <translation>Dateinamen angeben.</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>The run goes on: it can be written when it is over.</source>
        <translation>Der Lauf dauert noch an: Er lässt sich schreiben, sobald er zu Ende ist.</translation>
    </message>
    <message>
        <source>The ending must be %1.</source>
        <translation>Die Endung muss %1 sein.</translation>
    </message>
    <message>
        <source>The picture carries the settings and the timings: dropped on the window it restores them.</source>
        <translation>Das Bild enthält die Einstellungen und die Zeiten: Auf das Fenster gezogen, stellt es sie wieder her.</translation>
    </message>
    <message>
        <source>The report has the picture, the timings and the settings.</source>
        <translation>Der Bericht enthält das Bild, die Zeiten und die Einstellungen.</translation>
    </message>
    <message>
        <source>A row for the pool and one for the sequential run.</source>
        <translation>Eine Zeile für den Pool und eine für den sequenziellen Lauf.</translation>
    </message>
    <message>
        <source>A row for each number of workers, times in nanoseconds.</source>
        <translation>Eine Zeile für jede Worker-Zahl, Zeiten in Nanosekunden.</translation>
    </message>
    <message>
        <source>A row for each part of the workers&apos; time.</source>
        <translation>Eine Zeile für jeden Teil der Worker-Zeit.</translation>
    </message>
    <message>
        <source>What holds the run back, with what changes would gain, for programs.</source>
        <translation>Was den Lauf bremst und was Änderungen brächten, für Programme.</translation>
    </message>
    <message>
        <source>A row for each job of the pool, times in nanoseconds.</source>
        <translation>Eine Zeile für jeden Job des Pools, Zeiten in Nanosekunden.</translation>
    </message>
    <message>
        <source>Opens again as the very same run, and in Perfetto and chrome://tracing.</source>
        <translation>Lässt sich als genau derselbe Lauf wieder öffnen, auch in Perfetto und chrome://tracing.</translation>
    </message>
    <message>
        <source>It names what each job was given.</source>
        <translation>Darin steht, was jeder Job bekommen hat.</translation>
    </message>
    <message>
        <source>It names the command, the folder or the file that the jobs of this run need.</source>
        <translation>Darin stehen der Befehl, der Ordner oder die Datei, die die Jobs dieses Laufs brauchen.</translation>
    </message>
</context>
<context>
    <name>Files</name>
    <message>
        <source>the picture could not be drawn</source>
        <translation>das Bild konnte nicht gezeichnet werden</translation>
    </message>
    <message>
        <source>Picture (PNG)</source>
        <translation>Bild (PNG)</translation>
    </message>
    <message>
        <source>Picture (SVG)</source>
        <translation>Bild (SVG)</translation>
    </message>
    <message>
        <source>Picture (PDF)</source>
        <translation>Bild (PDF)</translation>
    </message>
    <message>
        <source>Report, one page (HTML)</source>
        <translation>Bericht, eine Seite (HTML)</translation>
    </message>
    <message>
        <source>Report and its picture (Markdown)</source>
        <translation>Bericht mit Bild (Markdown)</translation>
    </message>
    <message>
        <source>Table of the timings (CSV)</source>
        <translation>Tabelle der Zeiten (CSV)</translation>
    </message>
    <message>
        <source>Table of numbers of workers (CSV)</source>
        <translation>Tabelle der Worker-Zahlen (CSV)</translation>
    </message>
    <message>
        <source>Table of where the workers&apos; time went (CSV)</source>
        <translation>Tabelle der verlorenen Zeit (CSV)</translation>
    </message>
    <message>
        <source>What holds the run back (JSON)</source>
        <translation>Was den Lauf bremst (JSON)</translation>
    </message>
    <message>
        <source>Table of the jobs (CSV)</source>
        <translation>Tabelle der Jobs (CSV)</translation>
    </message>
    <message>
        <source>The run itself, to open again (trace)</source>
        <translation>Der Lauf selbst, zum erneuten Öffnen (Trace)</translation>
    </message>
    <message>
        <source>The run itself, compressed</source>
        <translation>Der Lauf selbst, komprimiert</translation>
    </message>
    <message>
        <source>Hashes, for sha256sum --check</source>
        <translation>Hashes, für sha256sum --check</translation>
    </message>
    <message>
        <source>%1 or %2</source>
        <translation>%1 oder %2</translation>
    </message>
    <message>
        <source>its ending must be %1</source>
        <translation>die Endung muss %1 sein</translation>
    </message>
    <message>
        <source>only jobs that hash files give hashes</source>
        <translation>nur Jobs, die Dateien hashen, liefern Hashes</translation>
    </message>
    <message>
        <source>the run took no time</source>
        <translation>der Lauf brauchte keine Zeit</translation>
    </message>
    <message>
        <source>the run goes on</source>
        <translation>der Lauf dauert an</translation>
    </message>
    <message>
        <source>there is no memory for it</source>
        <translation>der Speicher reicht nicht</translation>
    </message>
    <message>
        <source>without a run there is sizing.csv alone</source>
        <translation>ohne Lauf gibt es nur sizing.csv</translation>
    </message>
    <message>
        <source>With the worker pool</source>
        <translation>Mit dem Worker-Pool</translation>
    </message>
    <message>
        <source>Without (one after another)</source>
        <translation>Ohne (nacheinander)</translation>
    </message>
    <message>
        <source>Sum of the results</source>
        <translation>Summe der Ergebnisse</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
    <message numerus="yes">
        <source>%Ln cores</source>
        <translation>
            <numerusform>1 Kern</numerusform>
            <numerusform>%Ln Kerne</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 %2.</source>
        <translation>%1 %2.</translation>
    </message>
    <message>
        <source>Worker pool timings</source>
        <translation>Zeiten des Worker-Pools</translation>
    </message>
    <message>
        <source>Chart of the run</source>
        <translation>Diagramm des Laufs</translation>
    </message>
    <message>
        <source>How many workers</source>
        <translation>Wie viele Worker</translation>
    </message>
    <message>
        <source>What holds it back</source>
        <translation>Was den Lauf bremst</translation>
    </message>
    <message>
        <source>Timings</source>
        <translation>Zeiten</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Chart of the run, with its timings</source>
        <translation>Diagramm des Laufs mit seinen Zeiten</translation>
    </message>
    <message>
        <source>With the worker pool: %1
</source>
        <translation>Mit dem Worker-Pool: %1
</translation>
    </message>
    <message>
        <source>Without: %1
</source>
        <translation>Ohne: %1
</translation>
    </message>
    <message>
        <source>Poolscope: %1</source>
        <translation>Poolscope: %1</translation>
    </message>
    <message>
        <source>without
pauses</source>
        <translation>ohne
Pausen</translation>
    </message>
    <message>
        <source>%1 speed-up
possible</source>
        <translation>%1 so schnell
möglich</translation>
    </message>
    <message>
        <source>of %1
possible,
no pauses</source>
        <translation>von %1
möglich,
ohne Pausen</translation>
    </message>
    <message>
        <source>so far, of
%1 possible</source>
        <translation>bisher, von
%1 möglich</translation>
    </message>
    <message>
        <source>of %1
possible</source>
        <translation>von %1
möglich</translation>
    </message>
    <message>
        <source>Each run starts from its own zero; bars are jobs, from start to finish.</source>
        <translation>Jeder Lauf beginnt bei seiner eigenen Null; Balken sind Jobs, von Beginn bis Ende.</translation>
    </message>
    <message>
        <source>Poolscope %1 · %2</source>
        <translation>Poolscope %1 · %2</translation>
    </message>
    <message>
        <source>events of other types, passed over: %1, first &apos;%2&apos;</source>
        <translation>übergangene Ereignisse anderer Arten: %1, zuerst „%2“</translation>
    </message>
    <message>
        <source>it has no &quot;type&quot; that says what happened</source>
        <translation>es fehlt &quot;type&quot;, das sagt, was geschah</translation>
    </message>
    <message>
        <source>its &quot;timestamp&quot; is no number of seconds</source>
        <translation>&quot;timestamp&quot; ist keine Zahl (Sekunden)</translation>
    </message>
    <message>
        <source>its &quot;%1&quot; is no text</source>
        <translation>&quot;%1&quot; ist kein Text</translation>
    </message>
    <message>
        <source>its &quot;ts&quot; is no number of microseconds</source>
        <translation>&quot;ts&quot; ist keine Zahl (Mikrosekunden)</translation>
    </message>
    <message>
        <source>its &quot;dur&quot; is no number of microseconds from 0 on</source>
        <translation>&quot;dur&quot; ist keine Zahl ab 0 (Mikrosekunden)</translation>
    </message>
    <message numerus="yes">
        <source>%Ln spans have no duration: they are shown as not finished, to the end of the trace</source>
        <translation>
            <numerusform>1 Spanne hat keine Dauer: sie wird als nicht beendet gezeigt, bis zum Ende des Traces</numerusform>
            <numerusform>%Ln Spannen haben keine Dauer: sie werden als nicht beendet gezeigt, bis zum Ende des Traces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln spans have no end: they are shown as not finished, to the end of the trace</source>
        <translation>
            <numerusform>1 Spanne hat kein Ende: sie wird als nicht beendet gezeigt, bis zum Ende des Traces</numerusform>
            <numerusform>%Ln Spannen haben kein Ende: sie werden als nicht beendet gezeigt, bis zum Ende des Traces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln ends have no beginning</source>
        <translation>
            <numerusform>1 Ende hat keinen Anfang</numerusform>
            <numerusform>%Ln Enden haben keinen Anfang</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln asynchronous spans are not shown: too many were open when they began</source>
        <translation>
            <numerusform>1 asynchrone Spanne wird nicht gezeigt: zu viele waren offen, als sie begann</numerusform>
            <numerusform>%Ln asynchrone Spannen werden nicht gezeigt: zu viele waren offen, als sie begannen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln sums of spans (Total …) are not shown: they are no time of their own</source>
        <translation>
            <numerusform>1 Summe von Spannen (Total …) wird nicht gezeigt: sie ist keine eigene Zeit</numerusform>
            <numerusform>%Ln Summen von Spannen (Total …) werden nicht gezeigt: sie sind keine eigene Zeit</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln events are not shown: they are of more than %1 threads</source>
        <translation>
            <numerusform>1 Ereignis wird nicht gezeigt: es gehört zu einem Thread nach den ersten %1</numerusform>
            <numerusform>%Ln Ereignisse werden nicht gezeigt: sie gehören zu mehr als %1 Threads</numerusform>
        </translation>
    </message>
    <message>
        <source>not shown, as they have no duration: %1</source>
        <translation>nicht angezeigt, da ohne Dauer: %1</translation>
    </message>
    <message>
        <source>it has more than %1 fields</source>
        <translation>mehr als %1 Felder</translation>
    </message>
    <message>
        <source>its row is longer than 16 MiB</source>
        <translation>die Tabellenzeile ist länger als 16 MiB</translation>
    </message>
    <message>
        <source>its last row is left out: a quote in it has no end</source>
        <translation>die letzte Zeile ist ausgelassen: ein Anführungszeichen darin ist nicht geschlossen</translation>
    </message>
    <message>
        <source>cannot follow %1: %2</source>
        <translation>%1 kann nicht mitgelesen werden: %2</translation>
    </message>
    <message>
        <source>it is a folder</source>
        <translation>es ist ein Ordner</translation>
    </message>
    <message>
        <source>another file took its name, and cannot be read: %1</source>
        <translation>eine andere Datei hat den Namen übernommen und ist nicht lesbar: %1</translation>
    </message>
    <message>
        <source>line %1 is left out: %2</source>
        <translation>Zeile %1 ist ausgelassen: %2</translation>
    </message>
    <message>
        <source>it took more than 52 days</source>
        <translation>die Dauer übersteigt 52 Tage</translation>
    </message>
    <message>
        <source>its time is more than 52 days from the others</source>
        <translation>die Zeit liegt mehr als 52 Tage von den anderen entfernt</translation>
    </message>
    <message>
        <source>its time is more than 52 days from the beginning</source>
        <translation>die Zeit liegt mehr als 52 Tage vom Anfang entfernt</translation>
    </message>
    <message numerus="yes">
        <source>some was lost %Ln times more</source>
        <translation>
            <numerusform>noch einmal ging etwas verloren</numerusform>
            <numerusform>noch %Ln-mal ging etwas verloren</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the program&apos;s clock began again %Ln times: what follows is shown behind what was before</source>
        <translation>
            <numerusform>die Uhr des Programms begann von neuem: was folgt, steht hinter dem Vorigen</numerusform>
            <numerusform>die Uhr des Programms begann %Ln-mal von neuem: was folgt, steht hinter dem Vorigen</numerusform>
        </translation>
    </message>
    <message>
        <source>jobs with lower numbers still ran when the first one was told: the run begins %1 before that one started, as they started before it</source>
        <translation>beim ersten gemeldeten Job liefen noch Jobs mit kleineren Nummern: der Lauf beginnt %1 vor ihm, da sie früher begannen</translation>
    </message>
    <message>
        <source>%1; and %2 more like that</source>
        <translation>%1; weitere dieser Art: %2</translation>
    </message>
    <message>
        <source>lines longer than 16 MiB, left out: %1</source>
        <translation>ausgelassene Zeilen über 16 MiB: %1</translation>
    </message>
    <message>
        <source>one without a name</source>
        <translation>(ohne Namen)</translation>
    </message>
    <message>
        <source>jobs that ended and did not run then, left out: %1, first %2</source>
        <translation>ausgelassene Jobs, die endeten, ohne gerade zu laufen: %1, zuerst %2</translation>
    </message>
    <message>
        <source>jobs that ended before they started: %1, first %2; they take no time</source>
        <translation>Jobs, die vor ihrem Beginn endeten: %1, zuerst %2; ihre Dauer ist null</translation>
    </message>
    <message>
        <source>jobs that ended and whose start was not told: %1, first %2; they are shown for as long as is known</source>
        <translation>beendete Jobs, deren Beginn nicht gemeldet wurde: %1, zuerst %2; angezeigt, soweit ihre Zeit bekannt ist</translation>
    </message>
    <message>
        <source>jobs whose end was not told: %1, first %2; they are shown as cancelled when it was known that they had ended</source>
        <translation>Jobs, deren Ende nicht gemeldet wurde: %1, zuerst %2; als abgebrochen angezeigt ab dem Zeitpunkt, zu dem ihr Ende feststand</translation>
    </message>
    <message>
        <source>jobs that ran when their worker began anew: %1, first %2; they are shown as cancelled</source>
        <translation>Jobs, die liefen, als ihr Worker neu begann: %1, zuerst %2; als abgebrochen angezeigt</translation>
    </message>
    <message>
        <source>jobs that started and were not queued before: %1, first %2; they did not wait</source>
        <translation>begonnene Jobs, die vorher nicht eingereiht waren: %1, zuerst %2; sie warteten nicht</translation>
    </message>
    <message>
        <source>events from before the first that was seen: %1, first of %2; what lies before is cut off</source>
        <translation>Ereignisse vor dem ersten gesehenen: %1, zuerst von %2; was davor liegt, ist abgeschnitten</translation>
    </message>
    <message>
        <source>jobs that were queued before another one, and said so more than a second later: %1, first %2; they stand behind it</source>
        <translation>Jobs, die vor einem anderen eingereiht, aber mehr als eine Sekunde später gemeldet wurden: %1, zuerst %2; sie stehen hinter ihm</translation>
    </message>
    <message>
        <source>jobs that are not shown, as they need too many lanes: %1, first %2</source>
        <translation>nicht angezeigte Jobs, die zu viele Spuren brauchen: %1, zuerst %2</translation>
    </message>
    <message>
        <source>events more than 52 days from the beginning, left out: %1, first of %2</source>
        <translation>ausgelassene Ereignisse, mehr als 52 Tage vom Anfang entfernt: %1, zuerst von %2</translation>
    </message>
    <message>
        <source>jobs whose processor time is too large to be true, shown without it: %1, first %2</source>
        <translation>Jobs mit unglaubhaft großer CPU-Zeit, ohne sie angezeigt: %1, zuerst %2</translation>
    </message>
    <message>
        <source>jobs that ran when their program began anew: %1, first %2; they are shown as cancelled</source>
        <translation>Jobs, die liefen, als ihr Programm neu begann: %1, zuerst %2; als abgebrochen angezeigt</translation>
    </message>
    <message>
        <source>jobs after the first %1, not shown: %2</source>
        <translation>nicht angezeigte Jobs nach den ersten %1: %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln names are not kept: all names together are too long</source>
        <translation>
            <numerusform>1 Name wird nicht behalten: alle Namen zusammen sind zu lang</numerusform>
            <numerusform>%Ln Namen werden nicht behalten: alle Namen zusammen sind zu lang</numerusform>
        </translation>
    </message>
    <message>
        <source>the file was cut off and began anew after line %1</source>
        <translation>die Datei wurde nach Zeile %1 abgeschnitten und begann von neuem</translation>
    </message>
    <message>
        <source>another file took its name after line %1</source>
        <translation>nach Zeile %1 nahm eine andere Datei ihren Namen an</translation>
    </message>
    <message>
        <source>there was no event in it</source>
        <translation>es war kein Ereignis darin</translation>
    </message>
    <message>
        <source>it could not be read to its end: %1</source>
        <translation>konnte nicht bis zum Ende gelesen werden: %1</translation>
    </message>
    <message numerus="yes">
        <source>in %Ln events &quot;cpu&quot; is no number of seconds; it is left out</source>
        <translation>
            <numerusform>in 1 Ereignis ist &quot;cpu&quot; keine Zahl (Sekunden); der Wert bleibt weg</numerusform>
            <numerusform>in %Ln Ereignissen ist &quot;cpu&quot; keine Zahl (Sekunden); der Wert bleibt weg</numerusform>
        </translation>
    </message>
    <message>
        <source>it has no &quot;ev&quot; that says what happened</source>
        <translation>es fehlt &quot;ev&quot;, das sagt, was geschah</translation>
    </message>
    <message>
        <source>&quot;ev&quot; is &apos;%1&apos;, which is none of queued, started, finished, failed, cancelled and worker</source>
        <translation>&quot;ev&quot; ist „%1“; erlaubt sind queued, started, finished, failed, cancelled und worker</translation>
    </message>
    <message>
        <source>its time is no number: &quot;t&quot; are seconds, &quot;ts_ns&quot; nanoseconds</source>
        <translation>die Zeit ist keine Zahl: &quot;t&quot; sind Sekunden, &quot;ts_ns&quot; Nanosekunden</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is neither a text nor a number</source>
        <translation>&quot;%1&quot; ist weder Text noch Zahl</translation>
    </message>
    <message>
        <source>its worker&apos;s name begins with a control character that none may begin with (U+001F)</source>
        <translation>der Name des Workers beginnt mit einem Steuerzeichen, mit dem keiner beginnen darf (U+001F)</translation>
    </message>
    <message>
        <source>it does not say which worker</source>
        <translation>der Worker ist nicht angegeben</translation>
    </message>
    <message>
        <source>%1, at its byte %2</source>
        <translation>%1, dort bei Byte %2</translation>
    </message>
    <message>
        <source>it is no object</source>
        <translation>kein Objekt</translation>
    </message>
    <message>
        <source>it begins with none of what can be followed: events in JSON, one a line, those of Celery among them, the title of a joblog or of results of GNU parallel, a ninja log, the array of a Chrome trace, or a table with start and end</source>
        <translation>der Anfang passt zu nichts, was sich mitlesen lässt: Ereignisse in JSON, je Zeile eines, auch die von Celery, der Titel eines Joblogs oder von Ergebnissen von GNU parallel, ein Ninja-Protokoll, das Array eines Chrome-Trace oder eine Tabelle mit Beginn und Ende</translation>
    </message>
    <message>
        <source>cannot open %1: %2</source>
        <translation>%1 kann nicht geöffnet werden: %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln spans lie within others of their thread: they are no jobs, and not shown while they are followed; a file that is opened shows them</source>
        <translation>
            <numerusform>1 Spanne liegt in einer anderen ihres Threads: sie ist kein Job und wird beim Mitlesen nicht gezeigt; beim Öffnen der Datei erscheint sie</numerusform>
            <numerusform>%Ln Spannen liegen in anderen ihres Threads: sie sind keine Jobs und werden beim Mitlesen nicht gezeigt; beim Öffnen der Datei erscheinen sie</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln spans came when spans within them were shown as jobs already: they are not shown, so that their time counts once; a file that is opened has them as jobs</source>
        <translation>
            <numerusform>1 Spanne kam, als Spannen in ihr schon als Jobs gezeigt waren: sie wird nicht gezeigt, damit ihre Zeit nur einmal zählt; beim Öffnen der Datei ist sie ein Job</numerusform>
            <numerusform>%Ln Spannen kamen, als Spannen in ihnen schon als Jobs gezeigt waren: sie werden nicht gezeigt, damit ihre Zeit nur einmal zählt; beim Öffnen der Datei sind sie Jobs</numerusform>
        </translation>
    </message>
    <message>
        <source>it has no start, end and output</source>
        <translation>Beginn, Ende und Ausgabe fehlen</translation>
    </message>
    <message numerus="yes">
        <source>ninja has rewritten its log: %Ln lines that had been shown come again, and are passed over</source>
        <translation>
            <numerusform>ninja hat sein Protokoll neu geschrieben: 1 schon gezeigte Zeile kommt noch einmal und wird übergangen</numerusform>
            <numerusform>ninja hat sein Protokoll neu geschrieben: %Ln schon gezeigte Zeilen kommen noch einmal und werden übergangen</numerusform>
        </translation>
    </message>
    <message>
        <source>when jobs were queued (column %1) is not shown of a table that is followed, as its rows come in the order of their ends; opened it is, where it can be</source>
        <translation>wann Jobs eingereiht wurden (Spalte %1), wird beim Mitlesen einer Tabelle nicht angezeigt, da ihre Zeilen in der Reihenfolge der Enden kommen; beim Öffnen schon, wo es möglich ist</translation>
    </message>
    <message numerus="yes">
        <source>%Ln spans lie within others of their thread: they are shown, but only the outermost are jobs</source>
        <translation>
            <numerusform>1 Spanne liegt in einer anderen ihres Threads: sie wird gezeigt, aber nur die äußersten sind Jobs</numerusform>
            <numerusform>%Ln Spannen liegen in anderen ihres Threads: sie werden gezeigt, aber nur die äußersten sind Jobs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln spans hold others of their thread: they are shown, but only the innermost are jobs</source>
        <translation>
            <numerusform>1 Spanne enthält andere ihres Threads: sie wird gezeigt, aber nur die innersten sind Jobs</numerusform>
            <numerusform>%Ln Spannen enthalten andere ihres Threads: sie werden gezeigt, aber nur die innersten sind Jobs</numerusform>
        </translation>
    </message>
    <message>
        <source>how long its jobs waited is not shown: one was queued more than 52 days before the first one started</source>
        <translation>die Wartezeit der Jobs wird nicht angezeigt: einer war mehr als 52 Tage vor dem Beginn des ersten eingereiht</translation>
    </message>
    <message>
        <source>how long its jobs waited is not shown: they did not start in the order in which they were queued</source>
        <translation>die Wartezeit der Jobs wird nicht angezeigt: sie begannen nicht in der Reihenfolge, in der sie eingereiht wurden</translation>
    </message>
    <message numerus="yes">
        <source>the waits of %Ln jobs are shown shorter, by up to %1: they were queued before others that started earlier on their lane</source>
        <translation>
            <numerusform>die Wartezeit von 1 Job ist um %1 kürzer gezeigt: er wurde vor einem eingereiht, der auf seiner Spur früher begann</numerusform>
            <numerusform>die Wartezeiten von %Ln Jobs sind um bis zu %1 kürzer gezeigt: sie wurden vor anderen eingereiht, die auf ihrer Spur früher begannen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln spans are not shown: they end more than %1 after the first one starts</source>
        <translation>
            <numerusform>1 Spanne wird nicht gezeigt: sie endet mehr als %1 nach dem Beginn der ersten</numerusform>
            <numerusform>%Ln Spannen werden nicht gezeigt: sie enden mehr als %1 nach dem Beginn der ersten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln spans are not shown: they need more than %1 lanes, or than %2 of one thread</source>
        <translation>
            <numerusform>1 Spanne wird nicht gezeigt: sie braucht mehr als %1 Spuren, oder als %2 eines Threads</numerusform>
            <numerusform>%Ln Spannen werden nicht gezeigt: sie brauchen mehr als %1 Spuren, oder als %2 eines Threads</numerusform>
        </translation>
    </message>
    <message>
        <source>ninja log</source>
        <translation>Ninja-Protokoll</translation>
    </message>
    <message>
        <source>joblog of GNU parallel</source>
        <translation>Joblog von GNU parallel</translation>
    </message>
    <message>
        <source>list of jobs of GitHub Actions</source>
        <translation>Jobliste von GitHub Actions</translation>
    </message>
    <message>
        <source>list of jobs of GitLab</source>
        <translation>Jobliste von GitLab</translation>
    </message>
    <message>
        <source>trace of OpenTelemetry</source>
        <translation>Trace von OpenTelemetry</translation>
    </message>
    <message>
        <source>trace of Jaeger</source>
        <translation>Trace von Jaeger</translation>
    </message>
    <message>
        <source>JUnit report (XML)</source>
        <translation>JUnit-Bericht (XML)</translation>
    </message>
    <message>
        <source>timing report of cargo (HTML)</source>
        <translation>Zeitbericht von cargo (HTML)</translation>
    </message>
    <message>
        <source>table (CSV) with the columns worker, job, start and end, or with durations</source>
        <translation>Tabelle (CSV) mit den Spalten worker, job, start und end oder mit Dauern</translation>
    </message>
    <message>
        <source>%1, or %2</source>
        <translation>%1 oder %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>there are too many jobs or hosts</source>
        <translation>es sind zu viele Jobs oder Rechner</translation>
    </message>
    <message>
        <source>it has no start time, runtime, exit value and signal</source>
        <translation>Startzeit, Laufzeit, Exit-Wert und Signal fehlen</translation>
    </message>
    <message numerus="yes">
        <source>ninja has rewritten its first %Ln lines: nobody can tell those builds apart, so they stand at the beginning as if they were one</source>
        <translation>
            <numerusform>ninja hat seine erste Zeile neu geschrieben: niemand kann diese Builds trennen, sie steht daher am Anfang</numerusform>
            <numerusform>ninja hat seine ersten %Ln Zeilen neu geschrieben: niemand kann diese Builds trennen, sie stehen daher am Anfang, als wären sie einer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>it holds %Ln builds, which are shown one after another</source>
        <translation>
            <numerusform>sie enthält 1 Build</numerusform>
            <numerusform>sie enthält %Ln Builds, die nacheinander gezeigt werden</numerusform>
        </translation>
    </message>
    <message>
        <source>only the first %1 steps are shown</source>
        <translation>nur die ersten %1 Schritte werden angezeigt</translation>
    </message>
    <message numerus="yes">
        <source>%Ln events contradict those before them and are left out</source>
        <translation>
            <numerusform>1 Ereignis widerspricht denen davor und bleibt weg</numerusform>
            <numerusform>%Ln Ereignisse widersprechen denen davor und bleiben weg</numerusform>
        </translation>
    </message>
    <message>
        <source>there is no span in it</source>
        <translation>es ist keine Spanne darin</translation>
    </message>
    <message>
        <source>it is in UTF-16; save it as UTF-8</source>
        <translation>die Datei ist in UTF-16; als UTF-8 speichern</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>die Datei ist leer</translation>
    </message>
    <message>
        <source>it is no saved run or trace (JSON), %1</source>
        <translation>unbekanntes Format; lesbar sind gespeicherter Lauf, Trace (JSON), %1</translation>
    </message>
    <message>
        <source>unit %1 is left out: its start is %2, its duration %3</source>
        <translation>Einheit %1 ist ausgelassen: Beginn ist %2, Dauer %3</translation>
    </message>
    <message>
        <source>there is no UNIT_DATA in its first 16 MiB</source>
        <translation>in den ersten 16 MiB steht kein UNIT_DATA</translation>
    </message>
    <message>
        <source>the job at byte %1 is left out: %2</source>
        <translation>der Job bei Byte %1 ist ausgelassen: %2</translation>
    </message>
    <message>
        <source>one of its times is none that can be read</source>
        <translation>eine der Zeiten ist nicht lesbar</translation>
    </message>
    <message>
        <source>it is over but has no end</source>
        <translation>als beendet gemeldet, aber ohne Ende</translation>
    </message>
    <message>
        <source>it ends before it starts</source>
        <translation>das Ende liegt vor dem Beginn</translation>
    </message>
    <message>
        <source>there are too many jobs</source>
        <translation>es sind zu viele Jobs</translation>
    </message>
    <message>
        <source>skipped jobs and steps, which are not shown: %1</source>
        <translation>nicht angezeigte übersprungene Jobs und Schritte: %1</translation>
    </message>
    <message>
        <source>jobs and steps that had not started, which are not shown: %1</source>
        <translation>nicht angezeigte Jobs und Schritte, die nicht begonnen hatten: %1</translation>
    </message>
    <message>
        <source>what they ended as is not known, and shown as finished: %1</source>
        <translation>unbekannter Ausgang, als fertig angezeigt: %1</translation>
    </message>
    <message>
        <source>it is %1, not an object</source>
        <translation>es ist %1, kein Objekt</translation>
    </message>
    <message>
        <source>its startTime is %1, its duration %2</source>
        <translation>startTime ist %1, duration %2</translation>
    </message>
    <message>
        <source>%1, at byte %2</source>
        <translation>%1, bei Byte %2</translation>
    </message>
    <message>
        <source>a text or a number is longer than 16 MiB</source>
        <translation>ein Text oder eine Zahl ist länger als 16 MiB</translation>
    </message>
    <message>
        <source>arrays and objects stand in one another deeper than %1</source>
        <translation>Arrays und Objekte sind tiefer als %1 verschachtelt</translation>
    </message>
    <message>
        <source>one element is larger than 64 MiB</source>
        <translation>ein Element ist größer als 64 MiB</translation>
    </message>
    <message>
        <source>it ends early</source>
        <translation>die Daten enden vorzeitig</translation>
    </message>
    <message>
        <source>an array</source>
        <translation>ein Array</translation>
    </message>
    <message>
        <source>an object</source>
        <translation>ein Objekt</translation>
    </message>
    <message>
        <source>a text is longer than 16 MiB</source>
        <translation>ein Text ist länger als 16 MiB</translation>
    </message>
    <message>
        <source>elements stand in one another deeper than %1</source>
        <translation>Elemente sind tiefer als %1 verschachtelt</translation>
    </message>
    <message>
        <source>its declaration says that it is in %1, which it is not: correct it</source>
        <translation>die Deklaration nennt die Kodierung %1, die nicht stimmt: berichtigen</translation>
    </message>
    <message>
        <source>it has a document type (DOCTYPE %1), which may change what its texts say and is not read: remove it</source>
        <translation>die Datei hat einen Dokumenttyp (DOCTYPE %1), der den Sinn ihrer Texte ändern kann und nicht gelesen wird: entfernen</translation>
    </message>
    <message>
        <source>%1, at line %2</source>
        <translation>%1, in Zeile %2</translation>
    </message>
    <message>
        <source>its time is %1</source>
        <translation>die Zeit ist %1</translation>
    </message>
    <message>
        <source>there are too many tests</source>
        <translation>es sind zu viele Tests</translation>
    </message>
    <message>
        <source>the report says that it failed</source>
        <translation>laut Bericht fehlgeschlagen</translation>
    </message>
    <message>
        <source>line %1: the timestamp %2 is none that can be read</source>
        <translation>Zeile %1: der Zeitstempel %2 ist nicht lesbar</translation>
    </message>
    <message>
        <source>and %1 more timestamps like that</source>
        <translation>weitere solche Zeitstempel: %1</translation>
    </message>
    <message>
        <source>skipped tests, which are not shown: %1</source>
        <translation>nicht angezeigte übersprungene Tests: %1</translation>
    </message>
    <message>
        <source>tests without a time, which are not shown: %1</source>
        <translation>nicht angezeigte Tests ohne Zeit: %1</translation>
    </message>
    <message>
        <source>attempts at tests that were repeated, which are not shown: %1</source>
        <translation>nicht angezeigte Versuche wiederholter Tests: %1</translation>
    </message>
    <message>
        <source>tests say in which second they began: those that began in the one in which another one of their suite ended are shown behind it: %1</source>
        <translation>Tests nennen nur die Sekunde ihres Beginns: solche, die in der Sekunde begannen, in der ein anderer ihrer Testsuite endete, werden hinter ihm angezeigt: %1</translation>
    </message>
    <message>
        <source>a report says how long tests took, not when each began: those of a suite are shown one after another</source>
        <translation>ein Bericht nennt die Dauer der Tests, nicht ihren Beginn: die einer Testsuite werden nacheinander angezeigt</translation>
    </message>
    <message>
        <source>suites without a timestamp are shown one after another</source>
        <translation>Testsuiten ohne Zeitstempel werden nacheinander angezeigt</translation>
    </message>
    <message>
        <source>suites whose tests took longer together than the suite, so that some ran at the same time: %1</source>
        <translation>Testsuiten, deren Tests zusammen länger dauerten als sie selbst, zum Teil also gleichzeitig liefen: %1</translation>
    </message>
    <message>
        <source>its startTimeUnixNano is %1</source>
        <translation>startTimeUnixNano ist %1</translation>
    </message>
    <message>
        <source>its endTimeUnixNano is %1</source>
        <translation>endTimeUnixNano ist %1</translation>
    </message>
    <message>
        <source>there are too many spans</source>
        <translation>es sind zu viele Spannen</translation>
    </message>
    <message>
        <source>the span at byte %1 is left out: %2</source>
        <translation>die Spanne bei Byte %1 ist ausgelassen: %2</translation>
    </message>
    <message>
        <source>only the first %1 rows are shown</source>
        <translation>nur die ersten %1 Zeilen werden angezeigt</translation>
    </message>
    <message>
        <source>durations alone say nothing of workers: they are shown one after another</source>
        <translation>Dauern allein sagen nichts über Worker: sie werden nacheinander angezeigt</translation>
    </message>
    <message>
        <source>there are too many workers</source>
        <translation>es sind zu viele Worker</translation>
    </message>
    <message numerus="yes">
        <source>when jobs were queued (column %1) is not shown: %Ln rows do not say it, or say that it was after the start</source>
        <translation>
            <numerusform>wann Jobs eingereiht wurden (Spalte %1), wird nicht gezeigt: 1 Zeile sagt es nicht, oder sagt, es sei nach dem Beginn gewesen</numerusform>
            <numerusform>wann Jobs eingereiht wurden (Spalte %1), wird nicht gezeigt: %Ln Zeilen sagen es nicht, oder sagen, es sei nach dem Beginn gewesen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows are left out: their times are years from the others</source>
        <translation>
            <numerusform>1 Zeile bleibt weg: ihre Zeiten liegen Jahre von den anderen entfernt</numerusform>
            <numerusform>%Ln Zeilen bleiben weg: ihre Zeiten liegen Jahre von den anderen entfernt</numerusform>
        </translation>
    </message>
    <message>
        <source>the column %1 is not used</source>
        <translation>die Spalte %1 bleibt ungenutzt</translation>
    </message>
    <message>
        <source>the columns %1 and %2 more are not used</source>
        <translation>die Spalten %1 und %2 weitere bleiben ungenutzt</translation>
    </message>
    <message>
        <source>the columns %1 are not used</source>
        <translation>die Spalten %1 bleiben ungenutzt</translation>
    </message>
    <message>
        <source>its times of day have no date: between a row and the next one that starts more than half a day earlier, midnight is taken to pass</source>
        <translation>die Uhrzeiten haben kein Datum: zwischen einer Zeile und der nächsten, die mehr als einen halben Tag früher beginnt, wird Mitternacht angenommen</translation>
    </message>
    <message>
        <source>its times of day have no date, and its rows are in no order of time: all are taken to start on the same day</source>
        <translation>die Uhrzeiten haben kein Datum, und die Zeilen sind nicht zeitlich geordnet: angenommen wird, dass alle am selben Tag beginnen</translation>
    </message>
    <message>
        <source>how jobs ended is not known for %1 of them, which are shown as finished: their status is %2</source>
        <translation>unbekannter Ausgang von Jobs, die als fertig angezeigt werden: %1; ihr Status ist %2</translation>
    </message>
    <message>
        <source>the column %1 has no unit: it is read in that of %2</source>
        <translation>die Spalte %1 hat keine Einheit: sie ist in der von %2 gelesen</translation>
    </message>
    <message>
        <source>the column %1 has no unit: it is read as seconds, although that of %2 is another one</source>
        <translation>die Spalte %1 hat keine Einheit: sie ist als Sekunden gelesen, obwohl die von %2 eine andere ist</translation>
    </message>
    <message numerus="yes">
        <source>%Ln jobs did not run</source>
        <translation>
            <numerusform>1 Job lief nicht</numerusform>
            <numerusform>%Ln Jobs liefen nicht</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows are steps within their jobs, and left out</source>
        <translation>
            <numerusform>1 Zeile ist ein Schritt in ihrem Job und bleibt weg</numerusform>
            <numerusform>%Ln Zeilen sind Schritte in ihren Jobs und bleiben weg</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows end before they start: their times of day, which have no date, are taken to pass midnight</source>
        <translation>
            <numerusform>1 Zeile endet vor ihrem Beginn: ihre Uhrzeiten ohne Datum gelten als über Mitternacht hinweg</numerusform>
            <numerusform>%Ln Zeilen enden vor ihrem Beginn: ihre Uhrzeiten ohne Datum gelten als über Mitternacht hinweg</numerusform>
        </translation>
    </message>
    <message>
        <source>it has %1 fields under %2 titles (a decimal comma needs quotes, or semicolons between fields)</source>
        <translation>Felder: %1, Titel: %2 (ein Dezimalkomma braucht Anführungszeichen oder Semikolons zwischen den Feldern)</translation>
    </message>
    <message>
        <source>it has %1 fields, and the first row has %2</source>
        <translation>Felder: %1, in der ersten Zeile: %2</translation>
    </message>
    <message>
        <source>column %1: &apos;%2&apos; is no time that can be read</source>
        <translation>Spalte %1: „%2“ ist keine lesbare Zeit</translation>
    </message>
    <message>
        <source>column %1: &apos;%2&apos; is no duration that can be read</source>
        <translation>Spalte %1: „%2“ ist keine lesbare Dauer</translation>
    </message>
    <message>
        <source>it has no start</source>
        <translation>der Beginn fehlt</translation>
    </message>
    <message>
        <source>it has no end</source>
        <translation>das Ende fehlt</translation>
    </message>
    <message>
        <source>it has no duration</source>
        <translation>die Dauer fehlt</translation>
    </message>
    <message>
        <source>its end lies before its start</source>
        <translation>das Ende liegt vor dem Beginn</translation>
    </message>
    <message>
        <source>its times are too large</source>
        <translation>die Zeiten sind zu groß</translation>
    </message>
    <message>
        <source>milliseconds</source>
        <translation>Millisekunden</translation>
    </message>
    <message>
        <source>microseconds</source>
        <translation>Mikrosekunden</translation>
    </message>
    <message>
        <source>nanoseconds</source>
        <translation>Nanosekunden</translation>
    </message>
    <message>
        <source>its times have no unit: they are read as %1 since 1970, the first as %2 UTC</source>
        <translation>die Zeiten haben keine Einheit: sie sind als %1 seit 1970 gelesen, die erste als %2 UTC</translation>
    </message>
    <message>
        <source>times with one colon are read as minutes and seconds</source>
        <translation>Zeiten mit einem Doppelpunkt sind als Minuten und Sekunden gelesen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln spans are not shown: they are up to %1 off from all others, which cannot be seen beside them</source>
        <translation>
            <numerusform>1 Spanne wird nicht gezeigt: sie liegt %1 von allen anderen entfernt, die neben ihr nicht zu sehen wären</numerusform>
            <numerusform>%Ln Spannen werden nicht gezeigt: sie liegen bis zu %1 von allen anderen entfernt, die neben ihnen nicht zu sehen wären</numerusform>
        </translation>
    </message>
    <message>
        <source>; the first is %1</source>
        <translation>; die erste ist %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln events are not shown: they have no time</source>
        <translation>
            <numerusform>1 Ereignis wird nicht gezeigt: es hat keine Zeit</numerusform>
            <numerusform>%Ln Ereignisse werden nicht gezeigt: sie haben keine Zeit</numerusform>
        </translation>
    </message>
    <message>
        <source>an empty text</source>
        <translation>ein leerer Text</translation>
    </message>
    <message numerus="yes">
        <source>%Ln events are not shown: times are out of range, the first of them: %1, at byte %2</source>
        <translation>
            <numerusform>1 Ereignis wird nicht gezeigt: eine Zeit liegt außerhalb des Bereichs: %1, bei Byte %2</numerusform>
            <numerusform>%Ln Ereignisse werden nicht gezeigt: Zeiten liegen außerhalb des Bereichs, die erste davon: %1, bei Byte %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln events are not shown: times are no numbers, the first of them: %1, at byte %2</source>
        <translation>
            <numerusform>1 Ereignis wird nicht gezeigt: eine Zeit ist keine Zahl: %1, bei Byte %2</numerusform>
            <numerusform>%Ln Ereignisse werden nicht gezeigt: Zeiten sind keine Zahlen, die erste davon: %1, bei Byte %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln events are not shown: their durations are negative</source>
        <translation>
            <numerusform>1 Ereignis wird nicht gezeigt: seine Dauer ist negativ</numerusform>
            <numerusform>%Ln Ereignisse werden nicht gezeigt: ihre Dauern sind negativ</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln spans of the critical path repeat spans of other threads</source>
        <translation>
            <numerusform>1 Spanne des kritischen Pfads wiederholt eine Spanne eines anderen Threads</numerusform>
            <numerusform>%Ln Spannen des kritischen Pfads wiederholen Spannen anderer Threads</numerusform>
        </translation>
    </message>
    <message>
        <source>only the first %1 spans are shown</source>
        <translation>nur die ersten %1 Spannen werden angezeigt</translation>
    </message>
    <message numerus="yes">
        <source>%Ln ends bear another name than the spans that they end, the last ones begun</source>
        <translation>
            <numerusform>1 Ende trägt einen anderen Namen als die Spanne, die es beendet, die zuletzt begonnene</numerusform>
            <numerusform>%Ln Enden tragen andere Namen als die Spannen, die sie beenden, die jeweils zuletzt begonnenen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>time runs backwards on %Ln threads: their beginnings and ends are paired by time, not in the order of the file</source>
        <translation>
            <numerusform>auf 1 Thread läuft die Zeit rückwärts: seine Anfänge und Enden sind nach der Zeit gepaart, nicht in der Folge der Datei</numerusform>
            <numerusform>auf %Ln Threads läuft die Zeit rückwärts: ihre Anfänge und Enden sind nach der Zeit gepaart, nicht in der Folge der Datei</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>time runs backwards on %Ln threads between spans: their beginnings and ends are paired in the order of the file</source>
        <translation>
            <numerusform>auf 1 Thread läuft die Zeit zwischen Spannen rückwärts: seine Anfänge und Enden sind in der Folge der Datei gepaart</numerusform>
            <numerusform>auf %Ln Threads läuft die Zeit zwischen Spannen rückwärts: ihre Anfänge und Enden sind in der Folge der Datei gepaart</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln instants</source>
        <translation>
            <numerusform>1 Zeitpunkt</numerusform>
            <numerusform>%Ln Zeitpunkte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln counter values</source>
        <translation>
            <numerusform>1 Zählerwert</numerusform>
            <numerusform>%Ln Zählerwerte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln samples</source>
        <translation>
            <numerusform>1 Stichprobe</numerusform>
            <numerusform>%Ln Stichproben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln asynchronous steps</source>
        <translation>
            <numerusform>1 asynchroner Schritt</numerusform>
            <numerusform>%Ln asynchrone Schritte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln flow events</source>
        <translation>
            <numerusform>1 Fluss-Ereignis</numerusform>
            <numerusform>%Ln Fluss-Ereignisse</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln object events</source>
        <translation>
            <numerusform>1 Objekt-Ereignis</numerusform>
            <numerusform>%Ln Objekt-Ereignisse</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln memory dumps</source>
        <translation>
            <numerusform>1 Speicherabzug</numerusform>
            <numerusform>%Ln Speicherabzüge</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln clock marks</source>
        <translation>
            <numerusform>1 Uhrmarke</numerusform>
            <numerusform>%Ln Uhrmarken</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln context events</source>
        <translation>
            <numerusform>1 Kontext-Ereignis</numerusform>
            <numerusform>%Ln Kontext-Ereignisse</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln links</source>
        <translation>
            <numerusform>1 Verknüpfung</numerusform>
            <numerusform>%Ln Verknüpfungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln events of phases that are not known</source>
        <translation>
            <numerusform>1 Ereignis einer unbekannten Phase</numerusform>
            <numerusform>%Ln Ereignisse unbekannter Phasen</numerusform>
        </translation>
    </message>
    <message>
        <source>a row is longer than 16 MiB</source>
        <translation>eine Zeile ist länger als 16 MiB</translation>
    </message>
    <message>
        <source>a quote has no end</source>
        <translation>ein Anführungszeichen ist nicht geschlossen</translation>
    </message>
    <message>
        <source>a row has more than %1 fields</source>
        <translation>eine Zeile hat mehr als %1 Felder</translation>
    </message>
    <message>
        <source>the compressed data is damaged</source>
        <translation>die komprimierten Daten sind beschädigt</translation>
    </message>
    <message>
        <source>to unpack it takes more than 256 MiB of memory</source>
        <translation>das Entpacken braucht mehr als 256 MiB Speicher</translation>
    </message>
    <message>
        <source>it unpacks to more than 16 GiB, which is not read</source>
        <translation>entpackt sind es mehr als 16 GiB, so viel wird nicht gelesen</translation>
    </message>
    <message>
        <source>the compressed data ends early</source>
        <translation>die komprimierten Daten enden vorzeitig</translation>
    </message>
    <message>
        <source>what follows the compressed data is not read, as it is not compressed like it: %1 bytes</source>
        <translation>was auf die komprimierten Daten folgt, ist nicht gelesen, da es nicht wie sie komprimiert ist: %1 Byte</translation>
    </message>
    <message>
        <source>cannot read %1: %2</source>
        <translation>%1 kann nicht gelesen werden: %2</translation>
    </message>
    <message>
        <source>it is not a regular file</source>
        <translation>es ist keine reguläre Datei</translation>
    </message>
    <message>
        <source>it is compressed with %1, which is not read: unpack it first</source>
        <translation>mit %1 komprimiert, was nicht gelesen wird: zuerst entpacken</translation>
    </message>
    <message>
        <source>line %1 is longer than 16 MiB</source>
        <translation>Zeile %1 ist länger als 16 MiB</translation>
    </message>
    <message>
        <source>its name is too long: %1 bytes, where %2 are allowed</source>
        <translation>der Name ist zu lang: %1 Byte, erlaubt sind %2</translation>
    </message>
    <message>
        <source>cannot write %1: %2</source>
        <translation>%1 kann nicht geschrieben werden: %2</translation>
    </message>
    <message>
        <source>%1 was not written: it was stopped</source>
        <translation>%1 wurde nicht geschrieben: der Vorgang wurde gestoppt</translation>
    </message>
    <message>
        <source>%1 is a link: %2 is replaced.</source>
        <translation>%1 ist ein Link: %2 wird ersetzt.</translation>
    </message>
    <message>
        <source>%1 has other names (hard links): they keep the old content.</source>
        <translation>%1 hat weitere Namen (Hardlinks): Sie behalten den alten Inhalt.</translation>
    </message>
    <message>
        <source>there is no folder %1</source>
        <translation>es gibt keinen Ordner %1</translation>
    </message>
    <message>
        <source>it is somebody else&apos;s, and its folder lets nobody else replace it</source>
        <translation>die Datei gehört jemand anderem, und nach den Rechten ihres Ordners darf niemand sonst sie ersetzen</translation>
    </message>
    <message>
        <source>it is a zip that ends early: its directory is missing</source>
        <translation>die Zip-Datei endet vorzeitig: ihr Verzeichnis fehlt</translation>
    </message>
    <message>
        <source>it is a zip without a file in it</source>
        <translation>die Zip-Datei enthält keine Datei</translation>
    </message>
    <message>
        <source>it is a zip of %1 files, and only one of a single file is read; it holds %2</source>
        <translation>die Zip-Datei enthält %1 Dateien, gelesen wird nur eine mit einer einzigen; enthalten: %2</translation>
    </message>
    <message>
        <source>the file in the zip, %1, is encrypted</source>
        <translation>die Datei in der Zip-Datei, %1, ist verschlüsselt</translation>
    </message>
    <message>
        <source>the file in the zip, %1, is neither stored nor deflated</source>
        <translation>die Datei in der Zip-Datei, %1, ist weder gespeichert noch mit deflate gepackt</translation>
    </message>
    <message>
        <source>the file in the zip, %1, is larger than 4 GiB</source>
        <translation>die Datei in der Zip-Datei, %1, ist größer als 4 GiB</translation>
    </message>
    <message>
        <source>the file in the zip, %1, is not where the zip says</source>
        <translation>die Datei in der Zip-Datei, %1, liegt nicht dort, wo diese es sagt</translation>
    </message>
    <message>
        <source>job %1 took %2; a job of a run takes 1 h at most</source>
        <translation>Job %1 dauerte %2; ein Job eines Laufs dauert höchstens 1 h</translation>
    </message>
    <message>
        <source>no job of this run has ended</source>
        <translation>kein Job dieses Laufs ist beendet</translation>
    </message>
    <message>
        <source>the folder could not be made</source>
        <translation>der Ordner konnte nicht angelegt werden</translation>
    </message>
    <message>
        <source>not JSON: %1, at byte %2</source>
        <translation>kein JSON: %1, bei Byte %2</translation>
    </message>
    <message>
        <source>no settings of Poolscope: &quot;format&quot; is not &quot;poolscope-settings&quot;</source>
        <translation>keine Einstellungen von Poolscope: &quot;format&quot; ist nicht &quot;poolscope-settings&quot;</translation>
    </message>
    <message>
        <source>settings of another version than %1</source>
        <translation>Einstellungen einer anderen Version als %1</translation>
    </message>
    <message>
        <source>there is no setting &apos;%1&apos;</source>
        <translation>es gibt keine Einstellung „%1“</translation>
    </message>
    <message>
        <source>%1: it takes a text or a number</source>
        <translation>%1: erwartet wird ein Text oder eine Zahl</translation>
    </message>
    <message>
        <source>%1: &apos;%2&apos; was given; it takes %3</source>
        <translation>%1: „%2“ angegeben; erlaubt ist %3</translation>
    </message>
    <message>
        <source>a picture that carries no settings of Poolscope</source>
        <translation>ein Bild ohne Einstellungen von Poolscope</translation>
    </message>
    <message>
        <source>larger than 1 MB; these are no settings</source>
        <translation>größer als 1 MB; das sind keine Einstellungen</translation>
    </message>
    <message>
        <source>a run of another version than %1</source>
        <translation>ein Lauf einer anderen Version als %1</translation>
    </message>
    <message>
        <source>the settings of the run: %1</source>
        <translation>die Einstellungen des Laufs: %1</translation>
    </message>
    <message>
        <source>a line feed</source>
        <translation>Zeilenvorschub</translation>
    </message>
    <message>
        <source>a carriage return</source>
        <translation>Wagenrücklauf</translation>
    </message>
    <message>
        <source>a tab</source>
        <translation>Tabulator</translation>
    </message>
    <message>
        <source>%1, at byte %2, is no value of JSON and is passed over</source>
        <translation>%1, bei Byte %2, ist kein JSON-Wert und wird übergangen</translation>
    </message>
    <message>
        <source>a control character (%1) stands in a text at byte %2, which JSON does not allow; the text is shown as it stands</source>
        <translation>ein Steuerzeichen (%1) steht in einem Text bei Byte %2, was JSON nicht erlaubt; der Text wird unverändert angezeigt</translation>
    </message>
    <message>
        <source>its metadata is longer than 16 MiB</source>
        <translation>die Metadaten sind länger als 16 MiB</translation>
    </message>
    <message>
        <source>there is no &quot;traceEvents&quot; in it</source>
        <translation>&quot;traceEvents&quot; fehlt</translation>
    </message>
</context>
<context>
    <name>FindingsPanel</name>
    <message>
        <source>Findings</source>
        <translation>Befunde</translation>
    </message>
    <message>
        <source>What holds it back</source>
        <translation>Was den Lauf bremst</translation>
    </message>
    <message>
        <source>Look at it in the chart, below the pool</source>
        <translation>Im Diagramm ansehen, unter dem Pool</translation>
    </message>
    <message>
        <source>Run the same jobs again</source>
        <translation>Dieselben Jobs erneut ausführen</translation>
    </message>
    <message>
        <source>Show ▸</source>
        <translation>Zeigen ▸</translation>
    </message>
    <message>
        <source>Mark this in the chart and zoom to the longest stretch of it</source>
        <translation>Dies im Diagramm markieren und auf die längste Strecke davon zoomen</translation>
    </message>
    <message>
        <source>Show in the chart: %1</source>
        <translation>Im Diagramm zeigen: %1</translation>
    </message>
</context>
<context>
    <name>Following</name>
    <message>
        <source>Follow</source>
        <translation>Mitlesen</translation>
    </message>
    <message>
        <source>What another program writes: events, joblogs, ninja logs, traces (*)</source>
        <translation>Was ein anderes Programm schreibt: Ereignisse, Joblogs, Ninja-Protokolle, Traces (*)</translation>
    </message>
    <message>
        <source>Celery at %1</source>
        <translation>Celery auf %1</translation>
    </message>
    <message>
        <source>standard input</source>
        <translation>Standardeingabe</translation>
    </message>
</context>
<context>
    <name>Gantt</name>
    <message>
        <source>share of its workers with a job</source>
        <translation>Anteil der Worker mit Job</translation>
    </message>
    <message>
        <source>hatched: simulated</source>
        <translation>schraffiert: simuliert</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartend</translation>
    </message>
    <message>
        <source>in channel</source>
        <translation>im Kanal</translation>
    </message>
    <message>
        <source>sender waits</source>
        <translation>Sender wartet</translation>
    </message>
    <message>
        <source>Workers</source>
        <translation>Worker</translation>
    </message>
    <message>
        <source>busy</source>
        <translation>beschäftigt</translation>
    </message>
    <message>
        <source>idle: no jobs left</source>
        <translation>untätig: keine Jobs mehr</translation>
    </message>
    <message>
        <source>idle: no job came</source>
        <translation>untätig: kein Job kam</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>paused %1</source>
        <translation>Pause %1</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>start</source>
        <translation>Beginn</translation>
    </message>
    <message>
        <source>end</source>
        <translation>Ende</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>noch nicht</translation>
    </message>
    <message>
        <source>host</source>
        <translation>Rechner</translation>
    </message>
    <message>
        <source>time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>workers</source>
        <translation>Worker</translation>
    </message>
    <message>
        <source>with a job</source>
        <translation>mit Job</translation>
    </message>
    <message>
        <source>± %1</source>
        <translation>± %1</translation>
    </message>
    <message>
        <source>, drifts by %1 ± %2 µs a second</source>
        <translation>, Drift %1 ± %2 µs je Sekunde</translation>
    </message>
    <message>
        <source>times</source>
        <translation>Zeiten</translation>
    </message>
    <message>
        <source>row</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>nested span</source>
        <translation>verschachtelte Spanne</translation>
    </message>
    <message>
        <source>job</source>
        <translation>Job</translation>
    </message>
    <message>
        <source>worker</source>
        <translation>Worker</translation>
    </message>
    <message>
        <source>status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>simulated</source>
        <translation>simuliert</translation>
    </message>
    <message>
        <source>what if</source>
        <translation>Was-wäre-wenn</translation>
    </message>
    <message>
        <source>CPU time</source>
        <translation>CPU-Zeit</translation>
    </message>
    <message>
        <source>preempted</source>
        <translation>verdrängt</translation>
    </message>
    <message numerus="yes">
        <source>%Ln times</source>
        <translation>
            <numerusform>einmal</numerusform>
            <numerusform>%Ln-mal</numerusform>
        </translation>
    </message>
    <message>
        <source>attempt</source>
        <translation>Versuch</translation>
    </message>
    <message>
        <source>error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>wait</source>
        <translation>Wartezeit</translation>
    </message>
    <message>
        <source>share of the run</source>
        <translation>Anteil am Lauf</translation>
    </message>
    <message>
        <source>worker %1</source>
        <translation>Worker %1</translation>
    </message>
    <message>
        <source>job %1 on %2 of the what-if</source>
        <translation>Job %1 auf %2 (Was-wäre-wenn)</translation>
    </message>
    <message>
        <source>job %1 of the sequential run</source>
        <translation>Job %1 des sequenziellen Laufs</translation>
    </message>
    <message>
        <source>nested span %1 on %2</source>
        <translation>verschachtelte Spanne %1 auf %2</translation>
    </message>
    <message>
        <source>job %1 on %2</source>
        <translation>Job %1 auf %2</translation>
    </message>
    <message>
        <source>%1 of the what-if</source>
        <translation>%1 (Was-wäre-wenn)</translation>
    </message>
    <message>
        <source>sequential run</source>
        <translation>sequenzieller Lauf</translation>
    </message>
    <message>
        <source>nested spans of %1</source>
        <translation>verschachtelte Spannen von %1</translation>
    </message>
    <message>
        <source>job %1</source>
        <translation>Job %1</translation>
    </message>
    <message>
        <source>host %1</source>
        <translation>Rechner %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln workers, %1 with a job</source>
        <translation>
            <numerusform>1 Worker, %1 mit einem Job</numerusform>
            <numerusform>%Ln Worker, %1 mit einem Job</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2, %3, from %4 on</source>
        <translation>%1, %2, %3, ab %4</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>unknown host</source>
        <translation>unbekannter Rechner</translation>
    </message>
    <message>
        <source>this machine</source>
        <translation>dieser Rechner</translation>
    </message>
    <message>
        <source>%1, %2 …</source>
        <translation>%1, %2 …</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>line: CPU time, from %1 px on</source>
        <translation>Linie: CPU-Zeit, ab %1 px</translation>
    </message>
    <message>
        <source>idle</source>
        <translation>untätig</translation>
    </message>
    <message>
        <source>busy all the time</source>
        <translation>durchgehend beschäftigt</translation>
    </message>
    <message>
        <source>SEQUENTIAL</source>
        <translation>SEQUENZIELL</translation>
    </message>
    <message>
        <source>NESTED</source>
        <translation>VERSCHACHTELT</translation>
    </message>
    <message>
        <source>POOL</source>
        <translation>POOL</translation>
    </message>
    <message>
        <source>WHAT IF</source>
        <translation>WAS WÄRE WENN</translation>
    </message>
    <message>
        <source>WHAT IF  ·  %1</source>
        <translation>WAS WÄRE WENN  ·  %1</translation>
    </message>
    <message>
        <source>from %1 to %2 in view</source>
        <translation>von %1 bis %2 sichtbar</translation>
    </message>
    <message>
        <source>Waiting jobs over the time in view</source>
        <translation>Wartende Jobs in der sichtbaren Zeit</translation>
    </message>
    <message>
        <source>Workers with a job over the time in view</source>
        <translation>Worker mit einem Job in der sichtbaren Zeit</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Jobs waiting, at most</source>
        <translation>Wartende Jobs, höchstens</translation>
    </message>
    <message>
        <source>Workers busy, in the mean</source>
        <translation>Beschäftigte Worker, im Mittel</translation>
    </message>
    <message>
        <source>from %1 to %2</source>
        <translation>von %1 bis %2</translation>
    </message>
</context>
<context>
    <name>GanttView</name>
    <message>
        <source>Chart of the run</source>
        <translation>Diagramm des Laufs</translation>
    </message>
</context>
<context>
    <name>GuideWindow</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Guide – Poolscope</source>
        <translation>Leitfaden – Poolscope</translation>
    </message>
    <message>
        <source>Pages of the guide</source>
        <translation>Seiten des Leitfadens</translation>
    </message>
    <message>
        <source>The page before (Alt+Left)</source>
        <translation>Vorherige Seite (Alt+Links)</translation>
    </message>
    <message>
        <source>Page of the guide</source>
        <translation>Seite des Leitfadens</translation>
    </message>
</context>
<context>
    <name>InsightPresenter</name>
    <message>
        <source>Run, or open a run, to see how many workers its jobs need and where its time goes.</source>
        <translation>Jobs starten oder einen Lauf öffnen, um zu sehen, wie viele Worker die Jobs brauchen und wo die Zeit bleibt.</translation>
    </message>
    <message>
        <source>Looking into the run …</source>
        <translation>Lauf wird untersucht …</translation>
    </message>
    <message>
        <source>There is no memory to look into this run.</source>
        <translation>Der Speicher reicht nicht, um diesen Lauf zu untersuchen.</translation>
    </message>
    <message>
        <source>This run took no time.</source>
        <translation>Dieser Lauf hat keine Zeit gebraucht.</translation>
    </message>
</context>
<context>
    <name>JobsModel</name>
    <message>
        <source>%1, attempt %2</source>
        <translation>%1, Versuch %2</translation>
    </message>
    <message>
        <source>Job</source>
        <translation>Job</translation>
    </message>
    <message>
        <source>Worker</source>
        <translation>Worker</translation>
    </message>
    <message>
        <source>Queued</source>
        <translation>Eingereiht</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Beginn</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Wait</source>
        <translation>Wartezeit</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>not queued</source>
        <translation>nicht eingereiht</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartend</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
</context>
<context>
    <name>JobsPanel</name>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Show jobs of this status</source>
        <translation>Jobs mit diesem Status zeigen</translation>
    </message>
    <message>
        <source>Worker</source>
        <translation>Worker</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>Show jobs of this worker</source>
        <translation>Jobs dieses Workers zeigen</translation>
    </message>
    <message>
        <source>Jobs of the run</source>
        <translation>Jobs des Laufs</translation>
    </message>
</context>
<context>
    <name>LogView</name>
    <message>
        <source>Log of the run</source>
        <translation>Protokoll des Laufs</translation>
    </message>
    <message>
        <source>Each start and finish is written here.</source>
        <translation>Hier steht jeder Beginn und jedes Ende.</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Select &amp;All</source>
        <translation>&amp;Alles auswählen</translation>
    </message>
    <message numerus="yes">
        <source>… and %Ln more lines</source>
        <translation>
            <numerusform>… und 1 weitere Zeile</numerusform>
            <numerusform>… und %Ln weitere Zeilen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LostBarPart</name>
    <message>
        <source>%1: %2, %3
%4</source>
        <translation>%1: %2, %3
%4</translation>
    </message>
    <message>
        <source>Show %1: %2, %3</source>
        <translation>%1 zeigen: %2, %3</translation>
    </message>
</context>
<context>
    <name>LostRow</name>
    <message>
        <source>Show ▸</source>
        <translation>Zeigen ▸</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>%1 zeigen</translation>
    </message>
    <message>
        <source>Mark this time in the chart and zoom to the longest stretch of it</source>
        <translation>Diese Zeit im Diagramm markieren und auf die längste Strecke davon zoomen</translation>
    </message>
</context>
<context>
    <name>LostTimePanel</name>
    <message>
        <source>Where the workers&apos; time went</source>
        <translation>Wo die Zeit der Worker blieb</translation>
    </message>
    <message>
        <source>Run, or open a run, to see where its time goes.</source>
        <translation>Jobs starten oder einen Lauf öffnen, um zu sehen, wo die Zeit bleibt.</translation>
    </message>
</context>
<context>
    <name>MainBar</name>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>R&amp;esume</source>
        <translation>&amp;Fortsetzen</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Anhalten</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>The run goes on</source>
        <translation>Der Lauf geht weiter</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Poolscope</source>
        <translation>Poolscope</translation>
    </message>
    <message>
        <source>What the run took</source>
        <translation>Was der Lauf gebraucht hat</translation>
    </message>
    <message>
        <source>Timings</source>
        <translation>Zeiten</translation>
    </message>
    <message>
        <source>What holds it back</source>
        <translation>Was bremst</translation>
    </message>
    <message>
        <source>The run in detail</source>
        <translation>Der Lauf im Einzelnen</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Jobs</translation>
    </message>
    <message>
        <source>Details of the selected job</source>
        <translation>Details des ausgewählten Jobs</translation>
    </message>
    <message>
        <source>Click a bar, or a job in the table, to see all that is known of it.</source>
        <translation>Einen Balken oder einen Job in der Tabelle anklicken, um alles zu sehen, was über ihn bekannt ist.</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>How many workers</source>
        <translation>Wie viele Worker</translation>
    </message>
    <message>
        <source>Lost time</source>
        <translation>Verlorene Zeit</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>Open &amp;Recent</source>
        <translation>&amp;Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <comment>menu</comment>
        <translation>&amp;Lauf</translation>
    </message>
    <message>
        <source>E&amp;xamples</source>
        <translation>Bei&amp;spiele</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>Th&amp;eme</source>
        <translation>Far&amp;bschema</translation>
    </message>
    <message>
        <source>Lan&amp;guage</source>
        <translation>Sp&amp;rache</translation>
    </message>
    <message>
        <source>Te&amp;xt Size</source>
        <translation>Te&amp;xtgröße</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>Tool bar</source>
        <translation>Werkzeugleiste</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>&amp;Starten</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Run the jobs</source>
        <translation>Die Jobs ausführen</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Anhalten</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Workers finish the jobs in hand and wait until the run goes on</source>
        <translation>Worker beenden die begonnenen Jobs und warten, bis der Lauf weitergeht</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>S&amp;toppen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stoppen</translation>
    </message>
    <message>
        <source>Stop the run</source>
        <translation>Den Lauf stoppen</translation>
    </message>
    <message>
        <source>Use These &amp;Durations</source>
        <translation>Diese &amp;Dauern übernehmen</translation>
    </message>
    <message>
        <source>Settings for a new run whose jobs take as long as those in the chart took</source>
        <translation>Einstellungen für einen neuen Lauf, dessen Jobs so lange dauern wie die im Diagramm</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exportieren…</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Export the timing screenshot, a report, tables or the run</source>
        <translation>Das Bild der Zeiten, einen Bericht, Tabellen oder den Lauf exportieren</translation>
    </message>
    <message>
        <source>&amp;Open Run…</source>
        <translation>&amp;Lauf öffnen…</translation>
    </message>
    <message>
        <source>Open a saved run, a trace or a log of another program, or a table of spans</source>
        <translation>Einen gespeicherten Lauf, einen Trace oder ein Protokoll eines anderen Programms oder eine Tabelle von Spannen öffnen</translation>
    </message>
    <message>
        <source>&amp;Innermost Spans Are the Jobs</source>
        <translation>&amp;Innerste Spannen sind die Jobs</translation>
    </message>
    <message>
        <source>Open the file again: of its spans that lie within one another the innermost are the jobs, not the outermost</source>
        <translation>Die Datei neu öffnen: Von ihren ineinander verschachtelten Spannen sind die innersten die Jobs, nicht die äußersten</translation>
    </message>
    <message>
        <source>&amp;Follow…</source>
        <translation>&amp;Mitlesen…</translation>
    </message>
    <message>
        <source>Show what another program writes to a file or a pipe, while it does</source>
        <translation>Zeigen, was ein anderes Programm in eine Datei oder Pipe schreibt, während es das tut</translation>
    </message>
    <message>
        <source>&amp;Watch Celery…</source>
        <translation>&amp;Celery beobachten…</translation>
    </message>
    <message>
        <source>Show the tasks of Celery’s workers while they work</source>
        <translation>Die Tasks der Worker von Celery zeigen, während sie arbeiten</translation>
    </message>
    <message>
        <source>&amp;Save Run…</source>
        <translation>Lauf &amp;speichern…</translation>
    </message>
    <message>
        <source>Save the run as a trace that opens again</source>
        <translation>Den Lauf als Trace speichern, der sich wieder öffnen lässt</translation>
    </message>
    <message>
        <source>Open Se&amp;ttings…</source>
        <translation>Einstellungen ö&amp;ffnen…</translation>
    </message>
    <message>
        <source>Save Settin&amp;gs…</source>
        <translation>Einstellungen s&amp;peichern…</translation>
    </message>
    <message>
        <source>Export &amp;Hashes…</source>
        <translation>&amp;Hashes exportieren…</translation>
    </message>
    <message>
        <source>Write the hashes for sha256sum --check</source>
        <translation>Die Hashes für sha256sum --check schreiben</translation>
    </message>
    <message>
        <source>&amp;Fit All	Home</source>
        <translation>Alles &amp;einpassen	Pos1</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Einpassen</translation>
    </message>
    <message>
        <source>Show the whole run (Home in the chart)</source>
        <translation>Den ganzen Lauf zeigen (Pos1 im Diagramm)</translation>
    </message>
    <message>
        <source>Fit Poo&amp;l	P</source>
        <translation>Poo&amp;l einpassen	P</translation>
    </message>
    <message>
        <source>Fit Pool</source>
        <translation>Pool einpassen</translation>
    </message>
    <message>
        <source>Show the pool’s part over the whole width (P in the chart)</source>
        <translation>Den Teil des Pools über die ganze Breite zeigen (P im Diagramm)</translation>
    </message>
    <message>
        <source>F&amp;ollow	Space</source>
        <translation>F&amp;olgen	Leertaste</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>Folgen</translation>
    </message>
    <message>
        <source>Keep the newest time in view (Space in the chart)</source>
        <translation>Die neueste Zeit im Blick behalten (Leertaste im Diagramm)</translation>
    </message>
    <message>
        <source>Zoom &amp;In	W</source>
        <translation>Ver&amp;größern	W</translation>
    </message>
    <message>
        <source>W in the chart, or Ctrl and the wheel</source>
        <translation>W im Diagramm oder Strg und Mausrad</translation>
    </message>
    <message>
        <source>Zoom O&amp;ut	S</source>
        <translation>Ver&amp;kleinern	S</translation>
    </message>
    <message>
        <source>S in the chart, or Ctrl and the wheel</source>
        <translation>S im Diagramm oder Strg und Mausrad</translation>
    </message>
    <message>
        <source>&amp;Previous View	Ctrl+Z</source>
        <translation>&amp;Vorherige Ansicht	Strg+Z</translation>
    </message>
    <message>
        <source>Ctrl+Z in the chart</source>
        <translation>Strg+Z im Diagramm</translation>
    </message>
    <message>
        <source>&amp;Next View	Ctrl+Y</source>
        <translation>&amp;Nächste Ansicht	Strg+Y</translation>
    </message>
    <message>
        <source>Ctrl+Y in the chart</source>
        <translation>Strg+Y im Diagramm</translation>
    </message>
    <message>
        <source>Find &amp;Job…</source>
        <translation>&amp;Job suchen…</translation>
    </message>
    <message>
        <source>Copy Selection as &amp;Text</source>
        <translation>&amp;Auswahl als Text kopieren</translation>
    </message>
    <message>
        <source>&amp;Guide</source>
        <translation>&amp;Leitfaden</translation>
    </message>
    <message>
        <source>How to use Poolscope, in a few pages with pictures</source>
        <translation>Wie Poolscope zu benutzen ist, auf ein paar Seiten mit Bildern</translation>
    </message>
    <message>
        <source>&amp;Keys and Mouse</source>
        <translation>&amp;Tasten und Maus</translation>
    </message>
    <message>
        <source>&amp;Taller Rows</source>
        <translation>&amp;Höhere Zeilen</translation>
    </message>
    <message>
        <source>Sho&amp;rter Rows</source>
        <translation>Nie&amp;drigere Zeilen</translation>
    </message>
    <message>
        <source>&amp;Default Row Height</source>
        <translation>&amp;Standard-Zeilenhöhe</translation>
    </message>
    <message>
        <source>&amp;Settings Panel</source>
        <translation>E&amp;instellungen</translation>
    </message>
    <message>
        <source>Show or hide the settings at the left</source>
        <translation>Die Einstellungen links ein- oder ausblenden</translation>
    </message>
    <message>
        <source>Ti&amp;mings Panel</source>
        <translation>&amp;Zeiten</translation>
    </message>
    <message>
        <source>Show or hide the timings at the right</source>
        <translation>Die Zeiten rechts ein- oder ausblenden</translation>
    </message>
    <message>
        <source>Lower P&amp;anel</source>
        <translation>&amp;Unterer Bereich</translation>
    </message>
    <message>
        <source>Show or hide the log, the jobs, the details and the runs</source>
        <translation>Protokoll, Jobs, Details und Läufe ein- oder ausblenden</translation>
    </message>
    <message>
        <source>&amp;Copy Picture</source>
        <translation>&amp;Bild kopieren</translation>
    </message>
    <message>
        <source>Put the timing screenshot on the clipboard</source>
        <translation>Das Bild der Zeiten in die Zwischenablage legen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>Follow the &amp;System</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>&amp;High Contrast</source>
        <translation>Hoher &amp;Kontrast</translation>
    </message>
    <message>
        <source>&amp;Larger Text</source>
        <translation>&amp;Größerer Text</translation>
    </message>
    <message>
        <source>&amp;Smaller Text</source>
        <translation>&amp;Kleinerer Text</translation>
    </message>
    <message>
        <source>&amp;100 %</source>
        <translation>&amp;100 %</translation>
    </message>
    <message>
        <source>1&amp;25 %</source>
        <translation>1&amp;25 %</translation>
    </message>
    <message>
        <source>1&amp;50 %</source>
        <translation>1&amp;50 %</translation>
    </message>
    <message>
        <source>20&amp;0 %</source>
        <translation>2&amp;00 %</translation>
    </message>
    <message>
        <source>&amp;About Poolscope</source>
        <translation>Über &amp;Poolscope</translation>
    </message>
    <message>
        <source>About &amp;Qt</source>
        <translation>Über &amp;Qt</translation>
    </message>
    <message>
        <source>The picture is on the clipboard</source>
        <translation>Das Bild ist in der Zwischenablage</translation>
    </message>
    <message>
        <source>Only the last run that was made here can be run again from here</source>
        <translation>Von hier aus lässt sich nur der letzte hier ausgeführte Lauf erneut starten</translation>
    </message>
    <message>
        <source>What holds it back · %1</source>
        <translation>Was bremst · %1</translation>
    </message>
    <message>
        <source>When the run is over, it is looked into.</source>
        <translation>Ist der Lauf zu Ende, wird er untersucht.</translation>
    </message>
    <message>
        <source>Stopped before it began</source>
        <translation>Vor dem Beginn gestoppt</translation>
    </message>
    <message>
        <source>Exporting %1 …</source>
        <translation>%1 wird exportiert …</translation>
    </message>
    <message>
        <source>A run goes on: stop it before you open another</source>
        <translation>Ein Lauf dauert noch an: vor dem Öffnen eines anderen stoppen</translation>
    </message>
    <message>
        <source>Opened %1: it is among the Runs, as another run has begun</source>
        <translation>%1 geöffnet: Der Lauf steht unter „Läufe“, weil ein anderer begonnen hat</translation>
    </message>
    <message>
        <source>Opened %1</source>
        <translation>%1 geöffnet</translation>
    </message>
</context>
<context>
    <name>MeasureControls</name>
    <message>
        <source>Runs the jobs with each number of workers, in rounds</source>
        <translation>Führt die Jobs mit jeder Worker-Zahl aus, in Runden</translation>
    </message>
    <message>
        <source>%1 of %2 runs, about %3 left</source>
        <translation>%1 von %2 Läufen, noch etwa %3</translation>
    </message>
    <message>
        <source>%1 of %2 runs</source>
        <translation>%1 von %2 Läufen</translation>
    </message>
</context>
<context>
    <name>Measurement</name>
    <message>
        <source>agents at a broker have as many workers as they have: only runs on this machine are measured with other numbers</source>
        <translation>die Worker-Zahl der Agenten an einem Broker steht fest: nur Läufe auf diesem Rechner werden mit anderen Zahlen gemessen</translation>
    </message>
    <message>
        <source>%1 can be read only once, so its jobs cannot be measured</source>
        <translation>%1 lässt sich nur einmal lesen, die Jobs können daher nicht gemessen werden</translation>
    </message>
</context>
<context>
    <name>Measuring</name>
    <message>
        <source>There is no run to measure yet.</source>
        <translation>Es gibt noch keinen Lauf, der sich messen lässt.</translation>
    </message>
    <message>
        <source>A run goes on: measure when it is over.</source>
        <translation>Ein Lauf dauert noch an: messen, wenn er zu Ende ist.</translation>
    </message>
    <message>
        <source>What others recorded cannot be run again here.</source>
        <translation>Was andere aufgezeichnet haben, lässt sich hier nicht erneut ausführen.</translation>
    </message>
    <message>
        <source>Agents have as many workers as they have: only runs on this machine are measured.</source>
        <translation>Die Worker-Zahl von Agenten steht fest: Nur Läufe auf diesem Rechner werden gemessen.</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>Gemessen</translation>
    </message>
    <message>
        <source>Cancelled: what was measured stays</source>
        <translation>Abgebrochen: Was gemessen ist, bleibt</translation>
    </message>
    <message>
        <source>%1; runs that are left out, as other jobs failed in them: %2</source>
        <translation>%1; ausgelassene Läufe, da in ihnen andere Jobs fehlschlugen: %2</translation>
    </message>
</context>
<context>
    <name>PendingExports</name>
    <message>
        <source>Exported %1</source>
        <translation>%1 exportiert</translation>
    </message>
    <message>
        <source>Cancelled: %1 was not written</source>
        <translation>Abgebrochen: %1 wurde nicht geschrieben</translation>
    </message>
</context>
<context>
    <name>Plan</name>
    <message>
        <source>the command ends with a backslash that takes nothing</source>
        <translation>der Befehl endet mit einem Backslash, auf den nichts folgt</translation>
    </message>
    <message>
        <source>a quote in the command is not closed: %1</source>
        <translation>ein Anführungszeichen im Befehl ist nicht geschlossen: %1</translation>
    </message>
    <message>
        <source>there is no program &apos;%1&apos; in the PATH</source>
        <translation>Im PATH gibt es kein Programm „%1“</translation>
    </message>
    <message>
        <source>there is no program &apos;%1&apos;</source>
        <translation>es gibt kein Programm „%1“</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not an executable program</source>
        <translation>„%1“ ist kein ausführbares Programm</translation>
    </message>
    <message>
        <source>the command holds a NUL, which no argument can</source>
        <translation>der Befehl enthält ein NUL, das in keinem Argument stehen kann</translation>
    </message>
    <message>
        <source>Enter a command</source>
        <translation>Befehl eingeben</translation>
    </message>
    <message>
        <source>&apos;%1&apos; holds more than %2 jobs</source>
        <translation>„%1“ enthält mehr als %2 Jobs</translation>
    </message>
    <message>
        <source>folders that could not be read: %1</source>
        <translation>nicht lesbare Ordner: %1</translation>
    </message>
    <message>
        <source>&apos;%1&apos;, line %2 is longer than %3 bytes</source>
        <translation>„%1“, Zeile %2 ist länger als %3 Byte</translation>
    </message>
    <message numerus="yes">
        <source>%Ln blank lines are passed over</source>
        <translation>
            <numerusform>1 leere Zeile wird übergangen</numerusform>
            <numerusform>%Ln leere Zeilen werden übergangen</numerusform>
        </translation>
    </message>
    <message>
        <source>&apos;%1&apos;, line %2 holds a NUL, which no argument can; where parts of the list end with NUL, say so with --null</source>
        <translation>„%1“, Zeile %2 enthält ein NUL, das in keinem Argument stehen kann; enden die Teile der Liste mit NUL, --null angeben</translation>
    </message>
    <message>
        <source>&apos;%1&apos;, line %2 goes beyond the %3 bytes that all may have together</source>
        <translation>„%1“, Zeile %2 geht über die %3 Byte hinaus, die alle zusammen haben dürfen</translation>
    </message>
    <message>
        <source>&apos;%1&apos; cannot be read: %2</source>
        <translation>„%1“ kann nicht gelesen werden: %2</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is neither a folder nor a file</source>
        <translation>„%1“ ist weder Ordner noch Datei</translation>
    </message>
    <message>
        <source>&apos;%1&apos; holds no file</source>
        <translation>„%1“ enthält keine Datei</translation>
    </message>
    <message>
        <source>&apos;%1&apos; holds no file; turn on subfolders to look into its folders</source>
        <translation>„%1“ enthält keine Datei; für die Ordner darin Unterordner einschalten</translation>
    </message>
    <message>
        <source>&apos;%1&apos; holds no line; what has come through it once, such as for an earlier run, cannot be read again</source>
        <translation>„%1“ enthält keine Zeile; was schon einmal hindurchging, etwa für einen früheren Lauf, ist nicht noch einmal lesbar</translation>
    </message>
    <message>
        <source>&apos;%1&apos; holds no line</source>
        <translation>„%1“ enthält keine Zeile</translation>
    </message>
    <message>
        <source>The results of agents have no capacity of their own</source>
        <translation>Ergebnisse von Agenten haben keine eigene Kapazität</translation>
    </message>
    <message>
        <source>The results of agents are read at once</source>
        <translation>Ergebnisse von Agenten werden sofort gelesen</translation>
    </message>
    <message>
        <source>Enter a folder or a file to hash</source>
        <translation>Ordner oder Datei zum Hashen eingeben</translation>
    </message>
    <message>
        <source>Enter an input: the command has {} or {.}, and nothing to put there</source>
        <translation>Eingabe angeben: Der Befehl enthält {} oder {.}, und es gibt nichts einzusetzen</translation>
    </message>
    <message>
        <source>the command has no placeholder ({}, {.} or {n}): each job runs the same</source>
        <translation>der Befehl hat keinen Platzhalter ({}, {.} oder {n}): jeder Job führt dasselbe aus</translation>
    </message>
    <message>
        <source>how long commands take is not known beforehand: lines run as submitted or in random order</source>
        <translation>die Dauer von Befehlen ist vorab nicht bekannt: Zeilen laufen wie eingereicht oder in zufälliger Reihenfolge</translation>
    </message>
    <message>
        <source>Enter a file of durations</source>
        <translation>Datei mit Dauern eingeben</translation>
    </message>
    <message>
        <source>&apos;%1&apos;, line %2: &apos;%3&apos; is no duration; a line takes a time with its unit from 0s to 1h, such as 250us, 20ms or 1.5s</source>
        <translation>„%1“, Zeile %2: „%3“ ist keine Dauer; eine Zeile enthält eine Zeit mit Einheit von 0s bis 1h, etwa 250us, 20ms oder 1.5s</translation>
    </message>
    <message>
        <source>&apos;%1&apos; holds no duration</source>
        <translation>„%1“ enthält keine Dauer</translation>
    </message>
    <message>
        <source>%1 is no placeholder here and stays as it stands in the command</source>
        <translation>%1 ist hier kein Platzhalter und bleibt unverändert im Befehl</translation>
    </message>
    <message>
        <source>RabbitMQ takes jobs away from agents that have had them for longer than its consumer_timeout, 30 min unless it is set otherwise; the longest of these takes %1</source>
        <translation>RabbitMQ entzieht Agenten Jobs, die sie länger als consumer_timeout haben, 30 min, wenn nicht anders eingestellt; der längste dieser Jobs dauert %1</translation>
    </message>
    <message>
        <source>there is not enough memory for the jobs of this run</source>
        <translation>der Speicher reicht nicht für die Jobs dieses Laufs</translation>
    </message>
    <message>
        <source>%1; an address is amqp://USER@HOST:PORT/VHOST, or amqps:// for TLS</source>
        <translation>%1; eine Adresse hat die Form amqp://USER@HOST:PORT/VHOST, mit TLS amqps://</translation>
    </message>
    <message>
        <source>the broker&apos;s password cannot be read from %1: %2</source>
        <translation>das Passwort des Brokers kann nicht aus %1 gelesen werden: %2</translation>
    </message>
    <message>
        <source>it is too long</source>
        <translation>die Angabe ist zu lang</translation>
    </message>
    <message>
        <source>that is no address of a broker</source>
        <translation>das ist keine Broker-Adresse</translation>
    </message>
    <message>
        <source>it names no host</source>
        <translation>der Rechner fehlt</translation>
    </message>
    <message>
        <source>what stands behind # belongs to no address</source>
        <translation>was hinter # steht, gehört zu keiner Adresse</translation>
    </message>
    <message>
        <source>behind ? it may have cacertfile=FILE and verify=verify_none, with amqps</source>
        <translation>hinter ? sind mit amqps cacertfile=FILE und verify=verify_none möglich</translation>
    </message>
    <message>
        <source>the address of a broker, such as amqp://user@host:5672/vhost, or amqps:// for TLS</source>
        <translation>die Adresse eines Brokers, etwa amqp://user@host:5672/vhost, mit TLS amqps://</translation>
    </message>
    <message>
        <source>fixed, uniform:50%, exponential, bimodal:5%,10 (that share of the jobs is so many times as long, 1 to 1000) or pareto:1.5 (1.1 to 10)</source>
        <translation>fixed, uniform:50%, exponential, bimodal:5%,10 (Anteil der Jobs mit dem Vielfachen der Dauer, 1 bis 1000) oder pareto:1.5 (1.1 bis 10)</translation>
    </message>
    <message>
        <source>all, every:20ms or poisson:50/s (0.001 to 1000000 a second)</source>
        <translation>all, every:20ms oder poisson:50/s (0.001 bis 1000000 je Sekunde)</translation>
    </message>
    <message>
        <source>%1 or %2</source>
        <translation>%1 oder %2</translation>
    </message>
    <message>
        <source>a whole number from %1 to %2</source>
        <translation>eine ganze Zahl von %1 bis %2</translation>
    </message>
    <message>
        <source>a time with its unit from 0s to 1h, such as 250us, 20ms or 1.5s</source>
        <translation>eine Zeit mit Einheit von 0s bis 1h, etwa 250us, 20ms oder 1.5s</translation>
    </message>
    <message>
        <source>a share from 0% to 100%, such as 5% or 0.1%</source>
        <translation>ein Anteil von 0% bis 100%, etwa 5% oder 0.1%</translation>
    </message>
    <message>
        <source>any text</source>
        <translation>beliebiger Text</translation>
    </message>
    <message>
        <source>&apos;%1&apos; was given; it takes numbers from %2 to %3 and ranges that go up, such as 1,2,4 or 1..4,8,16</source>
        <translation>„%1“ angegeben; erlaubt sind Zahlen von %2 bis %3 und aufsteigende Bereiche, etwa 1,2,4 oder 1..4,8,16</translation>
    </message>
</context>
<context>
    <name>Pool</name>
    <message>
        <source>the jobs do not add up: %1 asked for, %2 sent, %3 finished, %4 failed, %5 cancelled, %6 left in the channel</source>
        <translation>die Zahl der Jobs geht nicht auf: %1 verlangt, %2 gesendet, %3 fertig, %4 fehlgeschlagen, %5 abgebrochen, %6 im Kanal verblieben</translation>
    </message>
    <message>
        <source>the results do not match the jobs: %1 jobs finished, %2 results received, %3 of them wrong, and %4 duplicates</source>
        <translation>Ergebnisse und Jobs passen nicht zusammen: %1 Jobs fertig, %2 Ergebnisse empfangen, davon %3 falsch und %4 doppelt</translation>
    </message>
    <message>
        <source>there is no memory for the check of %1 jobs one after another; no job was run</source>
        <translation>der Speicher reicht nicht für die Prüfung von %1 Jobs im sequenziellen Lauf; kein Job wurde ausgeführt</translation>
    </message>
    <message>
        <source>there is not enough memory for channels of capacity %1 and %2 and the check of %3 jobs; no job was run</source>
        <translation>der Speicher reicht nicht für Kanäle mit Kapazität %1 und %2 und die Prüfung von %3 Jobs; kein Job wurde ausgeführt</translation>
    </message>
    <message>
        <source>the system gives no more threads: %1 of %2 workers could be started, no job was run</source>
        <translation>das System stellt keine Threads mehr bereit: nur %1 von %2 Workern gestartet, kein Job ausgeführt</translation>
    </message>
    <message>
        <source>the system gives no more threads: only %1 of %2 jobs could be sent</source>
        <translation>das System stellt keine Threads mehr bereit: nur %1 von %2 Jobs gesendet</translation>
    </message>
    <message numerus="yes">
        <source>%Ln workers that were asked for could not be added: the system gives no more threads, or retired workers still had all %1 numbers</source>
        <translation>
            <numerusform>1 gewünschter Worker konnte nicht hinzugefügt werden: das System stellt keine Threads mehr bereit, oder ausgeschiedene Worker hatten noch alle %1 Nummern</numerusform>
            <numerusform>%Ln gewünschte Worker konnten nicht hinzugefügt werden: das System stellt keine Threads mehr bereit, oder ausgeschiedene Worker hatten noch alle %1 Nummern</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Remote</name>
    <message>
        <source>Poolscope looks for agents</source>
        <translation>Poolscope sucht Agenten</translation>
    </message>
    <message>
        <source>the system gives no more descriptors</source>
        <translation>das System stellt keine Deskriptoren mehr bereit</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>gestoppt</translation>
    </message>
    <message>
        <source>no certificates can be read from %1</source>
        <translation>aus %1 sind keine Zertifikate lesbar</translation>
    </message>
    <message>
        <source>the broker refuses a channel: %1</source>
        <translation>der Broker verweigert einen Kanal: %1</translation>
    </message>
    <message>
        <source>the broker refuses to confirm what is published: %1</source>
        <translation>der Broker verweigert, Veröffentlichtes zu bestätigen: %1</translation>
    </message>
    <message>
        <source>the broker refuses the exchange %2: %1</source>
        <translation>der Broker verweigert den Exchange %2: %1</translation>
    </message>
    <message>
        <source>the broker refuses a queue: %1</source>
        <translation>der Broker verweigert eine Warteschlange: %1</translation>
    </message>
    <message>
        <source>the broker refuses the queue %2: %1</source>
        <translation>der Broker verweigert die Warteschlange %2: %1</translation>
    </message>
    <message>
        <source>the broker refuses to bind a queue to %2: %1</source>
        <translation>der Broker verweigert, eine Warteschlange an %2 zu binden: %1</translation>
    </message>
    <message>
        <source>the broker refuses to clear the queue %2: %1</source>
        <translation>der Broker verweigert, die Warteschlange %2 zu leeren: %1</translation>
    </message>
    <message>
        <source>the broker refuses to delete the queue %2: %1</source>
        <translation>der Broker verweigert, die Warteschlange %2 zu löschen: %1</translation>
    </message>
    <message>
        <source>the broker refuses what comes from the queue %2: %1</source>
        <translation>der Broker verweigert, was aus der Warteschlange %2 kommt: %1</translation>
    </message>
    <message>
        <source>the broker refuses to send no more: %1</source>
        <translation>der Broker verweigert, nichts mehr zu senden: %1</translation>
    </message>
    <message>
        <source>the broker refuses what was asked for: %1</source>
        <translation>der Broker verweigert das Verlangte: %1</translation>
    </message>
    <message>
        <source>there is no host %1</source>
        <translation>es gibt keinen Rechner %1</translation>
    </message>
    <message>
        <source>no broker answers at %1</source>
        <translation>Unter %1 antwortet kein Broker</translation>
    </message>
    <message>
        <source>the certificate of the broker at %1 is that of another host</source>
        <translation>das Zertifikat des Brokers unter %1 gehört einem anderen Rechner</translation>
    </message>
    <message>
        <source>the certificate of the broker at %1 is not trusted: it has run out, or nobody here knows who signed it (?cacertfile=FILE names that)</source>
        <translation>dem Zertifikat des Brokers unter %1 wird nicht vertraut: es ist abgelaufen, oder sein Aussteller ist hier nicht bekannt (?cacertfile=FILE nennt ihn)</translation>
    </message>
    <message>
        <source>no TLS with the broker at %1: %2</source>
        <translation>kein TLS mit dem Broker unter %1: %2</translation>
    </message>
    <message>
        <source>no broker can be reached at %1: nobody listens there</source>
        <translation>Unter %1 ist kein Broker erreichbar: dort lauscht niemand</translation>
    </message>
    <message>
        <source>no broker can be reached at %1: %2</source>
        <translation>Unter %1 ist kein Broker erreichbar: %2</translation>
    </message>
    <message>
        <source>the broker at %1 does not answer</source>
        <translation>der Broker unter %1 antwortet nicht</translation>
    </message>
    <message>
        <source>what answers at %1 is no broker that speaks AMQP 0-9-1</source>
        <translation>was bei %1 antwortet, ist kein Broker, der AMQP 0-9-1 spricht</translation>
    </message>
    <message>
        <source>what answers at %1 is no broker that speaks AMQP 0-9-1, or wants TLS: amqps://</source>
        <translation>was bei %1 antwortet, ist kein Broker, der AMQP 0-9-1 spricht, oder verlangt TLS: amqps://</translation>
    </message>
    <message>
        <source>the broker at %1 closed the connection</source>
        <translation>der Broker unter %1 hat die Verbindung geschlossen</translation>
    </message>
    <message>
        <source>the broker at %1 does not let %2 in: wrong user or password</source>
        <translation>der Broker unter %1 weist %2 ab: Benutzer oder Passwort falsch</translation>
    </message>
    <message>
        <source>the broker at %1 has no vhost %2 for %3: %4</source>
        <translation>der Broker unter %1 hat keinen vhost %2 für %3: %4</translation>
    </message>
    <message>
        <source>the broker at %1 no longer answers</source>
        <translation>der Broker unter %1 antwortet nicht mehr</translation>
    </message>
    <message>
        <source>the connection to the broker at %1 was lost: %2</source>
        <translation>die Verbindung zum Broker unter %1 ging verloren: %2</translation>
    </message>
    <message>
        <source>the broker at %1 closed the connection: %2</source>
        <translation>der Broker unter %1 hat die Verbindung geschlossen: %2</translation>
    </message>
    <message>
        <source>Poolscope watches Celery</source>
        <translation>Poolscope beobachtet Celery</translation>
    </message>
    <message>
        <source>no Celery with events has been at this broker yet: waiting for one</source>
        <translation>an diesem Broker war noch kein Celery mit Ereignissen: es wird darauf gewartet</translation>
    </message>
    <message>
        <source>there was no connection to the broker from %1 to %2: what happened meanwhile is not known</source>
        <translation>von %1 bis %2 gab es keine Verbindung zum Broker: was inzwischen geschah, ist nicht bekannt</translation>
    </message>
    <message>
        <source>somebody has deleted the queue</source>
        <translation>jemand hat die Warteschlange gelöscht</translation>
    </message>
    <message>
        <source>events came faster than they were read: the broker dropped some</source>
        <translation>Ereignisse kamen schneller, als sie gelesen wurden: der Broker hat welche verworfen</translation>
    </message>
    <message>
        <source>a message with events is too long, and left out</source>
        <translation>eine Nachricht mit Ereignissen ist zu lang und ausgelassen</translation>
    </message>
    <message>
        <source>there are events that are not in JSON but in %1: they are left out; Celery&apos;s event_serializer chooses</source>
        <translation>Ereignisse, die nicht in JSON, sondern in %1 sind, werden ausgelassen; event_serializer von Celery bestimmt das</translation>
    </message>
    <message>
        <source>no connection since %1: %2</source>
        <translation>keine Verbindung seit %1: %2</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>no connection to the broker since %1: %2; agents finish what they have in hand</source>
        <translation>keine Verbindung zum Broker seit %1: %2; Agenten beenden, was sie gerade haben</translation>
    </message>
    <message>
        <source>the broker at %1 takes no jobs for now, as it is short of memory or disk</source>
        <translation>der Broker unter %1 nimmt derzeit keine Jobs an, da Speicher oder Plattenplatz knapp ist</translation>
    </message>
    <message>
        <source>no agent serves runs at %1: start one by poolscope worker --broker %1</source>
        <translation>Unter %1 bedient kein Agent Läufe: einen mit poolscope worker --broker %1 starten</translation>
    </message>
    <message>
        <source>no agent at %1 takes these jobs: %2</source>
        <translation>Unter %1 nimmt kein Agent diese Jobs: %2</translation>
    </message>
    <message>
        <source>Poolscope run</source>
        <translation>Poolscope-Lauf</translation>
    </message>
    <message>
        <source>attempts that lost their worker: %1</source>
        <translation>Versuche, die ihren Worker verloren: %1</translation>
    </message>
    <message>
        <source>results that came twice, counted once: %1</source>
        <translation>doppelt gekommene Ergebnisse, einmal gezählt: %1</translation>
    </message>
    <message>
        <source>events of agents that never came: %1</source>
        <translation>Ereignisse von Agenten, die nie kamen: %1</translation>
    </message>
    <message>
        <source>jobs that seemed to begin before they were sent, as clocks differ, shown as begun then: %1, by %2 at most</source>
        <translation>Jobs, die vor ihrem Senden zu beginnen schienen, da Uhren abweichen, als beim Senden begonnen angezeigt: %1, höchstens um %2</translation>
    </message>
    <message>
        <source>times that came before others of their lane, as clocks differ, workers had been given up or results came late, shown later: %1, by %2 at most</source>
        <translation>Zeiten, die vor anderen ihrer Spur lagen, da Uhren abweichen, Worker aufgegeben waren oder Ergebnisse spät kamen, später angezeigt: %1, höchstens um %2</translation>
    </message>
    <message>
        <source>with %2 jobs in hand at a worker, jobs that began after one that was sent later: %1</source>
        <translation>Jobs, die erst nach einem später gesendeten begannen, bei %2 Jobs je Worker auf Vorrat: %1</translation>
    </message>
    <message>
        <source>the broker was away for %1 s</source>
        <translation>der Broker war %1 s lang fort</translation>
    </message>
    <message>
        <source>the broker took no jobs for a while, as it was short of memory or disk</source>
        <translation>der Broker nahm eine Zeit lang keine Jobs an, da Speicher oder Plattenplatz knapp war</translation>
    </message>
    <message>
        <source>messages that could not be used: %1 (%2)</source>
        <translation>nicht verwendbare Nachrichten: %1 (%2)</translation>
    </message>
    <message>
        <source>the broker takes no messages, as it is short of memory or disk</source>
        <translation>der Broker nimmt keine Nachrichten an, da Speicher oder Plattenplatz knapp ist</translation>
    </message>
    <message>
        <source>no agent is there: jobs wait for one</source>
        <translation>kein Agent ist da: Jobs warten auf einen</translation>
    </message>
    <message>
        <source>no agent that is there takes these jobs: they wait for another</source>
        <translation>kein vorhandener Agent nimmt diese Jobs: sie warten auf einen anderen</translation>
    </message>
    <message>
        <source>somebody has deleted the queues of the run</source>
        <translation>jemand hat die Warteschlangen des Laufs gelöscht</translation>
    </message>
    <message>
        <source>a message is not one of Poolscope&apos;s</source>
        <translation>eine Nachricht stammt nicht von Poolscope</translation>
    </message>
    <message>
        <source>an agent does not say what its clock shows</source>
        <translation>ein Agent sagt nicht, was seine Uhr zeigt</translation>
    </message>
    <message>
        <source>a result is of no job of the run</source>
        <translation>ein Ergebnis gehört zu keinem Job des Laufs</translation>
    </message>
    <message>
        <source>a message is too long</source>
        <translation>eine Nachricht ist zu lang</translation>
    </message>
    <message>
        <source>a message is of version %1, and this Poolscope speaks version %2: the same Poolscope has to be on both sides</source>
        <translation>eine Nachricht hat Version %1, dieses Poolscope spricht Version %2: auf beiden Seiten muss dasselbe Poolscope sein</translation>
    </message>
    <message>
        <source>a message is of another kind than belongs here</source>
        <translation>eine Nachricht ist von anderer Art, als hierher gehört</translation>
    </message>
    <message>
        <source>a message is damaged</source>
        <translation>eine Nachricht ist beschädigt</translation>
    </message>
</context>
<context>
    <name>RunController</name>
    <message>
        <source>there is no memory for the run</source>
        <translation>der Speicher reicht nicht für den Lauf</translation>
    </message>
</context>
<context>
    <name>RunExporter</name>
    <message>
        <source>Exporting %1 …</source>
        <translation>%1 wird exportiert …</translation>
    </message>
</context>
<context>
    <name>RunFiles</name>
    <message>
        <source>Open Run</source>
        <translation>Lauf öffnen</translation>
    </message>
    <message>
        <source>Runs, traces, logs and tables (*.json *.jsonl *.gz *.zst *.xz *.zip *.csv *.log *.txt *.xml *.html *joblog* .ninja_log);;All files (*)</source>
        <translation>Läufe, Traces, Protokolle und Tabellen (*.json *.jsonl *.gz *.zst *.xz *.zip *.csv *.log *.txt *.xml *.html *joblog* .ninja_log);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Opening %1 …</source>
        <translation>%1 wird geöffnet …</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Save Run</source>
        <translation>Lauf speichern</translation>
    </message>
    <message>
        <source>Runs, as traces (*.json *.json.gz)</source>
        <translation>Läufe, als Traces (*.json *.json.gz)</translation>
    </message>
    <message>
        <source>Saving %1 …</source>
        <translation>%1 wird gespeichert …</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>%1 gespeichert</translation>
    </message>
</context>
<context>
    <name>RunKeeper</name>
    <message>
        <source>Room for Runs</source>
        <translation>Platz für Läufe</translation>
    </message>
    <message>
        <source>The runs of this session take %1 of memory, and %2 are set aside for them. The oldest, run %3, took %4 in the pool and is not saved.</source>
        <translation>Die Läufe dieser Sitzung belegen %1 Speicher, %2 sind dafür vorgesehen. Der älteste, Lauf %3, dauerte im Pool %4 und ist nicht gespeichert.</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>Spei&amp;chern…</translation>
    </message>
    <message>
        <source>&amp;Let It Go</source>
        <translation>&amp;Verwerfen</translation>
    </message>
    <message>
        <source>&amp;Keep It</source>
        <translation>&amp;Behalten</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>und noch %1</translation>
    </message>
    <message>
        <source>Run %1: %2, %3 in the pool</source>
        <translation>Lauf %1: %2, %3 im Pool</translation>
    </message>
    <message>
        <source>The run that goes on</source>
        <translation>Der Lauf, der noch andauert</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message numerus="yes">
        <source>%Ln runs are not saved.</source>
        <translation>
            <numerusform>Ein Lauf ist nicht gespeichert.</numerusform>
            <numerusform>%Ln Läufe sind nicht gespeichert.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1

Runs that took less than 10 s are not counted.</source>
        <translation>%1

Läufe unter 10 s sind nicht mitgezählt.</translation>
    </message>
    <message>
        <source>Stop and &amp;Save…</source>
        <translation>Stoppen und spei&amp;chern…</translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation>&amp;Verwerfen</translation>
    </message>
</context>
<context>
    <name>RunPresenter</name>
    <message>
        <source>Set the sliders, then press Run (F5).</source>
        <translation>Regler einstellen, dann „Starten“ (F5) drücken.</translation>
    </message>
</context>
<context>
    <name>RunStarter</name>
    <message>
        <source>Run Again</source>
        <translation>Erneut starten</translation>
    </message>
    <message>
        <source>%1 carried the settings of its run:

%2</source>
        <translation>%1 enthielt die Einstellungen seines Laufs:

%2</translation>
    </message>
    <message>
        <source>&amp;Run Again</source>
        <translation>&amp;Erneut starten</translation>
    </message>
    <message>
        <source>&amp;Not Now</source>
        <translation>&amp;Nicht jetzt</translation>
    </message>
</context>
<context>
    <name>RunsPanel</name>
    <message>
        <source>Show</source>
        <translation>Anzeigen</translation>
    </message>
    <message>
        <source>Show the run in the chart (Return, or a double click)</source>
        <translation>Den Lauf im Diagramm zeigen (Eingabetaste oder Doppelklick)</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Show runs one above the other on one time axis, with their figures; select 2 to 16, or one to compare with the run in the chart</source>
        <translation>Läufe untereinander auf einer Zeitachse zeigen, mit ihren Kennzahlen; 2 bis 16 auswählen, oder einen für den Vergleich mit dem Lauf im Diagramm</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Speichern…</translation>
    </message>
    <message>
        <source>Save the run as a trace that opens again</source>
        <translation>Den Lauf als Trace speichern, der sich wieder öffnen lässt</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Let the run go (Delete)</source>
        <translation>Den Lauf entfernen (Entf)</translation>
    </message>
    <message>
        <source>Beyond that the oldest runs are let go; those that are not saved and took 10&#xa0;s or more are asked about first</source>
        <translation>Darüber hinaus werden die ältesten Läufe verworfen; bei nicht gespeicherten von 10 s oder länger wird vorher gefragt</translation>
    </message>
    <message>
        <source>Runs of this session</source>
        <translation>Läufe dieser Sitzung</translation>
    </message>
    <message numerus="yes">
        <source>%Ln runs that took 10 s or more are not saved. Let them go?</source>
        <translation>
            <numerusform>Ein Lauf von 10 s oder länger ist nicht gespeichert. Verwerfen?</numerusform>
            <numerusform>%Ln Läufe von 10 s oder länger sind nicht gespeichert. Verwerfen?</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln runs · %1 of %2</source>
        <translation>
            <numerusform>1 Lauf · %1 von %2</numerusform>
            <numerusform>%Ln Läufe · %1 von %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>the system gives no more threads</source>
        <translation>das System stellt keine Threads mehr bereit</translation>
    </message>
    <message>
        <source>the system gives no more threads: nothing is followed</source>
        <translation>das System stellt keine Threads mehr bereit: es wird nichts mitgelesen</translation>
    </message>
    <message>
        <source>there is no memory for the durations of its jobs</source>
        <translation>der Speicher reicht nicht für die Dauern der Jobs</translation>
    </message>
    <message>
        <source>there is no memory to follow on: what came until then is shown</source>
        <translation>der Speicher reicht nicht zum weiteren Mitlesen: angezeigt wird, was bis dahin kam</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no file that can be read twice: the run reads it, nobody knows its jobs beforehand</source>
        <translation>„%1“ lässt sich nicht zweimal lesen: erst der Lauf liest daraus, vorab sind die Jobs nicht bekannt</translation>
    </message>
    <message>
        <source>the system gives no more threads: the run could not begin</source>
        <translation>das System stellt keine Threads mehr bereit: der Lauf konnte nicht beginnen</translation>
    </message>
    <message>
        <source>there is no memory for the run: what was recorded of it until then is shown</source>
        <translation>der Speicher reicht nicht für den Lauf: angezeigt wird, was bis dahin aufgezeichnet war</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>shortest first</source>
        <translation>kürzeste zuerst</translation>
    </message>
    <message>
        <source>longest first</source>
        <translation>längste zuerst</translation>
    </message>
    <message>
        <source>random</source>
        <translation>zufällig</translation>
    </message>
    <message>
        <source>as submitted</source>
        <translation>wie eingereicht</translation>
    </message>
    <message>
        <source>%1 could not be used: it is kept as %2</source>
        <translation>%1 war nicht verwendbar: aufbewahrt als %2</translation>
    </message>
    <message>
        <source>%1 cannot be used, and not be renamed either</source>
        <translation>%1 ist nicht verwendbar und ließ sich auch nicht umbenennen</translation>
    </message>
    <message>
        <source>it takes celery: and the address of the broker, such as celery:amqp://guest@localhost</source>
        <translation>erwartet wird celery: und die Adresse des Brokers, etwa celery:amqp://guest@localhost</translation>
    </message>
</context>
<context>
    <name>SessionRuns</name>
    <message numerus="yes">
        <source>%Ln notes</source>
        <translation>
            <numerusform>1 Hinweis</numerusform>
            <numerusform>%Ln Hinweise</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, changed</source>
        <translation>%1, geändert</translation>
    </message>
    <message>
        <source>not saved</source>
        <translation>ungespeichert</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation>Aufnahme</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Workers</source>
        <translation>Worker</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Reihenfolge</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Pool</source>
        <translation>Pool</translation>
    </message>
    <message>
        <source>Sequential</source>
        <translation>Sequenziell</translation>
    </message>
    <message>
        <source>Speed-up</source>
        <translation>Beschleunigung</translation>
    </message>
    <message>
        <source>Wait p95</source>
        <translation>Wartezeit p95</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
</context>
<context>
    <name>SettingsActions</name>
    <message>
        <source>Settings (*.json)</source>
        <translation>Einstellungen (*.json)</translation>
    </message>
    <message>
        <source>%1: press Run (F5)</source>
        <translation>%1: „Starten“ (F5) drücken</translation>
    </message>
    <message>
        <source>&amp;Back to My Settings</source>
        <translation>&amp;Eigene Einstellungen</translation>
    </message>
    <message>
        <source>Your settings are back</source>
        <translation>Eigene Einstellungen sind wieder da</translation>
    </message>
    <message>
        <source>Open Settings</source>
        <translation>Einstellungen öffnen</translation>
    </message>
    <message>
        <source>Settings, or exported pictures (*.json *.png *.svg *.pdf)</source>
        <translation>Einstellungen oder exportierte Bilder (*.json *.png *.svg *.pdf)</translation>
    </message>
    <message>
        <source>Opened %1: press Run (F5)</source>
        <translation>%1 geöffnet: „Starten“ (F5) drücken</translation>
    </message>
    <message>
        <source>Taking the durations …</source>
        <translation>Dauern werden übernommen …</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Use These Durations</source>
        <translation>Diese Dauern übernehmen</translation>
    </message>
    <message>
        <source>Jobs that wait as long as those took: %1. Examples → Back to My Settings brings yours back.</source>
        <translation>Jobs, die so lange warten, wie jene dauerten: %1. „Beispiele“ → „Eigene Einstellungen“ holt die eigenen zurück.</translation>
    </message>
    <message>
        <source>Press Run (F5)</source>
        <translation>„Starten“ (F5) drücken</translation>
    </message>
    <message>
        <source>Save Settings</source>
        <translation>Einstellungen speichern</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>%1 gespeichert</translation>
    </message>
</context>
<context>
    <name>SettingsPanel</name>
    <message>
        <source>Settings of the next run</source>
        <translation>Einstellungen des nächsten Laufs</translation>
    </message>
    <message>
        <source>POOL</source>
        <translation>POOL</translation>
    </message>
    <message>
        <source>&amp;Jobs</source>
        <translation>&amp;Jobs</translation>
    </message>
    <message>
        <source>Number of jobs</source>
        <translation>Zahl der Jobs</translation>
    </message>
    <message>
        <source>&amp;Workers</source>
        <translation>&amp;Worker</translation>
    </message>
    <message>
        <source>While a run goes on this changes the running pool: more start at once, fewer retire after the job in hand</source>
        <translation>Während eines Laufs ändert dies den laufenden Pool: Weitere Worker beginnen sofort, überzählige scheiden nach dem begonnenen Job aus</translation>
    </message>
    <message>
        <source>Number of workers</source>
        <translation>Zahl der Worker</translation>
    </message>
    <message>
        <source>&amp;Channel capacity</source>
        <translation>&amp;Kanalkapazität</translation>
    </message>
    <message>
        <source>Channel capacity</source>
        <translation>Kanalkapazität</translation>
    </message>
    <message>
        <source>As man&amp;y as jobs</source>
        <translation>So &amp;viele wie Jobs</translation>
    </message>
    <message>
        <source>The capacity follows the number of jobs, as in the article. 0 is a rendezvous: each value passes straight from a sender to a receiver.</source>
        <translation>Die Kapazität folgt der Zahl der Jobs, wie im Artikel. 0 ist ein Rendezvous: Jeder Wert geht direkt vom Sender zum Empfänger.</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>Where the workers are</source>
        <translation>Wo die Worker sind</translation>
    </message>
    <message>
        <source>Threads of this program, or agents at a message broker: Poolscope on any machine that reaches the broker (RabbitMQ), started by “poolscope worker --broker …”</source>
        <translation>Threads dieses Programms oder Agenten an einem Message-Broker: Poolscope auf beliebigen Rechnern, die den Broker (RabbitMQ) erreichen, gestartet mit „poolscope worker --broker …“</translation>
    </message>
    <message>
        <source>This machine</source>
        <translation>Dieser Rechner</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>Agenten</translation>
    </message>
    <message>
        <source>amqp://user@host</source>
        <translation>amqp://user@host</translation>
    </message>
    <message>
        <source>Address of the broker</source>
        <translation>Adresse des Brokers</translation>
    </message>
    <message>
        <source>amqp://user:password@host:port/vhost, or amqps:// for TLS; a password is not remembered</source>
        <translation>amqp://user:password@host:port/vhost oder amqps:// für TLS; ein Passwort wird nicht gespeichert</translation>
    </message>
    <message>
        <source>Agents at the broker</source>
        <translation>Agenten am Broker</translation>
    </message>
    <message>
        <source>Jobs in hand</source>
        <translation>Job-Vorrat</translation>
    </message>
    <message>
        <source>Jobs that a worker has in hand</source>
        <translation>Jobs, die ein Worker vorrätig hat</translation>
    </message>
    <message>
        <source>More than one keep a worker from waiting for the broker between short jobs. They begin in another order than they were sent in then, and one in hand of a busy worker cannot be done by an idle one.</source>
        <translation>Mit mehr als einem muss ein Worker zwischen kurzen Jobs nicht auf den Broker warten. Die Jobs beginnen dann in anderer Reihenfolge, als sie gesendet wurden, und einen aus dem Vorrat eines beschäftigten Workers kann kein untätiger erledigen.</translation>
    </message>
    <message>
        <source>EACH JOB</source>
        <translation>JEDER JOB</translation>
    </message>
    <message>
        <source>Wor&amp;k</source>
        <translation>Arbei&amp;t</translation>
    </message>
    <message>
        <source>What each job does</source>
        <translation>Was jeder Job tut</translation>
    </message>
    <message>
        <source>Waits, as for a disk or a network; computes, as much as takes the duration on one idle core; computes for a share and waits for the rest; computes the SHA-256 of a file; or runs a program</source>
        <translation>Wartet, wie auf eine Platte oder ein Netz; rechnet so viel, wie ein untätiger Kern in der Dauer schafft; rechnet einen Anteil lang und wartet den Rest; berechnet die SHA-256 einer Datei; oder führt ein Programm aus</translation>
    </message>
    <message>
        <source>Waits</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Computes</source>
        <translation>Rechnet</translation>
    </message>
    <message>
        <source>Mixed</source>
        <translation>Gemischt</translation>
    </message>
    <message>
        <source>Hashes a file</source>
        <translation>Hasht eine Datei</translation>
    </message>
    <message>
        <source>Runs a command</source>
        <translation>Führt Befehl aus</translation>
    </message>
    <message>
        <source>&amp;Duration</source>
        <translation>Da&amp;uer</translation>
    </message>
    <message>
        <source>Duration of each job</source>
        <translation>Dauer jedes Jobs</translation>
    </message>
    <message>
        <source>Computing</source>
        <translation>Rechenanteil</translation>
    </message>
    <message>
        <source>The share of mixed work that computes; the rest waits</source>
        <translation>Der Anteil gemischter Arbeit, der rechnet; der Rest wartet</translation>
    </message>
    <message>
        <source>Share of mixed work that computes</source>
        <translation>Rechenanteil gemischter Arbeit</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>D&amp;istribution</source>
        <translation>Verte&amp;ilung</translation>
    </message>
    <message>
        <source>How the durations differ</source>
        <translation>Wie sich die Dauern unterscheiden</translation>
    </message>
    <message>
        <source>How the durations of the jobs differ; their mean is the duration above</source>
        <translation>Wie sich die Dauern der Jobs unterscheiden; ihr Mittel ist die Dauer darüber</translation>
    </message>
    <message>
        <source>All alike</source>
        <translation>Alle gleich</translation>
    </message>
    <message>
        <source>Uniform</source>
        <translation>Gleichverteilt</translation>
    </message>
    <message>
        <source>Exponential</source>
        <translation>Exponentiell</translation>
    </message>
    <message>
        <source>Short and long</source>
        <translation>Kurz und lang</translation>
    </message>
    <message>
        <source>Heavy tail</source>
        <translation>Endlastig</translation>
    </message>
    <message>
        <source>From a file</source>
        <translation>Aus einer Datei</translation>
    </message>
    <message>
        <source>Up to ±</source>
        <translation>Bis zu ±</translation>
    </message>
    <message>
        <source>Durations differ from their mean by this much at most</source>
        <translation>So weit weichen die Dauern höchstens von ihrem Mittel ab</translation>
    </message>
    <message>
        <source>Half of the width of the distribution</source>
        <translation>Halbe Breite der Verteilung</translation>
    </message>
    <message>
        <source>Long jobs</source>
        <translation>Lange Jobs</translation>
    </message>
    <message>
        <source>This share of the jobs is long</source>
        <translation>Dieser Anteil der Jobs ist lang</translation>
    </message>
    <message>
        <source>Share of long jobs</source>
        <translation>Anteil langer Jobs</translation>
    </message>
    <message>
        <source>Times as long</source>
        <translation>Längenfaktor</translation>
    </message>
    <message>
        <source>Long jobs take so many times as long as short ones</source>
        <translation>Lange Jobs dauern so viele Male so lange wie kurze</translation>
    </message>
    <message>
        <source>How many times as long they take</source>
        <translation>Wievielmal so lange sie dauern</translation>
    </message>
    <message>
        <source> ×</source>
        <translation> ×</translation>
    </message>
    <message>
        <source>Tail exponent</source>
        <translation>Exponent</translation>
    </message>
    <message>
        <source>The lower, the heavier the tail: few jobs take most of the time</source>
        <translation>Je kleiner, desto endlastiger: Wenige Jobs brauchen den größten Teil der Zeit</translation>
    </message>
    <message>
        <source>Exponent of the tail</source>
        <translation>Exponent der endlastigen Verteilung</translation>
    </message>
    <message>
        <source>A file, one duration a line</source>
        <translation>Datei, eine Dauer je Zeile</translation>
    </message>
    <message>
        <source>File of durations</source>
        <translation>Datei mit Dauern</translation>
    </message>
    <message>
        <source>One duration a line with its unit, such as 20ms; each line is a job</source>
        <translation>Eine Dauer je Zeile mit ihrer Einheit, etwa 20ms; jede Zeile ist ein Job</translation>
    </message>
    <message>
        <source>…</source>
        <translation>…</translation>
    </message>
    <message>
        <source>Choose a file of durations</source>
        <translation>Datei mit Dauern auswählen</translation>
    </message>
    <message>
        <source>How often durations are how long</source>
        <translation>Wie oft welche Dauern vorkommen</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Commands…</source>
        <translation>Befehle…</translation>
    </message>
    <message>
        <source>Commands as they will run</source>
        <translation>Befehle, wie sie laufen werden</translation>
    </message>
    <message>
        <source>Shows the first commands as they will run</source>
        <translation>Zeigt die ersten Befehle, wie sie laufen werden</translation>
    </message>
    <message>
        <source>convert {} {.}.png</source>
        <translation>convert {} {.}.png</translation>
    </message>
    <message>
        <source>{} stands for the job’s input, {.} for that without its ending, {/} for its name, {//} for its folder, {/.} for its name without its ending, {n} or {#} for the job’s number, {%} for that of its worker. No shell is involved: each word is one argument.</source>
        <translation>{} steht für die Eingabe des Jobs, {.} für sie ohne Endung, {/} für ihren Namen, {//} für ihren Ordner, {/.} für ihren Namen ohne Endung, {n} oder {#} für die Nummer des Jobs, {%} für die seines Workers. Keine Shell ist beteiligt: Jedes Wort ist ein Argument.</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>Ordner…</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>Ordner auswählen</translation>
    </message>
    <message>
        <source>List…</source>
        <translation>Liste…</translation>
    </message>
    <message>
        <source>Choose a list</source>
        <translation>Liste auswählen</translation>
    </message>
    <message>
        <source>A folder</source>
        <translation>Ein Ordner</translation>
    </message>
    <message>
        <source>Input of the jobs</source>
        <translation>Eingabe der Jobs</translation>
    </message>
    <message>
        <source>Hashing: a folder, each file in it a job. A command: a list, each line a job, or a folder, or nothing where {n} is enough</source>
        <translation>Hashen: ein Ordner, jede Datei darin ein Job. Befehl: eine Liste, jede Zeile ein Job, oder ein Ordner, oder nichts, wo {n} genügt</translation>
    </message>
    <message>
        <source>With subfolders</source>
        <translation>Mit Unterordnern</translation>
    </message>
    <message>
        <source>Files in the folders of the folder are jobs, too</source>
        <translation>Auch die Dateien in Unterordnern sind Jobs</translation>
    </message>
    <message>
        <source>Ended by NUL</source>
        <translation>Mit NUL beendet</translation>
    </message>
    <message>
        <source>The parts of the list end with NUL, as find -print0 writes them; a NUL with the first line of a list tells that, too</source>
        <translation>Die Teile der Liste enden mit NUL, wie find -print0 sie schreibt; auch ein NUL in der ersten Zeile einer Liste zeigt das an</translation>
    </message>
    <message>
        <source>Timeout</source>
        <translation>Zeitlimit</translation>
    </message>
    <message>
        <source>A command that takes longer is ended and counts as failed</source>
        <translation>Ein Befehl, der länger dauert, wird beendet und zählt als fehlgeschlagen</translation>
    </message>
    <message>
        <source>Timeout of a command</source>
        <translation>Zeitlimit eines Befehls</translation>
    </message>
    <message>
        <source>ORDER AND ARRIVAL</source>
        <translation>REIHENFOLGE UND ANKUNFT</translation>
    </message>
    <message>
        <source>&amp;Order</source>
        <translation>Reihen&amp;folge</translation>
    </message>
    <message>
        <source>Order of the jobs</source>
        <translation>Reihenfolge der Jobs</translation>
    </message>
    <message>
        <source>In which order the jobs are sent</source>
        <translation>In welcher Reihenfolge die Jobs gesendet werden</translation>
    </message>
    <message>
        <source>As submitted</source>
        <translation>Wie eingereicht</translation>
    </message>
    <message>
        <source>Shortest first</source>
        <translation>Kürzeste zuerst</translation>
    </message>
    <message>
        <source>Longest first</source>
        <translation>Längste zuerst</translation>
    </message>
    <message>
        <source>Random</source>
        <translation>Zufällig</translation>
    </message>
    <message>
        <source>&amp;Arrival</source>
        <translation>A&amp;nkunft</translation>
    </message>
    <message>
        <source>When the jobs come</source>
        <translation>Wann die Jobs kommen</translation>
    </message>
    <message>
        <source>When the jobs come to be sent</source>
        <translation>Wann die Jobs zum Senden kommen</translation>
    </message>
    <message>
        <source>All at once</source>
        <translation>Alle zugleich</translation>
    </message>
    <message>
        <source>One every …</source>
        <translation>Einer alle …</translation>
    </message>
    <message>
        <source>At random</source>
        <translation>Zufällig</translation>
    </message>
    <message>
        <source>One every</source>
        <translation>Einer alle</translation>
    </message>
    <message>
        <source>Time between two arrivals</source>
        <translation>Zeit zwischen zwei Ankünften</translation>
    </message>
    <message>
        <source>On average</source>
        <translation>Im Mittel</translation>
    </message>
    <message>
        <source>Jobs come independent of each other (a Poisson process), so many a second on average</source>
        <translation>Jobs kommen unabhängig voneinander (Poisson-Prozess), im Mittel so viele je Sekunde</translation>
    </message>
    <message>
        <source>Arrivals a second</source>
        <translation>Ankünfte je Sekunde</translation>
    </message>
    <message>
        <source> /s</source>
        <translation> /s</translation>
    </message>
    <message>
        <source>RESULTS</source>
        <translation>ERGEBNISSE</translation>
    </message>
    <message>
        <source>Own ca&amp;pacity</source>
        <translation>Ei&amp;gene Kapazität</translation>
    </message>
    <message>
        <source>The results channel has a capacity of its own; else that of the jobs channel. When it is full, workers wait until a result has been read.</source>
        <translation>Der Ergebnis-Kanal hat eine eigene Kapazität; sonst die des Job-Kanals. Ist er voll, warten Worker, bis ein Ergebnis gelesen ist.</translation>
    </message>
    <message>
        <source>Capacity of the results channel</source>
        <translation>Kapazität des Ergebnis-Kanals</translation>
    </message>
    <message>
        <source>Reader takes</source>
        <translation>Leser braucht</translation>
    </message>
    <message>
        <source>Each result keeps its reader busy for so long</source>
        <translation>So lange beschäftigt jedes Ergebnis seinen Leser</translation>
    </message>
    <message>
        <source>Time of the reader for each result</source>
        <translation>Zeit des Lesers für jedes Ergebnis</translation>
    </message>
    <message>
        <source>FAILURES AND CHANCE</source>
        <translation>FEHLER UND ZUFALL</translation>
    </message>
    <message>
        <source>Fai&amp;l rate</source>
        <translation>Fehle&amp;rrate</translation>
    </message>
    <message>
        <source>So many attempts fail on purpose, to see what failures do to a run</source>
        <translation>So viele Versuche schlagen absichtlich fehl, um zu sehen, was Fehler mit einem Lauf machen</translation>
    </message>
    <message>
        <source>Share of attempts that fail on purpose</source>
        <translation>Anteil der Versuche, die absichtlich fehlschlagen</translation>
    </message>
    <message>
        <source>Re&amp;tries</source>
        <translation>Wiederh&amp;olungen</translation>
    </message>
    <message>
        <source>A job that failed is tried again so often, at once and by the same worker</source>
        <translation>So oft wird ein fehlgeschlagener Job erneut versucht, sofort und vom selben Worker</translation>
    </message>
    <message>
        <source>How often a job that failed is tried again</source>
        <translation>Wie oft ein fehlgeschlagener Job erneut versucht wird</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>The same seed gives the same durations, order, arrivals and failures</source>
        <translation>Derselbe Startwert ergibt dieselben Dauern, Reihenfolge, Ankünfte und Fehler</translation>
    </message>
    <message>
        <source>SEQUENTIAL RUN</source>
        <translation>SEQUENZIELLER LAUF</translation>
    </message>
    <message>
        <source>Whe&amp;n</source>
        <translation>Zeit&amp;punkt</translation>
    </message>
    <message>
        <source>When the sequential run takes place</source>
        <translation>Wann der sequenzielle Lauf stattfindet</translation>
    </message>
    <message>
        <source>The same jobs one after another, to compare with</source>
        <translation>Dieselben Jobs nacheinander, zum Vergleich</translation>
    </message>
    <message>
        <source>After the pool</source>
        <translation>Nach dem Pool</translation>
    </message>
    <message>
        <source>Alongside</source>
        <translation>Gleichzeitig</translation>
    </message>
    <message>
        <source>Not at all</source>
        <translation>Gar nicht</translation>
    </message>
    <message>
        <source>Ideal for these settings</source>
        <translation>Ideal dieser Einstellungen</translation>
    </message>
    <message>
        <source>No schedule can be faster: the most of all work ÷ workers, the longest job, all computing ÷ the cores of this machine, and what the arrivals and the reader leave</source>
        <translation>Kein Ablaufplan kann schneller sein: das Größte aus gesamter Arbeit ÷ Worker, längstem Job, aller Rechenarbeit ÷ Kerne dieses Rechners und dem, was Ankünfte und Leser zulassen</translation>
    </message>
    <message>
        <source>Sequential would take</source>
        <translation>Sequenziell dauert es</translation>
    </message>
    <message>
        <source>All jobs one after another</source>
        <translation>Alle Jobs nacheinander</translation>
    </message>
    <message>
        <source>Most speed-up possible</source>
        <translation>Maximale Beschleunigung</translation>
    </message>
    <message>
        <source>Sequential time ÷ ideal</source>
        <translation>Sequenzielle Zeit ÷ Ideal</translation>
    </message>
    <message>
        <source>Run takes at least</source>
        <translation>Lauf dauert mindestens</translation>
    </message>
    <message>
        <source>The pool, and the sequential run where it is wanted</source>
        <translation>Der Pool und, wo gewünscht, der sequenzielle Lauf</translation>
    </message>
    <message>
        <source>By how long the jobs took in the last run</source>
        <translation>Nach der Dauer der Jobs im letzten Lauf</translation>
    </message>
    <message>
        <source>Agents are started by: poolscope worker --broker %1</source>
        <translation>Agenten starten mit: poolscope worker --broker %1</translation>
    </message>
    <message>
        <source>From %1: nobody is asked there before you agree</source>
        <translation>Aus %1: Dort wird nichts abgefragt, bevor zugestimmt ist</translation>
    </message>
    <message>
        <source>File of Durations</source>
        <translation>Datei mit Dauern</translation>
    </message>
    <message>
        <source>List</source>
        <translation>Liste</translation>
    </message>
    <message>
        <source>List or folder</source>
        <translation>Liste oder Ordner</translation>
    </message>
    <message>
        <source>A list or a folder</source>
        <translation>Eine Liste oder ein Ordner</translation>
    </message>
    <message>
        <source>From %1: not run before you agree</source>
        <translation>Aus %1: wird erst nach Zustimmung ausgeführt</translation>
    </message>
    <message>
        <source>In seconds</source>
        <translation>In Sekunden</translation>
    </message>
</context>
<context>
    <name>SizingChart</name>
    <message>
        <source>Time over the number of workers</source>
        <translation>Zeit über der Zahl der Worker</translation>
    </message>
    <message>
        <source>No time with 1 worker is known, with which to compare.</source>
        <translation>Es ist keine Zeit mit 1 Worker bekannt, mit der sich vergleichen ließe.</translation>
    </message>
</context>
<context>
    <name>SizingLegend</name>
    <message>
        <source>scalability law</source>
        <translation>Skalierungsgesetz</translation>
    </message>
</context>
<context>
    <name>SizingPanel</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>How long the jobs take</source>
        <translation>Wie lange die Jobs dauern</translation>
    </message>
    <message>
        <source>Speed-up</source>
        <translation>Beschleunigung</translation>
    </message>
    <message>
        <source>The time with 1 worker ÷ the time: simulated with simulated, measured with measured</source>
        <translation>Die Zeit mit 1 Worker ÷ die Zeit: simuliert mit simuliert, gemessen mit gemessen</translation>
    </message>
    <message>
        <source>Efficiency</source>
        <translation>Effizienz</translation>
    </message>
    <message>
        <source>The speed-up ÷ workers</source>
        <translation>Die Beschleunigung ÷ Worker</translation>
    </message>
    <message>
        <source>Scalability fit</source>
        <translation>Skalierungsgesetz</translation>
    </message>
    <message>
        <source>The Universal Scalability Law (Gunther), fitted to the measured times</source>
        <translation>Das Universal Scalability Law (Gunther), an die gemessenen Zeiten angepasst</translation>
    </message>
    <message>
        <source>What if, and measuring</source>
        <translation>Was-wäre-wenn und Messen</translation>
    </message>
    <message>
        <source>A mean wait of</source>
        <translation>Mittlere Wartezeit</translation>
    </message>
    <message>
        <source>How long a job may wait for a worker on average, at most: 0s to 1h, with a unit</source>
        <translation>Wie lange ein Job im Mittel höchstens auf einen Worker warten darf: 0s bis 1h, mit Einheit</translation>
    </message>
    <message>
        <source>Mean wait</source>
        <translation>Mittlere Wartezeit</translation>
    </message>
    <message>
        <source>WHAT IF</source>
        <translation>WAS WÄRE WENN</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Takes the what-if away: all as it was</source>
        <translation>Schaltet das Was-wäre-wenn ab: alles, wie es war</translation>
    </message>
    <message>
        <source>Workers</source>
        <translation>Worker</translation>
    </message>
    <message>
        <source>Workers of the what-if</source>
        <translation>Worker im Was-wäre-wenn</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Reihenfolge</translation>
    </message>
    <message>
        <source>Order of the what-if</source>
        <translation>Reihenfolge im Was-wäre-wenn</translation>
    </message>
    <message>
        <source>In which order the jobs are sent</source>
        <translation>In welcher Reihenfolge die Jobs gesendet werden</translation>
    </message>
    <message>
        <source>As it was</source>
        <translation>Wie sie war</translation>
    </message>
    <message>
        <source>Shortest first</source>
        <translation>Kürzeste zuerst</translation>
    </message>
    <message>
        <source>Longest first</source>
        <translation>Längste zuerst</translation>
    </message>
    <message>
        <source>Random</source>
        <translation>Zufällig</translation>
    </message>
    <message>
        <source>Longest job</source>
        <translation>Längster Job</translation>
    </message>
    <message>
        <source>The longest job of the what-if</source>
        <translation>Der längste Job im Was-wäre-wenn</translation>
    </message>
    <message>
        <source>What becomes of the job that takes longest</source>
        <translation>Was aus dem Job wird, der am längsten dauert</translation>
    </message>
    <message>
        <source>As it is</source>
        <translation>Wie er ist</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Weggelassen</translation>
    </message>
    <message>
        <source>In 2 parts</source>
        <translation>In 2 Teilen</translation>
    </message>
    <message>
        <source>In 4 parts</source>
        <translation>In 4 Teilen</translation>
    </message>
    <message>
        <source>In 8 parts</source>
        <translation>In 8 Teilen</translation>
    </message>
    <message>
        <source>Without failures</source>
        <translation>Ohne Fehler</translation>
    </message>
    <message>
        <source>Each job succeeds at its first attempt</source>
        <translation>Jeder Job gelingt beim ersten Versuch</translation>
    </message>
    <message>
        <source>Retries</source>
        <translation>Wiederholungen</translation>
    </message>
    <message>
        <source>Retries of the what-if</source>
        <translation>Wiederholungen im Was-wäre-wenn</translation>
    </message>
    <message>
        <source>How often a job that failed is tried again: 0 to 100. Attempts beyond those that were made follow the fail rate, or else fail as the last one did</source>
        <translation>Wie oft ein fehlgeschlagener Job erneut versucht wird: 0 bis 100. Versuche über die gemachten hinaus folgen der Fehlerrate oder schlagen sonst fehl wie der letzte</translation>
    </message>
    <message>
        <source>All jobs at once</source>
        <translation>Alle Jobs zugleich</translation>
    </message>
    <message>
        <source>All jobs are there from the beginning</source>
        <translation>Alle Jobs sind von Anfang an da</translation>
    </message>
    <message>
        <source>Room for all results</source>
        <translation>Platz für alle Ergebnisse</translation>
    </message>
    <message>
        <source>No worker waits until its result is read</source>
        <translation>Kein Worker wartet, bis sein Ergebnis gelesen ist</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>Anzahlen</translation>
    </message>
    <message>
        <source>auto</source>
        <translation>auto</translation>
    </message>
    <message>
        <source>Numbers of workers to measure</source>
        <translation>Zu messende Worker-Zahlen</translation>
    </message>
    <message>
        <source>Numbers of workers, such as 1,2,4 or 1..16; empty: doubled from 1 until more bring nothing, then filled in around the best</source>
        <translation>Worker-Zahlen wie 1,2,4 oder 1..16; leer: ab 1 verdoppelt, bis mehr nichts bringen, dann um die beste herum aufgefüllt</translation>
    </message>
    <message>
        <source>×</source>
        <translation>×</translation>
    </message>
    <message>
        <source>Runs for each number</source>
        <translation>Läufe je Anzahl</translation>
    </message>
    <message>
        <source>So many runs for each number of workers</source>
        <translation>So viele Läufe je Worker-Zahl</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Messen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Ends the measurement; what is measured stays</source>
        <translation>Beendet die Messung; was gemessen ist, bleibt</translation>
    </message>
    <message>
        <source>Run some jobs, or open a run: how long they would take with other numbers of workers is shown here.</source>
        <translation>Jobs starten oder einen Lauf öffnen: Hier steht dann, wie lange sie mit anderen Worker-Zahlen bräuchten.</translation>
    </message>
    <message>
        <source>simulated</source>
        <translation>simuliert</translation>
    </message>
    <message>
        <source>what if: %1</source>
        <translation>Was-wäre-wenn: %1</translation>
    </message>
</context>
<context>
    <name>SpokenLabel</name>
    <message>
        <source>%1. %2</source>
        <translation>%1. %2</translation>
    </message>
</context>
<context>
    <name>SpreadView</name>
    <message>
        <source>mean %1</source>
        <translation>Mittel %1</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Stopped: %1 of %2 jobs finished, %3 failed, %4 cancelled, %5 never ran</source>
        <translation>Gestoppt: %1 von %2 Jobs fertig, %3 fehlgeschlagen, %4 abgebrochen, %5 nie ausgeführt</translation>
    </message>
    <message>
        <source>All jobs done</source>
        <translation>Alle Jobs erledigt</translation>
    </message>
    <message>
        <source>All jobs done, %1 of them failed</source>
        <translation>Alle Jobs erledigt, davon %1 fehlgeschlagen</translation>
    </message>
    <message>
        <source>The sequential run was stopped</source>
        <translation>Der sequenzielle Lauf wurde gestoppt</translation>
    </message>
    <message>
        <source>With the worker pool %1, without %2 · %3 %4</source>
        <translation>Mit dem Worker-Pool %1, ohne %2 · %3 %4</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Progress of the run</source>
        <translation>Fortschritt des Laufs</translation>
    </message>
    <message numerus="yes">
        <source>%Ln cores</source>
        <translation>
            <numerusform>1 Kern</numerusform>
            <numerusform>%Ln Kerne</numerusform>
        </translation>
    </message>
    <message>
        <source>Preparing the jobs: %1 so far</source>
        <translation>Jobs werden vorbereitet: bisher %1</translation>
    </message>
    <message>
        <source>Preparing the jobs</source>
        <translation>Jobs werden vorbereitet</translation>
    </message>
    <message>
        <source>%1; %2</source>
        <translation>%1; %2</translation>
    </message>
    <message>
        <source>Following %1: no job has begun yet</source>
        <translation>Liest %1 mit: noch kein Job begonnen</translation>
    </message>
    <message>
        <source>Following %1: %2 of %3 jobs done</source>
        <translation>Liest %1 mit: %2 von %3 Jobs erledigt</translation>
    </message>
    <message>
        <source>Pool: %1 of %2 jobs done</source>
        <translation>Pool: %1 von %2 Jobs erledigt</translation>
    </message>
    <message>
        <source>Sequential run: %1 of %2 jobs done</source>
        <translation>Sequenzieller Lauf: %1 von %2 Jobs erledigt</translation>
    </message>
    <message>
        <source>Paused. %1</source>
        <translation>Angehalten. %1</translation>
    </message>
    <message>
        <source>With the worker pool %1</source>
        <translation>Mit dem Worker-Pool %1</translation>
    </message>
</context>
<context>
    <name>Text</name>
    <message>
        <source>The pool&apos;s run read %1 from the disk, the sequential run %2: it found the rest in memory. Run again, warm, to compare them</source>
        <translation>Der Lauf des Pools las %1 von der Platte, der sequenzielle Lauf %2 und den Rest aus dem Speicher. Zum Vergleichen noch einmal warm ausführen</translation>
    </message>
    <message>
        <source>%1 (%2 %)</source>
        <translation>%1 (%2 %)</translation>
    </message>
    <message>
        <source>%1 / %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1, their sum is wrong: %2</source>
        <translation>%1, ihre Summe ist falsch: %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln times</source>
        <translation>
            <numerusform>einmal</numerusform>
            <numerusform>%Ln-mal</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 jobs/s</source>
        <translation>%1 Jobs/s</translation>
    </message>
    <message>
        <source>%1 of %2 jobs failed</source>
        <translation>%1 von %2 Jobs fehlgeschlagen</translation>
    </message>
    <message>
        <source>paused for %1</source>
        <translation>%1 lang angehalten</translation>
    </message>
    <message>
        <source>workers changed</source>
        <translation>Worker geändert</translation>
    </message>
    <message>
        <source>The time ÷ that of the first run</source>
        <translation>Zeit ÷ Zeit des ersten Laufs</translation>
    </message>
    <message>
        <source>Jobs finished</source>
        <translation>Fertige Jobs</translation>
    </message>
    <message>
        <source>Jobs that ran to their end in the pool</source>
        <translation>Jobs, die im Pool bis zum Ende liefen</translation>
    </message>
    <message>
        <source>Failed / tried again</source>
        <translation>Fehlgeschlagen / wiederholt</translation>
    </message>
    <message>
        <source>Jobs that failed after all attempts / attempts that failed and were followed by another</source>
        <translation>Jobs, die nach allen Versuchen fehlschlugen / fehlgeschlagene Versuche, auf die ein weiterer folgte</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>Received from the results channel, each checked: the result of a job is 2 × its number</source>
        <translation>Aus dem Ergebnis-Kanal empfangen und einzeln geprüft: Das Ergebnis eines Jobs ist 2 × seine Nummer</translation>
    </message>
    <message>
        <source>Efficiency</source>
        <translation>Effizienz</translation>
    </message>
    <message>
        <source>Speed-up ÷ workers (their mean, where their number changed); pauses are left out</source>
        <translation>Beschleunigung ÷ Worker (ihr Mittel, wo sich ihre Zahl änderte); ohne Pausen</translation>
    </message>
    <message>
        <source>Worker utilisation</source>
        <translation>Worker-Auslastung</translation>
    </message>
    <message>
        <source>Time at work ÷ (time of the pool × workers); pauses count</source>
        <translation>Arbeitszeit ÷ (Zeit des Pools × Worker); Pausen zählen mit</translation>
    </message>
    <message>
        <source>Above the ideal</source>
        <translation>Über dem Ideal</translation>
    </message>
    <message>
        <source>Time of the pool − ideal: no schedule can be faster; pauses count. Not known where the number of workers changed</source>
        <translation>Zeit des Pools − Ideal: Kein Ablaufplan kann schneller sein; Pausen zählen mit. Nicht bekannt, wo sich die Worker-Zahl änderte</translation>
    </message>
    <message>
        <source>Wait, median / p95</source>
        <translation>Wartezeit, Median / p95</translation>
    </message>
    <message>
        <source>From the moment a job is offered until a worker starts it</source>
        <translation>Vom Anbieten eines Jobs, bis ein Worker ihn beginnt</translation>
    </message>
    <message>
        <source>Sender waited</source>
        <translation>Sender wartete</translation>
    </message>
    <message>
        <source>For room in the jobs channel</source>
        <translation>Auf Platz im Job-Kanal</translation>
    </message>
    <message>
        <source>CPU time</source>
        <translation>CPU-Zeit</translation>
    </message>
    <message>
        <source>Time that the jobs had a core, and its share of their durations; the rest they waited, for something or for a core. Of jobs that are long enough to measure</source>
        <translation>Zeit, in der die Jobs einen Kern hatten, und ihr Anteil an den Dauern; den Rest warteten sie, auf etwas oder auf einen Kern. Von Jobs, die zum Messen lang genug sind</translation>
    </message>
    <message>
        <source>Preempted</source>
        <translation>Verdrängt</translation>
    </message>
    <message>
        <source>Involuntary context switches: how often a job had to give its core to another, as happens where more workers compute than there are cores</source>
        <translation>Unfreiwillige Kontextwechsel: wie oft ein Job seinen Kern einem anderen überlassen musste, etwa wenn mehr Worker rechnen, als es Kerne gibt</translation>
    </message>
    <message>
        <source>Throughput</source>
        <translation>Durchsatz</translation>
    </message>
    <message>
        <source>Jobs finished ÷ time of the pool</source>
        <translation>Fertige Jobs ÷ Zeit des Pools</translation>
    </message>
    <message>
        <source>Workers</source>
        <translation>Worker</translation>
    </message>
    <message>
        <source>Speed-up</source>
        <translation>Beschleunigung</translation>
    </message>
    <message>
        <source>÷ %1</source>
        <translation>÷ %1</translation>
    </message>
    <message>
        <source>With the worker pool</source>
        <translation>Mit dem Worker-Pool</translation>
    </message>
    <message>
        <source>Without</source>
        <translation>Ohne</translation>
    </message>
    <message>
        <source>paused, %1 of %2 jobs done</source>
        <translation>angehalten, %1 von %2 Jobs erledigt</translation>
    </message>
    <message>
        <source>running, %1 of %2 jobs done</source>
        <translation>läuft, %1 von %2 Jobs erledigt</translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation>%1 fehlgeschlagen</translation>
    </message>
    <message>
        <source>stopped by a signal: %1</source>
        <translation>durch ein Signal angehalten: %1</translation>
    </message>
    <message>
        <source>stopped after %1 of %2 jobs</source>
        <translation>nach %1 von %2 Jobs gestoppt</translation>
    </message>
    <message>
        <source>not run</source>
        <translation>nicht ausgeführt</translation>
    </message>
    <message numerus="yes">
        <source>%Ln workers</source>
        <translation>
            <numerusform>1 Worker</numerusform>
            <numerusform>%Ln Worker</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln cores</source>
        <translation>
            <numerusform>1 Kern</numerusform>
            <numerusform>%Ln Kerne</numerusform>
        </translation>
    </message>
    <message>
        <source>A long job came late</source>
        <translation>Ein langer Job kam spät</translation>
    </message>
    <message>
        <source>One job sets the end</source>
        <translation>Ein Job bestimmt das Ende</translation>
    </message>
    <message>
        <source>More workers help, up to %1</source>
        <translation>Mehr Worker helfen, bis %1</translation>
    </message>
    <message>
        <source>More workers than %1 bring nothing</source>
        <translation>Mehr Worker als %1 bringen nichts</translation>
    </message>
    <message>
        <source>Much time goes from one job to the next</source>
        <translation>Von Job zu Job vergeht viel Zeit</translation>
    </message>
    <message>
        <source>Workers wait for jobs to come</source>
        <translation>Worker warten auf Jobs</translation>
    </message>
    <message>
        <source>Results wait for their reader</source>
        <translation>Ergebnisse warten auf ihren Leser</translation>
    </message>
    <message>
        <source>Failed attempts cost time</source>
        <translation>Fehlversuche kosten Zeit</translation>
    </message>
    <message>
        <source>Workers took their first job late</source>
        <translation>Worker nahmen ihren ersten Job spät</translation>
    </message>
    <message>
        <source>Files came from the disk</source>
        <translation>Dateien kamen von der Platte</translation>
    </message>
    <message>
        <source>%1 would take as long</source>
        <translation>Ebenso schnell: %1</translation>
    </message>
    <message>
        <source>job %1, the last to end, took %2 and started at %3.</source>
        <translation>Job %1 endete als Letzter, dauerte %2 und begann bei %3.</translation>
    </message>
    <message>
        <source>job %1, the last to end, took %2 and started at %3; with no job left to take, other workers lost %4.</source>
        <translation>Job %1 endete als Letzter, dauerte %2 und begann bei %3; ohne weitere Jobs verloren andere Worker %4.</translation>
    </message>
    <message>
        <source>for %1 of the time all workers were busy while more jobs waited.</source>
        <translation>In %1 der Zeit waren alle Worker beschäftigt, während weitere Jobs warteten.</translation>
    </message>
    <message>
        <source>for %1 of the time all workers were busy while jobs were left to do.</source>
        <translation>In %1 der Zeit waren alle Worker beschäftigt, während noch Jobs ausstanden.</translation>
    </message>
    <message>
        <source>for %1 of the time all workers were busy while more jobs waited; how many cores these need is not known.</source>
        <translation>In %1 der Zeit waren alle Worker beschäftigt, während weitere Jobs warteten; wie viele Kerne diese brauchen, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>for %1 of the time all workers were busy while jobs were left to do; how many cores these need is not known.</source>
        <translation>In %1 der Zeit waren alle Worker beschäftigt, während noch Jobs ausstanden; wie viele Kerne diese brauchen, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>%1 of the workers&apos; time, %2, went by between jobs though more of them waited.</source>
        <translation>der Wechsel von Job zu Job kostete %1 der Worker-Zeit, %2, obwohl weitere warteten.</translation>
    </message>
    <message>
        <source>%1 of the workers&apos; time, %2, went by between jobs though more of them waited, usually %3 each time: hand over several together.</source>
        <translation>der Wechsel von Job zu Job kostete %1 der Worker-Zeit, %2, meist je %3, obwohl weitere warteten: mehrere zusammen übergeben.</translation>
    </message>
    <message>
        <source>for %1 of the workers&apos; time no job had come: more workers do not help, jobs that come sooner do.</source>
        <translation>In %1 der Worker-Zeit war kein Job da: mehr Worker helfen nicht, früher kommende Jobs schon.</translation>
    </message>
    <message>
        <source>for %1 of the workers&apos; time the jobs channel was empty, and more jobs were still to be sent: a larger capacity than %2 may help.</source>
        <translation>In %1 der Worker-Zeit war der Job-Kanal leer, obwohl noch Jobs zu senden waren: eine größere Kapazität als %2 kann helfen.</translation>
    </message>
    <message>
        <source>for %1 of the workers&apos; time the jobs channel was empty, and more jobs were still to be sent: workers take them faster than they are sent.</source>
        <translation>In %1 der Worker-Zeit war der Job-Kanal leer, obwohl noch Jobs zu senden waren: Worker nehmen sie schneller, als sie gesendet werden.</translation>
    </message>
    <message>
        <source>for %1 of the workers&apos; time a result waited for room in the results channel; its reader takes %2 for each.</source>
        <translation>In %1 der Worker-Zeit wartete ein Ergebnis auf Platz im Ergebnis-Kanal; das Lesen dauert je Ergebnis %2.</translation>
    </message>
    <message>
        <source>for %1 of the workers&apos; time a result waited for room in the results channel.</source>
        <translation>In %1 der Worker-Zeit wartete ein Ergebnis auf Platz im Ergebnis-Kanal.</translation>
    </message>
    <message>
        <source>job %1 alone needs %2, %3 of the whole time: no number of workers ends sooner than it.</source>
        <translation>Job %1 allein braucht %2, %3 der gesamten Zeit: mit keiner Worker-Zahl endet der Lauf früher.</translation>
    </message>
    <message>
        <source>%1 shared %2: for %3 of their time, %4, jobs were ready to go on without a core.</source>
        <translation>%1 teilten sich %2: zu %3 ihrer Zeit, %4, waren Jobs bereit, aber ohne Kern.</translation>
    </message>
    <message>
        <source>attempts that failed or were made again took %1 of the workers&apos; time, %2.</source>
        <translation>Fehlgeschlagene oder wiederholte Versuche kosteten %1 der Worker-Zeit, %2.</translation>
    </message>
    <message>
        <source>%1 of the workers&apos; time, %2, went by before they took their first job.</source>
        <translation>das Warten bis zum ersten Job kostete %1 der Worker-Zeit, %2.</translation>
    </message>
    <message>
        <source>jobs waited for %1 of the workers&apos; time, and files were read from the disk; a second run may find them in memory.</source>
        <translation>In %1 der Worker-Zeit warteten Jobs, und Dateien wurden von der Platte gelesen; ein zweiter Lauf findet sie vielleicht im Speicher.</translation>
    </message>
    <message>
        <source>%1 of %2 could go: simulated without them, the run takes 1 % longer at most.</source>
        <translation>%2, davon entbehrlich: %1; ohne sie dauert der Lauf simuliert höchstens 1 % länger.</translation>
    </message>
    <message>
        <source>Longest first</source>
        <translation>Längste zuerst</translation>
    </message>
    <message>
        <source>In %1 parts</source>
        <translation>In %1 Teilen</translation>
    </message>
    <message>
        <source>%1 jobs together</source>
        <translation>%1 Jobs zusammen</translation>
    </message>
    <message>
        <source>All jobs at once</source>
        <translation>Alle Jobs zugleich</translation>
    </message>
    <message>
        <source>Room for all results</source>
        <translation>Platz für alle Ergebnisse</translation>
    </message>
    <message>
        <source>Without failures</source>
        <translation>Ohne Fehler</translation>
    </message>
    <message>
        <source>Run again, warm</source>
        <translation>Warm wiederholen</translation>
    </message>
    <message>
        <source>shortest first</source>
        <translation>kürzeste zuerst</translation>
    </message>
    <message>
        <source>longest first</source>
        <translation>längste zuerst</translation>
    </message>
    <message>
        <source>in random order</source>
        <translation>in zufälliger Reihenfolge</translation>
    </message>
    <message>
        <source>as submitted</source>
        <translation>wie eingereicht</translation>
    </message>
    <message>
        <source>%1: −%2 (simulated)</source>
        <translation>%1: −%2 (simuliert)</translation>
    </message>
    <message>
        <source>%1: within 5 % (simulated)</source>
        <translation>%1: innerhalb von 5 % (simuliert)</translation>
    </message>
    <message>
        <source>%1: as long (simulated)</source>
        <translation>%1: ebenso lange (simuliert)</translation>
    </message>
    <message>
        <source>The run is too short to tell: below %1, threads that start are as much as anything else.</source>
        <translation>Der Lauf ist zu kurz für eine Aussage: Unter %1 fällt das Starten der Threads ebenso ins Gewicht wie alles andere.</translation>
    </message>
    <message>
        <source>The run did not come to its end: what ran of it says too little.</source>
        <translation>Der Lauf kam nicht bis zum Ende: Was davon lief, sagt zu wenig.</translation>
    </message>
    <message>
        <source>Fewer than two jobs finished: there is nothing to compare.</source>
        <translation>Weniger als zwei Jobs wurden fertig: Es gibt nichts zu vergleichen.</translation>
    </message>
    <message>
        <source>No job took any time: there is nothing to compare.</source>
        <translation>Kein Job brauchte Zeit: Es gibt nichts zu vergleichen.</translation>
    </message>
    <message>
        <source>Nothing stands out: none of the causes that are looked for costs this run much.</source>
        <translation>Nichts fällt auf: Keine der untersuchten Ursachen kostet diesen Lauf viel.</translation>
    </message>
    <message>
        <source>%1, measured</source>
        <translation>%1, gemessen</translation>
    </message>
    <message>
        <source>%1, simulated</source>
        <translation>%1, simuliert</translation>
    </message>
    <message numerus="yes">
        <source>%Ln workers are enough: %1</source>
        <translation>
            <numerusform>1 Worker genügt: %1</numerusform>
            <numerusform>%Ln Worker genügen: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>all jobs at once</source>
        <translation>alle Jobs zugleich</translation>
    </message>
    <message>
        <source>other arrivals</source>
        <translation>andere Ankünfte</translation>
    </message>
    <message numerus="yes">
        <source>room for %Ln results</source>
        <translation>
            <numerusform>Platz für 1 Ergebnis</numerusform>
            <numerusform>Platz für %Ln Ergebnisse</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln retries</source>
        <translation>
            <numerusform>1 Wiederholung</numerusform>
            <numerusform>%Ln Wiederholungen</numerusform>
        </translation>
    </message>
    <message>
        <source>without failures</source>
        <translation>ohne Fehler</translation>
    </message>
    <message>
        <source>without job %1</source>
        <translation>ohne Job %1</translation>
    </message>
    <message>
        <source>job %1 in %2 parts</source>
        <translation>Job %1 in %2 Teilen</translation>
    </message>
    <message>
        <source>%1 (%2), preempted %3</source>
        <translation>%1 (%2), %3 verdrängt</translation>
    </message>
    <message>
        <source>%1 (%2) without a core</source>
        <translation>%1 (%2) ohne Kern</translation>
    </message>
    <message>
        <source>exit status %1</source>
        <translation>Exit-Status %1</translation>
    </message>
    <message>
        <source>signal %1</source>
        <translation>Signal %1</translation>
    </message>
    <message>
        <source>%1, binary, %2 bytes: %3</source>
        <translation>%1, binär, %2 Byte: %3</translation>
    </message>
    <message>
        <source>%1, binary, the last %2 of %3 bytes: %4</source>
        <translation>%1, binär, die letzten %2 von %3 Byte: %4</translation>
    </message>
    <message>
        <source>%1, %2 bytes:</source>
        <translation>%1, %2 Byte:</translation>
    </message>
    <message>
        <source>%1, %2 bytes, not kept: the run has written too much</source>
        <translation>%1, %2 Byte, nicht aufbewahrt: der Lauf hat zu viel geschrieben</translation>
    </message>
    <message>
        <source>%1, the last %2 of %3 bytes:</source>
        <translation>%1, die letzten %2 von %3 Byte:</translation>
    </message>
    <message>
        <source>Attempt %1</source>
        <translation>Versuch %1</translation>
    </message>
    <message>
        <source>%1 after %2, from %3 on</source>
        <translation>%1 nach %2, Beginn bei %3</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>for %1, by signal %2 (%3), until it went on</source>
        <translation>%1 lang, durch Signal %2 (%3), bis es weiterging</translation>
    </message>
    <message>
        <source>Standard output</source>
        <translation>Standardausgabe</translation>
    </message>
    <message>
        <source>Standard error</source>
        <translation>Fehlerausgabe</translation>
    </message>
    <message>
        <source>Nested span %1</source>
        <translation>Verschachtelte Spanne %1</translation>
    </message>
    <message>
        <source>Job %1</source>
        <translation>Job %1</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Planned</source>
        <translation>Geplant</translation>
    </message>
    <message>
        <source>Waited</source>
        <translation>Gewartet</translation>
    </message>
    <message>
        <source>Worker</source>
        <translation>Worker</translation>
    </message>
    <message>
        <source>%1 worker-nanoseconds</source>
        <translation>%1 Worker-Nanosekunden</translation>
    </message>
    <message>
        <source>%1 worker-microseconds</source>
        <translation>%1 Worker-Mikrosekunden</translation>
    </message>
    <message>
        <source>%1 worker-milliseconds</source>
        <translation>%1 Worker-Millisekunden</translation>
    </message>
    <message>
        <source>%1 worker-seconds</source>
        <translation>%1 Worker-Sekunden</translation>
    </message>
    <message>
        <source>%1 worker-minutes</source>
        <translation>%1 Worker-Minuten</translation>
    </message>
    <message>
        <source>%1 worker-hours</source>
        <translation>%1 Worker-Stunden</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Jobs on a core</source>
        <translation>Jobs auf einem Kern</translation>
    </message>
    <message>
        <source>Ready, no core free</source>
        <translation>Bereit, kein Kern frei</translation>
    </message>
    <message>
        <source>Jobs that waited</source>
        <translation>Jobs, die warteten</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Jobs</translation>
    </message>
    <message>
        <source>Failed or cut off</source>
        <translation>Fehler oder Abbruch</translation>
    </message>
    <message>
        <source>Blocked on results</source>
        <translation>Ergebnis-Kanal voll</translation>
    </message>
    <message>
        <source>Start-up</source>
        <translation>Anlauf</translation>
    </message>
    <message>
        <source>Hand-off</source>
        <translation>Übergabe</translation>
    </message>
    <message>
        <source>No job had come</source>
        <translation>Kein Job da</translation>
    </message>
    <message>
        <source>Idle</source>
        <translation>Untätig</translation>
    </message>
    <message>
        <source>Tail: by the order</source>
        <translation>Auslauf: Reihenfolge</translation>
    </message>
    <message>
        <source>Tail: unavoidable</source>
        <translation>Auslauf: unvermeidbar</translation>
    </message>
    <message>
        <source>After the last job</source>
        <translation>Nach dem letzten Job</translation>
    </message>
    <message>
        <source>The run was paused, and the worker had no job in hand.</source>
        <translation>Der Lauf war angehalten, und der Worker hatte keinen Job.</translation>
    </message>
    <message>
        <source>Attempts that counted, while they computed.</source>
        <translation>Zeit, in der gültige Versuche rechneten.</translation>
    </message>
    <message>
        <source>Attempts that counted, while they could have computed but others had the cores.</source>
        <translation>Zeit, in der gültige Versuche hätten rechnen können, aber andere die Kerne hatten.</translation>
    </message>
    <message>
        <source>Attempts that counted, while they did not compute: they waited for a timer, a disk, a network or another program. Time ready without a core is in it where that was not measured.</source>
        <translation>Zeit, in der gültige Versuche nicht rechneten: Sie warteten auf einen Timer, eine Platte, ein Netz oder ein anderes Programm. Bereitzeit ohne Kern ist enthalten, wo sie nicht gemessen wurde.</translation>
    </message>
    <message>
        <source>Attempts that counted. Nobody measured how much of it they computed.</source>
        <translation>Zeit gültiger Versuche. Wie viel davon Rechenzeit war, wurde nicht gemessen.</translation>
    </message>
    <message>
        <source>Attempts that failed, were cancelled, or were made again: no result came of them.</source>
        <translation>Versuche, die fehlschlugen, abgebrochen oder wiederholt wurden: Sie brachten kein Ergebnis.</translation>
    </message>
    <message>
        <source>The worker had a result, and the results channel had no room for it.</source>
        <translation>Der Worker hatte ein Ergebnis, und im Ergebnis-Kanal war kein Platz dafür.</translation>
    </message>
    <message>
        <source>The worker was there but had not taken its first job, though one was there or was about to be sent.</source>
        <translation>Der Worker war da, hatte aber seinen ersten Job noch nicht genommen, obwohl einer da war oder gleich gesendet wurde.</translation>
    </message>
    <message>
        <source>From one job to the next, while there were jobs in the channel.</source>
        <translation>Von einem Job zum nächsten, während Jobs im Kanal waren.</translation>
    </message>
    <message>
        <source>The worker was free, the jobs channel was empty, and more jobs were still to come.</source>
        <translation>Der Worker war frei, der Job-Kanal leer, und weitere Jobs sollten noch kommen.</translation>
    </message>
    <message>
        <source>The worker was free before the last job was taken. Nobody recorded when jobs came, so why is not known.</source>
        <translation>Der Worker war frei, bevor der letzte Job genommen wurde. Wann Jobs kamen, ist nicht aufgezeichnet, der Grund daher nicht bekannt.</translation>
    </message>
    <message>
        <source>No job was left to take, and other workers were still busy: what the order longest first would have saved of that (simulated).</source>
        <translation>Es war kein Job mehr da, und andere Worker waren noch beschäftigt: was die Reihenfolge „längste zuerst“ davon gespart hätte (simuliert).</translation>
    </message>
    <message>
        <source>No job was left to take, and other workers were still busy: what the order longest first would not have saved.</source>
        <translation>Es war kein Job mehr da, und andere Worker waren noch beschäftigt: was die Reihenfolge „längste zuerst“ nicht gespart hätte.</translation>
    </message>
    <message>
        <source>All jobs had ended, and the run had not: the last results were received.</source>
        <translation>Alle Jobs waren beendet, der Lauf noch nicht: Die letzten Ergebnisse wurden empfangen.</translation>
    </message>
    <message>
        <source>%1 worker-ns</source>
        <translation>%1 Worker-ns</translation>
    </message>
    <message>
        <source>%1 worker-µs</source>
        <translation>%1 Worker-µs</translation>
    </message>
    <message>
        <source>%1 worker-ms</source>
        <translation>%1 Worker-ms</translation>
    </message>
    <message>
        <source>%1 worker-s</source>
        <translation>%1 Worker-s</translation>
    </message>
    <message>
        <source>%1 worker-min</source>
        <translation>%1 Worker-min</translation>
    </message>
    <message>
        <source>%1 worker-h</source>
        <translation>%1 Worker-h</translation>
    </message>
    <message>
        <source>&lt; 0.1 %</source>
        <translation>&lt; 0.1 %</translation>
    </message>
    <message>
        <source>The workers were there for %1; the parts add up to it exactly.</source>
        <translation>Die Worker waren %1 lang da; die Teile ergeben genau diese Summe.</translation>
    </message>
    <message>
        <source>%1 × %2 = %3; the parts add up to it exactly.</source>
        <translation>%1 × %2 = %3; die Teile ergeben genau diese Summe.</translation>
    </message>
    <message>
        <source>%1 selected: %2 jobs started, %3 ended, workers busy %4, %5 jobs/s</source>
        <translation>%1 ausgewählt: %2 Jobs begonnen, %3 beendet, Worker zu %4 beschäftigt, %5 Jobs/s</translation>
    </message>
    <message>
        <source>%1; durations: mean %2, median %3, p95 %4</source>
        <translation>%1; Dauern: Mittel %2, Median %3, p95 %4</translation>
    </message>
    <message>
        <source>%1 each ± %2 %</source>
        <translation>je %1 ± %2 %</translation>
    </message>
    <message>
        <source>%1 on average, exponential</source>
        <translation>%1 im Mittel, exponentiell</translation>
    </message>
    <message>
        <source>%1 on average, %2 % take %3 times as long</source>
        <translation>%1 im Mittel, %2 % dauern %3-mal so lange</translation>
    </message>
    <message>
        <source>%1 on average, heavy tail %2</source>
        <translation>%1 im Mittel, endlastig %2</translation>
    </message>
    <message>
        <source>durations from a file</source>
        <translation>Dauern aus einer Datei</translation>
    </message>
    <message>
        <source>%1 each</source>
        <translation>je %1</translation>
    </message>
    <message>
        <source>hashing files</source>
        <translation>Dateien hashen</translation>
    </message>
    <message>
        <source>running a command</source>
        <translation>Befehl ausführen</translation>
    </message>
    <message>
        <source>computing</source>
        <translation>rechnend</translation>
    </message>
    <message>
        <source>%1 % computing</source>
        <translation>%1 % rechnend</translation>
    </message>
    <message>
        <source>random order</source>
        <translation>zufällige Reihenfolge</translation>
    </message>
    <message>
        <source>a Chrome trace</source>
        <translation>Chrome-Trace</translation>
    </message>
    <message>
        <source>a ninja log</source>
        <translation>Ninja-Protokoll</translation>
    </message>
    <message>
        <source>a joblog of GNU parallel</source>
        <translation>Joblog von GNU parallel</translation>
    </message>
    <message>
        <source>a table of spans</source>
        <translation>Tabelle mit Spannen</translation>
    </message>
    <message>
        <source>jobs of GitHub Actions</source>
        <translation>Jobs von GitHub Actions</translation>
    </message>
    <message>
        <source>jobs of GitLab</source>
        <translation>Jobs von GitLab</translation>
    </message>
    <message>
        <source>a JUnit report</source>
        <translation>JUnit-Bericht</translation>
    </message>
    <message>
        <source>timings of cargo</source>
        <translation>Zeiten von cargo</translation>
    </message>
    <message>
        <source>OpenTelemetry spans</source>
        <translation>OpenTelemetry-Spannen</translation>
    </message>
    <message>
        <source>Jaeger spans</source>
        <translation>Jaeger-Spannen</translation>
    </message>
    <message>
        <source>another program, followed</source>
        <translation>anderes Programm, mitgelesen</translation>
    </message>
    <message>
        <source>durations</source>
        <translation>Dauern</translation>
    </message>
    <message>
        <source>%1: %2 on %3</source>
        <translation>%1: %2 auf %3</translation>
    </message>
    <message numerus="yes">
        <source>%Ln spans</source>
        <translation>
            <numerusform>1 Spanne</numerusform>
            <numerusform>%Ln Spannen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln lanes</source>
        <translation>
            <numerusform>1 Spur</numerusform>
            <numerusform>%Ln Spuren</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, and %2 around them</source>
        <translation>%1, darum herum %2</translation>
    </message>
    <message>
        <source>%1, and %2 within them</source>
        <translation>%1, darin %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln jobs</source>
        <translation>
            <numerusform>1 Job</numerusform>
            <numerusform>%Ln Jobs</numerusform>
        </translation>
    </message>
    <message>
        <source>capacity %1</source>
        <translation>Kapazität %1</translation>
    </message>
    <message>
        <source>results %1</source>
        <translation>Ergebnisse %1</translation>
    </message>
    <message>
        <source>%1 to read a result</source>
        <translation>%1 Lesezeit je Ergebnis</translation>
    </message>
    <message>
        <source>one every %1</source>
        <translation>einer alle %1</translation>
    </message>
    <message>
        <source>%1 a second come at random</source>
        <translation>zufällig %1 je Sekunde</translation>
    </message>
    <message>
        <source>%1 % fail</source>
        <translation>%1 % Fehler</translation>
    </message>
    <message>
        <source>seed %1</source>
        <translation>Startwert %1</translation>
    </message>
    <message>
        <source>More bring nothing: the longest job alone takes %1.</source>
        <translation>Mehr bringen nichts: Der längste Job allein dauert %1.</translation>
    </message>
    <message>
        <source>More bring little: the longest job alone takes %1.</source>
        <translation>Mehr bringen wenig: Der längste Job allein dauert %1.</translation>
    </message>
    <message>
        <source>No larger number was looked at.</source>
        <translation>Größere Zahlen wurden nicht betrachtet.</translation>
    </message>
    <message>
        <source>measured</source>
        <translation>gemessen</translation>
    </message>
    <message>
        <source>simulated</source>
        <translation>simuliert</translation>
    </message>
    <message>
        <source>No time is known</source>
        <translation>Keine Zeit bekannt</translation>
    </message>
    <message numerus="yes">
        <source>%Ln workers are enough</source>
        <translation>
            <numerusform>1 Worker genügt</numerusform>
            <numerusform>%Ln Worker genügen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 measured; no other number was looked at.</source>
        <translation>%1 gemessen; keine andere Zahl wurde betrachtet.</translation>
    </message>
    <message>
        <source>%1 simulated; no other number was looked at.</source>
        <translation>%1 simuliert; keine andere Zahl wurde betrachtet.</translation>
    </message>
    <message>
        <source>%1 measured, within %2 of the best that any number from %3 to %4 reaches.</source>
        <translation>%1 gemessen, höchstens %2 über der besten Zeit aller Zahlen von %3 bis %4.</translation>
    </message>
    <message>
        <source>%1 simulated, within %2 of the best that any number from %3 to %4 reaches.</source>
        <translation>%1 simuliert, höchstens %2 über der besten Zeit aller Zahlen von %3 bis %4.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1: %2 %3</source>
        <translation>%1: %2 %3</translation>
    </message>
    <message>
        <source>%1, as now</source>
        <translation>%1, wie jetzt</translation>
    </message>
    <message>
        <source>measured %1 (%2 to %3)</source>
        <translation>gemessen %1 (%2 bis %3)</translation>
    </message>
    <message>
        <source>measured %1</source>
        <translation>gemessen %1</translation>
    </message>
    <message>
        <source>simulated %1 (%2 to %3)</source>
        <translation>simuliert %1 (%2 bis %3)</translation>
    </message>
    <message>
        <source>simulated %1</source>
        <translation>simuliert %1</translation>
    </message>
    <message>
        <source>no schedule is faster than %1</source>
        <translation>kein Ablaufplan ist schneller als %1</translation>
    </message>
    <message>
        <source>%1 (%2 to %3)</source>
        <translation>%1 (%2 bis %3)</translation>
    </message>
    <message>
        <source>measured, least to most of %1</source>
        <translation>gemessen, kürzeste bis längste von %1</translation>
    </message>
    <message>
        <source>simulated from the plan</source>
        <translation>simuliert aus dem Plan</translation>
    </message>
    <message>
        <source>simulated from this run, ± %1</source>
        <translation>simuliert aus diesem Lauf, ± %1</translation>
    </message>
    <message>
        <source>simulated from this run</source>
        <translation>simuliert aus diesem Lauf</translation>
    </message>
    <message>
        <source>9 of 10 draws of the durations</source>
        <translation>9 von 10 Ziehungen der Dauern</translation>
    </message>
    <message>
        <source>no schedule can be faster</source>
        <translation>kein Ablaufplan ist schneller</translation>
    </message>
    <message>
        <source>What jobs computed was not measured: they are taken to wait.</source>
        <translation>Die Rechenzeit der Jobs wurde nicht gemessen: Angenommen wird, dass sie warten.</translation>
    </message>
    <message>
        <source>Jobs that never ran are left out.</source>
        <translation>Jobs, die nie liefen, sind ausgelassen.</translation>
    </message>
    <message>
        <source>When jobs came was not recorded: they are taken to be there from the start.</source>
        <translation>Wann Jobs kamen, ist nicht aufgezeichnet: Angenommen wird, dass sie von Anfang an da sind.</translation>
    </message>
    <message>
        <source>Some jobs computed on several cores at once; they are taken to use one: more workers may bring less.</source>
        <translation>Einige Jobs rechneten auf mehreren Kernen zugleich; angenommen wird einer: Mehr Worker bringen vielleicht weniger.</translation>
    </message>
    <message>
        <source>This run read its files from the disk; the next one may find them in memory.</source>
        <translation>Dieser Lauf las seine Dateien von der Platte; der nächste findet sie vielleicht im Speicher.</translation>
    </message>
    <message>
        <source>There are fewer than two jobs.</source>
        <translation>Es gibt weniger als zwei Jobs.</translation>
    </message>
    <message>
        <source>With %1, as it was, this forecast says %2, but it took %3: something that is not in the record matters here.</source>
        <translation>Für %1, wie es war, sagt diese Prognose %2, gedauert hat es aber %3: Etwas nicht Aufgezeichnetes spielt hier mit.</translation>
    </message>
    <message>
        <source>%1 cannot keep up: the jobs that come would keep %2 busy.</source>
        <translation>Überlastet: %1, doch die kommenden Jobs würden %2 beschäftigen.</translation>
    </message>
    <message>
        <source>Mean wait with %1: %2 by Allen–Cunneen; utilisation %3.</source>
        <translation>Mittlere Wartezeit (%1): %2 nach Allen–Cunneen; Auslastung %3.</translation>
    </message>
    <message>
        <source>Mean wait with %1: %2 measured (from queued to started), %3 by Allen–Cunneen; utilisation %4.</source>
        <translation>Mittlere Wartezeit (%1): %2 gemessen (von eingereiht bis begonnen), %3 nach Allen–Cunneen; Auslastung %4.</translation>
    </message>
    <message numerus="yes">
        <source>needs %Ln workers</source>
        <translation>
            <numerusform>braucht 1 Worker</numerusform>
            <numerusform>braucht %Ln Worker</numerusform>
        </translation>
    </message>
    <message>
        <source>is more than workers can do</source>
        <translation>ist mit Workern nicht erreichbar</translation>
    </message>
    <message>
        <source>Little&apos;s law: %1 jobs in the pool on average; jobs per second × mean time in it give %2.</source>
        <translation>Gesetz von Little: im Mittel %1 Jobs im Pool; Jobs je Sekunde × mittlere Zeit darin ergibt %2.</translation>
    </message>
    <message>
        <source>contention α = %1, coherency β = %2</source>
        <translation>Konkurrenz α = %1, Kohärenz β = %2</translation>
    </message>
    <message>
        <source>Scalability law: %1; fastest with %2 workers; off by %3 at %4 numbers.</source>
        <translation>Skalierungsgesetz: %1; Optimum: %2 Worker; Abweichung %3 bei %4 Worker-Zahlen.</translation>
    </message>
    <message>
        <source>Scalability law: %1; no peak; off by %2 at %3 numbers.</source>
        <translation>Skalierungsgesetz: %1; kein Optimum; Abweichung %2 bei %3 Worker-Zahlen.</translation>
    </message>
    <message>
        <source>No scalability fit: a long job sets the times, not contention.</source>
        <translation>Keine Skalierungsanpassung: Ein langer Job bestimmt die Zeiten, nicht die Konkurrenz.</translation>
    </message>
    <message>
        <source>No scalability fit: fewer than four jobs a worker.</source>
        <translation>Keine Skalierungsanpassung: weniger als vier Jobs je Worker.</translation>
    </message>
    <message>
        <source>A scalability fit needs six measured numbers of workers.</source>
        <translation>Eine Skalierungsanpassung braucht sechs gemessene Worker-Zahlen.</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>failed, tried again</source>
        <translation>fehlgeschlagen, erneut versucht</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>%1 speed-up possible</source>
        <translation>%1 so schnell möglich</translation>
    </message>
    <message>
        <source>of %1 possible</source>
        <translation>von %1 möglich</translation>
    </message>
    <message>
        <source>turn on the sequential run</source>
        <translation>sequenziellen Lauf einschalten</translation>
    </message>
    <message>
        <source>no sequential run</source>
        <translation>kein sequenzieller Lauf</translation>
    </message>
    <message>
        <source>none: jobs came or results were read in the pauses</source>
        <translation>keine: in den Pausen kamen Jobs oder wurden Ergebnisse gelesen</translation>
    </message>
    <message>
        <source>the sequential run took longer than its jobs</source>
        <translation>der sequenzielle Lauf dauerte länger als seine Jobs</translation>
    </message>
    <message>
        <source>both finished, without the pauses</source>
        <translation>beide fertig, ohne die Pausen</translation>
    </message>
    <message>
        <source>both finished</source>
        <translation>beide fertig</translation>
    </message>
    <message>
        <source>not all jobs were run</source>
        <translation>nicht alle Jobs ausgeführt</translation>
    </message>
    <message>
        <source>final when both have run</source>
        <translation>endgültig, wenn beide fertig sind</translation>
    </message>
    <message>
        <source>Slower by</source>
        <translation>Langsamer um</translation>
    </message>
    <message>
        <source>slower by %1</source>
        <translation>%1 langsamer</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>without the pauses</source>
        <translation>ohne die Pausen</translation>
    </message>
    <message>
        <source>Computes</source>
        <translation>Rechnet</translation>
    </message>
    <message>
        <source>Mixed</source>
        <translation>Gemischt</translation>
    </message>
    <message>
        <source>Hashes a file</source>
        <translation>Hasht eine Datei</translation>
    </message>
    <message>
        <source>Runs a command</source>
        <translation>Führt Befehl aus</translation>
    </message>
    <message>
        <source>Waits</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Uniform, up to ± %1 %</source>
        <translation>Gleichverteilt, bis zu ± %1 %</translation>
    </message>
    <message>
        <source>Exponential</source>
        <translation>Exponentiell</translation>
    </message>
    <message>
        <source>%1 % take %2 times as long</source>
        <translation>%1 % dauern %2-mal so lange</translation>
    </message>
    <message>
        <source>Heavy tail, exponent %1</source>
        <translation>Endlastig, Exponent %1</translation>
    </message>
    <message>
        <source>From a file</source>
        <translation>Aus einer Datei</translation>
    </message>
    <message>
        <source>All alike</source>
        <translation>Alle gleich</translation>
    </message>
    <message>
        <source>Shortest first</source>
        <translation>Kürzeste zuerst</translation>
    </message>
    <message>
        <source>Random</source>
        <translation>Zufällig</translation>
    </message>
    <message>
        <source>As submitted</source>
        <translation>Wie eingereicht</translation>
    </message>
    <message>
        <source>One every %1</source>
        <translation>Einer alle %1</translation>
    </message>
    <message>
        <source>At random, %1 a second on average</source>
        <translation>Zufällig, im Mittel %1 pro Sekunde</translation>
    </message>
    <message>
        <source>All at once</source>
        <translation>Alle zugleich</translation>
    </message>
    <message>
        <source>Alongside</source>
        <translation>Gleichzeitig</translation>
    </message>
    <message>
        <source>Not at all</source>
        <translation>Gar nicht</translation>
    </message>
    <message>
        <source>After the pool</source>
        <translation>Nach dem Pool</translation>
    </message>
    <message>
        <source>Channel capacity</source>
        <translation>Kanalkapazität</translation>
    </message>
    <message>
        <source>Capacity of the results channel</source>
        <translation>Kapazität des Ergebnis-Kanals</translation>
    </message>
    <message>
        <source>Reader takes</source>
        <translation>Leser braucht</translation>
    </message>
    <message>
        <source>Work</source>
        <translation>Arbeit</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Distribution</source>
        <translation>Verteilung</translation>
    </message>
    <message>
        <source>File of durations</source>
        <translation>Datei mit Dauern</translation>
    </message>
    <message>
        <source>Computing</source>
        <translation>Rechenanteil</translation>
    </message>
    <message>
        <source>List or folder</source>
        <translation>Liste oder Ordner</translation>
    </message>
    <message>
        <source>With subfolders</source>
        <translation>Mit Unterordnern</translation>
    </message>
    <message>
        <source>Ended by NUL</source>
        <translation>Mit NUL beendet</translation>
    </message>
    <message>
        <source>Timeout</source>
        <translation>Zeitlimit</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Reihenfolge</translation>
    </message>
    <message>
        <source>Arrival</source>
        <translation>Ankunft</translation>
    </message>
    <message>
        <source>Retries</source>
        <translation>Wiederholungen</translation>
    </message>
    <message>
        <source>Fail rate</source>
        <translation>Fehlerrate</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>Sequential run</source>
        <translation>Sequenzieller Lauf</translation>
    </message>
    <message>
        <source>Agents at the broker</source>
        <translation>Agenten am Broker</translation>
    </message>
    <message>
        <source>Jobs in hand</source>
        <translation>Job-Vorrat</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Ja</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nein</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>events are missing: %1 jobs finished, %2 failed and %3 cancelled are recorded, but it were %4, %5 and %6</source>
        <translation>Ereignisse fehlen: aufgezeichnet sind %1 fertige, %2 fehlgeschlagene und %3 abgebrochene Jobs, es waren aber %4, %5 und %6</translation>
    </message>
    <message>
        <source>there is no memory for more events: the run was stopped, and what was recorded until then is shown</source>
        <translation>der Speicher reicht nicht für weitere Ereignisse: der Lauf wurde gestoppt, angezeigt wird, was bis dahin aufgezeichnet war</translation>
    </message>
</context>
<context>
    <name>TimingsPanel</name>
    <message>
        <source>Timings of the run</source>
        <translation>Zeiten des Laufs</translation>
    </message>
    <message>
        <source>With the worker pool</source>
        <translation>Mit dem Worker-Pool</translation>
    </message>
    <message>
        <source>Time with the worker pool</source>
        <translation>Zeit mit dem Worker-Pool</translation>
    </message>
    <message>
        <source>Without (one after another)</source>
        <translation>Ohne (nacheinander)</translation>
    </message>
    <message>
        <source>Time without the worker pool</source>
        <translation>Zeit ohne den Worker-Pool</translation>
    </message>
    <message>
        <source>Speed-up</source>
        <translation>Beschleunigung</translation>
    </message>
    <message>
        <source>How many times as fast</source>
        <translation>Wievielmal so schnell</translation>
    </message>
    <message>
        <source>Run again, warm</source>
        <translation>Warm wiederholen</translation>
    </message>
    <message>
        <source>Starts the same settings again: what was read is in memory now, so both runs find it there</source>
        <translation>Startet dieselben Einstellungen erneut: Was gelesen wurde, ist jetzt im Speicher, also finden beide Läufe es dort</translation>
    </message>
    <message>
        <source>turn on the sequential run</source>
        <translation>sequenziellen Lauf einschalten</translation>
    </message>
    <message>
        <source>not run</source>
        <translation>nicht ausgeführt</translation>
    </message>
    <message>
        <source>press Run to find out</source>
        <translation>„Starten“ zeigt es</translation>
    </message>
</context>
<context>
    <name>WatchDialog</name>
    <message>
        <source>Watch Celery</source>
        <translation>Celery beobachten</translation>
    </message>
    <message>
        <source>Shows the tasks of Celery’s workers while they work. The workers must send events: they are started with -E, or told so by “celery control enable_events”. Watching changes nothing for them.</source>
        <translation>Zeigt die Tasks der Worker von Celery, während sie arbeiten. Die Worker müssen Ereignisse senden: Dazu werden sie mit -E gestartet oder durch „celery control enable_events“ aufgefordert. Das Beobachten ändert für sie nichts.</translation>
    </message>
    <message>
        <source>not remembered</source>
        <translation>nicht gespeichert</translation>
    </message>
    <message>
        <source>&amp;Broker:</source>
        <translation>&amp;Broker:</translation>
    </message>
    <message>
        <source>&amp;Password:</source>
        <translation>&amp;Passwort:</translation>
    </message>
    <message>
        <source>&amp;Watch</source>
        <translation>Be&amp;obachten</translation>
    </message>
</context>
<context>
    <name>WhatIfControls</name>
    <message>
        <source>Longest job</source>
        <translation>Längster Job</translation>
    </message>
    <message>
        <source>Longest job (%1)</source>
        <translation>Längster Job (%1)</translation>
    </message>
    <message>
        <source>Job %1</source>
        <translation>Job %1</translation>
    </message>
</context>
</TS>
