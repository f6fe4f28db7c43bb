/** What is counted. */
@NullMarked
package io.carillon.broker.metrics;

import org.jspecify.annotations.NullMarked;
