<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>App</name>
    <message>
        <source>Follow the &amp;System</source>
        <translation>跟随系统(&amp;S)</translation>
    </message>
    <message>
        <source>The language stays as it is</source>
        <translation>语言保持不变</translation>
    </message>
    <message>
        <source>The language changes when Poolscope is started again</source>
        <translation>语言将在下次启动 Poolscope 时更改</translation>
    </message>
    <message>
        <source>The article</source>
        <translation>文章中的例子</translation>
    </message>
    <message>
        <source>5 jobs of one second on 3 workers: the pool takes two rounds, 2 s; one after another they take 5 s.</source>
        <translation>5 个一秒的作业由 3 个工作线程处理：工作池用两轮，共 2 s；逐个运行需要 5 s。</translation>
    </message>
    <message>
        <source>One long job at the end</source>
        <translation>最后有一个长作业</translation>
    </message>
    <message>
        <source>One job of 24 takes twelve times as long, and it comes last: three workers are idle while the fourth works on. Choose Longest first and run again.</source>
        <translation>24 个作业中有一个耗时是其他的十二倍，并且排在最后：第四个工作线程还在工作时，另外三个空闲。选择“最长优先”再运行一次。</translation>
    </message>
    <message>
        <source>Longest first</source>
        <translation>最长优先</translation>
    </message>
    <message>
        <source>A heavy tail, the longest jobs first: short ones fill the gaps and all workers end together. Compare the time with As submitted.</source>
        <translation>重尾分布，最长的作业优先：短作业填补空隙，所有工作线程同时结束。与“按提交顺序”的用时比较。</translation>
    </message>
    <message>
        <source>More workers than cores</source>
        <translation>工作线程多于核心</translation>
    </message>
    <message>
        <source>The jobs compute. With more workers than cores each bar grows longer, and the line at its foot shows that a job has a core for a part of the time only.</source>
        <translation>这些作业在计算。工作线程多于核心时，每个条形都变长，其底部的线显示作业只有部分时间占有核心。</translation>
    </message>
    <message>
        <source>64 workers that wait</source>
        <translation>64 个等待的工作线程</translation>
    </message>
    <message>
        <source>Jobs that wait for a disk or a network need no core: 64 workers are 64 times as fast, on any machine.</source>
        <translation>等待磁盘或网络的作业不需要核心：在任何机器上，64 个工作线程的速度都是 1 个的 64 倍。</translation>
    </message>
    <message>
        <source>A slow reader of results</source>
        <translation>读取结果缓慢</translation>
    </message>
    <message>
        <source>Each result keeps its reader busy for 150 ms and the channels hold one value: workers wait to hand over their results, and more workers change nothing.</source>
        <translation>每个结果占用读取方 150 ms，而通道只能容纳一个值：工作线程等待交出结果，增加工作线程也没有用。</translation>
    </message>
    <message>
        <source>Arrivals near saturation</source>
        <translation>接近饱和的到达</translation>
    </message>
    <message>
        <source>36 jobs a second come at random, four workers could do 40: watch how many wait, though the workers are idle for a tenth of the time.</source>
        <translation>每秒随机到达 36 个作业，四个工作线程可处理 40 个：看看有多少在等待，尽管工作线程有十分之一的时间空闲。</translation>
    </message>
    <message>
        <source>Jobs that fail</source>
        <translation>会失败的作业</translation>
    </message>
    <message>
        <source>One attempt in five fails on purpose and is tried again, twice at most: the pattern marks it, and the timings count it.</source>
        <translation>五次尝试中有一次故意失败并重试，最多两次：图案会标出，用时中会计入。</translation>
    </message>
    <message>
        <source>Hashing a folder</source>
        <translation>计算文件夹的哈希</translation>
    </message>
    <message>
        <source>Choose a folder: each file in it is a job that reads it and computes its SHA-256. The line at a bar’s foot is computing, the rest is waiting for the disk.</source>
        <translation>选择一个文件夹：其中每个文件都是一个作业，读取它并计算 SHA-256。条形底部的线是计算，其余是等待磁盘。</translation>
    </message>
    <message>
        <source>Running a command</source>
        <translation>运行命令</translation>
    </message>
    <message>
        <source>Each job starts a program, here sleep for a tenth of a second: click a bar to see how it ended and what it wrote.</source>
        <translation>每个作业启动一个程序，这里是 sleep 十分之一秒：单击条形可查看它如何结束、输出了什么。</translation>
    </message>
    <message>
        <source>About Poolscope</source>
        <translation>关于 Poolscope</translation>
    </message>
    <message>
        <source>&lt;h3&gt;Poolscope %1&lt;/h3&gt;&lt;p&gt;See, size and understand worker pools: how many workers do these jobs need, and where does the time go?&lt;/p&gt;&lt;p&gt;MIT licence. The bars use the palette of Okabe and Ito, which colour-blind people can tell apart.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;Poolscope %1&lt;/h3&gt;&lt;p&gt;观察、规划和理解工作池：这些作业需要多少工作线程，时间又用在哪里？&lt;/p&gt;&lt;p&gt;MIT 许可证。条形采用 Okabe 与 Ito 的配色，色觉障碍者也能分辨。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>About Qt</source>
        <translation>关于 Qt</translation>
    </message>
    <message>
        <source>&lt;h3&gt;Qt %1&lt;/h3&gt;&lt;p&gt;Poolscope is made with Qt, a toolkit for programs on all systems. Qt is free software under the GNU LGPL, version 3: &lt;a href=&apos;https://www.qt.io/licensing&apos;&gt;qt.io/licensing&lt;/a&gt;.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;Qt %1&lt;/h3&gt;&lt;p&gt;Poolscope 使用 Qt 构建，Qt 是适用于各种系统的程序开发工具包。Qt 是采用 GNU LGPL 第 3 版的自由软件：&lt;a href=&apos;https://www.qt.io/licensing&apos;&gt;qt.io/licensing&lt;/a&gt;。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Three gestures</source>
        <translation>三步上手</translation>
    </message>
    <message>
        <source>What a worker pool is</source>
        <translation>什么是工作池</translation>
    </message>
    <message>
        <source>Reading the chart</source>
        <translation>看懂图表</translation>
    </message>
    <message>
        <source>Real work</source>
        <translation>真实的工作</translation>
    </message>
    <message>
        <source>How many workers?</source>
        <translation>需要多少工作线程？</translation>
    </message>
    <message>
        <source>Pools of others</source>
        <translation>其他程序的池</translation>
    </message>
    <message>
        <source>Many machines</source>
        <translation>多台机器</translation>
    </message>
    <message>
        <source>Ctrl and wheel, W and S</source>
        <translation>Ctrl 加滚轮，W 和 S</translation>
    </message>
    <message>
        <source>zoom at the pointer</source>
        <translation>以指针处为中心缩放</translation>
    </message>
    <message>
        <source>Shift and wheel, A and D, left and right</source>
        <translation>Shift 加滚轮，A 和 D，左右方向键</translation>
    </message>
    <message>
        <source>move along the time</source>
        <translation>沿时间移动</translation>
    </message>
    <message>
        <source>drag the ruler, Shift and drag, middle drag</source>
        <translation>拖动标尺，按住 Shift 拖动，中键拖动</translation>
    </message>
    <message>
        <source>wheel</source>
        <translation>滚轮</translation>
    </message>
    <message>
        <source>scroll the rows</source>
        <translation>滚动各行</translation>
    </message>
    <message>
        <source>Ctrl++, Ctrl+-, Ctrl+0</source>
        <translation>Ctrl++，Ctrl+-，Ctrl+0</translation>
    </message>
    <message>
        <source>taller rows, shorter rows, default height</source>
        <translation>增大行高，减小行高，默认行高</translation>
    </message>
    <message>
        <source>click</source>
        <translation>单击</translation>
    </message>
    <message>
        <source>select a job</source>
        <translation>选择作业</translation>
    </message>
    <message>
        <source>drag</source>
        <translation>拖动</translation>
    </message>
    <message>
        <source>select a range of time</source>
        <translation>选择时间范围</translation>
    </message>
    <message>
        <source>double-click, F</source>
        <translation>双击，F</translation>
    </message>
    <message>
        <source>fit the job or the range</source>
        <translation>适应作业或范围</translation>
    </message>
    <message>
        <source>Home, 0</source>
        <translation>Home，0</translation>
    </message>
    <message>
        <source>show the whole run</source>
        <translation>显示整个运行</translation>
    </message>
    <message>
        <source>P</source>
        <translation>P</translation>
    </message>
    <message>
        <source>fit the pool’s part</source>
        <translation>适应工作池的部分</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>follow the newest time</source>
        <translation>跟随最新时间</translation>
    </message>
    <message>
        <source>Ctrl+Z and Ctrl+Y, back and forward</source>
        <translation>Ctrl+Z 和 Ctrl+Y，后退键和前进键</translation>
    </message>
    <message>
        <source>previous and next view</source>
        <translation>上一视图和下一视图</translation>
    </message>
    <message>
        <source>. and ,</source>
        <translation>. 和 ,</translation>
    </message>
    <message>
        <source>next and previous job of the worker</source>
        <translation>同一工作线程的下一个和上一个作业</translation>
    </message>
    <message>
        <source>M</source>
        <translation>M</translation>
    </message>
    <message>
        <source>place a marker; two measure a distance</source>
        <translation>放置标记；两个标记可测量间距</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>clear selection and markers</source>
        <translation>清除选择和标记</translation>
    </message>
    <message>
        <source>overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <source>drag the window or its edges, or draw a new one</source>
        <translation>拖动方框或其边缘，或画出新的方框</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>the guide, at the page for what has the focus</source>
        <translation>指南，直接打开与焦点所在处对应的页面</translation>
    </message>
    <message>
        <source>F5, F6, Esc</source>
        <translation>F5，F6，Esc</translation>
    </message>
    <message>
        <source>run, pause and resume, stop</source>
        <translation>运行，暂停和继续，停止</translation>
    </message>
    <message>
        <source>Alt++, Alt+-</source>
        <translation>Alt++, Alt+-</translation>
    </message>
    <message>
        <source>larger texts, smaller texts</source>
        <translation>放大文字，缩小文字</translation>
    </message>
    <message>
        <source>F9, Shift+F9, Ctrl+F9</source>
        <translation>F9，Shift+F9，Ctrl+F9</translation>
    </message>
    <message>
        <source>settings, timings, lower panel: show or hide</source>
        <translation>显示或隐藏设置、用时、下方面板</translation>
    </message>
    <message>
        <source>Ctrl+E, Ctrl+Shift+C</source>
        <translation>Ctrl+E，Ctrl+Shift+C</translation>
    </message>
    <message>
        <source>export, copy the timing screenshot</source>
        <translation>导出，复制用时截图</translation>
    </message>
    <message>
        <source>Ctrl+F</source>
        <translation>Ctrl+F</translation>
    </message>
    <message>
        <source>find a job by its number</source>
        <translation>按编号查找作业</translation>
    </message>
    <message>
        <source>Ctrl+Alt+C</source>
        <translation>Ctrl+Alt+C</translation>
    </message>
    <message>
        <source>copy the selection as text</source>
        <translation>将所选内容复制为文本</translation>
    </message>
    <message>
        <source>Keys and Mouse</source>
        <translation>键盘与鼠标</translation>
    </message>
    <message>
        <source>In the chart</source>
        <translation>在图表中</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>各处通用</translation>
    </message>
    <message numerus="yes">
        <source>%Ln workers</source>
        <translation>
            <numerusform>%Ln 个工作线程</numerusform>
        </translation>
    </message>
    <message>
        <source>now: %1</source>
        <translation>当前：%1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln cores</source>
        <translation>
            <numerusform>%Ln 个核心</numerusform>
        </translation>
    </message>
    <message>
        <source>Workers</source>
        <translation>工作线程</translation>
    </message>
    <message>
        <source>Simulated</source>
        <translation>模拟</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>实测</translation>
    </message>
    <message>
        <source>No schedule is faster than</source>
        <translation>任何调度都不快于</translation>
    </message>
    <message>
        <source>standard output could not be written</source>
        <translation>无法写入标准输出</translation>
    </message>
    <message>
        <source>clock ± %1</source>
        <translation>时钟 ± %1</translation>
    </message>
    <message>
        <source>clock not known yet</source>
        <translation>时钟尚不清楚</translation>
    </message>
    <message>
        <source>%1, not %2</source>
        <translation>%1，而非 %2</translation>
    </message>
    <message>
        <source>%1 · %2
%3, %4, %5</source>
        <translation>%1 · %2
%3，%4，%5</translation>
    </message>
    <message>
        <source>Agent on %1
Workers: %2
Cores: %3
Poolscope: %4
Allowed: %5
Clock: %6</source>
        <translation>%1 上的执行节点
工作线程：%2
核心：%3
Poolscope：%4
允许：%5
时钟：%6</translation>
    </message>
    <message>
        <source>Nothing is known of agents yet.</source>
        <translation>尚无执行节点的信息。</translation>
    </message>
    <message>
        <source>%1 with %2</source>
        <translation>%1，共 %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln agents</source>
        <translation>
            <numerusform>%Ln 个执行节点</numerusform>
        </translation>
    </message>
    <message>
        <source>All jobs fit: their sender never waits.</source>
        <translation>容得下所有作业：发送方从不等待。</translation>
    </message>
    <message>
        <source>A rendezvous: each job passes straight from the sender to a worker.</source>
        <translation>会合：每个作业由发送方直接交给工作线程。</translation>
    </message>
    <message>
        <source>Up to this many jobs can wait; after that the sender blocks.</source>
        <translation>最多可有这么多作业等待；超出后发送方阻塞。</translation>
    </message>
    <message>
        <source>The least waiting on average, but long jobs are left for the end.</source>
        <translation>平均等待最短，但长作业会留到最后。</translation>
    </message>
    <message>
        <source>Ends early: no long job is left for the end, short ones fill the gaps.</source>
        <translation>结束得早：不会把长作业留到最后，短作业填补空隙。</translation>
    </message>
    <message>
        <source>Fair when nothing is known; where lengths come in runs, it breaks them up.</source>
        <translation>一无所知时较为公平；长短作业各自扎堆时，可将其打散。</translation>
    </message>
    <message>
        <source>First come, first served: fair, and nothing need be known.</source>
        <translation>先到先得：公平，且无需预知任何信息。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln jobs</source>
        <translation>
            <numerusform>%Ln 个作业</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln jobs, the first of them:</source>
        <translation>
            <numerusform>%Ln 个作业，前几个为：</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln jobs:</source>
        <translation>
            <numerusform>%Ln 个作业：</numerusform>
        </translation>
    </message>
    <message>
        <source>Looking …</source>
        <translation>正在估算…</translation>
    </message>
    <message>
        <source>Run %1</source>
        <translation>运行 %1</translation>
    </message>
    <message>
        <source>%1 exists. Replace it?</source>
        <translation>“%1”已存在。要替换吗？</translation>
    </message>
    <message>
        <source>&amp;Replace</source>
        <translation>替换(&amp;R)</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>排序依据</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>发生的事</translation>
    </message>
    <message>
        <source>Shift+Up, Shift+Down</source>
        <translation>Shift+↑、Shift+↓</translation>
    </message>
    <message>
        <source>in the log: select more lines, fewer lines</source>
        <translation>在日志中：多选或少选几行</translation>
    </message>
    <message>
        <source>Menu key, Shift+F10</source>
        <translation>菜单键、Shift+F10</translation>
    </message>
    <message>
        <source>in a table: what to sort it by</source>
        <translation>在表格中：选择排序依据</translation>
    </message>
    <message>
        <source>Up and Down</source>
        <translation>↑ 和 ↓</translation>
    </message>
    <message>
        <source>job in the row above or below, at that time; without one, scroll</source>
        <translation>上一行或下一行中同一时刻的作业；未选中时滚动</translation>
    </message>
    <message>
        <source>?</source>
        <translation>?</translation>
    </message>
    <message>
        <source>this list</source>
        <translation>本列表</translation>
    </message>
    <message>
        <source>Ctrl+O, Ctrl+S, Ctrl+Q</source>
        <translation>Ctrl+O、Ctrl+S、Ctrl+Q</translation>
    </message>
    <message>
        <source>open a run, save it, quit</source>
        <translation>打开运行记录、保存、退出</translation>
    </message>
    <message>
        <source>Ctrl+Shift+O</source>
        <translation>Ctrl+Shift+O</translation>
    </message>
    <message>
        <source>open settings</source>
        <translation>打开设置</translation>
    </message>
</context>
<context>
    <name>ChartActions</name>
    <message>
        <source>The selection is on the clipboard</source>
        <translation>所选内容已复制到剪贴板</translation>
    </message>
    <message>
        <source>Find Job</source>
        <translation>查找作业</translation>
    </message>
    <message>
        <source>Job number, 1 to %1:</source>
        <translation>作业编号，1 到 %1：</translation>
    </message>
    <message>
        <source>There is no job %1</source>
        <translation>没有作业 %1</translation>
    </message>
    <message>
        <source>Job %1 has not started</source>
        <translation>作业 %1 尚未开始</translation>
    </message>
</context>
<context>
    <name>ChartChoices</name>
    <message>
        <source>Workers</source>
        <translation>工作线程</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>作业</translation>
    </message>
    <message>
        <source>Hosts</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>A row for each worker, for each job with its wait and its run, or for each host with the share of its workers that have a job</source>
        <translation>每个工作线程一行；或每个作业一行，显示其等待与运行；或每台主机一行，显示其工作线程中有作业的比例</translation>
    </message>
    <message>
        <source>Job</source>
        <translation>作业</translation>
    </message>
    <message>
        <source>Worker</source>
        <translation>工作线程</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>What the colours of the bars tell apart</source>
        <translation>条形以颜色区分什么</translation>
    </message>
    <message>
        <source>Row&amp;s</source>
        <translation>行(&amp;S)</translation>
    </message>
    <message>
        <source>Colo&amp;urs</source>
        <translation>颜色(&amp;U)</translation>
    </message>
</context>
<context>
    <name>CommandsDialog</name>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>&amp;Command</source>
        <translation>命令(&amp;C)</translation>
    </message>
    <message>
        <source>{} is the job’s line or file, {.} without its ending, {/} its name, {n} the job’s number. No shell reads this: what is put in stays one argument.</source>
        <translation>{} 是作业的行或文件，{.} 去掉扩展名，{/} 是其名称，{n} 是作业编号。不经过 shell：填入的内容始终是一个参数。</translation>
    </message>
    <message>
        <source>Nothing, where {n} is enough</source>
        <translation>若 {n} 已足够则留空</translation>
    </message>
    <message>
        <source>&amp;Folder…</source>
        <translation>文件夹(&amp;F)…</translation>
    </message>
    <message>
        <source>&amp;List…</source>
        <translation>列表(&amp;L)…</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>List</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>L&amp;ist or folder</source>
        <translation>列表或文件夹(&amp;I)</translation>
    </message>
    <message>
        <source>The first commands as they will run</source>
        <translation>将要运行的前几条命令</translation>
    </message>
