// Memory that is kept for what does not survive that there is none.
//
// Qt 6.4's constructor of QThread crashes where an allocation is refused. So one that operator new
// cannot grant is given what is kept, and nobody begins such a constructor without anything kept.
#pragma once

namespace memoryreserve {

// Keeps some from now on. Once, before there are other threads; without it the others do nothing.
void keep();

// Throws std::bad_alloc where what was kept has been given away and there is none to keep. Any
// thread.
void require();

} // namespace memoryreserve
