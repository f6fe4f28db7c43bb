/** A real Carillon inside a test, in memory. */
module io.carillon.junit {
    requires transitive io.carillon.client;
    requires transitive org.junit.jupiter.api;
    requires static org.jspecify;

    exports io.carillon.junit;
}