</context>
<context>
    <name>ComparePanel</name>
    <message>
        <source>&amp;Export Table…</source>
        <translation>导出表格(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>Comparing …</source>
        <translation>正在比较…</translation>
    </message>
    <message>
        <source>Figures of the runs</source>
        <translation>各次运行的数据</translation>
    </message>
    <message>
        <source>Write the figures as a table (CSV), in numbers</source>
        <translation>将数据写为表格（CSV），以纯数字表示</translation>
    </message>
    <message>
        <source>Copy the table as it stands here</source>
        <translation>按此处显示的样子复制表格</translation>
    </message>
    <message>
        <source>All did the same jobs: their times compare.</source>
        <translation>各次运行的作业相同：用时可以比较。</translation>
    </message>
    <message>
        <source>Other jobs than in %1, or nobody knows which: %2</source>
        <translation>作业与%1 不同，或无从得知：%2</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Export Table</source>
        <translation>导出表格</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>Exporting %1 …</source>
        <translation>正在导出“%1”…</translation>
    </message>
    <message>
        <source>Exported %1</source>
        <translation>已导出“%1”</translation>
    </message>
</context>
<context>
    <name>CompareWindow</name>
    <message>
        <source>%1 and %2 – Poolscope</source>
        <translation>%1 与 %2 – Poolscope</translation>
    </message>
    <message numerus="yes">
        <source>%Ln runs – Poolscope</source>
        <translation>
            <numerusform>%Ln 次运行 – Poolscope</numerusform>
        </translation>
    </message>
    <message>
        <source>Charts of the runs</source>
        <translation>各次运行的图表</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>ConsentDialog</name>
    <message>
        <source>Run What a File Gave</source>
        <translation>运行文件给出的内容</translation>
    </message>
    <message>
        <source>%1 says what these jobs execute or read. Run it only if you know what it does.</source>
        <translation>“%1”指定了这些作业要执行或读取的内容。只有清楚其作用时才可运行。</translation>
    </message>
    <message>
        <source>Run It Many Times</source>
        <translation>多次运行</translation>
    </message>
    <message numerus="yes">
        <source>To measure how long they take, these jobs are all run %Ln times, or a few more. Run them only if that does no harm.</source>
        <translation>
            <numerusform>为测量用时，这些作业将全部运行 %Ln 次或略多。仅在不会造成损害时才运行。</numerusform>
        </translation>
    </message>
    <message>
        <source>What would be run</source>
        <translation>将要运行的内容</translation>
    </message>
    <message>
        <source>&amp;Don’t Run</source>
        <translation>不运行(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Run It</source>
        <translation>运行(&amp;R)</translation>
    </message>
    <message>
        <source>%1:</source>
        <translation>%1：</translation>
    </message>
    <message>
        <source>%1, %2 characters:</source>
        <translation>%1，%2 个字符：</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>CountBox</name>
    <message>
        <source>A whole number from %1 to %2</source>
        <translation>%1 到 %2 之间的整数</translation>
    </message>
</context>
<context>
    <name>DecimalBox</name>
    <message>
        <source>A number from %1 to %2</source>
        <translation>%1 到 %2 之间的数</translation>
    </message>
</context>
<context>
    <name>DurationBox</name>
    <message>
        <source>How long each job takes: 0s to 1h, with a unit: ns, us, ms, s, m or h</source>
        <translation>每个作业的时长：0s 到 1h，须带单位：ns、us、ms、s、m 或 h</translation>
    </message>
</context>
<context>
    <name>ExportBar</name>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Open Folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Open the file with the program that the system has for it</source>
        <translation>用系统关联的程序打开文件</translation>
    </message>
    <message>
        <source>Open the folder that the file is in</source>
        <translation>打开文件所在的文件夹</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>关闭（Esc）</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Exported %1</source>
        <translation>已导出“%1”</translation>
    </message>
    <message>
        <source>The system has no program that opens %1</source>
        <translation>系统中没有可打开“%1”的程序</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export the run</source>
        <translation>导出运行</translation>
    </message>
    <message>
        <source>Preview of the picture</source>
        <translation>图片预览</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>The ending chooses the format</source>
        <translation>扩展名决定格式</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>浏览(&amp;B)…</translation>
    </message>
    <message>
        <source>F&amp;ormat</source>
        <translation>格式(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Size</source>
        <translation>大小(&amp;S)</translation>
    </message>
    <message>
        <source>Of what has pixels: a PNG, and the picture in a report</source>
        <translation>适用于像素图：PNG，以及报告中的图片</translation>
    </message>
    <message>
        <source>1× (1280 px wide)</source>
        <translation>1×（宽 1280 px）</translation>
    </message>
    <message>
        <source>2× (2560 px wide)</source>
        <translation>2×（宽 2560 px）</translation>
    </message>
    <message>
        <source>3× (3840 px wide)</source>
        <translation>3×（宽 3840 px）</translation>
    </message>
    <message>
        <source>&amp;Layout</source>
        <translation>布局(&amp;L)</translation>
    </message>
    <message>
        <source>Of a picture; a page of a report has the chart alone</source>
        <translation>适用于图片；报告页面只含图表</translation>
    </message>
    <message>
        <source>Chart and timings</source>
        <translation>图表与用时</translation>
    </message>
    <message>
        <source>Slide (16:9)</source>
        <translation>幻灯片（16:9）</translation>
    </message>
    <message>
        <source>Chart only</source>
        <translation>仅图表</translation>
    </message>
    <message>
        <source>Loo&amp;k</source>
        <translation>外观(&amp;K)</translation>
    </message>
    <message>
        <source>Of a picture; a page is light or dark by its reader&apos;s setting</source>
        <translation>适用于图片；页面按读者的设置显示浅色或深色</translation>
    </message>
    <message>
        <source>As the window</source>
        <translation>与窗口相同</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>&amp;Title</source>
        <translation>标题(&amp;T)</translation>
    </message>
    <message>
        <source>Worker pool timings</source>
        <translation>工作池用时</translation>
    </message>
    <message>
        <source>Over the picture</source>
        <translation>显示在图片上方</translation>
    </message>
    <message>
        <source>Texts in En&amp;glish</source>
        <translation>英文文本(&amp;N)</translation>
    </message>
    <message>
        <source>Of pictures and reports; what programs read is in English always</source>
        <translation>指图片和报告；供程序读取的内容始终为英文</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>导出(&amp;E)</translation>
    </message>
    <message>
        <source>Give the file a name.</source>
        <translation>请输入文件名。</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>The run goes on: it can be written when it is over.</source>
        <translation>运行仍在进行：结束后才能写入。</translation>
    </message>
    <message>
        <source>The ending must be %1.</source>
        <translation>扩展名必须是 %1。</translation>
    </message>
    <message>
        <source>The picture carries the settings and the timings: dropped on the window it restores them.</source>
        <translation>图片带有设置与用时：拖放到窗口即可恢复。</translation>
    </message>
    <message>
        <source>The report has the picture, the timings and the settings.</source>
        <translation>报告包含图片、用时和设置。</translation>
    </message>
    <message>
        <source>A row for the pool and one for the sequential run.</source>
        <translation>工作池一行，顺序运行一行。</translation>
    </message>
    <message>
        <source>A row for each number of workers, times in nanoseconds.</source>
        <translation>每种工作线程数一行，时间以纳秒计。</translation>
    </message>
    <message>
        <source>A row for each part of the workers&apos; time.</source>
        <translation>工作线程时间的每个部分一行。</translation>
    </message>
    <message>
        <source>What holds the run back, with what changes would gain, for programs.</source>
        <translation>运行的瓶颈，以及各项改动能带来的收益，供程序读取。</translation>
    </message>
    <message>
        <source>A row for each job of the pool, times in nanoseconds.</source>
        <translation>池中每个作业一行，时间以纳秒计。</translation>
    </message>
    <message>
        <source>Opens again as the very same run, and in Perfetto and chrome://tracing.</source>
        <translation>可重新打开为完全相同的运行，也可用 Perfetto 和 chrome://tracing 打开。</translation>
    </message>
    <message>
        <source>It names what each job was given.</source>
        <translation>其中写明每个作业得到的输入。</translation>
    </message>
    <message>
        <source>It names the command, the folder or the file that the jobs of this run need.</source>
        <translation>其中写明此运行的作业所需的命令、文件夹或文件。</translation>
    </message>
</context>
<context>
    <name>Files</name>
    <message>
        <source>the picture could not be drawn</source>
        <translation>无法绘制图片</translation>
    </message>
    <message>
        <source>Picture (PNG)</source>
        <translation>图片（PNG）</translation>
    </message>
    <message>
        <source>Picture (SVG)</source>
        <translation>图片（SVG）</translation>
    </message>
    <message>
        <source>Picture (PDF)</source>
        <translation>图片（PDF）</translation>
    </message>
    <message>
        <source>Report, one page (HTML)</source>
        <translation>报告，单页（HTML）</translation>
    </message>
    <message>
        <source>Report and its picture (Markdown)</source>
        <translation>报告及其图片（Markdown）</translation>
    </message>
    <message>
        <source>Table of the timings (CSV)</source>
        <translation>用时表格（CSV）</translation>
    </message>
    <message>
        <source>Table of numbers of workers (CSV)</source>
        <translation>工作线程数表格（CSV）</translation>
    </message>
    <message>
        <source>Table of where the workers&apos; time went (CSV)</source>
        <translation>工作线程时间去向表格（CSV）</translation>
    </message>
    <message>
        <source>What holds the run back (JSON)</source>
        <translation>运行的瓶颈（JSON）</translation>
    </message>
    <message>
        <source>Table of the jobs (CSV)</source>
        <translation>作业表格（CSV）</translation>
    </message>
    <message>
        <source>The run itself, to open again (trace)</source>
        <translation>运行本身，可再次打开（跟踪）</translation>
    </message>
    <message>
        <source>The run itself, compressed</source>
        <translation>运行本身，压缩</translation>
    </message>
    <message>
        <source>Hashes, for sha256sum --check</source>
        <translation>哈希值，供 sha256sum --check 使用</translation>
    </message>
    <message>
        <source>%1 or %2</source>
        <translation>%1 或 %2</translation>
    </message>
    <message>
        <source>its ending must be %1</source>
        <translation>其扩展名必须为 %1</translation>
    </message>
    <message>
        <source>only jobs that hash files give hashes</source>
        <translation>只有计算文件哈希的作业才有哈希值</translation>
    </message>
    <message>
        <source>the run took no time</source>
        <translation>运行没有用时</translation>
    </message>
    <message>
        <source>the run goes on</source>
        <translation>运行仍在进行</translation>
    </message>
    <message>
        <source>there is no memory for it</source>
        <translation>内存不足</translation>
    </message>
    <message>
        <source>without a run there is sizing.csv alone</source>
        <translation>没有运行时只能导出 sizing.csv</translation>
    </message>
    <message>
        <source>With the worker pool</source>
        <translation>使用工作池</translation>
    </message>
    <message>
        <source>Without (one after another)</source>
        <translation>不用工作池（逐个执行）</translation>
    </message>
    <message>
        <source>Sum of the results</source>
        <translation>结果之和</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message numerus="yes">
        <source>%Ln cores</source>
        <translation>
            <numerusform>%Ln 个核心</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 %2.</source>
        <translation>%1%2。</translation>
    </message>
    <message>
        <source>Worker pool timings</source>
        <translation>工作池用时</translation>
    </message>
    <message>
        <source>Chart of the run</source>
        <translation>运行的图表</translation>
    </message>
    <message>
        <source>How many workers</source>
        <translation>多少工作线程</translation>
    </message>
    <message>
        <source>What holds it back</source>
        <translation>瓶颈所在</translation>
    </message>
    <message>
        <source>Timings</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Chart of the run, with its timings</source>
        <translation>运行的图表及其用时</translation>
    </message>
    <message>
        <source>With the worker pool: %1
</source>
        <translation>使用工作池：%1
</translation>
    </message>
    <message>
        <source>Without: %1
</source>
        <translation>不用工作池：%1
</translation>
    </message>
    <message>
        <source>Poolscope: %1</source>
        <translation>Poolscope：%1</translation>
    </message>
    <message>
        <source>without
pauses</source>
        <translation>不计
暂停</translation>
    </message>
    <message>
        <source>%1 speed-up
possible</source>
        <translation>加速比
可达 %1</translation>
    </message>
    <message>
        <source>of %1
possible,
no pauses</source>
        <translation>最多
可达 %1，
不计暂停</translation>
    </message>
    <message>
        <source>so far, of
%1 possible</source>
        <translation>目前，最多
可达 %1</translation>
    </message>
    <message>
        <source>of %1
possible</source>
        <translation>最多可达
%1</translation>
    </message>
    <message>
        <source>Each run starts from its own zero; bars are jobs, from start to finish.</source>
        <translation>每个运行都从各自的零点开始；每个条形是一个作业，从开始到结束。</translation>
    </message>
    <message>
        <source>Poolscope %1 · %2</source>
        <translation>Poolscope %1 · %2</translation>
    </message>
    <message>
        <source>events of other types, passed over: %1, first &apos;%2&apos;</source>
        <translation>已跳过其他类型的事件：%1 个，首个为“%2”</translation>
    </message>
    <message>
        <source>it has no &quot;type&quot; that says what happened</source>
        <translation>没有 &quot;type&quot; 说明发生了什么</translation>
    </message>
    <message>
        <source>its &quot;timestamp&quot; is no number of seconds</source>
        <translation>其 &quot;timestamp&quot; 不是秒数</translation>
    </message>
    <message>
        <source>its &quot;%1&quot; is no text</source>
        <translation>其 &quot;%1&quot; 不是文本</translation>
    </message>
    <message>
        <source>its &quot;ts&quot; is no number of microseconds</source>
        <translation>其 &quot;ts&quot; 不是微秒数</translation>
    </message>
    <message>
        <source>its &quot;dur&quot; is no number of microseconds from 0 on</source>
        <translation>其 &quot;dur&quot; 不是大于或等于 0 的微秒数</translation>
    </message>
    <message numerus="yes">
        <source>%Ln spans have no duration: they are shown as not finished, to the end of the trace</source>
        <translation>
            <numerusform>%Ln 个时段没有时长：它们显示为未完成，一直延续到跟踪末尾</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln spans have no end: they are shown as not finished, to the end of the trace</source>
        <translation>
            <numerusform>%Ln 个时段没有结束：它们显示为未完成，一直延续到跟踪末尾</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln ends have no beginning</source>
        <translation>
            <numerusform>%Ln 个结束事件没有对应的开始</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln asynchronous spans are not shown: too many were open when they began</source>
        <translation>
            <numerusform>%Ln 个异步时段未显示：它们开始时未结束的太多</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln sums of spans (Total …) are not shown: they are no time of their own</source>
        <translation>
            <numerusform>%Ln 个时段合计（Total …）未显示：它们本身不占时间</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln events are not shown: they are of more than %1 threads</source>
        <translation>
            <numerusform>%Ln 个事件未显示：它们来自超过 %1 个线程</numerusform>
        </translation>
    </message>
    <message>
        <source>not shown, as they have no duration: %1</source>
        <translation>因没有时长而未显示：%1</translation>
    </message>
    <message>
        <source>it has more than %1 fields</source>
        <translation>其字段超过 %1 个</translation>
    </message>
    <message>
        <source>its row is longer than 16 MiB</source>
        <translation>其行超过 16 MiB</translation>
    </message>
    <message>
        <source>its last row is left out: a quote in it has no end</source>
        <translation>已略去最后一行：其中的引号没有闭合</translation>
    </message>
    <message>
        <source>cannot follow %1: %2</source>
        <translation>无法跟随“%1”：%2</translation>
    </message>
    <message>
        <source>it is a folder</source>
        <translation>它是文件夹</translation>
    </message>
    <message>
        <source>another file took its name, and cannot be read: %1</source>
        <translation>已被另一个同名文件取代，且无法读取：%1</translation>
    </message>
    <message>
        <source>line %1 is left out: %2</source>
        <translation>已略去第 %1 行：%2</translation>
    </message>
    <message>
        <source>it took more than 52 days</source>
        <translation>用时超过 52 天</translation>
    </message>
    <message>
        <source>its time is more than 52 days from the others</source>
        <translation>其时间与其他时间相差超过 52 天</translation>
    </message>
    <message>
        <source>its time is more than 52 days from the beginning</source>
        <translation>其时间距开头超过 52 天</translation>
    </message>
    <message numerus="yes">
        <source>some was lost %Ln times more</source>
        <translation>
            <numerusform>另有 %Ln 次丢失了一些内容</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the program&apos;s clock began again %Ln times: what follows is shown behind what was before</source>
        <translation>
            <numerusform>该程序的时钟重新开始了 %Ln 次：之后的内容显示在之前的内容后面</numerusform>
        </translation>
    </message>
    <message>
        <source>jobs with lower numbers still ran when the first one was told: the run begins %1 before that one started, as they started before it</source>
        <translation>通报首个作业时，编号更小的作业仍在运行：它们开始得更早，因此运行的起点设在该作业开始前 %1</translation>
    </message>
    <message>
        <source>%1; and %2 more like that</source>
        <translation>%1；另有 %2 处类似情况</translation>
    </message>
    <message>
        <source>lines longer than 16 MiB, left out: %1</source>
        <translation>已略去超过 16 MiB 的行：%1 行</translation>
    </message>
    <message>
        <source>one without a name</source>
        <translation>（无名称）</translation>
    </message>
    <message>
        <source>jobs that ended and did not run then, left out: %1, first %2</source>
        <translation>已略去结束时并未在运行的作业：%1 个，首个为 %2</translation>
    </message>
    <message>
        <source>jobs that ended before they started: %1, first %2; they take no time</source>
        <translation>在开始之前就结束的作业：%1 个，首个为 %2；视为不占时间</translation>
    </message>
    <message>
        <source>jobs that ended and whose start was not told: %1, first %2; they are shown for as long as is known</source>
        <translation>已结束但未通报开始的作业：%1 个，首个为 %2；按已知的时长显示</translation>
    </message>
    <message>
        <source>jobs whose end was not told: %1, first %2; they are shown as cancelled when it was known that they had ended</source>
        <translation>未通报结束的作业：%1 个，首个为 %2；显示为在得知其已结束时取消</translation>
    </message>
    <message>
        <source>jobs that ran when their worker began anew: %1, first %2; they are shown as cancelled</source>
        <translation>工作线程重新启动时正在运行的作业：%1 个，首个为 %2；显示为已取消</translation>
    </message>
    <message>
        <source>jobs that started and were not queued before: %1, first %2; they did not wait</source>
        <translation>开始前没有排队的作业：%1 个，首个为 %2；视为没有等待</translation>
    </message>
    <message>
        <source>events from before the first that was seen: %1, first of %2; what lies before is cut off</source>
        <translation>早于所见首个事件的事件：%1 个，首个属于 %2；更早的部分已截去</translation>
    </message>
    <message>
        <source>jobs that were queued before another one, and said so more than a second later: %1, first %2; they stand behind it</source>
        <translation>排队早于另一个作业、却晚一秒以上才通报的作业：%1 个，首个为 %2；排在其后</translation>
    </message>
    <message>
        <source>jobs that are not shown, as they need too many lanes: %1, first %2</source>
        <translation>因所需泳道过多而未显示的作业：%1 个，首个为 %2</translation>
    </message>
    <message>
        <source>events more than 52 days from the beginning, left out: %1, first of %2</source>
        <translation>已略去距开头超过 52 天的事件：%1 个，首个属于 %2</translation>
    </message>
    <message>
        <source>jobs whose processor time is too large to be true, shown without it: %1, first %2</source>
        <translation>处理器时间大得不合情理的作业：%1 个，首个为 %2；显示时略去该时间</translation>
    </message>
    <message>
        <source>jobs that ran when their program began anew: %1, first %2; they are shown as cancelled</source>
        <translation>程序重新启动时正在运行的作业：%1 个，首个为 %2；显示为已取消</translation>
    </message>
    <message>
        <source>jobs after the first %1, not shown: %2</source>
        <translation>前 %1 个之后的作业未显示：%2 个</translation>
    </message>
    <message numerus="yes">
        <source>%Ln names are not kept: all names together are too long</source>
        <translation>
            <numerusform>%Ln 个名称未保留：所有名称合起来太长</numerusform>
        </translation>
    </message>
    <message>
        <source>the file was cut off and began anew after line %1</source>
        <translation>文件在第 %1 行后被截断并重新开始</translation>
    </message>
    <message>
        <source>another file took its name after line %1</source>
        <translation>第 %1 行之后，另一个文件取代了它的名称</translation>
    </message>
    <message>
        <source>there was no event in it</source>
        <translation>其中没有事件</translation>
    </message>
    <message>
        <source>it could not be read to its end: %1</source>
        <translation>无法读取到末尾：%1</translation>
    </message>
    <message numerus="yes">
        <source>in %Ln events &quot;cpu&quot; is no number of seconds; it is left out</source>
        <translation>
            <numerusform>%Ln 个事件中的 &quot;cpu&quot; 不是秒数；已忽略该值</numerusform>
        </translation>
    </message>
    <message>
        <source>it has no &quot;ev&quot; that says what happened</source>
        <translation>没有 &quot;ev&quot; 说明发生了什么</translation>
    </message>
    <message>
        <source>&quot;ev&quot; is &apos;%1&apos;, which is none of queued, started, finished, failed, cancelled and worker</source>
        <translation>&quot;ev&quot; 为“%1”，不是 queued、started、finished、failed、cancelled 或 worker 之一</translation>
    </message>
    <message>
        <source>its time is no number: &quot;t&quot; are seconds, &quot;ts_ns&quot; nanoseconds</source>
        <translation>其时间不是数字：&quot;t&quot; 为秒，&quot;ts_ns&quot; 为纳秒</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is neither a text nor a number</source>
        <translation>&quot;%1&quot; 既不是文本也不是数字</translation>
    </message>
    <message>
        <source>its worker&apos;s name begins with a control character that none may begin with (U+001F)</source>
        <translation>其工作线程的名称以不允许用作开头的控制字符（U+001F）开头</translation>
    </message>
    <message>
        <source>it does not say which worker</source>
        <translation>没有说明是哪个工作线程</translation>
    </message>
    <message>
        <source>%1, at its byte %2</source>
        <translation>%1（其第 %2 字节处）</translation>
    </message>
    <message>
        <source>it is no object</source>
        <translation>它不是对象</translation>
    </message>
    <message>
        <source>it begins with none of what can be followed: events in JSON, one a line, those of Celery among them, the title of a joblog or of results of GNU parallel, a ninja log, the array of a Chrome trace, or a table with start and end</source>
        <translation>其开头不属于可跟随的内容：每行一个 JSON 事件（包括 Celery 的事件）、GNU parallel 的 joblog 或 results 的标题行、ninja 日志、Chrome 跟踪的数组，或带有开始和结束的表格</translation>
    </message>
    <message>
        <source>cannot open %1: %2</source>
        <translation>无法打开“%1”：%2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln spans lie within others of their thread: they are no jobs, and not shown while they are followed; a file that is opened shows them</source>
        <translation>
            <numerusform>%Ln 个时段位于同一线程的其他时段之内：它们不是作业，跟随时不显示；打开文件时会显示</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln spans came when spans within them were shown as jobs already: they are not shown, so that their time counts once; a file that is opened has them as jobs</source>
        <translation>
            <numerusform>%Ln 个时段到来时，其内部的时段已显示为作业：它们不再显示，以免时间重复计算；打开文件时它们是作业</numerusform>
        </translation>
    </message>
    <message>
        <source>it has no start, end and output</source>
        <translation>没有开始、结束和输出</translation>
    </message>
    <message numerus="yes">
        <source>ninja has rewritten its log: %Ln lines that had been shown come again, and are passed over</source>
        <translation>
            <numerusform>ninja 重写了其日志：%Ln 行已显示过的内容再次出现，已跳过</numerusform>
        </translation>
    </message>
    <message>
        <source>when jobs were queued (column %1) is not shown of a table that is followed, as its rows come in the order of their ends; opened it is, where it can be</source>
        <translation>跟随表格时不显示作业的排队时间（列 %1），因为各行按结束的先后到来；打开表格时则尽可能显示</translation>
    </message>
    <message numerus="yes">
        <source>%Ln spans lie within others of their thread: they are shown, but only the outermost are jobs</source>
        <translation>
            <numerusform>%Ln 个时段位于同一线程的其他时段之内：它们会显示，但只有最外层的是作业</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln spans hold others of their thread: they are shown, but only the innermost are jobs</source>
        <translation>
            <numerusform>%Ln 个时段包含同一线程的其他时段：它们会显示，但只有最内层的是作业</numerusform>
        </translation>
    </message>
    <message>
        <source>how long its jobs waited is not shown: one was queued more than 52 days before the first one started</source>
        <translation>未显示其作业的等待时间：有作业排队的时间比首个作业开始早 52 天以上</translation>
    </message>
    <message>
        <source>how long its jobs waited is not shown: they did not start in the order in which they were queued</source>
        <translation>未显示其作业的等待时间：它们没有按排队的顺序开始</translation>
    </message>
    <message numerus="yes">
        <source>the waits of %Ln jobs are shown shorter, by up to %1: they were queued before others that started earlier on their lane</source>
        <translation>
            <numerusform>%Ln 个作业的等待时间显示得较短，最多短 %1：它们排队早于同一泳道上更早开始的作业</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln spans are not shown: they end more than %1 after the first one starts</source>
        <translation>
            <numerusform>%Ln 个时段未显示：它们在第一个开始后超过 %1 才结束</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln spans are not shown: they need more than %1 lanes, or than %2 of one thread</source>
        <translation>
            <numerusform>%Ln 个时段未显示：它们需要超过 %1 条泳道，或一个线程超过 %2 条</numerusform>
        </translation>
    </message>
    <message>
        <source>ninja log</source>
        <translation>ninja 日志</translation>
    </message>
    <message>
        <source>joblog of GNU parallel</source>
        <translation>GNU parallel 的 joblog</translation>
    </message>
    <message>
        <source>list of jobs of GitHub Actions</source>
        <translation>GitHub Actions 的作业列表</translation>
    </message>
    <message>
        <source>list of jobs of GitLab</source>
        <translation>GitLab 的作业列表</translation>
    </message>
    <message>
        <source>trace of OpenTelemetry</source>
        <translation>OpenTelemetry 的跟踪</translation>
    </message>
    <message>
        <source>trace of Jaeger</source>
        <translation>Jaeger 的跟踪</translation>
    </message>
    <message>
        <source>JUnit report (XML)</source>
        <translation>JUnit 报告（XML）</translation>
    </message>
    <message>
        <source>timing report of cargo (HTML)</source>
        <translation>cargo 的用时报告（HTML）</translation>
    </message>
    <message>
        <source>table (CSV) with the columns worker, job, start and end, or with durations</source>
        <translation>带有 worker、job、start 和 end 列或带有时长的表格（CSV）</translation>
    </message>
    <message>
        <source>%1, or %2</source>
        <translation>%1，或%2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1、%2</translation>
    </message>
    <message>
        <source>there are too many jobs or hosts</source>
        <translation>作业或主机过多</translation>
    </message>
    <message>
        <source>it has no start time, runtime, exit value and signal</source>
        <translation>没有开始时间、运行时间、退出值和信号</translation>
    </message>
    <message numerus="yes">
        <source>ninja has rewritten its first %Ln lines: nobody can tell those builds apart, so they stand at the beginning as if they were one</source>
        <translation>
            <numerusform>ninja 重写了其前 %Ln 行：无法区分这些构建，因此它们排在开头，视为一次构建</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>it holds %Ln builds, which are shown one after another</source>
        <translation>
            <numerusform>其中有 %Ln 次构建，依次显示</numerusform>
        </translation>
    </message>
    <message>
        <source>only the first %1 steps are shown</source>
        <translation>仅显示前 %1 个步骤</translation>
    </message>
    <message numerus="yes">
        <source>%Ln events contradict those before them and are left out</source>
        <translation>
            <numerusform>%Ln 个事件与之前的矛盾，已忽略</numerusform>
        </translation>
    </message>
    <message>
        <source>there is no span in it</source>
        <translation>其中没有时段</translation>
    </message>
    <message>
        <source>it is in UTF-16; save it as UTF-8</source>
        <translation>它是 UTF-16 编码；请另存为 UTF-8</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>它是空的</translation>
    </message>
    <message>
        <source>it is no saved run or trace (JSON), %1</source>
        <translation>它不是以下任何一种：已保存的运行或跟踪（JSON）、%1</translation>
    </message>
    <message>
        <source>unit %1 is left out: its start is %2, its duration %3</source>
        <translation>已略去单元 %1：其开始为 %2，时长为 %3</translation>
    </message>
    <message>
        <source>there is no UNIT_DATA in its first 16 MiB</source>
        <translation>其前 16 MiB 中没有 UNIT_DATA</translation>
    </message>
    <message>
        <source>the job at byte %1 is left out: %2</source>
        <translation>已略去第 %1 字节处的作业：%2</translation>
    </message>
    <message>
        <source>one of its times is none that can be read</source>
        <translation>有一个时间无法读取</translation>
    </message>
    <message>
        <source>it is over but has no end</source>
        <translation>它已结束，却没有结束时间</translation>
    </message>
    <message>
        <source>it ends before it starts</source>
        <translation>它在开始之前就结束</translation>
    </message>
    <message>
        <source>there are too many jobs</source>
        <translation>作业过多</translation>
    </message>
    <message>
        <source>skipped jobs and steps, which are not shown: %1</source>
        <translation>未显示已跳过的作业和步骤：%1 个</translation>
    </message>
    <message>
        <source>jobs and steps that had not started, which are not shown: %1</source>
        <translation>未显示尚未开始的作业和步骤：%1 个</translation>
    </message>
    <message>
        <source>what they ended as is not known, and shown as finished: %1</source>
        <translation>结束方式未知、显示为已完成的有：%1</translation>
    </message>
    <message>
        <source>it is %1, not an object</source>
        <translation>它是 %1，而不是对象</translation>
    </message>
    <message>
        <source>its startTime is %1, its duration %2</source>
        <translation>其 startTime 为 %1，时长为 %2</translation>
    </message>
    <message>
        <source>%1, at byte %2</source>
        <translation>%1（第 %2 字节处）</translation>
    </message>
    <message>
        <source>a text or a number is longer than 16 MiB</source>
        <translation>有文本或数字超过 16 MiB</translation>
    </message>
    <message>
        <source>arrays and objects stand in one another deeper than %1</source>
        <translation>数组和对象的嵌套超过 %1 层</translation>
    </message>
    <message>
        <source>one element is larger than 64 MiB</source>
        <translation>有元素大于 64 MiB</translation>
    </message>
    <message>
        <source>it ends early</source>
        <translation>内容提前结束</translation>
    </message>
    <message>
        <source>an array</source>
        <translation>数组</translation>
    </message>
    <message>
        <source>an object</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>a text is longer than 16 MiB</source>
        <translation>有文本超过 16 MiB</translation>
    </message>
    <message>
        <source>elements stand in one another deeper than %1</source>
        <translation>元素的嵌套超过 %1 层</translation>
    </message>
    <message>
        <source>its declaration says that it is in %1, which it is not: correct it</source>
        <translation>其声明称编码为 %1，实则不然：请更正</translation>
    </message>
    <message>
        <source>it has a document type (DOCTYPE %1), which may change what its texts say and is not read: remove it</source>
        <translation>它带有文档类型（DOCTYPE %1），可能改变其文本的含义，因此不予读取：请将其移除</translation>
    </message>
    <message>
        <source>%1, at line %2</source>
        <translation>%1（第 %2 行）</translation>
    </message>
    <message>
        <source>its time is %1</source>
        <translation>其时间为 %1</translation>
    </message>
    <message>
        <source>there are too many tests</source>
        <translation>测试过多</translation>
    </message>
    <message>
        <source>the report says that it failed</source>
        <translation>报告称其失败</translation>
    </message>
    <message>
        <source>line %1: the timestamp %2 is none that can be read</source>
        <translation>第 %1 行：时间戳 %2 无法读取</translation>
    </message>
    <message>
        <source>and %1 more timestamps like that</source>
        <translation>另有 %1 个类似的时间戳</translation>
    </message>
    <message>
        <source>skipped tests, which are not shown: %1</source>
        <translation>未显示已跳过的测试：%1 个</translation>
    </message>
    <message>
        <source>tests without a time, which are not shown: %1</source>
        <translation>未显示没有时间的测试：%1 个</translation>
    </message>
    <message>
        <source>attempts at tests that were repeated, which are not shown: %1</source>
        <translation>未显示重复测试的各次尝试：%1 次</translation>
    </message>
    <message>
        <source>tests say in which second they began: those that began in the one in which another one of their suite ended are shown behind it: %1</source>
        <translation>测试只说明在哪一秒开始：与同一套件中另一个测试的结束处于同一秒开始的测试，显示在其后：%1 个</translation>
    </message>
    <message>
        <source>a report says how long tests took, not when each began: those of a suite are shown one after another</source>
        <translation>报告说明测试用时多久，而非各自何时开始：同一套件的测试依次显示</translation>
    </message>
    <message>
        <source>suites without a timestamp are shown one after another</source>
        <translation>没有时间戳的套件依次显示</translation>
    </message>
    <message>
        <source>suites whose tests took longer together than the suite, so that some ran at the same time: %1</source>
        <translation>其测试的总用时超过套件本身、因而有些同时运行的套件：%1 个</translation>
    </message>
    <message>
        <source>its startTimeUnixNano is %1</source>
        <translation>其 startTimeUnixNano 为 %1</translation>
    </message>
    <message>
        <source>its endTimeUnixNano is %1</source>
        <translation>其 endTimeUnixNano 为 %1</translation>
    </message>
    <message>
        <source>there are too many spans</source>
        <translation>时段过多</translation>
    </message>
    <message>
        <source>the span at byte %1 is left out: %2</source>
        <translation>已略去第 %1 字节处的时段：%2</translation>
    </message>
    <message>
        <source>only the first %1 rows are shown</source>
        <translation>仅显示前 %1 行</translation>
    </message>
    <message>
        <source>durations alone say nothing of workers: they are shown one after another</source>
        <translation>仅凭时长无法得知工作线程的情况：各作业依次显示</translation>
    </message>
    <message>
        <source>there are too many workers</source>
        <translation>工作线程过多</translation>
    </message>
    <message numerus="yes">
        <source>when jobs were queued (column %1) is not shown: %Ln rows do not say it, or say that it was after the start</source>
        <translation>
            <numerusform>作业的排队时间（列 %1）未显示：%Ln 行没有给出，或给出的时间晚于开始</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows are left out: their times are years from the others</source>
        <translation>
            <numerusform>%Ln 行已忽略：其时间与其他行相差数年</numerusform>
        </translation>
    </message>
    <message>
        <source>the column %1 is not used</source>
        <translation>未使用列 %1</translation>
    </message>
    <message>
        <source>the columns %1 and %2 more are not used</source>
        <translation>未使用列 %1 及另外 %2 列</translation>
    </message>
    <message>
        <source>the columns %1 are not used</source>
        <translation>未使用列 %1</translation>
    </message>
    <message>
        <source>its times of day have no date: between a row and the next one that starts more than half a day earlier, midnight is taken to pass</source>
        <translation>其时刻没有日期：若下一行的开始比上一行早半天以上，则视为跨过了午夜</translation>
    </message>
    <message>
        <source>its times of day have no date, and its rows are in no order of time: all are taken to start on the same day</source>
        <translation>其时刻没有日期，且各行未按时间排序：视为都在同一天开始</translation>
    </message>
    <message>
        <source>how jobs ended is not known for %1 of them, which are shown as finished: their status is %2</source>
        <translation>%1 个作业的结束方式未知，显示为已完成：其状态为 %2</translation>
    </message>
    <message>
        <source>the column %1 has no unit: it is read in that of %2</source>
        <translation>列 %1 没有单位：按列 %2 的单位读取</translation>
    </message>
    <message>
        <source>the column %1 has no unit: it is read as seconds, although that of %2 is another one</source>
        <translation>列 %1 没有单位：按秒读取，尽管列 %2 的单位并非秒</translation>
    </message>
    <message numerus="yes">
        <source>%Ln jobs did not run</source>
        <translation>
            <numerusform>%Ln 个作业未运行</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows are steps within their jobs, and left out</source>
        <translation>
            <numerusform>%Ln 行是作业内的步骤，已忽略</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows end before they start: their times of day, which have no date, are taken to pass midnight</source>
        <translation>
            <numerusform>%Ln 行的结束早于开始：其时刻没有日期，视为跨过午夜</numerusform>
        </translation>
    </message>
    <message>
        <source>it has %1 fields under %2 titles (a decimal comma needs quotes, or semicolons between fields)</source>
        <translation>它有 %1 个字段，而标题只有 %2 个（小数逗号需要加引号，或以分号分隔字段）</translation>
    </message>
    <message>
        <source>it has %1 fields, and the first row has %2</source>
        <translation>它有 %1 个字段，而首行有 %2 个</translation>
    </message>
    <message>
        <source>column %1: &apos;%2&apos; is no time that can be read</source>
        <translation>列 %1：“%2”不是可以读取的时间</translation>
    </message>
    <message>
        <source>column %1: &apos;%2&apos; is no duration that can be read</source>
        <translation>列 %1：“%2”不是可以读取的时长</translation>
    </message>
    <message>
        <source>it has no start</source>
        <translation>没有开始</translation>
    </message>
    <message>
        <source>it has no end</source>
        <translation>没有结束</translation>
    </message>
    <message>
        <source>it has no duration</source>
        <translation>没有时长</translation>
    </message>
    <message>
        <source>its end lies before its start</source>
        <translation>其结束早于开始</translation>
    </message>
    <message>
        <source>its times are too large</source>
        <translation>其时间过大</translation>
    </message>
    <message>
        <source>milliseconds</source>
        <translation>毫秒</translation>
    </message>
    <message>
        <source>microseconds</source>
        <translation>微秒</translation>
    </message>
    <message>
        <source>nanoseconds</source>
        <translation>纳秒</translation>
    </message>
    <message>
        <source>its times have no unit: they are read as %1 since 1970, the first as %2 UTC</source>
        <translation>其时间没有单位：按 1970 年以来的%1数读取，首个为 %2 UTC</translation>
    </message>
    <message>
        <source>times with one colon are read as minutes and seconds</source>
        <translation>只有一个冒号的时间按分和秒读取</translation>
    </message>
    <message numerus="yes">
        <source>%Ln spans are not shown: they are up to %1 off from all others, which cannot be seen beside them</source>
        <translation>
            <numerusform>%Ln 个时段未显示：它们与其他时段相距最多 %1，同时显示时将看不到其他时段</numerusform>
        </translation>
    </message>
    <message>
        <source>; the first is %1</source>
        <translation>；首个为 %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln events are not shown: they have no time</source>
        <translation>
            <numerusform>%Ln 个事件未显示：没有时间</numerusform>
        </translation>
    </message>
    <message>
        <source>an empty text</source>
        <translation>空文本</translation>
    </message>
    <message numerus="yes">
        <source>%Ln events are not shown: times are out of range, the first of them: %1, at byte %2</source>
        <translation>
            <numerusform>%Ln 个事件未显示：时间超出范围，第一个是 %1，位于字节 %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln events are not shown: times are no numbers, the first of them: %1, at byte %2</source>
        <translation>
            <numerusform>%Ln 个事件未显示：时间不是数字，第一个是 %1，位于字节 %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln events are not shown: their durations are negative</source>
        <translation>
            <numerusform>%Ln 个事件未显示：时长为负</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln spans of the critical path repeat spans of other threads</source>
        <translation>
            <numerusform>关键路径中的 %Ln 个时段重复了其他线程的时段</numerusform>
        </translation>
    </message>
    <message>
        <source>only the first %1 spans are shown</source>
        <translation>仅显示前 %1 个时段</translation>
    </message>
    <message numerus="yes">
        <source>%Ln ends bear another name than the spans that they end, the last ones begun</source>
        <translation>
            <numerusform>%Ln 个结束事件的名称与其结束的时段（最近开始的那个）不同</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>time runs backwards on %Ln threads: their beginnings and ends are paired by time, not in the order of the file</source>
        <translation>
            <numerusform>%Ln 个线程上时间倒流：其开始与结束按时间配对，而不是按文件中的顺序</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>time runs backwards on %Ln threads between spans: their beginnings and ends are paired in the order of the file</source>
        <translation>
            <numerusform>%Ln 个线程上时段之间时间倒流：其开始与结束按文件中的顺序配对</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln instants</source>
        <translation>
            <numerusform>%Ln 个瞬时事件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln counter values</source>
        <translation>
            <numerusform>%Ln 个计数器值</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln samples</source>
        <translation>
            <numerusform>%Ln 个采样</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln asynchronous steps</source>
        <translation>
            <numerusform>%Ln 个异步步骤</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln flow events</source>
        <translation>
            <numerusform>%Ln 个流事件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln object events</source>
        <translation>
            <numerusform>%Ln 个对象事件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln memory dumps</source>
        <translation>
            <numerusform>%Ln 个内存转储</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln clock marks</source>
        <translation>
            <numerusform>%Ln 个时钟标记</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln context events</source>
        <translation>
            <numerusform>%Ln 个上下文事件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln links</source>
        <translation>
            <numerusform>%Ln 个链接</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln events of phases that are not known</source>
        <translation>
            <numerusform>%Ln 个未知阶段的事件</numerusform>
        </translation>
    </message>
    <message>
        <source>a row is longer than 16 MiB</source>
        <translation>有一行超过 16 MiB</translation>
    </message>
    <message>
        <source>a quote has no end</source>
        <translation>有引号没有闭合</translation>
    </message>
    <message>
        <source>a row has more than %1 fields</source>
        <translation>有一行的字段超过 %1 个</translation>
    </message>
    <message>
        <source>the compressed data is damaged</source>
        <translation>压缩数据已损坏</translation>
    </message>
    <message>
        <source>to unpack it takes more than 256 MiB of memory</source>
        <translation>解压需要超过 256 MiB 内存</translation>
    </message>
    <message>
        <source>it unpacks to more than 16 GiB, which is not read</source>
        <translation>解压后超过 16 GiB，不予读取</translation>
    </message>
    <message>
        <source>the compressed data ends early</source>
        <translation>压缩数据提前结束</translation>
    </message>
    <message>
        <source>what follows the compressed data is not read, as it is not compressed like it: %1 bytes</source>
        <translation>压缩数据之后的内容未按相同方式压缩，因此没有读取：%1 字节</translation>
    </message>
    <message>
        <source>cannot read %1: %2</source>
        <translation>无法读取“%1”：%2</translation>
    </message>
    <message>
        <source>it is not a regular file</source>
        <translation>它不是普通文件</translation>
    </message>
    <message>
        <source>it is compressed with %1, which is not read: unpack it first</source>
        <translation>它使用 %1 压缩，无法读取：请先解压</translation>
    </message>
    <message>
        <source>line %1 is longer than 16 MiB</source>
        <translation>第 %1 行超过 16 MiB</translation>
    </message>
    <message>
        <source>its name is too long: %1 bytes, where %2 are allowed</source>
        <translation>其名称过长：有 %1 字节，而最多允许 %2 字节</translation>
    </message>
    <message>
        <source>cannot write %1: %2</source>
        <translation>无法写入“%1”：%2</translation>
    </message>
    <message>
        <source>%1 was not written: it was stopped</source>
        <translation>“%1”未写入：已被停止</translation>
    </message>
    <message>
        <source>%1 is a link: %2 is replaced.</source>
        <translation>“%1”是链接：将替换“%2”。</translation>
    </message>
    <message>
        <source>%1 has other names (hard links): they keep the old content.</source>
        <translation>“%1”还有其他名称（硬链接）：它们保留原来的内容。</translation>
    </message>
    <message>
        <source>there is no folder %1</source>
        <translation>没有文件夹“%1”</translation>
    </message>
    <message>
        <source>it is somebody else&apos;s, and its folder lets nobody else replace it</source>
        <translation>它属于他人，且其文件夹不允许别人替换它</translation>
    </message>
    <message>
        <source>it is a zip that ends early: its directory is missing</source>
        <translation>这个 zip 不完整：缺少其目录</translation>
    </message>
    <message>
        <source>it is a zip without a file in it</source>
        <translation>这个 zip 中没有文件</translation>
    </message>
    <message>
        <source>it is a zip of %1 files, and only one of a single file is read; it holds %2</source>
        <translation>这个 zip 含有 %1 个文件，而只能读取仅含一个文件的 zip；其中有 %2</translation>
    </message>
    <message>
        <source>the file in the zip, %1, is encrypted</source>
        <translation>zip 中的文件 %1 已加密</translation>
    </message>
    <message>
        <source>the file in the zip, %1, is neither stored nor deflated</source>
        <translation>zip 中的文件 %1 既非存储也非 deflate 压缩</translation>
    </message>
    <message>
        <source>the file in the zip, %1, is larger than 4 GiB</source>
        <translation>zip 中的文件 %1 大于 4 GiB</translation>
    </message>
    <message>
        <source>the file in the zip, %1, is not where the zip says</source>
        <translation>zip 中的文件 %1 不在 zip 所指的位置</translation>
    </message>
    <message>
        <source>job %1 took %2; a job of a run takes 1 h at most</source>
        <translation>作业 %1 用时 %2；运行中的作业最长为 1 h</translation>
    </message>
    <message>
        <source>no job of this run has ended</source>
        <translation>此运行没有作业结束</translation>
    </message>
    <message>
        <source>the folder could not be made</source>
        <translation>无法创建该文件夹</translation>
    </message>
    <message>
        <source>not JSON: %1, at byte %2</source>
        <translation>不是 JSON：%1（第 %2 字节处）</translation>
    </message>
    <message>
        <source>no settings of Poolscope: &quot;format&quot; is not &quot;poolscope-settings&quot;</source>
        <translation>不是 Poolscope 的设置：&quot;format&quot; 不是 &quot;poolscope-settings&quot;</translation>
    </message>
    <message>
        <source>settings of another version than %1</source>
        <translation>设置的版本不是 %1</translation>
    </message>
    <message>
        <source>there is no setting &apos;%1&apos;</source>
        <translation>没有设置项“%1”</translation>
    </message>
    <message>
        <source>%1: it takes a text or a number</source>
        <translation>%1：应为文本或数字</translation>
    </message>
    <message>
        <source>%1: &apos;%2&apos; was given; it takes %3</source>
        <translation>%1：给定的是“%2”；应为 %3</translation>
    </message>
    <message>
        <source>a picture that carries no settings of Poolscope</source>
        <translation>图片中没有 Poolscope 的设置</translation>
    </message>
    <message>
        <source>larger than 1 MB; these are no settings</source>
        <translation>大于 1 MB；这不是设置</translation>
    </message>
    <message>
        <source>a run of another version than %1</source>
        <translation>运行的版本不是 %1</translation>
    </message>
    <message>
        <source>the settings of the run: %1</source>
        <translation>该运行的设置：%1</translation>
    </message>
    <message>
        <source>a line feed</source>
        <translation>换行符</translation>
    </message>
    <message>
        <source>a carriage return</source>
        <translation>回车符</translation>
    </message>
    <message>
        <source>a tab</source>
        <translation>制表符</translation>
    </message>
    <message>
        <source>%1, at byte %2, is no value of JSON and is passed over</source>
        <translation>%1（第 %2 字节处）不是 JSON 的值，已跳过</translation>
    </message>
    <message>
        <source>a control character (%1) stands in a text at byte %2, which JSON does not allow; the text is shown as it stands</source>
        <translation>第 %2 字节处的文本中有控制字符（%1），JSON 不允许这样；文本按原样显示</translation>
    </message>
    <message>
        <source>its metadata is longer than 16 MiB</source>
        <translation>其元数据超过 16 MiB</translation>
    </message>
    <message>
        <source>there is no &quot;traceEvents&quot; in it</source>
        <translation>其中没有 &quot;traceEvents&quot;</translation>
    </message>
</context>
<context>
    <name>FindingsPanel</name>
    <message>
        <source>Findings</source>
        <translation>发现</translation>
    </message>
    <message>
        <source>What holds it back</source>
        <translation>瓶颈所在</translation>
    </message>
    <message>
        <source>Look at it in the chart, below the pool</source>
        <translation>在图表中池的下方查看</translation>
    </message>
    <message>
        <source>Run the same jobs again</source>
        <translation>再次运行相同的作业</translation>
    </message>
    <message>
        <source>Show ▸</source>
        <translation>显示 ▸</translation>
    </message>
    <message>
        <source>Mark this in the chart and zoom to the longest stretch of it</source>
        <translation>在图表中标出，并放大到其中最长的一段</translation>
    </message>
    <message>
        <source>Show in the chart: %1</source>
        <translation>在图表中显示：%1</translation>
    </message>
</context>
<context>
    <name>Following</name>
    <message>
        <source>Follow</source>
        <translation>跟随</translation>
    </message>
    <message>
        <source>What another program writes: events, joblogs, ninja logs, traces (*)</source>
        <translation>其他程序写出的内容：事件、joblog、ninja 日志、跟踪 (*)</translation>
    </message>
    <message>
        <source>Celery at %1</source>
        <translation>%1 上的 Celery</translation>
    </message>
    <message>
        <source>standard input</source>
        <translation>标准输入</translation>
    </message>
</context>
<context>
    <name>Gantt</name>
    <message>
        <source>share of its workers with a job</source>
        <translation>有作业的工作线程占比</translation>
    </message>
    <message>
        <source>hatched: simulated</source>
        <translation>斜线：模拟</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>通道内</translation>
    </message>
    <message>
        <source>in channel</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>sender waits</source>
        <translation>发送方等待</translation>
    </message>
    <message>
        <source>Workers</source>
        <translation>工作线程</translation>
    </message>
    <message>
        <source>busy</source>
        <translation>忙</translation>
    </message>
    <message>
        <source>idle: no jobs left</source>
        <translation>空闲：已无作业</translation>
    </message>
    <message>
        <source>idle: no job came</source>
        <translation>空闲：没有作业到来</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <source>paused %1</source>
        <translation>暂停 %1</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>end</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>尚未</translation>
    </message>
    <message>
        <source>host</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>workers</source>
        <translation>工作线程</translation>
    </message>
    <message>
        <source>with a job</source>
        <translation>有作业</translation>
    </message>
    <message>
        <source>± %1</source>
        <translation>± %1</translation>
    </message>
    <message>
        <source>, drifts by %1 ± %2 µs a second</source>
        <translation>，每秒漂移 %1 ± %2 µs</translation>
    </message>
    <message>
        <source>times</source>
        <translation>时刻误差</translation>
    </message>
    <message>
        <source>row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>nested span</source>
        <translation>嵌套时段</translation>
    </message>
    <message>
        <source>job</source>
        <translation>作业</translation>
    </message>
    <message>
        <source>worker</source>
        <translation>工作线程</translation>
    </message>
    <message>
        <source>status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>duration</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>simulated</source>
        <translation>模拟</translation>
    </message>
    <message>
        <source>what if</source>
        <translation>假设</translation>
    </message>
    <message>
        <source>CPU time</source>
        <translation>CPU 时间</translation>
    </message>
    <message>
        <source>preempted</source>
        <translation>被抢占</translation>
    </message>
    <message numerus="yes">
        <source>%Ln times</source>
        <translation>
            <numerusform>%Ln 次</numerusform>
        </translation>
    </message>
    <message>
        <source>attempt</source>
        <translation>尝试</translation>
    </message>
    <message>
        <source>error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>wait</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>share of the run</source>
        <translation>占运行的比例</translation>
    </message>
    <message>
        <source>worker %1</source>
        <translation>工作线程 %1</translation>
    </message>
    <message>
        <source>job %1 on %2 of the what-if</source>
        <translation>假设中 %2 上的作业 %1</translation>
    </message>
    <message>
        <source>job %1 of the sequential run</source>
        <translation>顺序运行中的作业 %1</translation>
    </message>
    <message>
        <source>nested span %1 on %2</source>
        <translation>%2 上的嵌套时段 %1</translation>
    </message>
    <message>
        <source>job %1 on %2</source>
        <translation>%2 上的作业 %1</translation>
    </message>
    <message>
        <source>%1 of the what-if</source>
        <translation>假设中的 %1</translation>
    </message>
    <message>
        <source>sequential run</source>
        <translation>顺序运行</translation>
    </message>
    <message>
        <source>nested spans of %1</source>
        <translation>%1 的嵌套时段</translation>
    </message>
    <message>
        <source>job %1</source>
        <translation>作业 %1</translation>
    </message>
    <message>
        <source>host %1</source>
        <translation>主机 %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln workers, %1 with a job</source>
        <translation>
            <numerusform>%Ln 个工作线程，其中 %1 个有作业</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2, %3, from %4 on</source>
        <translation>%1，%2，%3，自 %4 起</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>unknown host</source>
        <translation>未知主机</translation>
    </message>
    <message>
        <source>this machine</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>%1, %2 …</source>
        <translation>%1、%2 …</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1、%2</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>line: CPU time, from %1 px on</source>
        <translation>线：CPU 时间，%1 px 起显示</translation>
    </message>
    <message>
        <source>idle</source>
        <translation>空闲</translation>
    </message>
    <message>
        <source>busy all the time</source>
        <translation>始终忙碌</translation>
    </message>
    <message>
        <source>SEQUENTIAL</source>
        <translation>顺序运行</translation>
    </message>
    <message>
        <source>NESTED</source>
        <translation>嵌套</translation>
    </message>
    <message>
        <source>POOL</source>
        <translation>工作池</translation>
    </message>
    <message>
        <source>WHAT IF</source>
        <translation>假设</translation>
    </message>
    <message>
        <source>WHAT IF  ·  %1</source>
        <translation>假设  ·  %1</translation>
    </message>
    <message>
        <source>from %1 to %2 in view</source>
        <translation>视图显示 %1 到 %2</translation>
    </message>
    <message>
        <source>Waiting jobs over the time in view</source>
        <translation>可见时间内等待的作业</translation>
    </message>
    <message>
        <source>Workers with a job over the time in view</source>
        <translation>可见时间内有作业的工作线程</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Jobs waiting, at most</source>
        <translation>等待的作业，最多</translation>
    </message>
    <message>
        <source>Workers busy, in the mean</source>
        <translation>忙碌的工作线程，平均</translation>
    </message>
    <message>
        <source>from %1 to %2</source>
        <translation>从 %1 到 %2</translation>
    </message>
</context>
<context>
    <name>GanttView</name>
    <message>
        <source>Chart of the run</source>
        <translation>运行的图表</translation>
    </message>
</context>
<context>
    <name>GuideWindow</name>
    <message>
        <source>Back</source>
        <translation>后退</translation>
    </message>
    <message>
        <source>Guide – Poolscope</source>
        <translation>指南 – Poolscope</translation>
    </message>
    <message>
        <source>Pages of the guide</source>
        <translation>指南目录</translation>
    </message>
    <message>
        <source>The page before (Alt+Left)</source>
        <translation>上一页（Alt+←）</translation>
    </message>
    <message>
        <source>Page of the guide</source>
        <translation>指南页面</translation>
    </message>
</context>
<context>
    <name>InsightPresenter</name>
    <message>
        <source>Run, or open a run, to see how many workers its jobs need and where its time goes.</source>
        <translation>先运行，或打开已有的运行，即可看到其作业需要多少工作线程、时间用在哪里。</translation>
    </message>
    <message>
        <source>Looking into the run …</source>
        <translation>正在分析运行…</translation>
    </message>
    <message>
        <source>There is no memory to look into this run.</source>
        <translation>内存不足，无法分析此运行。</translation>
    </message>
    <message>
        <source>This run took no time.</source>
        <translation>此运行用时为零。</translation>
    </message>
</context>
<context>
    <name>JobsModel</name>
    <message>
        <source>%1, attempt %2</source>
        <translation>%1，第 %2 次尝试</translation>
    </message>
    <message>
        <source>Job</source>
        <translation>作业</translation>
    </message>
    <message>
        <source>Worker</source>
        <translation>工作线程</translation>
    </message>
    <message>
        <source>Queued</source>
        <translation>排队</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>Wait</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>not queued</source>
        <translation>未排队</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>已取消</translation>
    </message>
</context>
<context>
    <name>JobsPanel</name>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Show jobs of this status</source>
        <translation>显示此状态的作业</translation>
    </message>
    <message>
        <source>Worker</source>
        <translation>工作线程</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Show jobs of this worker</source>
        <translation>显示此工作线程的作业</translation>
    </message>
    <message>
        <source>Jobs of the run</source>
        <translation>运行的作业</translation>
    </message>
</context>
<context>
    <name>LogView</name>
    <message>
        <source>Log of the run</source>
        <translation>运行的日志</translation>
    </message>
    <message>
        <source>Each start and finish is written here.</source>
        <translation>每次开始和完成都会写在这里。</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>Select &amp;All</source>
        <translation>全选(&amp;A)</translation>
    </message>
    <message numerus="yes">
        <source>… and %Ln more lines</source>
        <translation>
            <numerusform>… 以及另外 %Ln 行</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LostBarPart</name>
    <message>
        <source>%1: %2, %3
%4</source>
        <translation>%1：%2，%3
%4</translation>
    </message>
    <message>
        <source>Show %1: %2, %3</source>
        <translation>显示“%1”：%2，%3</translation>
    </message>
</context>
<context>
    <name>LostRow</name>
    <message>
        <source>Show ▸</source>
        <translation>显示 ▸</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>显示“%1”</translation>
    </message>
    <message>
        <source>Mark this time in the chart and zoom to the longest stretch of it</source>
        <translation>在图表中标出这些时间，并放大到其中最长的一段</translation>
    </message>
</context>
<context>
    <name>LostTimePanel</name>
    <message>
        <source>Where the workers&apos; time went</source>
        <translation>工作线程的时间用在哪里</translation>
    </message>
    <message>
        <source>Run, or open a run, to see where its time goes.</source>
        <translation>先运行，或打开已有的运行，即可看到时间用在哪里。</translation>
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
        <translation>继续</translation>
    </message>
    <message>
        <source>R&amp;esume</source>
        <translation>继续(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>暂停(&amp;P)</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>The run goes on</source>
        <translation>运行继续</translation>
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
        <translation>运行用时</translation>
    </message>
    <message>
        <source>Timings</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>What holds it back</source>
        <translation>瓶颈所在</translation>
    </message>
    <message>
        <source>The run in detail</source>
        <translation>运行明细</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>作业</translation>
    </message>
    <message>
        <source>Details of the selected job</source>
        <translation>所选作业的详情</translation>
    </message>
    <message>
        <source>Click a bar, or a job in the table, to see all that is known of it.</source>
        <translation>点击条形或表格中的作业，可查看其全部信息。</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>How many workers</source>
        <translation>多少工作线程</translation>
    </message>
    <message>
        <source>Lost time</source>
        <translation>损失的时间</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行记录</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>Open &amp;Recent</source>
        <translation>最近打开(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <comment>menu</comment>
        <translation>运行(&amp;R)</translation>
    </message>
    <message>
        <source>E&amp;xamples</source>
        <translation>示例(&amp;X)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>Th&amp;eme</source>
        <translation>主题(&amp;H)</translation>
    </message>
    <message>
        <source>Lan&amp;guage</source>
        <translation>语言(&amp;A)</translation>
    </message>
    <message>
        <source>Te&amp;xt Size</source>
        <translation>文字大小(&amp;X)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>Tool bar</source>
        <translation>工具栏</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>运行(&amp;R)</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Run the jobs</source>
        <translation>运行作业</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>暂停(&amp;P)</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Workers finish the jobs in hand and wait until the run goes on</source>
        <translation>工作线程完成手头的作业后等待，直到运行继续</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop the run</source>
        <translation>停止运行</translation>
    </message>
    <message>
        <source>Use These &amp;Durations</source>
        <translation>采用这些时长(&amp;D)</translation>
    </message>
    <message>
        <source>Settings for a new run whose jobs take as long as those in the chart took</source>
        <translation>据此设置新的运行，其作业时长与图表中的作业相同</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>导出(&amp;E)…</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Export the timing screenshot, a report, tables or the run</source>
        <translation>导出用时截图、报告、表格或运行</translation>
    </message>
    <message>
        <source>&amp;Open Run…</source>
        <translation>打开运行记录(&amp;O)…</translation>
    </message>
    <message>
        <source>Open a saved run, a trace or a log of another program, or a table of spans</source>
        <translation>打开已保存的运行、其他程序的跟踪或日志，或时段表格</translation>
    </message>
    <message>
        <source>&amp;Innermost Spans Are the Jobs</source>
        <translation>以最内层时段为作业(&amp;I)</translation>
    </message>
    <message>
        <source>Open the file again: of its spans that lie within one another the innermost are the jobs, not the outermost</source>
        <translation>重新打开文件：嵌套时段以最内层而非最外层为作业</translation>
    </message>
    <message>
        <source>&amp;Follow…</source>
        <translation>跟随(&amp;F)…</translation>
    </message>
    <message>
        <source>Show what another program writes to a file or a pipe, while it does</source>
        <translation>实时显示其他程序写入文件或管道的内容</translation>
    </message>
    <message>
        <source>&amp;Watch Celery…</source>
        <translation>监视 Celery(&amp;W)…</translation>
    </message>
    <message>
        <source>Show the tasks of Celery’s workers while they work</source>
        <translation>实时显示 Celery 工作进程的任务</translation>
    </message>
    <message>
        <source>&amp;Save Run…</source>
        <translation>保存运行记录(&amp;S)…</translation>
    </message>
    <message>
        <source>Save the run as a trace that opens again</source>
        <translation>将运行保存为可重新打开的跟踪文件</translation>
    </message>
    <message>
        <source>Open Se&amp;ttings…</source>
        <translation>打开设置(&amp;T)…</translation>
    </message>
    <message>
        <source>Save Settin&amp;gs…</source>
        <translation>保存设置(&amp;G)…</translation>
    </message>
    <message>
        <source>Export &amp;Hashes…</source>
        <translation>导出哈希值(&amp;H)…</translation>
    </message>
    <message>
        <source>Write the hashes for sha256sum --check</source>
        <translation>写出供 sha256sum --check 使用的哈希值</translation>
    </message>
    <message>
        <source>&amp;Fit All	Home</source>
        <translation>适应全部(&amp;F)	Home</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>适应全部</translation>
    </message>
    <message>
        <source>Show the whole run (Home in the chart)</source>
        <translation>显示整个运行（在图表中按 Home）</translation>
    </message>
    <message>
        <source>Fit Poo&amp;l	P</source>
        <translation>适应工作池(&amp;L)	P</translation>
    </message>
    <message>
        <source>Fit Pool</source>
        <translation>适应工作池</translation>
    </message>
    <message>
        <source>Show the pool’s part over the whole width (P in the chart)</source>
        <translation>在整个宽度上显示工作池的部分（图表中按 P）</translation>
    </message>
    <message>
        <source>F&amp;ollow	Space</source>
        <translation>跟随(&amp;O)	空格</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>跟随</translation>
    </message>
    <message>
        <source>Keep the newest time in view (Space in the chart)</source>
        <translation>让最新时间保持可见（在图表中按空格）</translation>
    </message>
    <message>
        <source>Zoom &amp;In	W</source>
        <translation>放大(&amp;I)	W</translation>
    </message>
    <message>
        <source>W in the chart, or Ctrl and the wheel</source>
        <translation>在图表中按 W，或 Ctrl 加滚轮</translation>
    </message>
    <message>
        <source>Zoom O&amp;ut	S</source>
        <translation>缩小(&amp;U)	S</translation>
    </message>
    <message>
        <source>S in the chart, or Ctrl and the wheel</source>
        <translation>在图表中按 S，或 Ctrl 加滚轮</translation>
    </message>
    <message>
        <source>&amp;Previous View	Ctrl+Z</source>
        <translation>上一视图(&amp;P)	Ctrl+Z</translation>
    </message>
    <message>
        <source>Ctrl+Z in the chart</source>
        <translation>在图表中按 Ctrl+Z</translation>
    </message>
    <message>
        <source>&amp;Next View	Ctrl+Y</source>
        <translation>下一视图(&amp;N)	Ctrl+Y</translation>
    </message>
    <message>
        <source>Ctrl+Y in the chart</source>
        <translation>在图表中按 Ctrl+Y</translation>
    </message>
    <message>
        <source>Find &amp;Job…</source>
        <translation>查找作业(&amp;J)…</translation>
    </message>
    <message>
        <source>Copy Selection as &amp;Text</source>
        <translation>将所选内容复制为文本(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Guide</source>
        <translation>指南(&amp;G)</translation>
    </message>
    <message>
        <source>How to use Poolscope, in a few pages with pictures</source>
        <translation>用几页图文介绍如何使用 Poolscope</translation>
    </message>
    <message>
        <source>&amp;Keys and Mouse</source>
        <translation>键盘与鼠标(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Taller Rows</source>
        <translation>增大行高(&amp;T)</translation>
    </message>
    <message>
        <source>Sho&amp;rter Rows</source>
        <translation>减小行高(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Default Row Height</source>
        <translation>默认行高(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Settings Panel</source>
        <translation>设置面板(&amp;S)</translation>
    </message>
    <message>
        <source>Show or hide the settings at the left</source>
        <translation>显示或隐藏左侧的设置</translation>
    </message>
    <message>
        <source>Ti&amp;mings Panel</source>
        <translation>用时面板(&amp;M)</translation>
    </message>
    <message>
        <source>Show or hide the timings at the right</source>
        <translation>显示或隐藏右侧的用时</translation>
    </message>
    <message>
        <source>Lower P&amp;anel</source>
        <translation>下方面板(&amp;E)</translation>
    </message>
    <message>
        <source>Show or hide the log, the jobs, the details and the runs</source>
        <translation>显示或隐藏日志、作业、详情和运行记录</translation>
    </message>
    <message>
        <source>&amp;Copy Picture</source>
        <translation>复制图片(&amp;C)</translation>
    </message>
    <message>
        <source>Put the timing screenshot on the clipboard</source>
        <translation>将用时截图复制到剪贴板</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>Follow the &amp;System</source>
        <translation>跟随系统(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;High Contrast</source>
        <translation>高对比度(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Larger Text</source>
        <translation>放大文字(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Smaller Text</source>
        <translation>缩小文字(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;100 %</source>
        <translation>100 %(&amp;1)</translation>
    </message>
    <message>
        <source>1&amp;25 %</source>
        <translation>125 %(&amp;2)</translation>
    </message>
    <message>
        <source>1&amp;50 %</source>
        <translation>150 %(&amp;5)</translation>
    </message>
    <message>
        <source>20&amp;0 %</source>
        <translation>200 %(&amp;0)</translation>
    </message>
    <message>
        <source>&amp;About Poolscope</source>
        <translation>关于 Poolscope(&amp;A)</translation>
    </message>
    <message>
        <source>About &amp;Qt</source>
        <translation>关于 Qt(&amp;Q)</translation>
    </message>
    <message>
        <source>The picture is on the clipboard</source>
        <translation>图片已复制到剪贴板</translation>
    </message>
    <message>
        <source>Only the last run that was made here can be run again from here</source>
        <translation>只有在本程序中进行的最近一次运行才能从这里再次运行</translation>
    </message>
    <message>
        <source>What holds it back · %1</source>
        <translation>瓶颈所在 · %1</translation>
    </message>
    <message>
        <source>When the run is over, it is looked into.</source>
        <translation>运行结束后进行分析。</translation>
    </message>
    <message>
        <source>Stopped before it began</source>
        <translation>开始前已停止</translation>
    </message>
    <message>
        <source>Exporting %1 …</source>
        <translation>正在导出“%1”…</translation>
    </message>
    <message>
        <source>A run goes on: stop it before you open another</source>
        <translation>有运行正在进行：请先停止，再打开其他运行</translation>
    </message>
    <message>
        <source>Opened %1: it is among the Runs, as another run has begun</source>
        <translation>已打开“%1”：因另一运行已开始，请在“运行记录”中查看</translation>
    </message>
    <message>
        <source>Opened %1</source>
        <translation>已打开“%1”</translation>
    </message>
</context>
<context>
    <name>MeasureControls</name>
    <message>
        <source>Runs the jobs with each number of workers, in rounds</source>
        <translation>分轮以每种工作线程数运行作业</translation>
    </message>
    <message>
        <source>%1 of %2 runs, about %3 left</source>
        <translation>已完成 %1/%2 次运行，约剩 %3</translation>
    </message>
    <message>
        <source>%1 of %2 runs</source>
        <translation>已完成 %1/%2 次运行</translation>
    </message>
</context>
<context>
    <name>Measurement</name>
    <message>
        <source>agents at a broker have as many workers as they have: only runs on this machine are measured with other numbers</source>
        <translation>消息代理上执行节点的工作线程数是固定的：只有本机上的运行才能用其他数量实测</translation>
    </message>
    <message>
        <source>%1 can be read only once, so its jobs cannot be measured</source>
        <translation>“%1”只能读取一次，因此无法实测其中的作业</translation>
    </message>
</context>
<context>
    <name>Measuring</name>
    <message>
        <source>There is no run to measure yet.</source>
        <translation>尚无可测量的运行。</translation>
    </message>
    <message>
        <source>A run goes on: measure when it is over.</source>
        <translation>有运行正在进行：结束后再测量。</translation>
    </message>
    <message>
        <source>What others recorded cannot be run again here.</source>
        <translation>其他程序记录的运行无法在此再次运行。</translation>
    </message>
    <message>
        <source>Agents have as many workers as they have: only runs on this machine are measured.</source>
        <translation>执行节点的工作线程数由其自身决定：只能测量本机上的运行。</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>测量完成</translation>
    </message>
    <message>
        <source>Cancelled: what was measured stays</source>
        <translation>已取消：保留已测量的结果</translation>
    </message>
    <message>
        <source>%1; runs that are left out, as other jobs failed in them: %2</source>
        <translation>%1；因失败的作业不同而略去的运行：%2</translation>
    </message>
</context>
<context>
    <name>PendingExports</name>
    <message>
        <source>Exported %1</source>
        <translation>已导出“%1”</translation>
    </message>
    <message>
        <source>Cancelled: %1 was not written</source>
        <translation>已取消：未写入“%1”</translation>
    </message>
</context>
<context>
    <name>Plan</name>
    <message>
        <source>the command ends with a backslash that takes nothing</source>
        <translation>命令以反斜杠结尾，其后没有可转义的字符</translation>
    </message>
    <message>
        <source>a quote in the command is not closed: %1</source>
        <translation>命令中的引号没有闭合：%1</translation>
    </message>
    <message>
        <source>there is no program &apos;%1&apos; in the PATH</source>
        <translation>PATH 中没有程序“%1”</translation>
    </message>
    <message>
        <source>there is no program &apos;%1&apos;</source>
        <translation>没有程序“%1”</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not an executable program</source>
        <translation>“%1”不是可执行程序</translation>
    </message>
    <message>
        <source>the command holds a NUL, which no argument can</source>
        <translation>命令含有 NUL，而参数中不能有 NUL</translation>
    </message>
    <message>
        <source>Enter a command</source>
        <translation>请输入命令</translation>
    </message>
    <message>
        <source>&apos;%1&apos; holds more than %2 jobs</source>
        <translation>“%1”包含的作业超过 %2 个</translation>
    </message>
    <message>
        <source>folders that could not be read: %1</source>
        <translation>无法读取的文件夹：%1 个</translation>
    </message>
    <message>
        <source>&apos;%1&apos;, line %2 is longer than %3 bytes</source>
        <translation>“%1”第 %2 行超过 %3 字节</translation>
    </message>
    <message numerus="yes">
        <source>%Ln blank lines are passed over</source>
        <translation>
            <numerusform>跳过了 %Ln 个空行</numerusform>
        </translation>
    </message>
    <message>
        <source>&apos;%1&apos;, line %2 holds a NUL, which no argument can; where parts of the list end with NUL, say so with --null</source>
        <translation>“%1”第 %2 行含有 NUL，参数中不能有它；如果列表各项以 NUL 结尾，请用 --null 说明</translation>
    </message>
    <message>
        <source>&apos;%1&apos;, line %2 goes beyond the %3 bytes that all may have together</source>
        <translation>“%1”第 %2 行超出了合计允许的 %3 字节</translation>
    </message>
    <message>
        <source>&apos;%1&apos; cannot be read: %2</source>
        <translation>无法读取“%1”：%2</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is neither a folder nor a file</source>
        <translation>“%1”既不是文件夹也不是文件</translation>
    </message>
    <message>
        <source>&apos;%1&apos; holds no file</source>
        <translation>“%1”中没有文件</translation>
    </message>
    <message>
        <source>&apos;%1&apos; holds no file; turn on subfolders to look into its folders</source>
        <translation>“%1”中没有文件；开启子文件夹选项即可查找其下各文件夹</translation>
    </message>
    <message>
        <source>&apos;%1&apos; holds no line; what has come through it once, such as for an earlier run, cannot be read again</source>
        <translation>“%1”中没有内容行；已经从中读过一次的内容（例如用于先前的运行）无法再次读取</translation>
    </message>
    <message>
        <source>&apos;%1&apos; holds no line</source>
        <translation>“%1”中没有内容行</translation>
    </message>
    <message>
        <source>The results of agents have no capacity of their own</source>
        <translation>执行节点的结果没有单独的容量</translation>
    </message>
    <message>
        <source>The results of agents are read at once</source>
        <translation>执行节点的结果会立即读取</translation>
    </message>
    <message>
        <source>Enter a folder or a file to hash</source>
        <translation>请指定要计算哈希的文件夹或文件</translation>
    </message>
    <message>
        <source>Enter an input: the command has {} or {.}, and nothing to put there</source>
        <translation>请指定输入：命令含有 {} 或 {.}，却没有可填入的内容</translation>
    </message>
    <message>
        <source>the command has no placeholder ({}, {.} or {n}): each job runs the same</source>
        <translation>命令中没有占位符（{}、{.} 或 {n}）：每个作业执行的命令都相同</translation>
    </message>
    <message>
        <source>how long commands take is not known beforehand: lines run as submitted or in random order</source>
        <translation>命令的用时无法预知：各行只能按提交顺序或随机顺序运行</translation>
    </message>
    <message>
        <source>Enter a file of durations</source>
        <translation>请指定时长文件</translation>
    </message>
    <message>
        <source>&apos;%1&apos;, line %2: &apos;%3&apos; is no duration; a line takes a time with its unit from 0s to 1h, such as 250us, 20ms or 1.5s</source>
        <translation>“%1”第 %2 行：“%3”不是时长；每行应为 0s 到 1h 的带单位时间，例如 250us、20ms 或 1.5s</translation>
    </message>
    <message>
        <source>&apos;%1&apos; holds no duration</source>
        <translation>“%1”中没有时长</translation>
    </message>
    <message>
        <source>%1 is no placeholder here and stays as it stands in the command</source>
        <translation>%1 在这里不是占位符，将原样保留在命令中</translation>
    </message>
    <message>
        <source>RabbitMQ takes jobs away from agents that have had them for longer than its consumer_timeout, 30 min unless it is set otherwise; the longest of these takes %1</source>
        <translation>执行节点持有作业超过 consumer_timeout（默认 30 min）时，RabbitMQ 会将其收回；这些作业中最长的需要 %1</translation>
    </message>
    <message>
        <source>there is not enough memory for the jobs of this run</source>
        <translation>内存不足，无法容纳此运行的作业</translation>
    </message>
    <message>
        <source>%1; an address is amqp://USER@HOST:PORT/VHOST, or amqps:// for TLS</source>
        <translation>%1；地址的形式为 amqp://USER@HOST:PORT/VHOST，使用 TLS 时为 amqps://</translation>
    </message>
    <message>
        <source>the broker&apos;s password cannot be read from %1: %2</source>
        <translation>无法从“%1”读取消息代理的密码：%2</translation>
    </message>
    <message>
        <source>it is too long</source>
        <translation>地址过长</translation>
    </message>
    <message>
        <source>that is no address of a broker</source>
        <translation>这不是消息代理的地址</translation>
    </message>
    <message>
        <source>it names no host</source>
        <translation>没有指明主机</translation>
    </message>
    <message>
        <source>what stands behind # belongs to no address</source>
        <translation>地址中不能有 # 及其后的内容</translation>
    </message>
    <message>
        <source>behind ? it may have cacertfile=FILE and verify=verify_none, with amqps</source>
        <translation>? 之后只能是 cacertfile=FILE 和 verify=verify_none，且须使用 amqps</translation>
    </message>
    <message>
        <source>the address of a broker, such as amqp://user@host:5672/vhost, or amqps:// for TLS</source>
        <translation>消息代理的地址，例如 amqp://user@host:5672/vhost，使用 TLS 时为 amqps://</translation>
    </message>
    <message>
        <source>fixed, uniform:50%, exponential, bimodal:5%,10 (that share of the jobs is so many times as long, 1 to 1000) or pareto:1.5 (1.1 to 10)</source>
        <translation>fixed、uniform:50%、exponential、bimodal:5%,10（该比例的作业时长为若干倍，1 到 1000）或 pareto:1.5（1.1 到 10）</translation>
    </message>
    <message>
        <source>all, every:20ms or poisson:50/s (0.001 to 1000000 a second)</source>
        <translation>all、every:20ms 或 poisson:50/s（每秒 0.001 到 1000000 个）</translation>
    </message>
    <message>
        <source>%1 or %2</source>
        <translation>%1 或 %2</translation>
    </message>
    <message>
        <source>a whole number from %1 to %2</source>
        <translation>%1 到 %2 的整数</translation>
    </message>
    <message>
        <source>a time with its unit from 0s to 1h, such as 250us, 20ms or 1.5s</source>
        <translation>0s 到 1h 的带单位时间，例如 250us、20ms 或 1.5s</translation>
    </message>
    <message>
        <source>a share from 0% to 100%, such as 5% or 0.1%</source>
        <translation>0% 到 100% 的比例，例如 5% 或 0.1%</translation>
    </message>
    <message>
        <source>any text</source>
        <translation>任意文本</translation>
    </message>
    <message>
        <source>&apos;%1&apos; was given; it takes numbers from %2 to %3 and ranges that go up, such as 1,2,4 or 1..4,8,16</source>
        <translation>给定的是“%1”；应为 %2 到 %3 的数字和递增的范围，例如 1,2,4 或 1..4,8,16</translation>
    </message>
</context>
<context>
    <name>Pool</name>
    <message>
        <source>the jobs do not add up: %1 asked for, %2 sent, %3 finished, %4 failed, %5 cancelled, %6 left in the channel</source>
        <translation>作业数对不上：要求 %1，已发送 %2，已完成 %3，失败 %4，已取消 %5，通道中剩余 %6</translation>
    </message>
    <message>
        <source>the results do not match the jobs: %1 jobs finished, %2 results received, %3 of them wrong, and %4 duplicates</source>
        <translation>结果与作业不符：已完成 %1 个作业，收到 %2 个结果，其中 %3 个错误、%4 个重复</translation>
    </message>
    <message>
        <source>there is no memory for the check of %1 jobs one after another; no job was run</source>
        <translation>内存不足，无法核对逐个执行的 %1 个作业；没有运行任何作业</translation>
    </message>
    <message>
        <source>there is not enough memory for channels of capacity %1 and %2 and the check of %3 jobs; no job was run</source>
        <translation>内存不足，无法容纳容量为 %1 和 %2 的通道以及 %3 个作业的核对；没有运行任何作业</translation>
    </message>
    <message>
        <source>the system gives no more threads: %1 of %2 workers could be started, no job was run</source>
        <translation>系统无法再提供线程：%2 个工作线程中只启动了 %1 个，没有运行任何作业</translation>
    </message>
    <message>
        <source>the system gives no more threads: only %1 of %2 jobs could be sent</source>
        <translation>系统无法再提供线程：%2 个作业中只发送了 %1 个</translation>
    </message>
    <message numerus="yes">
        <source>%Ln workers that were asked for could not be added: the system gives no more threads, or retired workers still had all %1 numbers</source>
        <translation>
            <numerusform>无法添加所请求的 %Ln 个工作线程：系统不再提供线程，或已退出的工作线程仍占用全部 %1 个编号</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Remote</name>
    <message>
        <source>Poolscope looks for agents</source>
        <translation>Poolscope 查找执行节点</translation>
    </message>
    <message>
        <source>the system gives no more descriptors</source>
        <translation>系统无法再提供描述符</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>no certificates can be read from %1</source>
        <translation>无法从“%1”读取证书</translation>
    </message>
    <message>
        <source>the broker refuses a channel: %1</source>
        <translation>消息代理拒绝打开信道：%1</translation>
    </message>
    <message>
        <source>the broker refuses to confirm what is published: %1</source>
        <translation>消息代理拒绝确认所发布的内容：%1</translation>
    </message>
    <message>
        <source>the broker refuses the exchange %2: %1</source>
        <translation>消息代理拒绝交换机 %2：%1</translation>
    </message>
    <message>
        <source>the broker refuses a queue: %1</source>
        <translation>消息代理拒绝创建队列：%1</translation>
    </message>
    <message>
        <source>the broker refuses the queue %2: %1</source>
        <translation>消息代理拒绝队列 %2：%1</translation>
    </message>
    <message>
        <source>the broker refuses to bind a queue to %2: %1</source>
        <translation>消息代理拒绝将队列绑定到 %2：%1</translation>
    </message>
    <message>
        <source>the broker refuses to clear the queue %2: %1</source>
        <translation>消息代理拒绝清空队列 %2：%1</translation>
    </message>
    <message>
        <source>the broker refuses to delete the queue %2: %1</source>
        <translation>消息代理拒绝删除队列 %2：%1</translation>
    </message>
    <message>
        <source>the broker refuses what comes from the queue %2: %1</source>
        <translation>消息代理拒绝提供队列 %2 中的内容：%1</translation>
    </message>
    <message>
        <source>the broker refuses to send no more: %1</source>
        <translation>消息代理拒绝停止发送：%1</translation>
    </message>
    <message>
        <source>the broker refuses what was asked for: %1</source>
        <translation>消息代理拒绝了请求：%1</translation>
    </message>
    <message>
        <source>there is no host %1</source>
        <translation>找不到主机 %1</translation>
    </message>
    <message>
        <source>no broker answers at %1</source>
        <translation>%1 上没有消息代理应答</translation>
    </message>
    <message>
        <source>the certificate of the broker at %1 is that of another host</source>
        <translation>%1 上消息代理的证书属于另一台主机</translation>
    </message>
    <message>
        <source>the certificate of the broker at %1 is not trusted: it has run out, or nobody here knows who signed it (?cacertfile=FILE names that)</source>
        <translation>%1 上消息代理的证书不受信任：已过期，或本机不知道其签发者（可用 ?cacertfile=FILE 指明）</translation>
    </message>
    <message>
        <source>no TLS with the broker at %1: %2</source>
        <translation>无法与 %1 上的消息代理建立 TLS：%2</translation>
    </message>
    <message>
        <source>no broker can be reached at %1: nobody listens there</source>
        <translation>无法连接 %1 上的消息代理：那里没有程序在监听</translation>
    </message>
    <message>
        <source>no broker can be reached at %1: %2</source>
        <translation>无法连接 %1 上的消息代理：%2</translation>
    </message>
    <message>
        <source>the broker at %1 does not answer</source>
        <translation>%1 上的消息代理没有应答</translation>
    </message>
    <message>
        <source>what answers at %1 is no broker that speaks AMQP 0-9-1</source>
        <translation>%1 处应答的不是支持 AMQP 0-9-1 的消息代理</translation>
    </message>
    <message>
        <source>what answers at %1 is no broker that speaks AMQP 0-9-1, or wants TLS: amqps://</source>
        <translation>%1 处应答的不是支持 AMQP 0-9-1 的消息代理，或者要求 TLS：amqps://</translation>
    </message>
    <message>
        <source>the broker at %1 closed the connection</source>
        <translation>%1 上的消息代理关闭了连接</translation>
    </message>
    <message>
        <source>the broker at %1 does not let %2 in: wrong user or password</source>
        <translation>%1 上的消息代理拒绝 %2 登录：用户或密码错误</translation>
    </message>
    <message>
        <source>the broker at %1 has no vhost %2 for %3: %4</source>
        <translation>%1 上的消息代理没有可供 %3 使用的 vhost %2：%4</translation>
    </message>
    <message>
        <source>the broker at %1 no longer answers</source>
        <translation>%1 上的消息代理不再应答</translation>
    </message>
    <message>
        <source>the connection to the broker at %1 was lost: %2</source>
        <translation>与 %1 上消息代理的连接已断开：%2</translation>
    </message>
    <message>
        <source>the broker at %1 closed the connection: %2</source>
        <translation>%1 上的消息代理关闭了连接：%2</translation>
    </message>
    <message>
        <source>Poolscope watches Celery</source>
        <translation>Poolscope 监视 Celery</translation>
    </message>
    <message>
        <source>no Celery with events has been at this broker yet: waiting for one</source>
        <translation>此消息代理上还没有发送事件的 Celery：正在等待</translation>
    </message>
    <message>
        <source>there was no connection to the broker from %1 to %2: what happened meanwhile is not known</source>
        <translation>%1 到 %2 期间与消息代理没有连接：其间发生的情况不得而知</translation>
    </message>
    <message>
        <source>somebody has deleted the queue</source>
        <translation>队列已被人删除</translation>
    </message>
    <message>
        <source>events came faster than they were read: the broker dropped some</source>
        <translation>事件到来比读取更快：消息代理丢弃了一部分</translation>
    </message>
    <message>
        <source>a message with events is too long, and left out</source>
        <translation>有一条事件消息过长，已略去</translation>
    </message>
    <message>
        <source>there are events that are not in JSON but in %1: they are left out; Celery&apos;s event_serializer chooses</source>
        <translation>有些事件不是 JSON 而是 %1：已略去；格式由 Celery 的 event_serializer 决定</translation>
    </message>
    <message>
        <source>no connection since %1: %2</source>
        <translation>自 %1 起没有连接：%2</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>no connection to the broker since %1: %2; agents finish what they have in hand</source>
        <translation>自 %1 起与消息代理没有连接：%2；执行节点会完成手中的作业</translation>
    </message>
    <message>
        <source>the broker at %1 takes no jobs for now, as it is short of memory or disk</source>
        <translation>%1 上的消息代理因内存或磁盘不足，目前不接收作业</translation>
    </message>
    <message>
        <source>no agent serves runs at %1: start one by poolscope worker --broker %1</source>
        <translation>%1 上没有为运行服务的执行节点：可用 poolscope worker --broker %1 启动一个</translation>
    </message>
    <message>
        <source>no agent at %1 takes these jobs: %2</source>
        <translation>%1 上没有接受这些作业的执行节点：%2</translation>
    </message>
    <message>
        <source>Poolscope run</source>
        <translation>Poolscope 运行</translation>
    </message>
    <message>
        <source>attempts that lost their worker: %1</source>
        <translation>失去工作线程的尝试：%1 次</translation>
    </message>
    <message>
        <source>results that came twice, counted once: %1</source>
        <translation>到达两次、只计一次的结果：%1 个</translation>
    </message>
    <message>
        <source>events of agents that never came: %1</source>
        <translation>始终未到达的执行节点事件：%1 个</translation>
    </message>
    <message>
        <source>jobs that seemed to begin before they were sent, as clocks differ, shown as begun then: %1, by %2 at most</source>
        <translation>因时钟不一致而看似在发送之前开始、改为在发送时开始显示的作业：%1 个，最多相差 %2</translation>
    </message>
    <message>
        <source>times that came before others of their lane, as clocks differ, workers had been given up or results came late, shown later: %1, by %2 at most</source>
        <translation>因时钟不一致、工作线程曾被放弃或结果迟到，早于同泳道先前时刻而改为延后显示的时刻：%1 个，最多相差 %2</translation>
    </message>
    <message>
        <source>with %2 jobs in hand at a worker, jobs that began after one that was sent later: %1</source>
        <translation>每个工作线程手中有 %2 个作业时，在更晚发送的作业之后才开始的作业：%1 个</translation>
    </message>
    <message>
        <source>the broker was away for %1 s</source>
        <translation>消息代理失联了 %1 s</translation>
    </message>
    <message>
        <source>the broker took no jobs for a while, as it was short of memory or disk</source>
        <translation>消息代理曾因内存或磁盘不足而一度不接收作业</translation>
    </message>
    <message>
        <source>messages that could not be used: %1 (%2)</source>
        <translation>无法使用的消息：%1 条（%2）</translation>
    </message>
    <message>
        <source>the broker takes no messages, as it is short of memory or disk</source>
        <translation>消息代理因内存或磁盘不足而不接收消息</translation>
    </message>
    <message>
        <source>no agent is there: jobs wait for one</source>
        <translation>没有执行节点：作业正在等待</translation>
    </message>
    <message>
        <source>no agent that is there takes these jobs: they wait for another</source>
        <translation>在场的执行节点都不接受这些作业：作业正在等待其他节点</translation>
    </message>
    <message>
        <source>somebody has deleted the queues of the run</source>
        <translation>此运行的队列已被人删除</translation>
    </message>
    <message>
        <source>a message is not one of Poolscope&apos;s</source>
        <translation>有消息不是 Poolscope 的</translation>
    </message>
    <message>
        <source>an agent does not say what its clock shows</source>
        <translation>有执行节点没有给出其时钟的读数</translation>
    </message>
    <message>
        <source>a result is of no job of the run</source>
        <translation>有结果不属于此运行的任何作业</translation>
    </message>
    <message>
        <source>a message is too long</source>
        <translation>有消息过长</translation>
    </message>
    <message>
        <source>a message is of version %1, and this Poolscope speaks version %2: the same Poolscope has to be on both sides</source>
        <translation>有消息的版本为 %1，而此 Poolscope 使用版本 %2：两端必须使用相同的 Poolscope</translation>
    </message>
    <message>
        <source>a message is of another kind than belongs here</source>
        <translation>有消息的类型不属于此处</translation>
    </message>
    <message>
        <source>a message is damaged</source>
        <translation>有消息已损坏</translation>
    </message>
</context>
<context>
    <name>RunController</name>
    <message>
        <source>there is no memory for the run</source>
        <translation>内存不足，无法进行此运行</translation>
    </message>
</context>
<context>
    <name>RunExporter</name>
    <message>
        <source>Exporting %1 …</source>
        <translation>正在导出“%1”…</translation>
    </message>
</context>
<context>
    <name>RunFiles</name>
    <message>
        <source>Open Run</source>
        <translation>打开运行记录</translation>
    </message>
    <message>
        <source>Runs, traces, logs and tables (*.json *.jsonl *.gz *.zst *.xz *.zip *.csv *.log *.txt *.xml *.html *joblog* .ninja_log);;All files (*)</source>
        <translation>运行、跟踪、日志和表格 (*.json *.jsonl *.gz *.zst *.xz *.zip *.csv *.log *.txt *.xml *.html *joblog* .ninja_log);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Opening %1 …</source>
        <translation>正在打开“%1”…</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Save Run</source>
        <translation>保存运行记录</translation>
    </message>
    <message>
        <source>Runs, as traces (*.json *.json.gz)</source>
        <translation>跟踪文件形式的运行 (*.json *.json.gz)</translation>
    </message>
    <message>
        <source>Saving %1 …</source>
        <translation>正在保存“%1”…</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>已保存“%1”</translation>
    </message>
</context>
<context>
    <name>RunKeeper</name>
    <message>
        <source>Room for Runs</source>
        <translation>运行占用的内存</translation>
    </message>
    <message>
        <source>The runs of this session take %1 of memory, and %2 are set aside for them. The oldest, run %3, took %4 in the pool and is not saved.</source>
        <translation>本次会话的运行已占用 %1 内存，预留的空间为 %2。最早的运行 %3 在池中用时 %4，尚未保存。</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>保存(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Let It Go</source>
        <translation>移除(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Keep It</source>
        <translation>保留(&amp;K)</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>另有 %1 次运行</translation>
    </message>
    <message>
        <source>Run %1: %2, %3 in the pool</source>
        <translation>运行 %1：%2，池中用时 %3</translation>
    </message>
    <message>
        <source>The run that goes on</source>
        <translation>正在进行的运行</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message numerus="yes">
        <source>%Ln runs are not saved.</source>
        <translation>
            <numerusform>有 %Ln 次运行未保存。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1

Runs that took less than 10 s are not counted.</source>
        <translation>%1

用时不足 10 s 的运行未计入。</translation>
    </message>
    <message>
        <source>Stop and &amp;Save…</source>
        <translation>停止并保存(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation>丢弃(&amp;D)</translation>
    </message>
</context>
<context>
    <name>RunPresenter</name>
    <message>
        <source>Set the sliders, then press Run (F5).</source>
        <translation>调整滑块，然后按“运行”（F5）。</translation>
    </message>
</context>
<context>
    <name>RunStarter</name>
    <message>
        <source>Run Again</source>
        <translation>再次运行</translation>
    </message>
    <message>
        <source>%1 carried the settings of its run:

%2</source>
        <translation>“%1”带有其运行的设置：

%2</translation>
    </message>
    <message>
        <source>&amp;Run Again</source>
        <translation>再次运行(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Not Now</source>
        <translation>暂不(&amp;N)</translation>
    </message>
</context>
<context>
    <name>RunsPanel</name>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Show the run in the chart (Return, or a double click)</source>
        <translation>在图表中显示此运行（回车或双击）</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Show runs one above the other on one time axis, with their figures; select 2 to 16, or one to compare with the run in the chart</source>
        <translation>在同一时间轴上逐个上下排列各次运行，并列出其数据；选择 2 到 16 次运行，或选择一次与图表中的运行比较</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Save the run as a trace that opens again</source>
        <translation>将运行保存为可重新打开的跟踪文件</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Let the run go (Delete)</source>
        <translation>移除此运行（Delete）</translation>
    </message>
    <message>
        <source>Beyond that the oldest runs are let go; those that are not saved and took 10&#xa0;s or more are asked about first</source>
        <translation>超出时移除最早的运行；未保存且用时 10 s 及以上的会先询问</translation>
    </message>
    <message>
        <source>Runs of this session</source>
        <translation>本次会话的运行</translation>
    </message>
    <message numerus="yes">
        <source>%Ln runs that took 10 s or more are not saved. Let them go?</source>
        <translation>
            <numerusform>有 %Ln 次用时 10 s 或更长的运行未保存。要放弃吗？</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>移除(&amp;R)</translation>
    </message>
    <message numerus="yes">
        <source>%Ln runs · %1 of %2</source>
        <translation>
            <numerusform>%Ln 次运行 · %1 / %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>the system gives no more threads</source>
        <translation>系统无法再提供线程</translation>
    </message>
    <message>
        <source>the system gives no more threads: nothing is followed</source>
        <translation>系统无法再提供线程：未跟随任何内容</translation>
    </message>
    <message>
        <source>there is no memory for the durations of its jobs</source>
        <translation>内存不足，无法存放其作业的时长</translation>
    </message>
    <message>
        <source>there is no memory to follow on: what came until then is shown</source>
        <translation>内存不足，无法继续跟随：仅显示到此为止的内容</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no file that can be read twice: the run reads it, nobody knows its jobs beforehand</source>
        <translation>“%1”不是可以重复读取的文件：由运行读取，其作业事先无法得知</translation>
    </message>
    <message>
        <source>the system gives no more threads: the run could not begin</source>
        <translation>系统无法再提供线程：运行无法开始</translation>
    </message>
    <message>
        <source>there is no memory for the run: what was recorded of it until then is shown</source>
        <translation>内存不足，运行无法继续：仅显示到此为止已记录的内容</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>shortest first</source>
        <translation>最短优先</translation>
    </message>
    <message>
        <source>longest first</source>
        <translation>最长优先</translation>
    </message>
    <message>
        <source>random</source>
        <translation>随机</translation>
    </message>
    <message>
        <source>as submitted</source>
        <translation>按提交顺序</translation>
    </message>
    <message>
        <source>%1 could not be used: it is kept as %2</source>
        <translation>“%1”无法使用：已保留为“%2”</translation>
    </message>
    <message>
        <source>%1 cannot be used, and not be renamed either</source>
        <translation>“%1”无法使用，也无法重命名</translation>
    </message>
    <message>
        <source>it takes celery: and the address of the broker, such as celery:amqp://guest@localhost</source>
        <translation>应为 celery: 加消息代理的地址，例如 celery:amqp://guest@localhost</translation>
    </message>
</context>
<context>
    <name>SessionRuns</name>
    <message numerus="yes">
        <source>%Ln notes</source>
        <translation>
            <numerusform>%Ln 条说明</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, changed</source>
        <translation>%1，有变动</translation>
    </message>
    <message>
        <source>not saved</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation>记录时间</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Workers</source>
        <translation>工作线程</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>顺序</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Pool</source>
        <translation>工作池</translation>
    </message>
    <message>
        <source>Sequential</source>
        <translation>顺序运行</translation>
    </message>
    <message>
        <source>Speed-up</source>
        <translation>加速比</translation>
    </message>
    <message>
        <source>Wait p95</source>
        <translation>等待 p95</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
</context>
<context>
    <name>SettingsActions</name>
    <message>
        <source>Settings (*.json)</source>
        <translation>设置 (*.json)</translation>
    </message>
    <message>
        <source>%1: press Run (F5)</source>
        <translation>%1：请按“运行”（F5）</translation>
    </message>
    <message>
        <source>&amp;Back to My Settings</source>
        <translation>恢复我的设置(&amp;B)</translation>
    </message>
    <message>
        <source>Your settings are back</source>
        <translation>已恢复原来的设置</translation>
    </message>
    <message>
        <source>Open Settings</source>
        <translation>打开设置</translation>
    </message>
    <message>
        <source>Settings, or exported pictures (*.json *.png *.svg *.pdf)</source>
        <translation>设置或导出的图片 (*.json *.png *.svg *.pdf)</translation>
    </message>
    <message>
        <source>Opened %1: press Run (F5)</source>
        <translation>已打开“%1”：请按“运行”（F5）</translation>
    </message>
    <message>
        <source>Taking the durations …</source>
        <translation>正在提取时长…</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Use These Durations</source>
        <translation>采用这些时长</translation>
    </message>
    <message>
        <source>Jobs that wait as long as those took: %1. Examples → Back to My Settings brings yours back.</source>
        <translation>作业的等待时长取自此运行：%1。“示例 → 恢复我的设置”可恢复原来的设置。</translation>
    </message>
    <message>
        <source>Press Run (F5)</source>
        <translation>请按“运行”（F5）</translation>
    </message>
    <message>
        <source>Save Settings</source>
        <translation>保存设置</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>已保存“%1”</translation>
    </message>
</context>
<context>
    <name>SettingsPanel</name>
    <message>
        <source>Settings of the next run</source>
        <translation>下次运行的设置</translation>
    </message>
    <message>
        <source>POOL</source>
        <translation>工作池</translation>
    </message>
    <message>
        <source>&amp;Jobs</source>
        <translation>作业(&amp;J)</translation>
    </message>
    <message>
        <source>Number of jobs</source>
        <translation>作业数</translation>
    </message>
    <message>
        <source>&amp;Workers</source>
        <translation>工作线程(&amp;W)</translation>
    </message>
    <message>
        <source>While a run goes on this changes the running pool: more start at once, fewer retire after the job in hand</source>
        <translation>运行期间的更改作用于正在运行的池：增加的立即启动，减少的在完成手头的作业后退出</translation>
    </message>
    <message>
        <source>Number of workers</source>
        <translation>工作线程数</translation>
    </message>
    <message>
        <source>&amp;Channel capacity</source>
        <translation>通道容量(&amp;C)</translation>
    </message>
    <message>
        <source>Channel capacity</source>
        <translation>通道容量</translation>
    </message>
    <message>
        <source>As man&amp;y as jobs</source>
        <translation>与作业数相同(&amp;Y)</translation>
    </message>
    <message>
        <source>The capacity follows the number of jobs, as in the article. 0 is a rendezvous: each value passes straight from a sender to a receiver.</source>
        <translation>容量随作业数变化，与文章中一致。0 表示会合：每个值由发送方直接交给接收方。</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Where the workers are</source>
        <translation>工作线程所在的位置</translation>
    </message>
    <message>
        <source>Threads of this program, or agents at a message broker: Poolscope on any machine that reaches the broker (RabbitMQ), started by “poolscope worker --broker …”</source>
        <translation>本程序的线程，或消息代理上的执行节点：在任何能连到消息代理（RabbitMQ）的机器上以“poolscope worker --broker …”启动的 Poolscope</translation>
    </message>
    <message>
        <source>This machine</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>执行节点</translation>
    </message>
    <message>
        <source>amqp://user@host</source>
        <translation>amqp://user@host</translation>
    </message>
    <message>
        <source>Address of the broker</source>
        <translation>消息代理的地址</translation>
    </message>
    <message>
        <source>amqp://user:password@host:port/vhost, or amqps:// for TLS; a password is not remembered</source>
        <translation>amqp://user:password@host:port/vhost，使用 TLS 时为 amqps://；不会记住密码</translation>
    </message>
    <message>
        <source>Agents at the broker</source>
        <translation>消息代理上的执行节点</translation>
    </message>
    <message>
        <source>Jobs in hand</source>
        <translation>手头作业数</translation>
    </message>
    <message>
        <source>Jobs that a worker has in hand</source>
        <translation>每个工作线程手头的作业数</translation>
    </message>
    <message>
        <source>More than one keep a worker from waiting for the broker between short jobs. They begin in another order than they were sent in then, and one in hand of a busy worker cannot be done by an idle one.</source>
        <translation>多于一个时，工作线程在短作业之间无需等待消息代理。但作业的开始顺序会与发送顺序不同，忙碌的工作线程手头的作业也无法由空闲的工作线程代做。</translation>
    </message>
    <message>
        <source>EACH JOB</source>
        <translation>每个作业</translation>
    </message>
    <message>
        <source>Wor&amp;k</source>
        <translation>工作(&amp;K)</translation>
    </message>
    <message>
        <source>What each job does</source>
        <translation>每个作业做什么</translation>
    </message>
    <message>
        <source>Waits, as for a disk or a network; computes, as much as takes the duration on one idle core; computes for a share and waits for the rest; computes the SHA-256 of a file; or runs a program</source>
        <translation>等待，如等待磁盘或网络；计算，计算量为一个空闲核心在该时长内所能完成；一部分时间计算，其余时间等待；计算文件的 SHA-256；或运行程序</translation>
    </message>
    <message>
        <source>Waits</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>Computes</source>
        <translation>计算</translation>
    </message>
    <message>
        <source>Mixed</source>
        <translation>混合</translation>
    </message>
    <message>
        <source>Hashes a file</source>
        <translation>计算文件哈希</translation>
    </message>
    <message>
        <source>Runs a command</source>
        <translation>运行命令</translation>
    </message>
    <message>
        <source>&amp;Duration</source>
        <translation>时长(&amp;D)</translation>
    </message>
    <message>
        <source>Duration of each job</source>
        <translation>每个作业的时长</translation>
    </message>
    <message>
        <source>Computing</source>
        <translation>计算占比</translation>
    </message>
    <message>
        <source>The share of mixed work that computes; the rest waits</source>
        <translation>混合工作中计算所占的比例，其余为等待</translation>
    </message>
    <message>
        <source>Share of mixed work that computes</source>
        <translation>混合工作的计算占比</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>D&amp;istribution</source>
        <translation>分布(&amp;I)</translation>
    </message>
    <message>
        <source>How the durations differ</source>
        <translation>时长的差异</translation>
    </message>
    <message>
        <source>How the durations of the jobs differ; their mean is the duration above</source>
        <translation>各作业时长的差异；其均值为上方的时长</translation>
    </message>
    <message>
        <source>All alike</source>
        <translation>全部相同</translation>
    </message>
    <message>
        <source>Uniform</source>
        <translation>均匀</translation>
    </message>
    <message>
        <source>Exponential</source>
        <translation>指数</translation>
    </message>
    <message>
        <source>Short and long</source>
        <translation>有短有长</translation>
    </message>
    <message>
        <source>Heavy tail</source>
        <translation>重尾</translation>
    </message>
    <message>
        <source>From a file</source>
        <translation>取自文件</translation>
    </message>
    <message>
        <source>Up to ±</source>
        <translation>最多 ±</translation>
    </message>
    <message>
        <source>Durations differ from their mean by this much at most</source>
        <translation>时长与其均值的最大偏差</translation>
    </message>
    <message>
        <source>Half of the width of the distribution</source>
        <translation>分布宽度的一半</translation>
    </message>
    <message>
        <source>Long jobs</source>
        <translation>长作业</translation>
    </message>
    <message>
        <source>This share of the jobs is long</source>
        <translation>长作业在全部作业中的比例</translation>
    </message>
    <message>
        <source>Share of long jobs</source>
        <translation>长作业的比例</translation>
    </message>
    <message>
        <source>Times as long</source>
        <translation>时长倍数</translation>
    </message>
    <message>
        <source>Long jobs take so many times as long as short ones</source>
        <translation>长作业的时长是短作业的多少倍</translation>
    </message>
    <message>
        <source>How many times as long they take</source>
        <translation>长作业的时长倍数</translation>
    </message>
    <message>
        <source> ×</source>
        <translation> ×</translation>
    </message>
    <message>
        <source>Tail exponent</source>
        <translation>尾部指数</translation>
    </message>
    <message>
        <source>The lower, the heavier the tail: few jobs take most of the time</source>
        <translation>越小，尾部越重：少数作业占去大部分时间</translation>
    </message>
    <message>
        <source>Exponent of the tail</source>
        <translation>分布尾部的指数</translation>
    </message>
    <message>
        <source>A file, one duration a line</source>
        <translation>文件，每行一个时长</translation>
    </message>
    <message>
        <source>File of durations</source>
        <translation>时长文件</translation>
    </message>
    <message>
        <source>One duration a line with its unit, such as 20ms; each line is a job</source>
        <translation>每行一个带单位的时长，如 20ms；每行是一个作业</translation>
    </message>
    <message>
        <source>…</source>
        <translation>…</translation>
    </message>
    <message>
        <source>Choose a file of durations</source>
        <translation>选择时长文件</translation>
    </message>
    <message>
        <source>How often durations are how long</source>
        <translation>各种时长出现的频率</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Commands…</source>
        <translation>命令…</translation>
    </message>
    <message>
        <source>Commands as they will run</source>
        <translation>将要运行的命令</translation>
    </message>
    <message>
        <source>Shows the first commands as they will run</source>
        <translation>显示将要运行的前几条命令</translation>
    </message>
    <message>
        <source>convert {} {.}.png</source>
        <translation>convert {} {.}.png</translation>
    </message>
    <message>
        <source>{} stands for the job’s input, {.} for that without its ending, {/} for its name, {//} for its folder, {/.} for its name without its ending, {n} or {#} for the job’s number, {%} for that of its worker. No shell is involved: each word is one argument.</source>
        <translation>{} 代表作业的输入，{.} 代表去掉扩展名的输入，{/} 代表其文件名，{//} 代表其所在文件夹，{/.} 代表去掉扩展名的文件名，{n} 或 {#} 代表作业编号，{%} 代表工作线程编号。不经过 shell：每个词就是一个参数。</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>文件夹…</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>选择文件夹</translation>
    </message>
    <message>
        <source>List…</source>
        <translation>列表…</translation>
    </message>
    <message>
        <source>Choose a list</source>
        <translation>选择列表</translation>
    </message>
    <message>
        <source>A folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Input of the jobs</source>
        <translation>作业的输入</translation>
    </message>
    <message>
        <source>Hashing: a folder, each file in it a job. A command: a list, each line a job, or a folder, or nothing where {n} is enough</source>
        <translation>哈希：文件夹，其中每个文件为一个作业。命令：列表，每行一个作业；或文件夹；若 {n} 已足够，则留空</translation>
    </message>
    <message>
        <source>With subfolders</source>
        <translation>含子文件夹</translation>
    </message>
    <message>
        <source>Files in the folders of the folder are jobs, too</source>
        <translation>子文件夹中的文件也是作业</translation>
    </message>
    <message>
        <source>Ended by NUL</source>
        <translation>以 NUL 结尾</translation>
    </message>
    <message>
        <source>The parts of the list end with NUL, as find -print0 writes them; a NUL with the first line of a list tells that, too</source>
        <translation>列表各项以 NUL 结尾，如 find -print0 的输出；列表首行含有 NUL 时也按此处理</translation>
    </message>
    <message>
        <source>Timeout</source>
        <translation>超时</translation>
    </message>
    <message>
        <source>A command that takes longer is ended and counts as failed</source>
        <translation>超过此时间的命令会被终止并计为失败</translation>
    </message>
    <message>
        <source>Timeout of a command</source>
        <translation>命令的超时</translation>
    </message>
    <message>
        <source>ORDER AND ARRIVAL</source>
        <translation>顺序与到达</translation>
    </message>
    <message>
        <source>&amp;Order</source>
        <translation>顺序(&amp;O)</translation>
    </message>
    <message>
        <source>Order of the jobs</source>
        <translation>作业的顺序</translation>
    </message>
    <message>
        <source>In which order the jobs are sent</source>
        <translation>作业按什么顺序发送</translation>
    </message>
    <message>
        <source>As submitted</source>
        <translation>按提交顺序</translation>
    </message>
    <message>
        <source>Shortest first</source>
        <translation>最短优先</translation>
    </message>
    <message>
        <source>Longest first</source>
        <translation>最长优先</translation>
    </message>
    <message>
        <source>Random</source>
        <translation>随机</translation>
    </message>
    <message>
        <source>&amp;Arrival</source>
        <translation>到达(&amp;A)</translation>
    </message>
    <message>
        <source>When the jobs come</source>
        <translation>作业何时到达</translation>
    </message>
    <message>
        <source>When the jobs come to be sent</source>
        <translation>作业何时到达并等待发送</translation>
    </message>
    <message>
        <source>All at once</source>
        <translation>全部同时</translation>
    </message>
    <message>
        <source>One every …</source>
        <translation>每隔 …</translation>
    </message>
    <message>
        <source>At random</source>
        <translation>随机</translation>
    </message>
    <message>
        <source>One every</source>
        <translation>每隔</translation>
    </message>
    <message>
        <source>Time between two arrivals</source>
        <translation>两次到达之间的时间</translation>
    </message>
    <message>
        <source>On average</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>Jobs come independent of each other (a Poisson process), so many a second on average</source>
        <translation>作业彼此独立地到达（泊松过程），此为平均每秒的个数</translation>
    </message>
    <message>
        <source>Arrivals a second</source>
        <translation>每秒到达数</translation>
    </message>
    <message>
        <source> /s</source>
        <translation> /s</translation>
    </message>
    <message>
        <source>RESULTS</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Own ca&amp;pacity</source>
        <translation>单独容量(&amp;P)</translation>
    </message>
    <message>
        <source>The results channel has a capacity of its own; else that of the jobs channel. When it is full, workers wait until a result has been read.</source>
        <translation>结果通道使用单独的容量；否则与作业通道相同。通道已满时，工作线程会等待，直到有结果被读取。</translation>
    </message>
    <message>
        <source>Capacity of the results channel</source>
        <translation>结果通道的容量</translation>
    </message>
    <message>
        <source>Reader takes</source>
        <translation>读取用时</translation>
    </message>
    <message>
        <source>Each result keeps its reader busy for so long</source>
        <translation>读取方处理每个结果所占用的时间</translation>
    </message>
    <message>
        <source>Time of the reader for each result</source>
        <translation>读取方处理每个结果的时间</translation>
    </message>
    <message>
        <source>FAILURES AND CHANCE</source>
        <translation>失败与随机</translation>
    </message>
    <message>
        <source>Fai&amp;l rate</source>
        <translation>失败率(&amp;L)</translation>
    </message>
    <message>
        <source>So many attempts fail on purpose, to see what failures do to a run</source>
        <translation>让这一比例的尝试故意失败，以观察失败对运行的影响</translation>
    </message>
    <message>
        <source>Share of attempts that fail on purpose</source>
        <translation>故意失败的尝试的比例</translation>
    </message>
    <message>
        <source>Re&amp;tries</source>
        <translation>重试(&amp;T)</translation>
    </message>
    <message>
        <source>A job that failed is tried again so often, at once and by the same worker</source>
        <translation>失败的作业重试的次数，由同一工作线程立即进行</translation>
    </message>
    <message>
        <source>How often a job that failed is tried again</source>
        <translation>失败的作业重试的次数</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>The same seed gives the same durations, order, arrivals and failures</source>
        <translation>相同的种子产生相同的时长、顺序、到达和失败</translation>
    </message>
    <message>
        <source>SEQUENTIAL RUN</source>
        <translation>顺序运行</translation>
    </message>
    <message>
        <source>Whe&amp;n</source>
        <translation>时机(&amp;N)</translation>
    </message>
    <message>
        <source>When the sequential run takes place</source>
        <translation>何时进行顺序运行</translation>
    </message>
    <message>
        <source>The same jobs one after another, to compare with</source>
        <translation>逐个运行相同的作业，用于比较</translation>
    </message>
    <message>
        <source>After the pool</source>
        <translation>在池之后</translation>
    </message>
    <message>
        <source>Alongside</source>
        <translation>与池同时</translation>
    </message>
    <message>
        <source>Not at all</source>
        <translation>不进行</translation>
    </message>
    <message>
        <source>Ideal for these settings</source>
        <translation>此设置的理想值</translation>
    </message>
    <message>
        <source>No schedule can be faster: the most of all work ÷ workers, the longest job, all computing ÷ the cores of this machine, and what the arrivals and the reader leave</source>
        <translation>任何调度都不可能更快，取以下各项的最大值：总工作量 ÷ 工作线程数、最长的作业、总计算量 ÷ 本机核心数，以及到达和读取方造成的下限</translation>
    </message>
    <message>
        <source>Sequential would take</source>
        <translation>顺序运行需时</translation>
    </message>
    <message>
        <source>All jobs one after another</source>
        <translation>所有作业逐个运行</translation>
    </message>
    <message>
        <source>Most speed-up possible</source>
        <translation>最大加速比</translation>
    </message>
    <message>
        <source>Sequential time ÷ ideal</source>
        <translation>顺序运行时间 ÷ 理想值</translation>
    </message>
    <message>
        <source>Run takes at least</source>
        <translation>运行至少需时</translation>
    </message>
    <message>
        <source>The pool, and the sequential run where it is wanted</source>
        <translation>包括池的运行，以及所需的顺序运行</translation>
    </message>
    <message>
        <source>By how long the jobs took in the last run</source>
        <translation>按上次运行中作业的用时</translation>
    </message>
    <message>
        <source>Agents are started by: poolscope worker --broker %1</source>
        <translation>启动执行节点：poolscope worker --broker %1</translation>
    </message>
    <message>
        <source>From %1: nobody is asked there before you agree</source>
        <translation>来自“%1”：同意后才会连接</translation>
    </message>
    <message>
        <source>File of Durations</source>
        <translation>时长文件</translation>
    </message>
    <message>
        <source>List</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>List or folder</source>
        <translation>列表或文件夹</translation>
    </message>
    <message>
        <source>A list or a folder</source>
        <translation>列表或文件夹</translation>
    </message>
    <message>
        <source>From %1: not run before you agree</source>
        <translation>来自“%1”：同意后才会运行</translation>
    </message>
    <message>
        <source>In seconds</source>
        <translation>以秒为单位</translation>
    </message>
</context>
<context>
    <name>SizingChart</name>
    <message>
        <source>Time over the number of workers</source>
        <translation>时间随工作线程数的变化</translation>
    </message>
    <message>
        <source>No time with 1 worker is known, with which to compare.</source>
        <translation>尚无单个工作线程时的时间可供比较。</translation>
    </message>
</context>
<context>
    <name>SizingLegend</name>
    <message>
        <source>scalability law</source>
        <translation>可扩展性定律</translation>
    </message>
</context>
<context>
    <name>SizingPanel</name>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>How long the jobs take</source>
        <translation>作业需要多长时间</translation>
    </message>
    <message>
        <source>Speed-up</source>
        <translation>加速比</translation>
    </message>
    <message>
        <source>The time with 1 worker ÷ the time: simulated with simulated, measured with measured</source>
        <translation>1 个工作线程时的时间 ÷ 该数量时的时间：模拟只与模拟比，实测只与实测比</translation>
    </message>
    <message>
        <source>Efficiency</source>
        <translation>效率</translation>
    </message>
    <message>
        <source>The speed-up ÷ workers</source>
        <translation>加速比 ÷ 工作线程数</translation>
    </message>
    <message>
        <source>Scalability fit</source>
        <translation>可扩展性拟合</translation>
    </message>
    <message>
        <source>The Universal Scalability Law (Gunther), fitted to the measured times</source>
        <translation>按实测时间拟合的通用可扩展性定律（Gunther）</translation>
    </message>
    <message>
        <source>What if, and measuring</source>
        <translation>假设与测量</translation>
    </message>
    <message>
        <source>A mean wait of</source>
        <translation>平均等待</translation>
    </message>
    <message>
        <source>How long a job may wait for a worker on average, at most: 0s to 1h, with a unit</source>
        <translation>作业平均等待工作线程的最长时间：0s 到 1h，须带单位</translation>
    </message>
    <message>
        <source>Mean wait</source>
        <translation>平均等待</translation>
    </message>
    <message>
        <source>WHAT IF</source>
        <translation>假设</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Takes the what-if away: all as it was</source>
        <translation>去掉假设，恢复原状</translation>
    </message>
    <message>
        <source>Workers</source>
        <translation>工作线程</translation>
    </message>
    <message>
        <source>Workers of the what-if</source>
        <translation>假设的工作线程数</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>顺序</translation>
    </message>
    <message>
        <source>Order of the what-if</source>
        <translation>假设的顺序</translation>
    </message>
    <message>
        <source>In which order the jobs are sent</source>
        <translation>作业按什么顺序发送</translation>
    </message>
    <message>
        <source>As it was</source>
        <translation>原样</translation>
    </message>
    <message>
        <source>Shortest first</source>
        <translation>最短优先</translation>
    </message>
    <message>
        <source>Longest first</source>
        <translation>最长优先</translation>
    </message>
    <message>
        <source>Random</source>
        <translation>随机</translation>
    </message>
    <message>
        <source>Longest job</source>
        <translation>最长作业</translation>
    </message>
    <message>
        <source>The longest job of the what-if</source>
        <translation>假设的最长作业</translation>
    </message>
    <message>
        <source>What becomes of the job that takes longest</source>
        <translation>如何处理用时最长的作业</translation>
    </message>
    <message>
        <source>As it is</source>
        <translation>不变</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>去掉</translation>
    </message>
    <message>
        <source>In 2 parts</source>
        <translation>分成 2 份</translation>
    </message>
    <message>
        <source>In 4 parts</source>
        <translation>分成 4 份</translation>
    </message>
    <message>
        <source>In 8 parts</source>
        <translation>分成 8 份</translation>
    </message>
    <message>
        <source>Without failures</source>
        <translation>无失败</translation>
    </message>
    <message>
        <source>Each job succeeds at its first attempt</source>
        <translation>每个作业首次尝试即成功</translation>
    </message>
    <message>
        <source>Retries</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Retries of the what-if</source>
        <translation>假设的重试次数</translation>
    </message>
    <message>
        <source>How often a job that failed is tried again: 0 to 100. Attempts beyond those that were made follow the fail rate, or else fail as the last one did</source>
        <translation>失败的作业重试的次数：0 到 100。超出实际次数的尝试按失败率决定成败，没有失败率则与最后一次一样失败</translation>
    </message>
    <message>
        <source>All jobs at once</source>
        <translation>作业同时到达</translation>
    </message>
    <message>
        <source>All jobs are there from the beginning</source>
        <translation>所有作业一开始就已到达</translation>
    </message>
    <message>
        <source>Room for all results</source>
        <translation>容纳所有结果</translation>
    </message>
    <message>
        <source>No worker waits until its result is read</source>
        <translation>工作线程都无需等待其结果被读取</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>auto</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Numbers of workers to measure</source>
        <translation>要测量的工作线程数</translation>
    </message>
    <message>
        <source>Numbers of workers, such as 1,2,4 or 1..16; empty: doubled from 1 until more bring nothing, then filled in around the best</source>
        <translation>工作线程数，如 1,2,4 或 1..16；留空：从 1 开始倍增，直到再多也无益，然后在最佳值附近补测</translation>
    </message>
    <message>
        <source>×</source>
        <translation>×</translation>
    </message>
    <message>
        <source>Runs for each number</source>
        <translation>每个数量的运行次数</translation>
    </message>
    <message>
        <source>So many runs for each number of workers</source>
        <translation>每种工作线程数运行的次数</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>测量</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Ends the measurement; what is measured stays</source>
        <translation>结束测量；保留已测量的结果</translation>
    </message>
    <message>
        <source>Run some jobs, or open a run: how long they would take with other numbers of workers is shown here.</source>
        <translation>运行一些作业，或打开已有的运行：这里会显示采用其他工作线程数时需要多长时间。</translation>
    </message>
    <message>
        <source>simulated</source>
        <translation>模拟</translation>
    </message>
    <message>
        <source>what if: %1</source>
        <translation>假设：%1</translation>
    </message>
</context>
<context>
    <name>SpokenLabel</name>
    <message>
        <source>%1. %2</source>
        <translation>%1。%2</translation>
    </message>
</context>
<context>
    <name>SpreadView</name>
    <message>
        <source>mean %1</source>
        <translation>平均 %1</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Stopped: %1 of %2 jobs finished, %3 failed, %4 cancelled, %5 never ran</source>
        <translation>已停止：%2 个作业中 %1 个已完成，%3 个失败，%4 个取消，%5 个从未运行</translation>
    </message>
    <message>
        <source>All jobs done</source>
        <translation>所有作业已完成</translation>
    </message>
    <message>
        <source>All jobs done, %1 of them failed</source>
        <translation>所有作业已完成，其中 %1 个失败</translation>
    </message>
    <message>
        <source>The sequential run was stopped</source>
        <translation>顺序运行已停止</translation>
    </message>
    <message>
        <source>With the worker pool %1, without %2 · %3 %4</source>
        <translation>使用工作池 %1，不用 %2 · %3 %4</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Progress of the run</source>
        <translation>运行进度</translation>
    </message>
    <message numerus="yes">
        <source>%Ln cores</source>
        <translation>
            <numerusform>%Ln 个核心</numerusform>
        </translation>
    </message>
    <message>
        <source>Preparing the jobs: %1 so far</source>
        <translation>正在准备作业：已有 %1 个</translation>
    </message>
    <message>
        <source>Preparing the jobs</source>
        <translation>正在准备作业</translation>
    </message>
    <message>
        <source>%1; %2</source>
        <translation>%1；%2</translation>
    </message>
    <message>
        <source>Following %1: no job has begun yet</source>
        <translation>正在跟随“%1”：尚无作业开始</translation>
    </message>
    <message>
        <source>Following %1: %2 of %3 jobs done</source>
        <translation>正在跟随“%1”：已完成 %2/%3 个作业</translation>
    </message>
    <message>
        <source>Pool: %1 of %2 jobs done</source>
        <translation>工作池：已完成 %1/%2 个作业</translation>
    </message>
    <message>
        <source>Sequential run: %1 of %2 jobs done</source>
        <translation>顺序运行：已完成 %1/%2 个作业</translation>
    </message>
    <message>
        <source>Paused. %1</source>
        <translation>已暂停。%1</translation>
    </message>
    <message>
        <source>With the worker pool %1</source>
        <translation>使用工作池 %1</translation>
    </message>
</context>
<context>
    <name>Text</name>
    <message>
        <source>The pool&apos;s run read %1 from the disk, the sequential run %2: it found the rest in memory. Run again, warm, to compare them</source>
        <translation>工作池的运行从磁盘读取了 %1，顺序运行读取了 %2：其余内容已在内存中。请在热缓存下再运行以便比较</translation>
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
        <translation>%1，其总和有误：%2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln times</source>
        <translation>
            <numerusform>%Ln 次</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 jobs/s</source>
        <translation>%1 作业/s</translation>
    </message>
    <message>
        <source>%1 of %2 jobs failed</source>
        <translation>%2 个作业中有 %1 个失败</translation>
    </message>
    <message>
        <source>paused for %1</source>
        <translation>暂停了 %1</translation>
    </message>
    <message>
        <source>workers changed</source>
        <translation>工作线程数有变动</translation>
    </message>
    <message>
        <source>The time ÷ that of the first run</source>
        <translation>该用时 ÷ 第一个运行的用时</translation>
    </message>
    <message>
        <source>Jobs finished</source>
        <translation>已完成作业</translation>
    </message>
    <message>
        <source>Jobs that ran to their end in the pool</source>
        <translation>在工作池中运行到结束的作业</translation>
    </message>
    <message>
        <source>Failed / tried again</source>
        <translation>失败 / 重试</translation>
    </message>
    <message>
        <source>Jobs that failed after all attempts / attempts that failed and were followed by another</source>
        <translation>所有尝试均失败的作业数 / 失败后又重试的尝试数</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Received from the results channel, each checked: the result of a job is 2 × its number</source>
        <translation>从结果通道接收，逐个核对：作业的结果为 2 × 作业编号</translation>
    </message>
    <message>
        <source>Efficiency</source>
        <translation>效率</translation>
    </message>
    <message>
        <source>Speed-up ÷ workers (their mean, where their number changed); pauses are left out</source>
        <translation>加速比 ÷ 工作线程数（数量变动时取其平均值）；不计暂停</translation>
    </message>
    <message>
        <source>Worker utilisation</source>
        <translation>工作线程利用率</translation>
    </message>
    <message>
        <source>Time at work ÷ (time of the pool × workers); pauses count</source>
        <translation>工作时间 ÷（工作池用时 × 工作线程数）；计入暂停</translation>
    </message>
    <message>
        <source>Above the ideal</source>
        <translation>超出理想值</translation>
    </message>
    <message>
        <source>Time of the pool − ideal: no schedule can be faster; pauses count. Not known where the number of workers changed</source>
        <translation>工作池用时 − 理想值：任何调度都不可能更快；计入暂停。工作线程数变动时无法得知</translation>
    </message>
    <message>
        <source>Wait, median / p95</source>
        <translation>等待中位数 / p95</translation>
    </message>
    <message>
        <source>From the moment a job is offered until a worker starts it</source>
        <translation>从提交作业到工作线程开始执行它为止</translation>
    </message>
    <message>
        <source>Sender waited</source>
        <translation>发送方等待</translation>
    </message>
    <message>
        <source>For room in the jobs channel</source>
        <translation>等待作业通道腾出空位</translation>
    </message>
    <message>
        <source>CPU time</source>
        <translation>CPU 时间</translation>
    </message>
    <message>
        <source>Time that the jobs had a core, and its share of their durations; the rest they waited, for something or for a core. Of jobs that are long enough to measure</source>
        <translation>作业占有核心的时间及其占作业时长的比例；其余时间在等待核心或其他事物。仅统计长到足以测量的作业</translation>
    </message>
    <message>
        <source>Preempted</source>
        <translation>被抢占</translation>
    </message>
    <message>
        <source>Involuntary context switches: how often a job had to give its core to another, as happens where more workers compute than there are cores</source>
        <translation>非自愿上下文切换：作业不得不把核心让给其他作业的次数，常见于参与计算的工作线程多于核心时</translation>
    </message>
    <message>
        <source>Throughput</source>
        <translation>吞吐量</translation>
    </message>
    <message>
        <source>Jobs finished ÷ time of the pool</source>
        <translation>已完成作业 ÷ 工作池用时</translation>
    </message>
    <message>
        <source>Workers</source>
        <translation>工作线程</translation>
    </message>
    <message>
        <source>Speed-up</source>
        <translation>加速比</translation>
    </message>
    <message>
        <source>÷ %1</source>
        <translation>÷ %1</translation>
    </message>
    <message>
        <source>With the worker pool</source>
        <translation>使用工作池</translation>
    </message>
    <message>
        <source>Without</source>
        <translation>不用工作池</translation>
    </message>
    <message>
        <source>paused, %1 of %2 jobs done</source>
        <translation>已暂停，%2 个作业中已完成 %1 个</translation>
    </message>
    <message>
        <source>running, %1 of %2 jobs done</source>
        <translation>运行中，%2 个作业中已完成 %1 个</translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation>%1 个失败</translation>
    </message>
    <message>
        <source>stopped by a signal: %1</source>
        <translation>被信号停止：%1</translation>
    </message>
    <message>
        <source>stopped after %1 of %2 jobs</source>
        <translation>已停止，%2 个作业中完成了 %1 个</translation>
    </message>
    <message>
        <source>not run</source>
        <translation>未运行</translation>
    </message>
    <message numerus="yes">
        <source>%Ln workers</source>
        <translation>
            <numerusform>%Ln 个工作线程</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln cores</source>
        <translation>
            <numerusform>%Ln 个核心</numerusform>
        </translation>
    </message>
    <message>
        <source>A long job came late</source>
        <translation>长作业来得太晚</translation>
    </message>
    <message>
        <source>One job sets the end</source>
        <translation>单个作业决定结束时间</translation>
    </message>
    <message>
        <source>More workers help, up to %1</source>
        <translation>增加工作线程有益，最多 %1 个</translation>
    </message>
    <message>
        <source>More workers than %1 bring nothing</source>
        <translation>工作线程数超过 %1并无收益</translation>
    </message>
    <message>
        <source>Much time goes from one job to the next</source>
        <translation>作业交接花费大量时间</translation>
    </message>
    <message>
        <source>Workers wait for jobs to come</source>
        <translation>工作线程在等待作业到来</translation>
    </message>
    <message>
        <source>Results wait for their reader</source>
        <translation>结果在等待读取方</translation>
    </message>
    <message>
        <source>Failed attempts cost time</source>
        <translation>失败的尝试耗费时间</translation>
    </message>
    <message>
        <source>Workers took their first job late</source>
        <translation>工作线程很晚才取到首个作业</translation>
    </message>
    <message>
        <source>Files came from the disk</source>
        <translation>文件读自磁盘</translation>
    </message>
    <message>
        <source>%1 would take as long</source>
        <translation>用 %1也一样快</translation>
    </message>
    <message>
        <source>job %1, the last to end, took %2 and started at %3.</source>
        <translation>最后结束的作业 %1 用时 %2，在 %3 时开始。</translation>
    </message>
    <message>
        <source>job %1, the last to end, took %2 and started at %3; with no job left to take, other workers lost %4.</source>
        <translation>最后结束的作业 %1 用时 %2，在 %3 时开始；此时已无作业可取，其他工作线程损失了 %4。</translation>
    </message>
    <message>
        <source>for %1 of the time all workers were busy while more jobs waited.</source>
        <translation>在 %1 的时间里，所有工作线程都忙，同时还有作业在等待。</translation>
    </message>
    <message>
        <source>for %1 of the time all workers were busy while jobs were left to do.</source>
        <translation>在 %1 的时间里，所有工作线程都忙，同时还有作业待做。</translation>
    </message>
    <message>
        <source>for %1 of the time all workers were busy while more jobs waited; how many cores these need is not known.</source>
        <translation>在 %1 的时间里，所有工作线程都忙，同时还有作业在等待；这些作业需要多少核心不得而知。</translation>
    </message>
    <message>
        <source>for %1 of the time all workers were busy while jobs were left to do; how many cores these need is not known.</source>
        <translation>在 %1 的时间里，所有工作线程都忙，同时还有作业待做；这些作业需要多少核心不得而知。</translation>
    </message>
    <message>
        <source>%1 of the workers&apos; time, %2, went by between jobs though more of them waited.</source>
        <translation>工作线程有 %1 的时间（%2）花在作业之间，尽管还有作业在等待。</translation>
    </message>
    <message>
        <source>%1 of the workers&apos; time, %2, went by between jobs though more of them waited, usually %3 each time: hand over several together.</source>
        <translation>工作线程有 %1 的时间（%2）花在作业之间，尽管还有作业在等待，每次通常 %3：可每次交接多个作业。</translation>
    </message>
    <message>
        <source>for %1 of the workers&apos; time no job had come: more workers do not help, jobs that come sooner do.</source>
        <translation>在工作线程 %1 的时间里没有作业到来：增加工作线程没有帮助，让作业更早到来才有。</translation>
    </message>
    <message>
        <source>for %1 of the workers&apos; time the jobs channel was empty, and more jobs were still to be sent: a larger capacity than %2 may help.</source>
        <translation>在工作线程 %1 的时间里作业通道为空，而仍有作业待发送：将容量加大到 %2 以上或有帮助。</translation>
    </message>
    <message>
        <source>for %1 of the workers&apos; time the jobs channel was empty, and more jobs were still to be sent: workers take them faster than they are sent.</source>
        <translation>在工作线程 %1 的时间里作业通道为空，而仍有作业待发送：工作线程取走作业的速度快于发送。</translation>
    </message>
    <message>
        <source>for %1 of the workers&apos; time a result waited for room in the results channel; its reader takes %2 for each.</source>
        <translation>在工作线程 %1 的时间里，有结果在等待结果通道腾出空位；读取方读取每个结果需要 %2。</translation>
    </message>
    <message>
        <source>for %1 of the workers&apos; time a result waited for room in the results channel.</source>
        <translation>在工作线程 %1 的时间里，有结果在等待结果通道腾出空位。</translation>
    </message>
    <message>
        <source>job %1 alone needs %2, %3 of the whole time: no number of workers ends sooner than it.</source>
        <translation>仅作业 %1 就需要 %2，占总用时的 %3：无论多少工作线程，都不会比它更早结束。</translation>
    </message>
    <message>
        <source>%1 shared %2: for %3 of their time, %4, jobs were ready to go on without a core.</source>
        <translation>%1共用 %2：在其 %3 的时间（%4）里，作业已就绪却没有核心可用。</translation>
    </message>
    <message>
        <source>attempts that failed or were made again took %1 of the workers&apos; time, %2.</source>
        <translation>失败或重做的尝试占用了工作线程 %1 的时间（%2）。</translation>
    </message>
    <message>
        <source>%1 of the workers&apos; time, %2, went by before they took their first job.</source>
        <translation>工作线程有 %1 的时间（%2）花在取到首个作业之前。</translation>
    </message>
    <message>
        <source>jobs waited for %1 of the workers&apos; time, and files were read from the disk; a second run may find them in memory.</source>
        <translation>作业的等待占工作线程 %1 的时间，且有文件读自磁盘；再次运行时这些文件可能已在内存中。</translation>
    </message>
    <message>
        <source>%1 of %2 could go: simulated without them, the run takes 1 % longer at most.</source>
        <translation>%2中可以去掉 %1 个：按模拟，去掉后运行最多延长 1 %。</translation>
    </message>
    <message>
        <source>Longest first</source>
        <translation>最长优先</translation>
    </message>
    <message>
        <source>In %1 parts</source>
        <translation>分成 %1 份</translation>
    </message>
    <message>
        <source>%1 jobs together</source>
        <translation>每次交接 %1 个作业</translation>
    </message>
    <message>
        <source>All jobs at once</source>
        <translation>所有作业同时到达</translation>
    </message>
    <message>
        <source>Room for all results</source>
        <translation>容纳所有结果</translation>
    </message>
    <message>
        <source>Without failures</source>
        <translation>无失败</translation>
    </message>
    <message>
        <source>Run again, warm</source>
        <translation>热缓存下再运行</translation>
    </message>
    <message>
        <source>shortest first</source>
        <translation>最短优先</translation>
    </message>
    <message>
        <source>longest first</source>
        <translation>最长优先</translation>
    </message>
    <message>
        <source>in random order</source>
        <translation>随机顺序</translation>
    </message>
    <message>
        <source>as submitted</source>
        <translation>按提交顺序</translation>
    </message>
    <message>
        <source>%1: −%2 (simulated)</source>
        <translation>%1：−%2（模拟）</translation>
    </message>
    <message>
        <source>%1: within 5 % (simulated)</source>
        <translation>%1：相差 5 % 以内（模拟）</translation>
    </message>
    <message>
        <source>%1: as long (simulated)</source>
        <translation>%1：用时相同（模拟）</translation>
    </message>
    <message>
        <source>The run is too short to tell: below %1, threads that start are as much as anything else.</source>
        <translation>运行太短，无法判断：低于 %1 时，线程启动的影响与其他因素相当。</translation>
    </message>
    <message>
        <source>The run did not come to its end: what ran of it says too little.</source>
        <translation>运行未到结束：已运行的部分不足以说明问题。</translation>
    </message>
    <message>
        <source>Fewer than two jobs finished: there is nothing to compare.</source>
        <translation>完成的作业不足两个：没有可比较的内容。</translation>
    </message>
    <message>
        <source>No job took any time: there is nothing to compare.</source>
        <translation>没有作业花费时间：没有可比较的内容。</translation>
    </message>
    <message>
        <source>Nothing stands out: none of the causes that are looked for costs this run much.</source>
        <translation>没有突出的问题：在所查找的原因中，没有哪一个让此运行损失很多。</translation>
    </message>
    <message>
        <source>%1, measured</source>
        <translation>%1（实测）</translation>
    </message>
    <message>
        <source>%1, simulated</source>
        <translation>%1（模拟）</translation>
    </message>
    <message numerus="yes">
        <source>%Ln workers are enough: %1</source>
        <translation>
            <numerusform>%Ln 个工作线程就够了：%1</numerusform>
        </translation>
    </message>
    <message>
        <source>all jobs at once</source>
        <translation>所有作业同时到达</translation>
    </message>
    <message>
        <source>other arrivals</source>
        <translation>其他到达方式</translation>
    </message>
    <message numerus="yes">
        <source>room for %Ln results</source>
        <translation>
            <numerusform>可容纳 %Ln 个结果</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln retries</source>
        <translation>
            <numerusform>重试 %Ln 次</numerusform>
        </translation>
    </message>
    <message>
        <source>without failures</source>
        <translation>无失败</translation>
    </message>
    <message>
        <source>without job %1</source>
        <translation>去掉作业 %1</translation>
    </message>
    <message>
        <source>job %1 in %2 parts</source>
        <translation>作业 %1 分成 %2 份</translation>
    </message>
    <message>
        <source>%1 (%2), preempted %3</source>
        <translation>%1（%2），被抢占 %3</translation>
    </message>
    <message>
        <source>%1 (%2) without a core</source>
        <translation>%1（%2）没有核心</translation>
    </message>
    <message>
        <source>exit status %1</source>
        <translation>退出状态 %1</translation>
    </message>
    <message>
        <source>signal %1</source>
        <translation>信号 %1</translation>
    </message>
    <message>
        <source>%1, binary, %2 bytes: %3</source>
        <translation>%1，二进制，%2 字节：%3</translation>
    </message>
    <message>
        <source>%1, binary, the last %2 of %3 bytes: %4</source>
        <translation>%1，二进制，%3 字节中的最后 %2 字节：%4</translation>
    </message>
    <message>
        <source>%1, %2 bytes:</source>
        <translation>%1，%2 字节：</translation>
    </message>
    <message>
        <source>%1, %2 bytes, not kept: the run has written too much</source>
        <translation>%1，%2 字节，未保留：此运行的输出过多</translation>
    </message>
    <message>
        <source>%1, the last %2 of %3 bytes:</source>
        <translation>%1，共 %3 字节，以下为最后 %2 字节：</translation>
    </message>
    <message>
        <source>Attempt %1</source>
        <translation>第 %1 次尝试</translation>
    </message>
    <message>
        <source>%1 after %2, from %3 on</source>
        <translation>%1，历时 %2，自 %3 起</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>for %1, by signal %2 (%3), until it went on</source>
        <translation>因信号 %2（%3）停止 %1，之后继续</translation>
    </message>
    <message>
        <source>Standard output</source>
        <translation>标准输出</translation>
    </message>
    <message>
        <source>Standard error</source>
        <translation>标准错误</translation>
    </message>
    <message>
        <source>Nested span %1</source>
        <translation>嵌套时段 %1</translation>
    </message>
    <message>
        <source>Job %1</source>
        <translation>作业 %1</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Planned</source>
        <translation>计划</translation>
    </message>
    <message>
        <source>Waited</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>Worker</source>
        <translation>工作线程</translation>
    </message>
    <message>
        <source>%1 worker-nanoseconds</source>
        <translation>%1 工作线程·纳秒</translation>
    </message>
    <message>
        <source>%1 worker-microseconds</source>
        <translation>%1 工作线程·微秒</translation>
    </message>
    <message>
        <source>%1 worker-milliseconds</source>
        <translation>%1 工作线程·毫秒</translation>
    </message>
    <message>
        <source>%1 worker-seconds</source>
        <translation>%1 工作线程·秒</translation>
    </message>
    <message>
        <source>%1 worker-minutes</source>
        <translation>%1 工作线程·分钟</translation>
    </message>
    <message>
        <source>%1 worker-hours</source>
        <translation>%1 工作线程·小时</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Jobs on a core</source>
        <translation>作业占有核心</translation>
    </message>
    <message>
        <source>Ready, no core free</source>
        <translation>就绪但无空闲核心</translation>
    </message>
    <message>
        <source>Jobs that waited</source>
        <translation>作业在等待</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>作业</translation>
    </message>
    <message>
        <source>Failed or cut off</source>
        <translation>失败或被中断</translation>
    </message>
    <message>
        <source>Blocked on results</source>
        <translation>结果通道已满</translation>
    </message>
    <message>
        <source>Start-up</source>
        <translation>启动</translation>
    </message>
    <message>
        <source>Hand-off</source>
        <translation>交接</translation>
    </message>
    <message>
        <source>No job had come</source>
        <translation>没有作业到来</translation>
    </message>
    <message>
        <source>Idle</source>
        <translation>空闲</translation>
    </message>
    <message>
        <source>Tail: by the order</source>
        <translation>收尾：因顺序所致</translation>
    </message>
    <message>
        <source>Tail: unavoidable</source>
        <translation>收尾：不可避免</translation>
    </message>
    <message>
        <source>After the last job</source>
        <translation>最后一个作业之后</translation>
    </message>
    <message>
        <source>The run was paused, and the worker had no job in hand.</source>
        <translation>运行已暂停，工作线程手中没有作业。</translation>
    </message>
    <message>
        <source>Attempts that counted, while they computed.</source>
        <translation>有效的尝试中用于计算的时间。</translation>
    </message>
    <message>
        <source>Attempts that counted, while they could have computed but others had the cores.</source>
        <translation>有效的尝试中本可计算、但核心被其他作业占用的时间。</translation>
    </message>
    <message>
        <source>Attempts that counted, while they did not compute: they waited for a timer, a disk, a network or another program. Time ready without a core is in it where that was not measured.</source>
        <translation>有效的尝试中没有计算的时间：在等待定时器、磁盘、网络或其他程序。若未测量就绪而无核心的时间，则该时间也计入其中。</translation>
    </message>
    <message>
        <source>Attempts that counted. Nobody measured how much of it they computed.</source>
        <translation>有效的尝试。其中有多少时间用于计算未被测量。</translation>
    </message>
    <message>
        <source>Attempts that failed, were cancelled, or were made again: no result came of them.</source>
        <translation>失败、被取消或重做的尝试：没有产生结果。</translation>
    </message>
    <message>
        <source>The worker had a result, and the results channel had no room for it.</source>
        <translation>工作线程有结果，而结果通道没有空位。</translation>
    </message>
    <message>
        <source>The worker was there but had not taken its first job, though one was there or was about to be sent.</source>
        <translation>工作线程已在，但尚未取到首个作业，尽管已有作业或即将发送作业。</translation>
    </message>
    <message>
        <source>From one job to the next, while there were jobs in the channel.</source>
        <translation>从一个作业到下一个作业之间、通道中仍有作业的时间。</translation>
    </message>
    <message>
        <source>The worker was free, the jobs channel was empty, and more jobs were still to come.</source>
        <translation>工作线程空闲，作业通道为空，而仍有作业会到来。</translation>
    </message>
    <message>
        <source>The worker was free before the last job was taken. Nobody recorded when jobs came, so why is not known.</source>
        <translation>最后一个作业被取走之前，工作线程空闲。没有记录作业何时到来，因此原因不明。</translation>
    </message>
    <message>
        <source>No job was left to take, and other workers were still busy: what the order longest first would have saved of that (simulated).</source>
        <translation>已无作业可取，其他工作线程仍忙：其中按“最长优先”的顺序本可节省的部分（模拟）。</translation>
    </message>
    <message>
        <source>No job was left to take, and other workers were still busy: what the order longest first would not have saved.</source>
        <translation>已无作业可取，其他工作线程仍忙：其中按“最长优先”的顺序也不能节省的部分。</translation>
    </message>
    <message>
        <source>All jobs had ended, and the run had not: the last results were received.</source>
        <translation>所有作业已结束，而运行尚未结束：正在接收最后的结果。</translation>
    </message>
    <message>
        <source>%1 worker-ns</source>
        <translation>%1 线程·ns</translation>
    </message>
    <message>
        <source>%1 worker-µs</source>
        <translation>%1 线程·µs</translation>
    </message>
    <message>
        <source>%1 worker-ms</source>
        <translation>%1 线程·ms</translation>
    </message>
    <message>
        <source>%1 worker-s</source>
        <translation>%1 线程·s</translation>
    </message>
    <message>
        <source>%1 worker-min</source>
        <translation>%1 线程·min</translation>
    </message>
    <message>
        <source>%1 worker-h</source>
        <translation>%1 线程·h</translation>
    </message>
    <message>
        <source>&lt; 0.1 %</source>
        <translation>&lt; 0.1 %</translation>
    </message>
    <message>
        <source>The workers were there for %1; the parts add up to it exactly.</source>
        <translation>工作线程在场共 %1；各部分之和与其完全相等。</translation>
    </message>
    <message>
        <source>%1 × %2 = %3; the parts add up to it exactly.</source>
        <translation>%1 × %2 = %3；各部分之和与其完全相等。</translation>
    </message>
    <message>
        <source>%1 selected: %2 jobs started, %3 ended, workers busy %4, %5 jobs/s</source>
        <translation>已选 %1：%2 个作业开始，%3 个结束，工作线程忙 %4，%5 作业/s</translation>
    </message>
    <message>
        <source>%1; durations: mean %2, median %3, p95 %4</source>
        <translation>%1；时长：平均 %2，中位数 %3，p95 %4</translation>
    </message>
    <message>
        <source>%1 each ± %2 %</source>
        <translation>每个 %1 ± %2 %</translation>
    </message>
    <message>
        <source>%1 on average, exponential</source>
        <translation>平均 %1，指数分布</translation>
    </message>
    <message>
        <source>%1 on average, %2 % take %3 times as long</source>
        <translation>平均 %1，%2 % 的时长为 %3 倍</translation>
    </message>
    <message>
        <source>%1 on average, heavy tail %2</source>
        <translation>平均 %1，重尾 %2</translation>
    </message>
    <message>
        <source>durations from a file</source>
        <translation>时长来自文件</translation>
    </message>
    <message>
        <source>%1 each</source>
        <translation>每个 %1</translation>
    </message>
    <message>
        <source>hashing files</source>
        <translation>计算文件哈希</translation>
    </message>
    <message>
        <source>running a command</source>
        <translation>运行命令</translation>
    </message>
    <message>
        <source>computing</source>
        <translation>计算</translation>
    </message>
    <message>
        <source>%1 % computing</source>
        <translation>计算占 %1 %</translation>
    </message>
    <message>
        <source>random order</source>
        <translation>随机顺序</translation>
    </message>
    <message>
        <source>a Chrome trace</source>
        <translation>Chrome 跟踪</translation>
    </message>
    <message>
        <source>a ninja log</source>
        <translation>ninja 日志</translation>
    </message>
    <message>
        <source>a joblog of GNU parallel</source>
        <translation>GNU parallel 的 joblog</translation>
    </message>
    <message>
        <source>a table of spans</source>
        <translation>时段表格</translation>
    </message>
    <message>
        <source>jobs of GitHub Actions</source>
        <translation>GitHub Actions 的作业</translation>
    </message>
    <message>
        <source>jobs of GitLab</source>
        <translation>GitLab 的作业</translation>
    </message>
    <message>
        <source>a JUnit report</source>
        <translation>JUnit 报告</translation>
    </message>
    <message>
        <source>timings of cargo</source>
        <translation>cargo 的用时</translation>
    </message>
    <message>
        <source>OpenTelemetry spans</source>
        <translation>OpenTelemetry 时段</translation>
    </message>
    <message>
        <source>Jaeger spans</source>
        <translation>Jaeger 时段</translation>
    </message>
    <message>
        <source>another program, followed</source>
        <translation>跟随的其他程序</translation>
    </message>
    <message>
        <source>durations</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>%1: %2 on %3</source>
        <translation>%1：%2，%3</translation>
    </message>
    <message numerus="yes">
        <source>%Ln spans</source>
        <translation>
            <numerusform>%Ln 个时段</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln lanes</source>
        <translation>
            <numerusform>%Ln 条泳道</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, and %2 around them</source>
        <translation>%1，外层另有 %2 个时段</translation>
    </message>
    <message>
        <source>%1, and %2 within them</source>
        <translation>%1，内层另有 %2 个时段</translation>
    </message>
    <message numerus="yes">
        <source>%Ln jobs</source>
        <translation>
            <numerusform>%Ln 个作业</numerusform>
        </translation>
    </message>
    <message>
        <source>capacity %1</source>
        <translation>容量 %1</translation>
    </message>
    <message>
        <source>results %1</source>
        <translation>结果容量 %1</translation>
    </message>
    <message>
        <source>%1 to read a result</source>
        <translation>读取每个结果 %1</translation>
    </message>
    <message>
        <source>one every %1</source>
        <translation>每 %1 一个</translation>
    </message>
    <message>
        <source>%1 a second come at random</source>
        <translation>每秒随机到达 %1 个</translation>
    </message>
    <message>
        <source>%1 % fail</source>
        <translation>失败率 %1 %</translation>
    </message>
    <message>
        <source>seed %1</source>
        <translation>种子 %1</translation>
    </message>
    <message>
        <source>More bring nothing: the longest job alone takes %1.</source>
        <translation>再增加没有收益：仅最长的作业就需要 %1。</translation>
    </message>
    <message>
        <source>More bring little: the longest job alone takes %1.</source>
        <translation>再增加收益甚微：仅最长的作业就需要 %1。</translation>
    </message>
    <message>
        <source>No larger number was looked at.</source>
        <translation>未考察更大的数量。</translation>
    </message>
    <message>
        <source>measured</source>
        <translation>实测</translation>
    </message>
    <message>
        <source>simulated</source>
        <translation>模拟</translation>
    </message>
    <message>
        <source>No time is known</source>
        <translation>没有已知的用时</translation>
    </message>
    <message numerus="yes">
        <source>%Ln workers are enough</source>
        <translation>
            <numerusform>%Ln 个工作线程就够了</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 measured; no other number was looked at.</source>
        <translation>实测 %1；未考察其他数量。</translation>
    </message>
    <message>
        <source>%1 simulated; no other number was looked at.</source>
        <translation>模拟 %1；未考察其他数量。</translation>
    </message>
    <message>
        <source>%1 measured, within %2 of the best that any number from %3 to %4 reaches.</source>
        <translation>实测 %1，与 %3 到 %4 个工作线程的最佳用时相差不超过 %2。</translation>
    </message>
    <message>
        <source>%1 simulated, within %2 of the best that any number from %3 to %4 reaches.</source>
        <translation>模拟 %1，与 %3 到 %4 个工作线程的最佳用时相差不超过 %2。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1: %2 %3</source>
        <translation>%1：%3 %2</translation>
    </message>
    <message>
        <source>%1, as now</source>
        <translation>%1（当前）</translation>
    </message>
    <message>
        <source>measured %1 (%2 to %3)</source>
        <translation>实测 %1（%2 到 %3）</translation>
    </message>
    <message>
        <source>measured %1</source>
        <translation>实测 %1</translation>
    </message>
    <message>
        <source>simulated %1 (%2 to %3)</source>
        <translation>模拟 %1（%2 到 %3）</translation>
    </message>
    <message>
        <source>simulated %1</source>
        <translation>模拟 %1</translation>
    </message>
    <message>
        <source>no schedule is faster than %1</source>
        <translation>任何调度都不会快于 %1</translation>
    </message>
    <message>
        <source>%1 (%2 to %3)</source>
        <translation>%1（%2 到 %3）</translation>
    </message>
    <message>
        <source>measured, least to most of %1</source>
        <translation>实测，%1 次中的最小到最大</translation>
    </message>
    <message>
        <source>simulated from the plan</source>
        <translation>根据计划模拟</translation>
    </message>
    <message>
        <source>simulated from this run, ± %1</source>
        <translation>根据此运行模拟，± %1</translation>
    </message>
    <message>
        <source>simulated from this run</source>
        <translation>根据此运行模拟</translation>
    </message>
    <message>
        <source>9 of 10 draws of the durations</source>
        <translation>10 次时长抽样中的 9 次</translation>
    </message>
    <message>
        <source>no schedule can be faster</source>
        <translation>任何调度都不可能更快</translation>
    </message>
    <message>
        <source>What jobs computed was not measured: they are taken to wait.</source>
        <translation>未测量作业的计算量：视其为等待。</translation>
    </message>
    <message>
        <source>Jobs that never ran are left out.</source>
        <translation>从未运行的作业不计在内。</translation>
    </message>
    <message>
        <source>When jobs came was not recorded: they are taken to be there from the start.</source>
        <translation>没有记录作业何时到来：视其从一开始就在。</translation>
    </message>
    <message>
        <source>Some jobs computed on several cores at once; they are taken to use one: more workers may bring less.</source>
        <translation>有些作业同时在多个核心上计算；视其只用一个：增加工作线程的收益可能更小。</translation>
    </message>
    <message>
        <source>This run read its files from the disk; the next one may find them in memory.</source>
        <translation>此运行从磁盘读取了文件；下次运行时这些文件可能已在内存中。</translation>
    </message>
    <message>
        <source>There are fewer than two jobs.</source>
        <translation>作业不足两个。</translation>
    </message>
    <message>
        <source>With %1, as it was, this forecast says %2, but it took %3: something that is not in the record matters here.</source>
        <translation>按原来的 %1，此预测为 %2，实际却用了 %3：有记录之外的因素在起作用。</translation>
    </message>
    <message>
        <source>%1 cannot keep up: the jobs that come would keep %2 busy.</source>
        <translation>%1跟不上：到达的作业足以占满 %2。</translation>
    </message>
    <message>
        <source>Mean wait with %1: %2 by Allen–Cunneen; utilisation %3.</source>
        <translation>%1的平均等待：%2（按 Allen–Cunneen）；利用率 %3。</translation>
    </message>
    <message>
        <source>Mean wait with %1: %2 measured (from queued to started), %3 by Allen–Cunneen; utilisation %4.</source>
        <translation>%1的平均等待：实测 %2（从排队到开始），按 Allen–Cunneen 为 %3；利用率 %4。</translation>
    </message>
    <message numerus="yes">
        <source>needs %Ln workers</source>
        <translation>
            <numerusform>需要 %Ln 个工作线程</numerusform>
        </translation>
    </message>
    <message>
        <source>is more than workers can do</source>
        <translation>增加工作线程也无法达到</translation>
    </message>
    <message>
        <source>Little&apos;s law: %1 jobs in the pool on average; jobs per second × mean time in it give %2.</source>
        <translation>利特尔法则：池中平均有 %1 个作业；每秒作业数 × 平均逗留时间得 %2。</translation>
    </message>
    <message>
        <source>contention α = %1, coherency β = %2</source>
        <translation>争用 α = %1，一致性 β = %2</translation>
    </message>
    <message>
        <source>Scalability law: %1; fastest with %2 workers; off by %3 at %4 numbers.</source>
        <translation>可扩展性定律：%1；%2 个工作线程时最快；在 %4 种数量下误差为 %3。</translation>
    </message>
    <message>
        <source>Scalability law: %1; no peak; off by %2 at %3 numbers.</source>
        <translation>可扩展性定律：%1；没有峰值；在 %3 种数量下误差为 %2。</translation>
    </message>
    <message>
        <source>No scalability fit: a long job sets the times, not contention.</source>
        <translation>无法拟合可扩展性：决定用时的是一个长作业，而不是争用。</translation>
    </message>
    <message>
        <source>No scalability fit: fewer than four jobs a worker.</source>
        <translation>无法拟合可扩展性：平均每个工作线程不足四个作业。</translation>
    </message>
    <message>
        <source>A scalability fit needs six measured numbers of workers.</source>
        <translation>拟合可扩展性需要六种实测的工作线程数。</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>failed, tried again</source>
        <translation>失败，已重试</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>%1 speed-up possible</source>
        <translation>加速比可达 %1</translation>
    </message>
    <message>
        <source>of %1 possible</source>
        <translation>最多可达 %1</translation>
    </message>
    <message>
        <source>turn on the sequential run</source>
        <translation>请开启顺序运行</translation>
    </message>
    <message>
        <source>no sequential run</source>
        <translation>没有顺序运行</translation>
    </message>
    <message>
        <source>none: jobs came or results were read in the pauses</source>
        <translation>无：暂停期间有作业到达或有结果被读取</translation>
    </message>
    <message>
        <source>the sequential run took longer than its jobs</source>
        <translation>顺序运行的用时超过其作业的时长</translation>
    </message>
    <message>
        <source>both finished, without the pauses</source>
        <translation>两者均已完成，不计暂停</translation>
    </message>
    <message>
        <source>both finished</source>
        <translation>两者均已完成</translation>
    </message>
    <message>
        <source>not all jobs were run</source>
        <translation>并非所有作业都已运行</translation>
    </message>
    <message>
        <source>final when both have run</source>
        <translation>两者都运行完后才是最终值</translation>
    </message>
    <message>
        <source>Slower by</source>
        <translation>减慢</translation>
    </message>
    <message>
        <source>slower by %1</source>
        <translation>减慢 %1</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>without the pauses</source>
        <translation>不计暂停</translation>
    </message>
    <message>
        <source>Computes</source>
        <translation>计算</translation>
    </message>
    <message>
        <source>Mixed</source>
        <translation>混合</translation>
    </message>
    <message>
        <source>Hashes a file</source>
        <translation>计算文件哈希</translation>
    </message>
    <message>
        <source>Runs a command</source>
        <translation>运行命令</translation>
    </message>
    <message>
        <source>Waits</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>Uniform, up to ± %1 %</source>
        <translation>均匀，最多 ± %1 %</translation>
    </message>
    <message>
        <source>Exponential</source>
        <translation>指数</translation>
    </message>
    <message>
        <source>%1 % take %2 times as long</source>
        <translation>%1 % 的时长为 %2 倍</translation>
    </message>
    <message>
        <source>Heavy tail, exponent %1</source>
        <translation>重尾，指数 %1</translation>
    </message>
    <message>
        <source>From a file</source>
        <translation>取自文件</translation>
    </message>
    <message>
        <source>All alike</source>
        <translation>全部相同</translation>
    </message>
    <message>
        <source>Shortest first</source>
        <translation>最短优先</translation>
    </message>
    <message>
        <source>Random</source>
        <translation>随机</translation>
    </message>
    <message>
        <source>As submitted</source>
        <translation>按提交顺序</translation>
    </message>
    <message>
        <source>One every %1</source>
        <translation>每隔 %1 一个</translation>
    </message>
    <message>
        <source>At random, %1 a second on average</source>
        <translation>随机，平均每秒 %1 个</translation>
    </message>
    <message>
        <source>All at once</source>
        <translation>全部同时</translation>
    </message>
    <message>
        <source>Alongside</source>
        <translation>与池同时</translation>
    </message>
    <message>
        <source>Not at all</source>
        <translation>不进行</translation>
    </message>
    <message>
        <source>After the pool</source>
        <translation>在池之后</translation>
    </message>
    <message>
        <source>Channel capacity</source>
        <translation>通道容量</translation>
    </message>
    <message>
        <source>Capacity of the results channel</source>
        <translation>结果通道的容量</translation>
    </message>
    <message>
        <source>Reader takes</source>
        <translation>读取用时</translation>
    </message>
    <message>
        <source>Work</source>
        <translation>工作</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>Distribution</source>
        <translation>分布</translation>
    </message>
    <message>
        <source>File of durations</source>
        <translation>时长文件</translation>
    </message>
    <message>
        <source>Computing</source>
        <translation>计算占比</translation>
    </message>
    <message>
        <source>List or folder</source>
        <translation>列表或文件夹</translation>
    </message>
    <message>
        <source>With subfolders</source>
        <translation>含子文件夹</translation>
    </message>
    <message>
        <source>Ended by NUL</source>
        <translation>以 NUL 结尾</translation>
    </message>
    <message>
        <source>Timeout</source>
        <translation>超时</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>顺序</translation>
    </message>
    <message>
        <source>Arrival</source>
        <translation>到达</translation>
    </message>
    <message>
        <source>Retries</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Fail rate</source>
        <translation>失败率</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Sequential run</source>
        <translation>顺序运行</translation>
    </message>
    <message>
        <source>Agents at the broker</source>
        <translation>消息代理上的执行节点</translation>
    </message>
    <message>
        <source>Jobs in hand</source>
        <translation>手头作业数</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>events are missing: %1 jobs finished, %2 failed and %3 cancelled are recorded, but it were %4, %5 and %6</source>
        <translation>缺少事件：记录了 %1 个已完成、%2 个失败和 %3 个已取消的作业，实际却是 %4、%5 和 %6</translation>
    </message>
    <message>
        <source>there is no memory for more events: the run was stopped, and what was recorded until then is shown</source>
        <translation>内存不足，无法存放更多事件：运行已停止，仅显示到此为止已记录的内容</translation>
    </message>
</context>
<context>
    <name>TimingsPanel</name>
    <message>
        <source>Timings of the run</source>
        <translation>运行的用时</translation>
    </message>
    <message>
        <source>With the worker pool</source>
        <translation>使用工作池</translation>
    </message>
    <message>
        <source>Time with the worker pool</source>
        <translation>使用工作池的时间</translation>
    </message>
    <message>
        <source>Without (one after another)</source>
        <translation>不用工作池（逐个执行）</translation>
    </message>
    <message>
        <source>Time without the worker pool</source>
        <translation>不使用工作池的时间</translation>
    </message>
    <message>
        <source>Speed-up</source>
        <translation>加速比</translation>
    </message>
    <message>
        <source>How many times as fast</source>
        <translation>速度是顺序运行的多少倍</translation>
    </message>
    <message>
        <source>Run again, warm</source>
        <translation>热缓存下再运行</translation>
    </message>
    <message>
        <source>Starts the same settings again: what was read is in memory now, so both runs find it there</source>
        <translation>以相同的设置再次开始：先前读取的内容已在内存中，池和顺序运行都可直接使用</translation>
    </message>
    <message>
        <source>turn on the sequential run</source>
        <translation>请开启顺序运行</translation>
    </message>
    <message>
        <source>not run</source>
        <translation>未运行</translation>
    </message>
    <message>
        <source>press Run to find out</source>
        <translation>按“运行”即可得知</translation>
    </message>
</context>
<context>
    <name>WatchDialog</name>
    <message>
        <source>Watch Celery</source>
        <translation>监视 Celery</translation>
    </message>
    <message>
        <source>Shows the tasks of Celery’s workers while they work. The workers must send events: they are started with -E, or told so by “celery control enable_events”. Watching changes nothing for them.</source>
        <translation>实时显示 Celery 工作进程的任务。工作进程必须发送事件：以 -E 启动，或用“celery control enable_events”开启。监视不会改变它们的任何状态。</translation>
    </message>
    <message>
        <source>not remembered</source>
        <translation>不会记住</translation>
    </message>
    <message>
        <source>&amp;Broker:</source>
        <translation>消息代理(&amp;B)：</translation>
    </message>
    <message>
        <source>&amp;Password:</source>
        <translation>密码(&amp;P)：</translation>
    </message>
    <message>
        <source>&amp;Watch</source>
        <translation>监视(&amp;W)</translation>
    </message>
</context>
<context>
    <name>WhatIfControls</name>
    <message>
        <source>Longest job</source>
        <translation>最长作业</translation>
    </message>
    <message>
        <source>Longest job (%1)</source>
        <translation>最长作业 %1</translation>
    </message>
    <message>
        <source>Job %1</source>
        <translation>作业 %1</translation>
    </message>
</context>
</TS>
