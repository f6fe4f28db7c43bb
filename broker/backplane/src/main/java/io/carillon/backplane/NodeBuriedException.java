package io.carillon.backplane;

/** A node spoke whose lease has run out: the others have taken it for dead, and what it held is being given up. */
public final class NodeBuriedException extends RuntimeException {

    public NodeBuriedException(NodeId node) {
        super("node " + node + " has no lease any more; it must send its clients away and start over under a new id");
    }
}
