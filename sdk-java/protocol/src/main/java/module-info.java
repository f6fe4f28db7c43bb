/** The words both sides speak. */
module io.carillon.protocol {
    requires static transitive org.jspecify;

    exports io.carillon.protocol;
    exports io.carillon.protocol.frame;
    exports io.carillon.protocol.signature;
}
