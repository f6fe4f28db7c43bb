/** An app's auth endpoints, asked over HTTP on behalf of a realtime client. */
@NullMarked
package io.carillon.client.endpoint;

import org.jspecify.annotations.NullMarked;
