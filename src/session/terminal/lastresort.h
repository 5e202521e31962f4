// How the program ends where nobody can act any more.
#pragma once

// An exception that nobody catches for want of memory ends the program with one line on standard
// error and exit status 1, after the runs that go on. Any other is a fault and ends it by an abort.
void installLastResort();

// Ends the runs that go on also when a library ends the program: Qt does so when the X server goes
// away. Once there is an application object, as what it uses must still be there then.
void endRunsAtExit();
