package io.carillon.schema;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * One check of one value: where it is, how much work it may still do, and the first complaint.
 *
 * <p>Schemas can be written whose work doubles with each line. It is therefore counted, in steps of which each takes some ten
 * nanoseconds, and no more than a hundred.
 */
final class Check {

    private static final int STEPS = 20_000;
    private static final int STEPS_PER_CHARACTER = 16;
    // Schemas within schemas; each is two calls on the stack.
    private static final int DEEPEST = 400;

    private final Deque<Object> path = new ArrayDeque<>();
    private long steps;
    private int depth;
    private int trials;
    private @Nullable Complaint complaint;

    /** @param characters how long the text is whose value is checked */
    Check(int characters) {
        this.steps = STEPS + (long) STEPS_PER_CHARACTER * characters;
    }

    /** @throws TooMuchWorkException if the check may not do so much more */
    void spend(long more) {
        steps -= more;
        if (steps < 0) {
            throw TooMuchWorkException.INSTANCE;
        }
    }

    boolean holds(Schema schema, Object value) {
        if (++depth > DEEPEST) {
            throw TooMuchWorkException.INSTANCE;
        }
        boolean holds = schema.holds(value, this);
        depth--;
        return holds;
    }

    /** The same for a value within the value that is looked at: of this name, or at this index. */
    boolean holdsAt(Object step, Schema schema, Object value) {
        path.addLast(step);
        boolean holds = holds(schema, value);
        path.removeLast();
        return holds;
    }

    /** Whether the schema would hold; if it does not, that is nothing to complain of. */
    boolean wouldHold(Schema schema, Object value) {
        trials++;
        boolean holds = holds(schema, value);
        trials--;
        return holds;
    }

    void complain(Keyword keyword, Object value) {
        if (trials == 0 && complaint == null) {
            complaint = new Complaint(pointer(), keyword.words(value));
        }
    }

    /** The first; null if there is none. */
    @Nullable
    Complaint complaint() {
        return complaint;
    }

    private String pointer() {
        var pointer = new StringBuilder();
        for (Iterator<Object> steps = path.iterator(); steps.hasNext(); ) {
            pointer.append('/').append(Pointers.escaped(steps.next().toString()));
        }
        return pointer.toString();
    }
}
