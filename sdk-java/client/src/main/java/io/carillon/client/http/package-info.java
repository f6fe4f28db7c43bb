/** One server over HTTP: an attempt, what came of it, and another. */
@NullMarked
package io.carillon.client.http;

import org.jspecify.annotations.NullMarked;
