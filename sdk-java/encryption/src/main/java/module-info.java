/** What carillon-client seals and opens the events of encrypted channels with. */
module io.carillon.client.encryption {
    requires transitive io.carillon.client;
    requires org.bouncycastle.provider;
    requires static transitive org.jspecify;

    exports io.carillon.client.encryption;
}
