/** What comes of requests over HTTP, told in the user's words. */
@NullMarked
package io.carillon.client.http;

import org.jspecify.annotations.NullMarked;
