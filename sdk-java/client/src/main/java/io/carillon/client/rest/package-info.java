/** Publishing events over HTTP. */
@NullMarked
package io.carillon.client.rest;

import org.jspecify.annotations.NullMarked;
