/** Publishing, signing, webhooks, administration and a realtime client, on the JDK alone. */
module io.carillon.client {
    requires transitive io.carillon.protocol;
    requires transitive java.net.http;
    requires static transitive org.jspecify;

    exports io.carillon.client;
    exports io.carillon.client.auth;
    exports io.carillon.client.cipher;
    exports io.carillon.client.endpoint;
    exports io.carillon.client.listener;
    exports io.carillon.client.management;
    exports io.carillon.client.realtime;
    exports io.carillon.client.rest;
    exports io.carillon.client.webhook;
}
