/** An app's HTTP API, as its server uses it. */
@NullMarked
package io.carillon.client.rest;

import org.jspecify.annotations.NullMarked;
