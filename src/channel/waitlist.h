// Threads that wait, in the order in which they came.
#pragma once

namespace detail {

// A list through its nodes, which have `previous`, `next` and `listed`: whoever gives up leaves
// from the middle. Under its owner's lock.
template <typename Node>
class WaitList
{
public:
    Node* first() const { return m_first; }
    Node* last() const { return m_last; }

// A node may live on its thread's stack: whoever waits leaves the list before its node ends, which
// g++ cannot see.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdangling-pointer"
#endif
    void append(Node& node)
    {
        node.previous = m_last;
        node.next = nullptr;
        (m_last ? m_last->next : m_first) = &node;
        m_last = &node;
        node.listed = true;
    }
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif

    void remove(Node& node)
    {
        (node.previous ? node.previous->next : m_first) = node.next;
        (node.next ? node.next->previous : m_last) = node.previous;
        node.listed = false;
    }

private:
    Node* m_first = nullptr;
    Node* m_last = nullptr;
};

} // namespace detail
