/** Our own Java SDK against the running jar. */
@NullMarked
package io.carillon.acceptance.sdk;

import org.jspecify.annotations.NullMarked;
