/** The platform as its users start it, for tests that want to hear what they publish. */
@NullMarked
package io.carillon.client.server;

import org.jspecify.annotations.NullMarked;
