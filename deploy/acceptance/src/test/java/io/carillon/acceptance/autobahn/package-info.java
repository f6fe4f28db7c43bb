/** RFC 6455 as the Autobahn testsuite reads it. */
@NullMarked
package io.carillon.acceptance.autobahn;

import org.jspecify.annotations.NullMarked;
