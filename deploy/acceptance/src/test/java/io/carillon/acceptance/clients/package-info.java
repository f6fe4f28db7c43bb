/** The same stories with each client that people have, over a cluster of several brokers. */
@NullMarked
package io.carillon.acceptance.clients;

import org.jspecify.annotations.NullMarked;
