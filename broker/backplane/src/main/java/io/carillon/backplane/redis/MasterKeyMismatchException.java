package io.carillon.backplane.redis;

import java.util.List;

/** The processes of a cluster seal with a master key that was not given to this one. Names keys by their ids alone. */
public final class MasterKeyMismatchException extends RuntimeException {

    private final String theirs;
    private final List<String> ours;

    MasterKeyMismatchException(String prefix, String theirs, List<String> ours) {
        super("the cluster of Redis prefix " + prefix + " seals with master key " + theirs
                + ", and this process was given " + String.join(", ", ours));
        this.theirs = theirs;
        this.ours = List.copyOf(ours);
    }

    /** The id of the key with which the cluster seals. */
    public String theirs() {
        return theirs;
    }

    /** The ids of the keys that this process was given. */
    public List<String> ours() {
        return ours;
    }
}
