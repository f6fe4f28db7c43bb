package io.carillon.backplane;

/** Whether a channel's subscribers are told when their number changes. */
public enum CountNews {
    /** Each change goes out as {@link Envelope.CountChanged}. */
    TOLD,
    /** Nobody is told. */
    SILENT
}
