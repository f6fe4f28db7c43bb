package io.carillon.acceptance.clients;

/**
 * What somebody must know to come in.
 *
 * @param host of the proxy
 * @param key of the app
 * @param channels where the customer's backend says whether this user may listen
 * @param users where it says who this user is
 * @param told where everything goes that the person is told
 */
record Invitation(String host, int port, String key, String channels, String users, Told told) {}
