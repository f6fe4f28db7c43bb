package io.carillon.broker.transport;

/**
 * The deadlines of everything that belongs to one loop, to the second. Entries are their own list nodes, so filing costs
 * nothing, and a deadline that moves away need not be moved here: whoever expires too early files itself again.
 */
final class Wheel {

    private static final int SLOTS = 256;

    private final Entry[] slots = new Entry[SLOTS];
    private int now;

    /** @param now seconds since some beginning; more than 0 */
    Wheel(int now) {
        this.now = now;
        for (int i = 0; i < SLOTS; i++) {
            slots[i] = new Slot();
        }
    }

    /** The second it is, as of the last turn. */
    int now() {
        return now;
    }

    /** Sets an entry's deadline, in place of the one it had. */
    void file(Entry entry, int due) {
        entry.unlink();
        entry.due = Math.max(due, now + 1);
        entry.linkBehind(slots[entry.due % SLOTS]);
    }

    /** Takes an entry's deadline away, if it has one. */
    void remove(Entry entry) {
        entry.unlink();
    }

    /** Lets time pass, and expires what is due on the way. */
    void advanceTo(int second) {
        var due = new Slot();
        while (now < second) {
            // After a long pause each slot is looked at once, not once for every second missed.
            now = Math.max(now + 1, second - SLOTS + 1);
            due.takeAllFrom(slots[now % SLOTS]);
            for (Entry entry = due.next; entry != due; entry = due.next) {
                entry.unlink();
                if (entry.due <= second) {
                    expire(entry, second);
                } else {
                    entry.linkBehind(slots[entry.due % SLOTS]);
                }
            }
        }
    }

    private static void expire(Entry entry, int second) {
        try {
            entry.expire(second);
        } catch (RuntimeException failure) {
            // One connection's fault must not stop the clock of all others.
            entry.expiryFailed(failure);
        }
    }

    /** Something that may have a deadline. */
    abstract static class Entry {

        Entry previous = this;
        Entry next = this;
        int due;

        /** Its time has come. */
        abstract void expire(int now);

        /** Its time came, and what should have been done then failed. */
        abstract void expiryFailed(RuntimeException failure);

        final void unlink() {
            previous.next = next;
            next.previous = previous;
            previous = this;
            next = this;
        }

        final void linkBehind(Entry other) {
            previous = other;
            next = other.next;
            next.previous = this;
            other.next = this;
        }
    }

    private static final class Slot extends Entry {

        /** Takes the slot's place in its ring. */
        void takeAllFrom(Entry slot) {
            if (slot.next != slot) {
                linkBehind(slot);
                slot.unlink();
            }
        }

        @Override
        void expire(int now) {
            throw new IllegalStateException("a slot has no deadline");
        }

        @Override
        void expiryFailed(RuntimeException failure) {
            throw failure;
        }
    }
}
